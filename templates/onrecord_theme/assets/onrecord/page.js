/* What scripts read from a page: facts and chapters of its episode, its sentences, and passages of
   one or more sentences with speakers, times and address. */

export const SENTENCE = ".tr span:is([id^='t'], [id^='w-'])"

/** Elements within a sentence whose text is not part of the transcript. */
const NOT_SPOKEN = ".unseen, [data-count]"

/**
 * Facts about the episode that each of its pages carries as JSON: see `pages/episode_facts.py`.
 * @typedef {object} Facts
 * @property {string} slug
 * @property {string} title
 * @property {string} show
 * @property {string} [audio] URL of the sound file
 * @property {string} [youtube] id of the video
 * @property {Record<string, import("./recording.js").TimeMap>} [timeMap] one for each medium
 * @property {Record<string, string>} [suggest] how corrections begin: see `suggest_correction.py`
 * @property {Record<string, string>} [comments] the provider of discussions and its settings
 * @property {Record<string, string>} cite citations with placeholders, by style
 */

/**
 * @typedef {object} Passage
 * @property {HTMLElement[]} sentences in order
 * @property {{speaker: string, text: string}[]} words one entry for each change of speaker
 * @property {number | null} start seconds; null if the transcript has no times
 * @property {number | null} end
 * @property {Range | null} part the selection, if it leaves out words of the sentences
 * @property {boolean} approximate whether the times are interpolated
 * @property {string} url
 * @property {string} time `10:57`, `10:57–11:20`; empty if the transcript has no times
 */

/** @returns {Partial<Facts>} empty outside an episode */
export function readFacts() {
  // A template, not a script of type JSON: Material's instant navigation would run a script.
  const template = /** @type {HTMLTemplateElement | null} */ (document.getElementById("facts"))
  return JSON.parse(template?.content.textContent ?? "{}")
}

/** @returns {DOMStringMap} paths of the episode's pages; empty outside an episode */
export function episodePaths() {
  return findAll(".rail")[0]?.dataset ?? {}
}

/** @returns {{title: string, begins: number, url: string}[]} chapters of the episode */
export function readChapters() {
  return findAll(".rail li[data-begins]").map(item => ({
    title: item.querySelector("span")?.textContent ?? "",
    begins: Number(item.dataset.begins),
    url: item.querySelector("a")?.pathname ?? "",
  }))
}

/**
 * @param {string} selector
 * @param {ParentNode} [root]
 * @returns {HTMLElement[]}
 */
export function findAll(selector, root = document) {
  return [.../** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll(selector))]
}

/** @param {ParentNode} [root] */
export function sentencesOf(root) {
  return findAll(SENTENCE, root)
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
  const times = [start, first === last ? null : end].filter(time => time != null)
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
  const isPart = range && sentences.some(each => sentenceText(each, range) !== sentenceText(each))
  return {
    sentences,
    words,
    part: isPart ? range.cloneRange() : null,
    start,
    end,
    url: `${location.origin}${location.pathname}#${anchorRange(sentences)}`,
    approximate: "approx" in first.dataset,
    time: times.map(formatTime).join("–"),
  }
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

/**
 * @param {number} seconds
 * @returns {string} `10:57`, `1:02:03`
 */
export function formatTime(seconds) {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  const parts = [hours, minutes, Math.floor(seconds) % 60]
  return (hours ? parts : parts.slice(1))
    .map((part, index) => (index ? String(part).padStart(2, "0") : part))
    .join(":")
}

/**
 * @param {number} count
 * @param {string} noun
 * @returns {string} `1 page`, `2 pages`
 */
export function countOf(count, noun) {
  return `${count} ${noun}${count === 1 ? "" : "s"}`
}
