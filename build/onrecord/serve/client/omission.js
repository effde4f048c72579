/* Words left out of a quote: "…" stands for them. */

const LEFT_OUT = "…"

/**
 * Put "…" in place of selected words that somebody deletes in the middle of a quote. At its ends
 * they go.
 * @param {InputEvent} event
 */
export function omit(event) {
  const field = /** @type {HTMLTextAreaElement} */ (event.target)
  const [start, end] = [field.selectionStart, field.selectionEnd]
  if (!event.inputType.startsWith("delete") || start === end) return
  event.preventDefault()
  const { text, caret } = leaveOut(field.value, start, end)
  field.value = text
  field.setSelectionRange(caret, caret)
  field.dispatchEvent(new Event("input", { bubbles: true }))
}

/**
 * @param {string} text
 * @param {number} start of the selection, characters
 * @param {number} end
 * @returns {{text: string, caret: number}} without the words that the selection touches
 */
function leaveOut(text, start, end) {
  const selected = text.slice(start, end)
  // Spaces at the ends of a selection are not words.
  const from = start + selected.length - selected.trimStart().length
  const to = Math.max(from, end - selected.length + selected.trimEnd().length)
  const before = text.slice(0, from).replace(/\S+$/, "").trimEnd()
  const after = text.slice(to).replace(/^\S+/, "").trimStart()
  if (!before || !after) return { text: before || after, caret: before.length }
  const parts = [before.replace(/\s*…$/, ""), LEFT_OUT, after.replace(/^…\s*/, "")]
  return { text: parts.join(" "), caret: parts[0].length + 2 }
}
