/* Notes, quotes, topics and redactions of selected words, and chapters that start with them. */
import { episode } from "./episode.js"
import { changeTexts } from "./episode_texts.js"
import { area, input, labelled, lineArea, openForm } from "./forms.js"
import { ENTRIES } from "./kinds.js"
import { omit } from "./omission.js"
import { notify, make } from "./theme.js"
import { selectedWords } from "./words.js"
import { post } from "./server.js"

/** @typedef {"notes" | "quotes" | "topics" | "redactions"} Kind */
/** @typedef {import("./words.js").Words} Selected */
/** @typedef {Record<string, string>} Values of an entry, as filled in */

// Milliseconds after the last key until the preview of a note is asked for.
const PREVIEW = 250

/** @type {Record<string, (values: Values) => Node[]>} fields of an entry by its kind */
export const FIELDS = {
  notes: noteFields,
  quotes: quoteFields,
  topics: topicFields,
  redactions: redactionFields,
  chapters: chapterFields,
}

/**
 * @param {Kind} kind
 * @param {Selected | null} [words]
 */
export function annotate(kind, words = selectedWords()) {
  if (!words) return notify("Select a sentence first")
  const { start, end, text } = words
  const { name, done = "" } = ENTRIES[kind]
  // The words of a quote can be edited; those of all others are what was selected.
  const quoted = kind === "quotes" ? [] : [make("blockquote", { text })]
  openForm({
    title: name,
    content: [...quoted, ...FIELDS[kind]({ words: text })],
    done,
    editOf: filled => ({
      do: "passage",
      kind,
      start,
      end,
      values: withoutEmpty(filled, { words: text }),
    }),
    draft: { key: `${kind}.${start[0][0]}.${start[1]}`, about: { kind, words } },
  })
}

/** @param {Selected | null} [words] */
export function startChapter(words = selectedWords()) {
  if (!words) return notify("Select a sentence first")
  const { span, text } = words.first
  openForm({
    title: "Chapter from here on",
    content: [make("blockquote", { text }), ...chapterFields({})],
    done: ENTRIES.chapters.done ?? "",
    editOf: filled => ({ do: "chapter", sentence: span, ...withoutEmpty(filled, {}) }),
    draft: { key: `chapters.${span[0]}`, about: { kind: "chapters", words } },
  })
}

/**
 * Open a form again that was not saved.
 * @param {{kind: Kind | "chapters" | "texts", words: Selected}} about
 */
export function reopen({ kind, words }) {
  if (kind === "texts") changeTexts()
  else if (kind === "chapters") startChapter(words)
  else annotate(kind, words)
}

/**
 * @param {Values} filled
 * @param {Values} known values that say nothing new
 * @returns {Values}
 */
function withoutEmpty(filled, known) {
  const values = Object.entries(filled).filter(([key, value]) => value && value !== known[key])
  return Object.fromEntries(values)
}

/** @param {Values} values */
function whyField({ why = "" }) {
  return labelled("Why (may stay empty)", input("why", why))
}

/** @param {Values} values */
function noteFields({ note = "", source = "" }) {
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
  const field = area("note", note, {
    rows: 5,
    required: true,
    oninput() {
      clearTimeout(timer)
      timer = setTimeout(show, PREVIEW)
    },
  })
  if (note) show()
  return [
    labelled("Note, in Markdown", field),
    preview,
    labelled("Source (may stay empty)", area("source", source, { rows: 1 })),
  ]
}

/** @param {Values} values */
function quoteFields(values) {
  const field = lineArea("words", values.words, {
    rows: 5,
    required: true,
    "aria-describedby": "edit-omit",
    onbeforeinput: omit,
  })
  const help = "To leave words out, select them and press Delete: … stands for them."
  return [
    labelled("Words", field),
    make("p", { id: "edit-omit", class: "edit-help", text: help }),
    whyField(values),
  ]
}

/** @param {Values} values */
function topicFields({ topic = "" }) {
  const options = episode?.topics.map(value => make("option", { value })) ?? []
  return [
    labelled("Topic", input("topic", topic, { list: "edit-topics", required: true })),
    make("datalist", { id: "edit-topics" }, ...options),
  ]
}

/** @param {Values} values */
function redactionFields(values) {
  const warning =
    "The site will show […] in place of these words, and neither search nor downloads will have " +
    "them. The files do not forget: overlay.yml names the words, and the transcript and the " +
    "history of version control still hold them."
  return [make("p", { class: "edit-warning", text: warning }), whyField(values)]
}

/** @param {Values} values */
function chapterFields({ title = "", synopsis = "" }) {
  return [
    labelled("Title", input("title", title, { required: true, maxlength: 500 })),
    labelled("Synopsis", area("synopsis", synopsis, { maxlength: 500 })),
  ]
}
