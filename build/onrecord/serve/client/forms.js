/* Forms in dialogs. They save an edit once, and show the reason where it is refused. */
import { dropFormDraft, formDraft, keepFormDraft } from "./drafts.js"
import { command } from "./keyboard.js"
import { describeIssue, save } from "./save.js"
import { Outdated, Refused } from "./server.js"
import { button, make, notify, openDialog } from "./theme.js"

/** A text area for a single line, which may be long: Enter saves it. */
const LINE = "[data-line]"

/**
 * @typedef {object} Form
 * @property {string} title
 * @property {string} [name] class of its dialog
 * @property {Node[]} content
 * @property {string} [submit] text of its button
 * @property {string} done notice once it is saved
 * @property {(values: Record<string, string>) => object | null} editOf the edit that saves what was
 *   filled in; null if nothing was changed
 * @property {(edit: object) => Promise<unknown>} [send] saves it
 * @property {() => object} [removal] the edit that deletes what the form is about
 * @property {{key: string, about: object}} [draft] to keep what is typed until it is saved
 */

/**
 * @param {Form} form
 * @returns {{dialog: HTMLDialogElement, main: HTMLButtonElement, form: HTMLFormElement}}
 */
export function openForm({
  title,
  name = "edit-passage",
  content,
  submit = "Save",
  done,
  editOf,
  send = save,
  removal,
  draft,
}) {
  const refused = make("div", { role: "alert" })
  const takenUp = make("p", { class: "edit-help" })
  let isSaving = false
  const submitEdit = async (/** @type {object | null} */ edit, /** @type {string} */ notice) => {
    if (isSaving) return
    isSaving = true
    try {
      if (edit) await send(edit)
    } catch (error) {
      refused.replaceChildren(...reasonsOf(error))
      return
    } finally {
      isSaving = false
    }
    if (draft) dropFormDraft(draft.key)
    dialog.close()
    if (edit) notify(notice)
  }
  const main = make("button", { class: "edit-main", text: submit })
  const remove = removal && button("Delete", () => submitEdit(removal(), "Deleted"))
  const form = make(
    "form",
    {
      class: "edit-form",
      onkeydown: submitByKey,
      oninput: () => draft && keepFormDraft({ ...draft, values: valuesOf(form, false) }),
      onsubmit(/** @type {Event} */ event) {
        event.preventDefault()
        submitEdit(editOf(valuesOf(form)), done)
      },
    },
    takenUp,
    ...content,
    refused,
    make("p", { class: "edit-buttons" }, main, remove),
  )
  const hint = make("kbd", { text: saveKey(form), "aria-hidden": "true" })
  main.after(hint)
  const dialog = openDialog(name, title, form)
  const kept = draft && formDraft(draft.key)
  if (kept) {
    const before = valuesOf(form, false)
    fill(form, kept.values)
    const anew = () => {
      fill(form, before)
      dropFormDraft(kept.key)
      takenUp.remove()
    }
    takenUp.append("Not saved last time. ", button("Start anew", anew))
  } else takenUp.remove()
  form.querySelector("input, textarea")?.focus()
  return { dialog, main, form }
}

/**
 * @param {HTMLFormElement} form
 * @param {boolean} [trimmed] without spaces around the values
 * @returns {Record<string, string>} what was filled in
 */
function valuesOf(form, trimmed = true) {
  const values = [...new FormData(form)].map(([key, value]) => [key, String(value)])
  return Object.fromEntries(trimmed ? values.map(([key, value]) => [key, value.trim()]) : values)
}

/**
 * @param {HTMLFormElement} form
 * @param {Record<string, string>} values
 */
function fill(form, values) {
  for (const [name, value] of Object.entries(values)) {
    const field = form.elements.namedItem(name)
    if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) continue
    field.value = value
    // For the preview of a note; not for the draft.
    field.dispatchEvent(new Event("input"))
  }
}

/** @param {unknown} error */
function reasonsOf(error) {
  const texts =
    error instanceof Refused
      ? error.issues.map(describeIssue)
      : [/** @type {Error} */ (error).message]
  if (error instanceof Outdated) texts.push(`It is now: “${error.now}”`)
  return texts.map(text => make("p", { class: "edit-refused", text }))
}

/**
 * @param {HTMLFormElement} form
 * @returns {string} the key that saves from any of its fields
 */
function saveKey(form) {
  return form.querySelector(`textarea:not(${LINE})`) ? command("Enter") : "Enter"
}

/** @param {KeyboardEvent} event */
export function submitByKey(event) {
  const form = /** @type {HTMLFormElement} */ (event.currentTarget)
  if (event.key !== "Enter" || event.isComposing) return
  const field = /** @type {HTMLElement} */ (event.target)
  if (!event.ctrlKey && !event.metaKey && !field.matches(LINE)) return
  event.preventDefault()
  form.requestSubmit()
}

/**
 * @param {string} text
 * @param {Node} field
 */
export function labelled(text, field) {
  return make("label", {}, make("span", { text }), field)
}

/**
 * @param {string} name
 * @param {string} value
 * @param {Record<string, unknown>} [options] attributes
 * @returns {HTMLInputElement}
 */
export function input(name, value, options = {}) {
  const field = make("input", { name, autocomplete: "off", ...options })
  field.value = value
  return field
}

/**
 * @param {string} name
 * @param {string} value
 * @param {Record<string, unknown>} [options] attributes
 * @returns {HTMLTextAreaElement}
 */
export function area(name, value, options = {}) {
  const field = make("textarea", { name, rows: 3, ...options })
  field.value = value
  return field
}

/**
 * @param {string} name
 * @param {string} value
 * @param {Record<string, unknown>} [options] attributes
 * @returns {HTMLTextAreaElement} without line breaks, also in pasted text
 */
export function lineArea(name, value, options = {}) {
  const field = area(name, value, {
    ...options,
    "data-line": "",
    oninput() {
      if (field.value.includes("\n")) field.value = field.value.replace(/\s*\n\s*/g, " ")
    },
  })
  return field
}
