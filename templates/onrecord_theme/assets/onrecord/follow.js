/* Follow: highlights the sentence being heard and keeps it on screen, until the reader scrolls. */

/** @typedef {{on: boolean, paused: boolean}} FollowState */

const STORAGE_KEY = "onrecord.follow"
/** @type {FollowState} */
const state = { on: localStorage.getItem(STORAGE_KEY) !== "off", paused: false }
/** @type {HTMLElement | null} */
let current = null
let scrolling = false
/** @type {(state: FollowState) => void} */
let notifyChange = () => {}

/** @param {(state: FollowState) => void} onChange called now, and whenever Follow changes */
export function mountFollow(onChange) {
  notifyChange = onChange
  // Any scroll that we did not start is the reader's: wheel, touch, key or scroll bar (WCAG 2.2.2).
  const pause = () => {
    if (scrolling || !current || !state.on || state.paused) return
    state.paused = true
    notifyChange(state)
  }
  addEventListener("scroll", pause, { passive: true })
  addEventListener("scrollend", () => {
    scrolling = false
  })
  notifyChange(state)
}

/** Turn Follow on or off. If it is paused, turn it on. */
export function toggleFollow() {
  state.on = state.paused ? true : !state.on
  state.paused = false
  localStorage.setItem(STORAGE_KEY, state.on ? "on" : "off")
  notifyChange(state)
  scrollToCurrent()
}

/** Resume after the reader chose what to hear: the page may scroll again. */
export function resumeFollow() {
  state.paused = false
  notifyChange(state)
}

/**
 * @param {HTMLElement[]} sentences of the page, in order
 * @param {number} time of the transcript, seconds
 */
export function followTime(sentences, time) {
  let [low, high] = [0, sentences.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (Number(sentences[middle].dataset.start) <= time + 0.05) low = middle + 1
    else high = middle
  }
  const last = sentences[low - 1]
  const inside = last && (low < sentences.length || time <= Number(last.dataset.end) + 1)
  const sentence = inside ? last : null
  if (sentence === current) return
  markCurrent(sentence)
  scrollToCurrent()
}

/** @param {HTMLElement | null} sentence null: nothing is heard on this page */
export function markCurrent(sentence) {
  current?.classList.remove("now")
  current?.removeAttribute("aria-current")
  current = sentence
  current?.classList.add("now")
  current?.setAttribute("aria-current", "true")
}

/** Scroll unless the sentence is already in the part of the screen that is comfortable to read. */
function scrollToCurrent() {
  if (!current || !state.on || state.paused) return
  const box = current.getBoundingClientRect()
  if (box.top > innerHeight * 0.15 && box.bottom < innerHeight * 0.65) return
  const reduced = matchMedia("(prefers-reduced-motion: reduce)").matches
  const end = document.documentElement.scrollHeight - innerHeight
  const top = Math.max(0, Math.min(scrollY + box.top - innerHeight * 0.3, end))
  if (Math.abs(top - scrollY) < 1) return
  scrolling = true
  scrollTo({ top, behavior: reduced ? "instant" : "smooth" })
}
