/* Text directives (WICG, Scroll To Text Fragment): the first and last words of a range, appended to
   its link. No element has the range as its id; with a text directive, browsers without our scripts
   find the words. Scripts do not see it, and browsers that do not support it ignore it. */
import { collapseSpaces, textOf } from "./passage.js"

// Words in a term. More are taken only if these are not unique on the page.
const MIN_WORDS = 3

/**
 * @param {HTMLElement[]} sentences in order
 * @returns {string} empty if no words tell the passage from the rest of the page
 */
export function textDirective(sentences) {
  const [first, last] = [sentences[0], sentences[sentences.length - 1]]
  // A term must lie within one block.
  const [firstBlock, lastBlock] = [first, last].map(
    each => /** @type {HTMLElement} */ (each.closest("p")),
  )
  const oneBlock = firstBlock === lastBlock
  const whole = textBetween(first, last)
  const head = textBetween(first, oneBlock ? last : firstBlock.lastChild)
  const tail = textBetween(oneBlock ? first : lastBlock.firstChild, last)
  const end = shortestUnique(tail, whole, true) || tail
  const start = shortestUnique(head, collapseSpaces(document.body.textContent))
  if (start) {
    const terms = start.length + end.length < whole.length ? [start, end] : [whole]
    return `:~:text=${terms.map(encodeTerm).join(",")}`
  }
  // "Yeah." is not unique: the prefix is the words before it, or the time of its paragraph.
  const sentence = textBetween(first, first)
  const before = textBetween(firstBlock.firstChild, first).slice(0, -sentence.length)
  const prefix =
    splitWords(before).slice(-MIN_WORDS).join("") ||
    firstBlock.parentElement?.querySelector("time")?.textContent
  return prefix ? `:~:text=${encodeTerm(prefix)}-,${encodeTerm(sentence)},${encodeTerm(end)}` : ""
}

/**
 * @param {Node | null} first
 * @param {Node | null} last
 * @returns {string} the text from one node to another, without what our scripts have added
 */
function textBetween(first, last) {
  const range = document.createRange()
  range.setStartBefore(/** @type {Node} */ (first))
  range.setEndAfter(/** @type {Node} */ (last))
  return textOf(range, "[data-count]")
}

/**
 * Find the fewest words, counted from one end, that occur once in a text.
 * @param {string} words
 * @param {string} text
 * @param {boolean} [fromEnd]
 * @returns {string} empty if there are none
 */
function shortestUnique(words, text, fromEnd) {
  const all = splitWords(words)
  const lowerCase = text.toLowerCase()
  for (let count = Math.min(MIN_WORDS, all.length); count <= all.length; count++) {
    // Programs that detect links in text take a full stop at the end for that of the sentence.
    const phrase = all
      .slice(...(fromEnd ? [-count] : [0, count]))
      .join("")
      .replace(/[^\p{L}\p{N}]+$/u, "")
    if (phrase && lowerCase.split(phrase.toLowerCase()).length === 2) return phrase
  }
  return ""
}

/**
 * Split after spaces, and after punctuation of scripts that have no spaces.
 * @param {string} text
 */
function splitWords(text) {
  return text.split(/(?<=[\s、。，！？])/)
}

/** @param {string} text */
function encodeTerm(text) {
  return encodeURIComponent(text.trim()).replace(
    /[-!'()*]/g,
    mark => `%${mark.charCodeAt(0).toString(16)}`,
  )
}
