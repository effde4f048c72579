/* The selected sentence. */
import { elementOf, episode, sentenceBeside, sentenceAt, sentenceFrom } from "./episode.js"
import { findAll, make } from "./theme.js"

/** @typedef {import("./episode.js").Sentence} Sentence */

/** Where the selected sentence starts: its id changes when it is divided or published. */
let start = -1
/** @type {HTMLElement | null} */
let marked = null
/** Characters of the sentence in front of the place where somebody clicked. */
export let caret = 0
/** @type {Set<() => void>} */
const listeners = new Set()

/** @param {() => void} listener called when another sentence is selected */
export function onSelect(listener) {
  listeners.add(listener)
}

/** @returns {Sentence | null} */
export function selected() {
  return sentenceFrom(start)
}

/**
 * @param {Sentence | null} sentence
 * @param {{at?: number, focus?: boolean, scroll?: boolean}} [options]
 */
export function select(sentence, { at = 0, focus = true, scroll = focus } = {}) {
  caret = at
  start = sentence?.span[0] ?? -1
  const element = sentence && elementOf(sentence)
  if (marked && marked !== element) {
    marked.classList.remove("edit-selected")
    marked.removeAttribute("tabindex")
  }
  marked = element
  if (element) {
    element.classList.add("edit-selected")
    element.tabIndex = 0
    if (focus) element.focus({ preventScroll: true })
    if (scroll) element.scrollIntoView({ block: "nearest", behavior: "instant" })
  }
  listeners.forEach(listener => listener())
}

/** Mark the selected sentence again, after the page was replaced. */
export function reselect() {
  // Joined to the sentence before, perhaps.
  const sentence = selected() ?? (start < 0 ? null : sentenceAt(start))
  const lost = document.activeElement === document.body
  if (sentence && elementOf(sentence)) select(sentence, { at: caret, focus: lost, scroll: false })
}

/** @returns {Sentence | null} the selected sentence, else the first on screen */
export function startingPoint() {
  const sentence = selected()
  if (sentence && elementOf(sentence)) return sentence
  return (
    episode?.sentences.find(one => {
      const box = elementOf(one)?.getBoundingClientRect()
      return box && box.top > 60
    }) ?? null
  )
}

/** @param {number} by */
export function step(by) {
  const from = selected()
  goTo(from && elementOf(from) ? sentenceBeside(from, by) : startingPoint())
}

/**
 * Select a sentence; if it is on another page of the episode, go there.
 * @param {Sentence | null | undefined} sentence
 * @param {{focus?: boolean}} [options]
 */
export function goTo(sentence, { focus = true } = {}) {
  if (!sentence) return
  getSelection()?.removeAllRanges()
  const element = elementOf(sentence)
  if (element) {
    select(sentence, { focus })
    if (!focus) element.scrollIntoView({ block: "center", behavior: "instant" })
    return
  }
  const links = /** @type {HTMLAnchorElement[]} */ (findAll(".rail a"))
  const link = links.find(({ pathname }) => pathname.endsWith(`/${sentence.chapter}/`))
  if (!link || link.pathname === location.pathname) return
  start = sentence.span[0]
  // A link, so that the player keeps playing.
  const leap = make("a", { href: `${link.pathname}#${sentence.id}` })
  document.querySelector(".or")?.append(leap)
  leap.click()
  leap.remove()
}
