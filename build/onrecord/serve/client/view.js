/* The view of somebody who works on a page, kept while the page changes under it: the scroll
   position, the focus, and the selected words. */
import { elementOf, sentenceFrom, sentenceWith } from "./episode.js"
import { offsetIn, pointAt, sentenceOf } from "./words.js"
import { findAll, SENTENCE } from "./theme.js"

/**
 * A place in a sentence. The sentence is known by where it starts: its id changes when it is
 * published.
 * @typedef {{start: number, offset: number}} Place
 */

// Pixels between the places at which a sentence is looked for.
const LINE = 24

/**
 * Note what is seen, before the page changes.
 * @returns {() => void} called after the change, brings the view back
 */
export function keepView() {
  const [scroll, focus, words] = [keepScroll(), keepFocus(), keepWords()]
  return () => {
    words()
    focus()
    scroll()
  }
}

function keepScroll() {
  const element = firstOnScreen()
  const start = sentenceWith(element?.id)?.span[0]
  const top = element?.getBoundingClientRect().top
  return () => {
    const sentence = start == null ? null : sentenceFrom(start)
    const now = sentence && elementOf(sentence)?.getBoundingClientRect().top
    if (top == null || now == null || Math.abs(now - top) < 1) return
    scrollBy({ top: now - top, behavior: "instant" })
  }
}

/** @returns {Element | null} the selected sentence if it is on screen, else the first that is */
function firstOnScreen() {
  const chosen = document.querySelector(".edit-selected")
  const box = chosen?.getBoundingClientRect()
  if (box && box.height && box.bottom > 0 && box.top < innerHeight) return chosen
  const column = document.querySelector(".tr")?.getBoundingClientRect()
  if (!column) return null
  for (let y = 60; y < innerHeight; y += LINE) {
    const found = document.elementFromPoint(column.left + 40, y)?.closest(SENTENCE)
    if (found) return found
  }
  return null
}

function keepFocus() {
  const element = document.activeElement
  const start = sentenceWith(element?.id)?.span[0]
  const href = element?.getAttribute("href")
  return () => {
    if (element?.isConnected && document.activeElement === element) return
    const sentence = start == null ? null : sentenceFrom(start)
    const links = href ? findAll(".or a[href]") : []
    const again = sentence
      ? elementOf(sentence)
      : element?.isConnected
        ? /** @type {HTMLElement} */ (element)
        : links.find(link => link.getAttribute("href") === href)
    again?.focus({ preventScroll: true })
  }
}

function keepWords() {
  const selection = getSelection()
  if (!selection || selection.isCollapsed) return () => {}
  const { anchorNode, anchorOffset, focusNode, focusOffset } = selection
  const text = selection.toString()
  const places = [placeOf(anchorNode, anchorOffset), placeOf(focusNode, focusOffset)]
  return () => {
    if (String(getSelection()) === text) return
    const [anchor, focus] = places.map(place => place && nodeAt(place))
    if (!anchor || !focus) return
    getSelection()?.setBaseAndExtent(...anchor, ...focus)
    if (String(getSelection()) !== text) findWords(text, places[0]?.start ?? 0)
  }
}

/**
 * Select the words where they are now: their own sentence was changed.
 * @param {string} text
 * @param {number} start of the sentence
 */
function findWords(text, start) {
  const at = elementAt(start)?.textContent?.indexOf(text) ?? -1
  const [anchor, focus] = [at, at + text.length].map(offset => nodeAt({ start, offset }))
  if (at >= 0 && anchor && focus) getSelection()?.setBaseAndExtent(...anchor, ...focus)
  else getSelection()?.removeAllRanges()
}

/**
 * @param {Node | null} node
 * @param {number} offset
 * @returns {Place | null} null outside sentences
 */
function placeOf(node, offset) {
  const sentence = sentenceOf(node)
  const element = sentence && elementOf(sentence)
  if (!element || !node) return null
  return { start: sentence.span[0], offset: offsetIn(element, node, offset, 0) }
}

/**
 * @param {Place} place
 * @returns {[Node, number] | null}
 */
function nodeAt({ start, offset }) {
  const element = elementAt(start)
  return element ? pointAt(element, offset) : null
}

/** @param {number} start of a sentence */
function elementAt(start) {
  const sentence = sentenceFrom(start)
  return sentence && elementOf(sentence)
}
