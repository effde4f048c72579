/* The searched words, marked where the search led. No element is added: links and selections see the words alone. */

const KEPT = "onrecord.searched"

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
  highlights.set("searched", new (/** @type {any} */ (globalThis).Highlight)(...ranges))
}

/** A word without case, accents and marks. @param {string} word */
export function plain(word) {
  return word.toLowerCase().normalize("NFKD").replace(/[^\p{L}\p{N}]/gu, "")
}
