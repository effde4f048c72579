/* The open sentence: one text area where the sentence stands. */
import { describe, elementOf, neighbour, sentenceBeside } from "./episode.js"
import { draftOf, dropDraft, keepDraft } from "./drafts.js"
import { refusal, takenUp, versions } from "./refusal.js"
import { save, showError } from "./save.js"
import { goTo, select } from "./select.js"
import { Outdated, Refused } from "./server.js"
import { make, notify } from "./theme.js"

/** @typedef {import("./episode.js").Sentence} Sentence */
/**
 * @typedef {object} Box
 * @property {Sentence} sentence
 * @property {string} shown the words of the file, which an edit replaces
 * @property {HTMLElement} element
 * @property {HTMLTextAreaElement} field
 * @property {HTMLElement} below
 * @property {HTMLElement} grow
 */

/** @type {Box | null} */
let box = null
let saving = false
/** @type {Set<() => void>} */
const listeners = new Set()
/** @type {Set<() => void>} */
const closeListeners = new Set()

/** @param {() => void} listener called at each key that changes the open sentence */
export function onType(listener) {
  listeners.add(listener)
}

/** @param {() => void} listener called when the open sentence was closed and none is open */
export function onClose(listener) {
  closeListeners.add(listener)
}

/** @returns {Box | null} */
export function openBox() {
  return box
}

/**
 * Open a sentence where it stands.
 * @param {Sentence} sentence
 * @param {number} [caret] characters in front of the caret
 */
export function open(sentence, caret = 0) {
  if (box?.sentence === sentence) return box.field.focus()
  close()
  const element = elementOf(sentence)
  if (!element) return
  const draft = draftOf(sentence)
  const text = draft ?? sentence.text
  const field = make("textarea", {
    rows: 1,
    spellcheck: "true",
    autocapitalize: "off",
    autocomplete: "off",
    enterkeyhint: "next",
    "aria-label": `${describe(sentence)}. Enter saves, Escape leaves`,
    "aria-describedby": "edit-below",
    oninput: type,
  })
  field.value = text
  const grow = make("span", { class: "edit-grow", "data-value": text }, field)
  const below = make("span", { class: "edit-below", id: "edit-below", "aria-live": "polite" })
  const whole = make("span", { class: "edit-box" }, grow, below)
  box = { sentence, shown: sentence.text, element: whole, field, below, grow }
  select(sentence, { at: caret, focus: false })
  element.classList.add("edit-open")
  element.after(whole)
  field.focus({ preventScroll: true })
  field.setSelectionRange(caret, caret)
  whole.scrollIntoView({ block: "nearest", behavior: "instant" })
  if (draft != null) below.append(...takenUp(sentence.text, useSaved))
}

// Nothing here may grow with the page: it runs at each key.
function type() {
  if (!box) return
  box.grow.dataset.value = box.field.value
  keepDraft(box.sentence, box.field.value)
  listeners.forEach(listener => listener())
}

function useSaved() {
  if (!box) return
  box.field.value = box.shown
  box.below.replaceChildren()
  type()
  box.field.focus()
}

function close() {
  if (!box) return
  elementOf(box.sentence)?.classList.remove("edit-open")
  box.element.remove()
  box = null
  // Not between two sentences: the next one is opened in the same task.
  setTimeout(() => box || closeListeners.forEach(listener => listener()))
}

/** Leave the open sentence as it was. Its words are kept as a draft. */
export function leave() {
  if (!box || saving) return
  const { sentence, field, shown } = box
  const changed = field.value !== shown
  close()
  select(sentence)
  if (changed) notify("Not saved. Your words are kept: open the sentence again to go on.")
}

/**
 * Save the open sentence, if it was changed, and close it.
 * @returns {Promise<boolean>} whether it is closed; else the reason is shown beside it
 */
export async function saveBox() {
  if (!box) return true
  if (saving) return false
  const { sentence, field, shown, below } = box
  const typed = field.value.replace(/\s+/g, " ").trim()
  if (typed === shown) {
    dropDraft(sentence)
    close()
    return true
  }
  saving = field.readOnly = true
  try {
    await save({ do: "words", sentence: sentence.span, shown, typed })
    dropDraft(sentence)
    close()
    return true
  } catch (error) {
    showReason(error, typed, below)
    return false
  } finally {
    saving = field.readOnly = false
  }
}

/**
 * @param {unknown} error
 * @param {string} mine
 * @param {HTMLElement} below
 */
function showReason(error, mine, below) {
  if (error instanceof Refused) below.replaceChildren(...refusal(error.issues))
  else if (error instanceof Outdated) {
    const keep = () => {
      if (box) box.shown = error.now
      saveAndStep(0)
    }
    const take = () => {
      if (!box) return
      box.shown = box.sentence.text = error.now
      useSaved()
    }
    below.replaceChildren(...versions({ now: error.now, mine }, { keep, take }))
  } else return showError(error)
  below.scrollIntoView({ block: "nearest", behavior: "instant" })
}

/**
 * Save the open sentence and open another one.
 * @param {number} by 0: open none
 */
export async function saveAndStep(by) {
  if (!box) return
  const { sentence } = box
  if (!(await saveBox())) return
  const next = by ? neighbour(sentence, by) : null
  if (next) return open(next)
  // The next page, if there is one.
  goTo(sentenceBeside(sentence, by) ?? sentence)
}
