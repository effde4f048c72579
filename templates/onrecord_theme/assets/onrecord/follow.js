/* The sentence that is heard is lit; the page goes along for as long as the reader wants it to. */

/** @typedef {{on: boolean, paused: boolean}} State */
/** @type {State} */
const state = { on: localStorage.getItem("onrecord.follow") !== "off", paused: false }
/** @type {HTMLElement | null} */
let now = null
let ours = false
/** @type {() => void} */
let changed = () => {}

/** @param {() => void} tell when Follow goes on, off, or waits @returns {State} */
export function following(tell) {
  changed = tell
  // A scroll that is not ours is the reader's, by whatever means: wheel, finger, key or bar (WCAG 2.2.2).
  addEventListener(
    "scroll",
    () => {
      if (!ours && now && state.on && !state.paused) {
        state.paused = true
        changed()
      }
    },
    { passive: true },
  )
  addEventListener("scrollend", () => {
    ours = false
  })
  return state
}

/** Turn Follow on or off; after a pause, on again. */
export function toggleFollow() {
  if (state.on && state.paused) state.paused = false
  else state.on = !state.on
  state.paused = false
  localStorage.setItem("onrecord.follow", state.on ? "on" : "off")
  changed()
  bring()
}

/** The reader chose where to listen: the page may move again. */
export function resume() {
  state.paused = false
  changed()
}

/** @param {HTMLElement[]} sentences of the page, in order @param {number} time of the transcript */
export function light(sentences, time) {
  let [low, high] = [0, sentences.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (Number(sentences[middle].dataset.start) <= time + 0.05) low = middle + 1
    else high = middle
  }
  const next = sentences[low - 1]
  const heard =
    next && (low < sentences.length || time <= Number(next.dataset.end) + 1) ? next : null
  if (heard === now) return
  mark(heard)
  bring()
}

/** @param {HTMLElement | null} [heard] nothing is, on a page that comes or without a recording */
export function mark(heard = null) {
  now?.classList.remove("now")
  now?.removeAttribute("aria-current")
  now = heard
  now?.classList.add("now")
  now?.setAttribute("aria-current", "true")
}

/** Bring the sentence on screen, where it is not already in the part that reads well. */
function bring() {
  if (!now || !state.on || state.paused) return
  const box = now.getBoundingClientRect()
  if (box.top > innerHeight * 0.15 && box.bottom < innerHeight * 0.65) return
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches
  const to = Math.max(
    0,
    Math.min(
      scrollY + box.top - innerHeight * 0.3,
      document.documentElement.scrollHeight - innerHeight,
    ),
  )
  if (Math.abs(to - scrollY) < 1) return
  ours = true
  scrollTo({ top: to, behavior: calm ? "instant" : "smooth" })
}
