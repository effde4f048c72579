/* Selected words: more or less than a sentence, by mouse or by keys. */
import { elementOf, neighbour, sentenceWith } from "./episode.js"
import { selected } from "./select.js"
import { SENTENCE, sentencesIn } from "./theme.js"

/** @typedef {import("./episode.js").Sentence} Sentence */
/**
 * Selected words, as an edit names them.
 * @typedef {object} Words
 * @property {[[number, number], number]} start
 * @property {[[number, number], number]} end
 * @property {string} text
 * @property {Sentence} first
 */

/**
 * Select more or fewer sentences.
 * @param {number} by
 */
export function extendBySentence(by) {
  const from = selected()
  const selection = getSelection()
  const element = from && elementOf(from)
  if (!element || !selection) return
  const end = selection.isCollapsed ? from : (sentenceOf(selection.focusNode) ?? from)
  const next = neighbour(end, by)
  const target = next && elementOf(next)
  if (!target) return
  const forward = element === target || follows(element, target)
  const [anchor, focus] = [forward ? 0 : 1, forward ? 1 : 0]
  selection.setBaseAndExtent(
    element,
    anchor && element.childNodes.length,
    target,
    focus && target.childNodes.length,
  )
}

/**
 * Select the word beside the selection, or one more or one fewer.
 * @param {1 | -1} by
 * @param {boolean} extend
 */
export function moveByWord(by, extend) {
  const from = selected()
  const selection = getSelection()
  const element = from && elementOf(from)
  if (!element || !selection) return
  const ranged = !selection.isCollapsed && sentenceOf(selection.focusNode)
  if (!ranged) return selectWord(element, by > 0 ? 0 : -1)
  const focused = /** @type {HTMLElement} */ (elementOf(ranged))
  const at = offsetIn(focused, /** @type {Node} */ (selection.focusNode), selection.focusOffset, 0)
  // The far end of the word beyond the focus; backwards over selected words, the end of the last
  // one that stays.
  const ends = wordsOf(focused).map(([, end]) => end)
  const place = by > 0 ? ends.findIndex(end => end > at) : ends.findLastIndex(end => end < at)
  const next = neighbour(ranged, by)
  const beyond = place < 0 && next ? elementOf(next) : null
  if (!extend) return selectWord(beyond ?? focused, beyond ? (by > 0 ? 0 : -1) : place)
  if (!beyond && place < 0) return
  const target = beyond ?? focused
  const offsets = wordsOf(target).map(([, end]) => end)
  const offset = offsets.at(beyond ? (by > 0 ? 0 : -1) : place) ?? 0
  const { anchorNode, anchorOffset } = selection
  if (anchorNode) selection.setBaseAndExtent(anchorNode, anchorOffset, ...pointAt(target, offset))
}

/**
 * @param {HTMLElement} element of a sentence
 * @param {number} place of the word; negative: from the end
 */
function selectWord(element, place) {
  const word = wordsOf(element).at(place)
  if (!word) return
  const [start, end] = word.map(offset => pointAt(element, offset))
  getSelection()?.setBaseAndExtent(...start, ...end)
}

/**
 * @param {HTMLElement} element
 * @returns {[start: number, end: number][]} of its words, characters
 */
function wordsOf(element) {
  const words = [...(element.textContent ?? "").matchAll(/\S+/g)]
  return words.map(({ 0: word, index }) => [index, index + word.length])
}

/**
 * @param {HTMLElement} element
 * @param {number} offset characters of its text
 * @returns {[Node, number]} the same place in a node
 */
export function pointAt(element, offset) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  let left = offset
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const { length } = node.textContent ?? ""
    if (left <= length) return [node, left]
    left -= length
  }
  return [element, element.childNodes.length]
}

/**
 * @param {Element} first
 * @param {Element} second
 */
function follows(first, second) {
  return first.compareDocumentPosition(second) & Node.DOCUMENT_POSITION_FOLLOWING
}

/** @param {Node | null} node */
export function sentenceOf(node) {
  const element = node instanceof Element ? node : node?.parentElement
  return sentenceWith(element?.closest(SENTENCE)?.id)
}

/** @returns {Words | null} the selected words, else those of the selected sentence */
export function selectedWords() {
  const selection = getSelection()
  const range = selection?.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null
  const elements = range ? sentencesIn(range) : []
  const sentences = elements.map(({ id }) => sentenceWith(id)).filter(one => one != null)
  const only = selected()
  if (!range || !sentences.length) {
    if (!only) return null
    return {
      start: [only.span, 0],
      end: [only.span, only.text.length],
      text: only.text,
      first: only,
    }
  }
  const [first, last] = [sentences[0], sentences[sentences.length - 1]]
  // Entries are about whole words.
  const start = offsetIn(elements[0], range.startContainer, range.startOffset, 0)
  const from = first.text.slice(0, start).search(/\S*$/)
  const [lastElement] = elements.slice(-1)
  const end = offsetIn(lastElement, range.endContainer, range.endOffset, last.text.length)
  const inside = /\s$/.test(last.text.slice(0, end))
  const to = inside ? end : end + last.text.slice(end).search(/\s|$/)
  const text =
    first === last
      ? first.text.slice(from, to)
      : [
          first.text.slice(from),
          ...sentences.slice(1, -1).map(one => one.text),
          last.text.slice(0, to),
        ].join(" ")
  return { start: [first.span, from], end: [last.span, to], text: text.trim(), first }
}

/**
 * @param {Element} element of a sentence
 * @param {Node} node
 * @param {number} offset
 * @param {number} outside returned if the place is not within the sentence
 * @returns {number} characters of the sentence in front of the place
 */
export function offsetIn(element, node, offset, outside) {
  if (!element.contains(node)) return outside
  const range = document.createRange()
  range.setStart(element, 0)
  range.setEnd(node, offset)
  return range.toString().length
}

/**
 * @param {Element} element of a sentence
 * @param {{clientX: number, clientY: number}} point
 * @returns {number} characters in front of it
 */
export function offsetAt(element, { clientX, clientY }) {
  const place = document.caretPositionFromPoint?.(clientX, clientY)
  if (place) return offsetIn(element, place.offsetNode, place.offset, 0)
  // Safari before 26.
  const range = document.caretRangeFromPoint?.(clientX, clientY)
  return range ? offsetIn(element, range.startContainer, range.startOffset, 0) : 0
}
