/* The recording, while somebody works on its words. It is the theme's player; where an episode has
   no recording, nothing here does anything. */
import { elementOf } from "./episode.js"
import { openBox, onType } from "./box.js"
import { selected } from "./select.js"
import { hasSource, passageOf, playPassage, skip, toggle } from "./theme.js"

// Seconds before a sentence from which it is heard again.
const BEFORE = 2
// Milliseconds after the last key until the recording goes on, and seconds that it goes back.
const PAUSE = 1000
const BACK = 1

let stopped = false
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer

export { hasSource }

/** @returns {boolean} */
function isPlaying() {
  const audio = document.querySelector("audio")
  if (audio) return !audio.paused
  return document.querySelector(".dock-play")?.getAttribute("aria-label") === "Pause"
}

/** Play the sentence, or pause; go on where it was paused in the sentence. */
export function playOrPause() {
  stopped = false
  const element = currentElement()
  // The player marks the sentence that is heard, also while it is paused.
  if (isPlaying() || element?.classList.contains("now") || !element) toggle()
  else playFrom(element, 0)
}

/** Play from a little before the sentence. */
export function playAgain() {
  stopped = false
  const element = currentElement()
  if (element) playFrom(element, BEFORE)
}

function currentElement() {
  const sentence = openBox()?.sentence ?? selected()
  return sentence ? elementOf(sentence) : null
}

/**
 * @param {HTMLElement} element
 * @param {number} before seconds
 */
function playFrom(element, before) {
  const passage = passageOf([element])
  const start = passage.start == null ? null : Math.max(0, passage.start - before)
  playPassage({ ...passage, start })
}

onType(() => {
  if (stopped) clearTimeout(timer)
  else if (isPlaying()) toggle()
  else return
  stopped = true
  timer = setTimeout(goOn, PAUSE)
})

function goOn() {
  if (!stopped) return
  stopped = false
  if (isPlaying()) return
  skip(-BACK)
  toggle()
}
