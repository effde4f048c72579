/* How readers choose a passage: a click on a sentence or on its marks, Enter, a selection. Copied
   from the transcript are the words alone, with the names of the speakers. */
import { escapeHtml } from "./copy.js"
import { make } from "./element.js"
import { findAll, passageOf, SENTENCE, sentencesIn } from "./page.js"
import { close, focusToolbar, hide, isOpen, show } from "./toolbar.js"

/** Clicks on these belong to them. */
const INTERACTIVE = ".bar, .handle, a, button, summary, input, select, dialog, .dock"
/** Links in the words that the toolbar explains. */
const MARKS = ".tr :is(.quoted, .fix, .redacted, .note-mark)"

let pressed = false

/**
 * @param {HTMLElement} sentence
 * @param {HTMLElement[]} marks of the sentence that are explained
 */
function showSentence(sentence, marks = []) {
  show(passageOf([sentence]), sentence.getClientRects()[0], marks.flatMap(explain))
}

/**
 * @param {Element} target of a click
 * @returns {HTMLElement | null} the mark that it opens: also that of a note, unless it is on a link
 */
function markOf(target) {
  const note = target.closest("a") ? null : target.closest(".note")
  if (!note) return target.closest(MARKS)
  const marks = /** @type {HTMLAnchorElement[]} */ (findAll(".note-mark"))
  return marks.find(({ hash }) => hash === `#${note.id}`) ?? null
}

/** @param {Element} mark */
function sentenceOf(mark) {
  let element = mark.closest(SENTENCE) ?? mark
  // The numbers of notes stand behind their sentence.
  while (!element.matches(SENTENCE) && element.previousElementSibling)
    element = element.previousElementSibling
  return /** @type {HTMLElement} */ (element)
}

/** @param {HTMLElement} sentence */
function marksOf(sentence) {
  const marks = findAll(MARKS, sentence)
  let next = sentence.nextElementSibling
  while (next instanceof HTMLElement && next.matches(".note-mark")) {
    marks.push(next)
    next = next.nextElementSibling
  }
  return marks
}

/**
 * @param {HTMLElement} mark a link to a quote, or to a line or note on this page
 * @returns {Node[]} what it leads to
 */
function explain(mark) {
  const link = /** @type {HTMLAnchorElement} */ (mark)
  if (link.matches(".quoted"))
    return [make("a", { class: "bar-about", href: link.href, text: "See the quote" })]
  const line = document.getElementById(link.hash.slice(1))?.cloneNode(true)
  if (!(line instanceof HTMLElement)) return []
  findAll(".edit-places, .note-number", line).forEach(each => each.remove())
  return [make("div", { class: "bar-about" }, ...line.childNodes)]
}

function showSelection() {
  const selection = getSelection()
  if (!selection || selection.isCollapsed || !selection.rangeCount) return
  const range = snapToWords(selection.getRangeAt(0))
  const found = sentencesIn(range)
  const box = range.getClientRects()[0] ?? found[0]?.getClientRects()[0]
  if (found.length) show(passageOf(found, range), box)
}

/** Let the selection of a mouse or finger end where its passage does. */
function snapSelection() {
  const selection = getSelection()
  if (!selection || selection.isCollapsed || !selection.rangeCount) return
  const range = selection.getRangeAt(0)
  const snapped = snapToWords(range)
  const isSame =
    range.compareBoundaryPoints(Range.START_TO_START, snapped) === 0 &&
    range.compareBoundaryPoints(Range.END_TO_END, snapped) === 0
  if (isSame || !sentencesIn(range).length) return
  selection.removeAllRanges()
  selection.addRange(snapped)
}

/**
 * @param {Range} range
 * @returns {Range} with the words whole that it has in part
 */
function snapToWords(range) {
  const snapped = range.cloneRange()
  const { startContainer: start, startOffset, endContainer: end, endOffset } = range
  if (start instanceof Text) {
    const word = wordAt(start, startOffset)
    if (word) snapped.setStart(start, word.index)
  }
  if (end instanceof Text && endOffset > 0) {
    const word = wordAt(end, endOffset - 1)
    if (word) snapped.setEnd(end, word.index + word.segment.length)
  }
  return snapped
}

/**
 * @param {Text} text
 * @param {number} offset
 * @returns {Intl.SegmentData | undefined} undefined if there is no word
 */
function wordAt(text, offset) {
  const language = text.parentElement?.closest("[lang]")?.getAttribute("lang") || undefined
  const segmenter = new Intl.Segmenter(language, { granularity: "word" })
  const found = segmenter.segment(text.data).containing(offset)
  return found?.isWordLike ? found : undefined
}

/** @returns {boolean} whether the page is being edited: then a click is for the editor */
function isEditing() {
  return document.documentElement.classList.contains("editing")
}

/** @param {ClipboardEvent} event */
function copyWords(event) {
  const selection = getSelection()
  if (!event.clipboardData || !selection?.rangeCount || selection.isCollapsed) return
  const range = selection.getRangeAt(0)
  const found = sentencesIn(range)
  const outside = [range.startContainer, range.endContainer].some(
    each => !(each instanceof Element ? each : each.parentElement)?.closest(".tr"),
  )
  if (!found.length || outside) return
  const { words } = passageOf(found, range)
  const lines = words.map(({ speaker, text }) => ({
    name: words.length > 1 && speaker ? `${speaker}: ` : "",
    text,
  }))
  const html = lines.map(({ name, text }) => {
    const bold = name && `<b>${escapeHtml(name)}</b>`
    return `<p>${bold}${escapeHtml(text)}</p>`
  })
  event.clipboardData.setData("text/plain", lines.map(({ name, text }) => name + text).join("\n"))
  event.clipboardData.setData("text/html", html.join(""))
  event.preventDefault()
}

addEventListener("pointerdown", () => {
  pressed = true
})
for (const type of ["pointerup", "pointercancel"]) {
  addEventListener(type, () => {
    pressed = false
  })
}
addEventListener("pointerup", () =>
  setTimeout(() => {
    snapSelection()
    showSelection()
  }),
)
document.addEventListener("selectionchange", () => pressed || showSelection())
document.addEventListener("copy", copyWords)
// Before the theme's instant navigation, which follows links.
document.addEventListener(
  "click",
  event => {
    const mark = markOf(/** @type {Element} */ (event.target))
    if (!mark || isEditing() || event.button || event.ctrlKey || event.metaKey || event.shiftKey)
      return
    event.preventDefault()
    event.stopPropagation()
    if (!getSelection()?.isCollapsed) return
    showSentence(sentenceOf(mark), [mark])
    // A click without a pointer (`detail` 0) comes from the keyboard.
    if (event.detail === 0) focusToolbar()
  },
  true,
)
addEventListener("click", event => {
  const target = /** @type {HTMLElement} */ (event.target)
  if (target.closest(INTERACTIVE) || !getSelection()?.isCollapsed) return
  /** @type {HTMLElement | null} */
  const sentence = target.closest(SENTENCE)
  if (sentence) showSentence(sentence)
  else hide()
})
addEventListener("keydown", event => {
  const target = /** @type {HTMLElement} */ (event.target)
  if (event.key === "Escape" && isOpen()) return close()
  if (event.key !== "Enter" || !target.matches?.(SENTENCE)) return
  event.preventDefault()
  showSentence(target, marksOf(target))
  focusToolbar()
})
