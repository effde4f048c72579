/* Words that readers search: folded for comparison, and highlighted on the page that a result led
   to. */

const STORAGE_KEY = "onrecord.searched"

/**
 * Remember the matched words until the page of the result has loaded.
 * @param {string} id anchor of the sentence
 * @param {string[]} words normalised
 */
export function rememberWords(id, words) {
  sessionStorage.setItem(STORAGE_KEY, JSON.stringify({ id, words }))
}

/**
 * Highlight the words in the target sentence if the reader came from a search for them. The CSS
 * Custom Highlight API adds no elements, so links and selections are unaffected.
 */
export function highlightWords() {
  const highlights = /** @type {any} */ (globalThis.CSS)?.highlights
  highlights?.delete("searched")
  const { id = "", words = [] } = JSON.parse(sessionStorage.getItem(STORAGE_KEY) ?? "{}")
  const sentence = id && location.hash === `#${id}` ? document.getElementById(id) : null
  if (!highlights || !sentence) return
  const ranges = findWords(sentence, new Set(words))
  highlights.set("searched", new /** @type {any} */ (globalThis).Highlight(...ranges))
}

/**
 * @param {HTMLElement} sentence
 * @param {Set<string>} words
 */
function findWords(sentence, words) {
  /** @type {Range[]} */
  const ranges = []
  const walker = document.createTreeWalker(sentence, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (const match of (node.textContent ?? "").matchAll(/[\p{L}\p{N}’'-]+/gu)) {
      const run = match[0].toLowerCase()
      // In scripts without spaces, and without capitals, a word is a part of what is between marks.
      const parts = [...words].filter(word => /\p{Lo}/u.test(word) && run.includes(word))
      for (const part of words.has(normalise(run)) ? [run] : parts) {
        const range = new Range()
        range.setStart(node, match.index + run.indexOf(part))
        range.setEnd(node, match.index + run.indexOf(part) + part.length)
        ranges.push(range)
      }
    }
  }
  return ranges
}

/**
 * @param {string} word
 * @returns {string} in lower case, without accents and punctuation
 */
export function normalise(word) {
  return word
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[^\p{L}\p{N}]/gu, "")
}
