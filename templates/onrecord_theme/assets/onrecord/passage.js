/* What the page says: of its episode (see pages/facts.py), and of some of its sentences, who says them, when, and the address that leads to them. */
import { clock } from "./address.js"

export const SENTENCE = ".tr [data-start], .tr span[id^='w-']"

/** What stands among the words and is not said. */
const UNSAID = ".unseen, [data-count]"

/** @typedef {{sentences: HTMLElement[], words: {speaker: string, text: string}[], start: number | null, end: number | null, approximate: boolean,
 *   url: string, time: string}} Passage */

/** @param {ParentNode} [root] @returns {HTMLElement[]} */
export function sentencesOf(root = document) {
  return [...root.querySelectorAll(SENTENCE)].map(each => /** @type {HTMLElement} */ (each))
}

/** @param {HTMLElement[]} sentences in order @param {Range} [range] whose words alone are meant @returns {Passage} */
export function passage(sentences, range) {
  const [first, last] = [sentences[0], sentences[sentences.length - 1]]
  const times = first.dataset.start != null
  const start = times ? Number(first.dataset.start) : null
  const end = times ? Number(last.dataset.end ?? last.dataset.start) : null
  const url = `${location.origin}${location.pathname}#${hash(sentences)}`
  /** @type {{speaker: string, text: string}[]} */
  const words = []
  for (const sentence of sentences) {
    const text = said(sentence, range)
    const speaker = speakerOf(sentence)
    const before = words[words.length - 1]
    if (!text) continue
    if (before?.speaker === speaker) before.text += " " + text
    else words.push({ speaker, text })
  }
  return {
    sentences,
    words,
    start,
    end,
    url,
    approximate: "approx" in first.dataset,
    time:
      start == null ? "" : first === last ? clock(start) : `${clock(start)}–${clock(end ?? start)}`,
  }
}

/** The fragment of sentences. @param {HTMLElement[]} sentences in order */
export function hash(sentences) {
  return [...new Set([sentences[0].id, sentences[sentences.length - 1].id])].join("..")
}

/** Words of a sentence, those in the range if there is one. @param {HTMLElement} sentence @param {Range} [range] */
function said(sentence, range) {
  const own = document.createRange()
  own.selectNodeContents(sentence)
  if (range && own.comparePoint(range.startContainer, range.startOffset) === 0)
    own.setStart(range.startContainer, range.startOffset)
  if (range && own.comparePoint(range.endContainer, range.endOffset) === 0)
    own.setEnd(range.endContainer, range.endOffset)
  return spoken(own, UNSAID)
}

/** @param {Range} range @param {string} without what is none of its words */
export function spoken(range, without) {
  const copy = range.cloneContents()
  copy.querySelectorAll(without).forEach(each => each.remove())
  return spaced(copy.textContent)
}

/** @param {string | null} text */
export function spaced(text) {
  return (text ?? "").replace(/\s+/g, " ").trim()
}

/** The name that the page gives to the speaker; empty where it gives none. @param {Element} sentence */
export function speakerOf(sentence) {
  const turn = /** @type {HTMLElement | null} */ (sentence.closest(".turn"))
  return turn?.querySelector(".speaker b")?.textContent?.trim() ?? ""
}

/** The sentences that a selection touches. @param {Range} range @returns {HTMLElement[]} */
export function touched(range) {
  return sentencesOf().filter(each => range.intersectsNode(each) && said(each, range))
}

/** @typedef {{slug: string, title: string, show: string, audio?: string, youtube?: string, timeMap?: Record<string, [number, number][]>,
 *   comments?: Record<string, string>, cite: Record<string, string>, home?: string}} Facts */

/** @returns {Facts | null} */
export function facts() {
  // Not a script of type JSON: instant navigation would run it.
  const written = /** @type {HTMLTemplateElement | null} */ (document.getElementById("facts"))
  return written && JSON.parse(written.content.textContent ?? "null")
}

/** Path of the episode's page; empty elsewhere. @returns {string} */
export function episodePath() {
  return /** @type {HTMLElement | null} */ (document.querySelector(".rail"))?.dataset.episode ?? ""
}

const KEPT = "onrecord.searched"

/* The searched words, marked where the search led. No element is added: links and selections see the words alone. */

/** @param {string} id @param {string[]} words */
export function rememberWords(id, words) {
  sessionStorage.setItem(KEPT, JSON.stringify({ id, words }))
}

/** Mark the words in the sentence that the address names, when the reader comes from a search for them. */
export function markWords() {
  const highlights = /** @type {any} */ (globalThis.CSS)?.highlights
  highlights?.delete("searched")
  const { id = "", words = [] } = JSON.parse(sessionStorage.getItem(KEPT) ?? "{}")
  const sentence = id && location.hash === `#${id}` ? document.getElementById(id) : null
  if (!highlights || !sentence) return
  const wanted = new Set(words)
  /** @type {Range[]} */
  const ranges = []
  const walker = document.createTreeWalker(sentence, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (const match of (node.textContent ?? "").matchAll(/[\p{L}\p{N}’'-]+/gu)) {
      if (!wanted.has(plain(match[0]))) continue
      const range = new Range()
      range.setStart(node, match.index)
      range.setEnd(node, match.index + match[0].length)
      ranges.push(range)
    }
  }
  highlights.set("searched", new /** @type {any} */ (globalThis).Highlight(...ranges))
}

/** A word without case, accents and marks. @param {string} word */
export function plain(word) {
  return word
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[^\p{L}\p{N}]/gu, "")
}
