/* Suggested words, for a sentence that was changed since they were suggested. */
import { sentenceAt } from "./episode.js"

/**
 * Bring an edit of words up to date: another one may have changed the sentence since.
 * @param {any} edit
 */
export function reapply(edit) {
  const now = edit.do === "words" && sentenceAt(edit.sentence[0])?.text
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
