/* Sentences of a page, and passages: one or more sentences with speakers, times and address. */
import { formatTime } from "./time.js"

export const SENTENCE = ".tr [data-start], .tr span[id^='w-']"

/** Elements within a sentence whose text is not part of the transcript. */
const NOT_SPOKEN = ".unseen, [data-count]"

/**
 * @typedef {object} Passage
 * @property {HTMLElement[]} sentences in order
 * @property {{speaker: string, text: string}[]} words one entry for each change of speaker
 * @property {number | null} start seconds; null if the transcript has no times
 * @property {number | null} end
 * @property {boolean} approximate whether the times are interpolated
 * @property {string} url
 * @property {string} time `10:57`, `10:57–11:20`; empty if the transcript has no times
 */

/**
 * @param {ParentNode} [root]
 * @returns {HTMLElement[]}
 */
export function sentencesOf(root = document) {
  return [.../** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll(SENTENCE))]
}

/**
 * @param {HTMLElement[]} sentences in order
 * @param {Range} [range] limits the words to those inside it
 * @returns {Passage}
 */
export function passageOf(sentences, range) {
  const [first, last] = [sentences[0], sentences[sentences.length - 1]]
  const timed = first.dataset.start != null
  const start = timed ? Number(first.dataset.start) : null
  const end = timed ? Number(last.dataset.end ?? last.dataset.start) : null
  /** @type {Passage["words"]} */
  const words = []
  for (const sentence of sentences) {
    const text = sentenceText(sentence, range)
    if (!text) continue
    const speaker = speakerOf(sentence)
    const previous = words[words.length - 1]
    if (previous?.speaker === speaker) previous.text += " " + text
    else words.push({ speaker, text })
  }
  return {
    sentences,
    words,
    start,
    end,
    url: `${location.origin}${location.pathname}#${anchorRange(sentences)}`,
    approximate: "approx" in first.dataset,
    time: start == null ? "" : formatSpan(start, first === last ? null : (end ?? start)),
  }
}

/**
 * @param {number} start
 * @param {number | null} end
 */
function formatSpan(start, end) {
  return end == null ? formatTime(start) : `${formatTime(start)}–${formatTime(end)}`
}

/**
 * @param {HTMLElement[]} sentences in order
 * @returns {string} the fragment that leads to them: an anchor, or two joined by `..`
 */
export function anchorRange(sentences) {
  return [...new Set([sentences[0].id, sentences[sentences.length - 1].id])].join("..")
}

/**
 * @param {HTMLElement} sentence
 * @param {Range} [range] limits the text to what is inside it
 */
function sentenceText(sentence, range) {
  const own = document.createRange()
  own.selectNodeContents(sentence)
  if (range && own.comparePoint(range.startContainer, range.startOffset) === 0)
    own.setStart(range.startContainer, range.startOffset)
  if (range && own.comparePoint(range.endContainer, range.endOffset) === 0)
    own.setEnd(range.endContainer, range.endOffset)
  return textOf(own, NOT_SPOKEN)
}

/**
 * @param {Range} range
 * @param {string} excluded selector of elements whose text is left out
 */
export function textOf(range, excluded) {
  const copy = range.cloneContents()
  copy.querySelectorAll(excluded).forEach(each => each.remove())
  return collapseSpaces(copy.textContent)
}

/** @param {string | null} text */
export function collapseSpaces(text) {
  return (text ?? "").replace(/\s+/g, " ").trim()
}

/**
 * @param {Element} sentence
 * @returns {string} empty if the page does not name the speaker
 */
function speakerOf(sentence) {
  return sentence.closest(".turn")?.querySelector(".speaker b")?.textContent?.trim() ?? ""
}

/**
 * @param {Range} range
 * @returns {HTMLElement[]} the sentences with words inside the range
 */
export function sentencesIn(range) {
  return sentencesOf().filter(each => range.intersectsNode(each) && sentenceText(each, range))
}
