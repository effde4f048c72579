/* Notes, quotes, topics and redactions of selected words, and chapters that start with them. */
import { episode } from "./episode.js"
import { describeIssue, save } from "./save.js"
import { selectedWords } from "./words.js"
import { post, Refused } from "./server.js"
import { make, notify, openDialog } from "./theme.js"

/** @typedef {"notes" | "quotes" | "topics" | "redactions"} Kind */

// Milliseconds after the last key until the preview of a note is asked for.
const PREVIEW = 250

/** @type {Record<Kind, {title: string, done: string, fields: () => any[]}>} */
const KINDS = {
  notes: { title: "Note", done: "Note added", fields: noteFields },
  quotes: { title: "Pull quote", done: "Quote added", fields: () => [whyField("Why this one")] },
  topics: { title: "Topic", done: "Topic added", fields: topicFields },
  redactions: { title: "Redact", done: "Words removed", fields: redactionFields },
}

/** @param {Kind} kind */
export function annotate(kind) {
  const words = selectedWords()
  if (!words) return
  const { title, done, fields } = KINDS[kind]
  const { start, end } = words
  openForm(title, words.text, fields(), done, values => ({
    do: "passage",
    kind,
    start,
    end,
    values,
  }))
}

export function startChapter() {
  const words = selectedWords()
  if (!words) return
  const fields = [
    labelled("Title", make("input", { name: "title", required: true, maxlength: 500 })),
    labelled("Synopsis", make("textarea", { name: "synopsis", rows: 3, maxlength: 500 })),
  ]
  const sentence = words.first.span
  openForm("Chapter from here on", words.first.text, fields, "Chapter added", values => ({
    do: "chapter",
    sentence,
    ...values,
  }))
}

/**
 * @param {string} title
 * @param {string} words
 * @param {Node[]} fields
 * @param {string} done
 * @param {(values: Record<string, string>) => object} editOf
 */
function openForm(title, words, fields, done, editOf) {
  const refused = make("div", { role: "alert" })
  let isSaving = false
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault()
    if (isSaving) return
    isSaving = true
    const entries = [...new FormData(form)].map(([key, value]) => [key, String(value).trim()])
    const values = Object.fromEntries(entries.filter(([, value]) => value))
    try {
      await save(editOf(values))
    } catch (error) {
      const texts =
        error instanceof Refused
          ? error.issues.map(describeIssue)
          : [/** @type {Error} */ (error).message]
      refused.replaceChildren(...texts.map(text => make("p", { class: "edit-refused", text })))
      return
    } finally {
      isSaving = false
    }
    dialog.close()
    notify(done)
  }
  const form = make(
    "form",
    { class: "edit-form", onsubmit: submit, onkeydown: submitByKey },
    make("blockquote", { text: words }),
    ...fields,
    refused,
    make("p", { class: "edit-buttons" }, make("button", { class: "edit-main", text: "Save" })),
  )
  const dialog = openDialog("edit-passage", title, form)
  form.querySelector("input, textarea")?.focus()
}

/** @param {KeyboardEvent} event */
export function submitByKey(event) {
  const form = /** @type {HTMLFormElement} */ (event.currentTarget)
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit()
}

/**
 * @param {string} text
 * @param {Node} field
 */
export function labelled(text, field) {
  return make("label", {}, make("span", { text }), field)
}

/** @param {string} text */
function whyField(text) {
  return labelled(`${text} (may stay empty)`, make("input", { name: "why", autocomplete: "off" }))
}

function noteFields() {
  const preview = make("div", {
    class: "edit-preview note",
    "aria-label": "Preview",
    role: "region",
  })
  /** @type {ReturnType<typeof setTimeout>} */
  let timer
  const show = async () => {
    const { html } = await post("markdown", { text: field.value })
    preview.innerHTML = html
  }
  const field = make("textarea", {
    name: "note",
    rows: 5,
    required: true,
    oninput() {
      clearTimeout(timer)
      timer = setTimeout(show, PREVIEW)
    },
  })
  return [
    labelled("Note, in Markdown", field),
    preview,
    labelled("Source (may stay empty)", make("input", { name: "source", autocomplete: "off" })),
  ]
}

function topicFields() {
  const options = episode?.topics.map(value => make("option", { value })) ?? []
  return [
    labelled(
      "Topic",
      make("input", { name: "topic", list: "edit-topics", required: true, autocomplete: "off" }),
    ),
    make("datalist", { id: "edit-topics" }, ...options),
  ]
}

function redactionFields() {
  const warning =
    "The site will show […] in place of these words, and neither search nor downloads will have " +
    "them. The files do not forget: overlay.yml names the words, and the transcript and the " +
    "history of version control still hold them."
  return [make("p", { class: "edit-warning", text: warning }), whyField("Why")]
}
