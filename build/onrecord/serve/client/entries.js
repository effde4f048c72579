/* Entries of the overlay where they stand on the page: shown for the selected sentence, opened,
   changed and deleted. */
import { episode, sentenceWith } from "./episode.js"
import { input, labelled, openForm } from "./forms.js"
import { ENTRIES } from "./kinds.js"
import { FIELDS } from "./passages.js"
import { onSaved, showError } from "./save.js"
import { onSelect, select, selected } from "./select.js"
import { get } from "./server.js"
import { button, make, notify, openDialog } from "./theme.js"

/** @typedef {import("./episode.js").Sentence} Sentence */
/**
 * @typedef {object} Entry
 * @property {string} entry its handle
 * @property {string} kind
 * @property {[number, number] | null} span of its words; null if they are not found
 * @property {Record<string, string | string[]>} values as in the file
 * @property {string} text its words
 */

/** Characters of an entry on its button. */
const SHORT = 28

/** @type {Entry[]} */
let entries = []
let isStale = true
/** @type {Set<() => void>} */
const listeners = new Set()

/** @param {() => void} listener called when other entries may stand at the selected sentence */
export function onEntries(listener) {
  listeners.add(listener)
}

/** Load the entries of the episode. */
export async function loadEntries() {
  const slug = episode?.slug
  if (!slug) return
  const loaded = await get(`episodes/${encodeURIComponent(slug)}/entries`)
  if (slug !== episode?.slug) return
  entries = loaded.entries
  isStale = false
  listeners.forEach(listener => listener())
}

/**
 * @param {Sentence | null} sentence
 * @returns {Entry[]} those about words of the sentence
 */
export function entriesAt(sentence) {
  if (!sentence) return []
  const [start, end] = sentence.span
  return entries.filter(({ span }) => span && span[0] < end && start < span[1])
}

/** @param {Entry} entry */
export function nameOf({ kind, values, text }) {
  const { name, main } = ENTRIES[kind] ?? { name: kind, main: "" }
  const value = String(values[main] ?? text)
  const short = value.length > SHORT ? `${value.slice(0, SHORT).trimEnd()}…` : value
  if (kind === "corrections") return `${values.was} → ${short || "nothing"}`
  return `${name}: ${short || "nobody"}`
}

/** Open the entry at the selected sentence; with several, ask which one. */
export async function openEntries() {
  const here = await listHere()
  if (!here.length) return notify("There is no entry about this sentence")
  if (here.length === 1) return openEntry(here[0])
  const choose = (/** @type {Entry} */ entry) => {
    dialog.close()
    openEntry(entry)
  }
  const items = here.map(entry =>
    make(
      "li",
      {},
      button(nameOf(entry), () => choose(entry)),
    ),
  )
  const list = make("ol", { class: "edit-choices" }, ...items)
  const dialog = openDialog("edit-entries", "Entries about this sentence", list)
  dialog.addEventListener("keydown", event => {
    const entry = here[Number(event.key) - 1]
    if (!entry) return
    // Else the field that is focused now gets the digit.
    event.preventDefault()
    choose(entry)
  })
  list.querySelector("button")?.focus()
}

async function listHere() {
  try {
    if (isStale) await loadEntries()
  } catch (error) {
    showError(error)
  }
  return entriesAt(selected())
}

/**
 * Open the form of an entry again that was not saved.
 * @param {string} handle
 * @returns {boolean} whether there is such an entry still
 */
export function reopenEntry(handle) {
  const entry = entries.find(one => one.entry === handle)
  if (entry) openEntry(entry)
  return Boolean(entry)
}

/** @param {Entry} entry */
export function openEntry(entry) {
  const { kind, values, text } = entry
  const { name } = ENTRIES[kind] ?? { name: kind }
  const shown = Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, lines(value)]),
  )
  const words = kind === "quotes" ? [] : [make("blockquote", { text: shown.was ?? text })]
  openForm({
    title: name,
    content: [...words, ...(FIELDS[kind] ?? fieldsOf(kind))(shown)],
    done: `${name} changed`,
    removal: () => ({ do: "remove", entry: entry.entry }),
    draft: { key: `entry.${entry.entry}`, about: { entry: entry.entry } },
    editOf(filled) {
      const changed = Object.entries(filled).filter(([key, value]) => value !== (shown[key] ?? ""))
      if (!changed.length) return null
      return {
        do: "change",
        entry: entry.entry,
        values: Object.fromEntries(changed.map(asWritten)),
      }
    },
  })
}

/**
 * @param {string} kind `corrections` or `speakers`
 * @returns {(values: Record<string, string>) => Node[]}
 */
function fieldsOf(kind) {
  if (kind === "speakers") {
    const names = episode?.archive_people.map(value => make("option", { value })) ?? []
    return ({ person = "" }) => [
      labelled(
        "Who says it (empty: nobody knows)",
        input("person", person, { list: "edit-names" }),
      ),
      make("datalist", { id: "edit-names" }, ...names),
    ]
  }
  return ({ now = "", why = "" }) => [
    labelled("Shown as", input("now", now)),
    labelled("Why (may stay empty)", input("why", why)),
  ]
}

/** @param {string | string[]} value */
function lines(value) {
  return Array.isArray(value) ? value.join("\n") : String(value)
}

/**
 * @param {[string, string]} pair
 * @returns {[string, string | string[] | null]} the value as the file has it; null: none
 */
function asWritten([key, value]) {
  if (key === "source" && value.includes("\n")) {
    return [
      key,
      value
        .split("\n")
        .map(line => line.trim())
        .filter(Boolean),
    ]
  }
  // These say something by being empty.
  const isStated = key === "person" || key === "now"
  return [key, value || isStated ? value : null]
}

/**
 * Open the entry of a note that somebody clicked, or of its mark; without one select its sentence.
 * @param {Element} element
 */
export async function openNote(element) {
  const id = element.id || element.getAttribute("href")?.split("#")[1] || ""
  const [, anchor = "", number = "1"] = /^note-(.+?)(?:-(\d+))?$/.exec(id) ?? []
  const sentence = sentenceWith(anchor) ?? sentenceWith(id.replace(/^note-/, ""))
  if (!sentence) return
  const find = () => {
    const notes = entriesAt(sentence).filter(({ kind }) => kind === "notes")
    return notes[Number(number) - 1] ?? notes[0]
  }
  // The page may show a note before its entry is loaded.
  if (!find()) await loadEntries().catch(showError)
  const note = find()
  select(sentence, { focus: true, scroll: false })
  if (note) openEntry(note)
}

/** @type {ReturnType<typeof setTimeout>} */
let timer
onSaved(() => {
  isStale = true
  clearTimeout(timer)
  // Not at each of many edits.
  timer = setTimeout(() => loadEntries().catch(() => {}), 300)
})
onSelect(() => listeners.forEach(listener => listener()))
