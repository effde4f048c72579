/* Suggested words, for sentences that were changed since they were suggested. */
import { sentenceAt } from "./episode.js"

/**
 * Bring edits up to date: another edit may have changed a sentence since, also one of them.
 * @param {any[]} edits in the order in which they are made
 * @returns {any[]}
 */
export function reapplyAll(edits) {
  /** @type {Map<number, string>} words of sentences by where they start, as the edits leave them */
  const texts = new Map()
  return edits.map(edit => {
    if (edit.do !== "words") return edit
    const [start] = edit.sentence
    const again = reapply(edit, texts.get(start) ?? sentenceAt(start)?.text)
    texts.set(start, again.typed)
    return again
  })
}

/**
 * @param {any} edit
 * @param {string | undefined} now the words of its sentence
 */
function reapply(edit, now) {
  if (!now || now === edit.shown) return edit
  const { shown, typed } = edit
  let start = 0
  while (start < shown.length && shown[start] === typed[start]) start += 1
  let end = 0
  const longest = Math.min(shown.length, typed.length) - start
  while (end < longest && shown[shown.length - 1 - end] === typed[typed.length - 1 - end]) end += 1
  // With the words around it, so that it is the same place.
  const [from, to] = [shown.lastIndexOf(" ", start - 2) + 1, shown.length - end]
  const [was, becomes] = [shown.slice(from, to), typed.slice(from, typed.length - end)]
  return { ...edit, shown: now, typed: now.replace(was, () => becomes) }
}
