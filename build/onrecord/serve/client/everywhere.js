/* Replace words everywhere: all places with the words around them, before anything is written. */
import { episode } from "./episode.js"
import { openBox } from "./box.js"
import { labelled, submitByKey } from "./passages.js"
import { saveOrAlert } from "./save.js"
import { selectedWords } from "./words.js"
import { get } from "./server.js"
import { make, openDialog } from "./theme.js"

/**
 * Words that are to be replaced, with those around them.
 * @typedef {object} Place
 * @property {string} episode
 * @property {string} before
 * @property {string} words
 * @property {string} after
 * @property {string} time
 */

// Milliseconds after the last key until the places are looked up.
const WAIT = 250
// Places that are listed.
const LISTED = 200

export function replaceEverywhere() {
  const box = openBox()
  const field = box?.field
  const chosen = field
    ? field.value.slice(field.selectionStart, field.selectionEnd)
    : getSelection()?.isCollapsed
      ? ""
      : selectedWords()?.text
  ask(chosen?.trim() ?? "")
}

/** @param {string} words */
function ask(words) {
  const was = make("input", { name: "was", required: true, autocomplete: "off", oninput: later })
  was.value = words
  const now = make("input", { name: "now", autocomplete: "off", oninput: () => mark() })
  now.value = words
  const scope = (/** @type {string} */ value, /** @type {string} */ text) =>
    make(
      "label",
      {},
      make("input", {
        type: "radio",
        name: "where",
        value,
        checked: value === "0",
        onchange: find,
      }),
      ` ${text}`,
    )
  const status = make("p", { role: "status" })
  const list = make("ol", { class: "edit-places" })
  const main = make("button", { class: "edit-main", text: "Replace" })
  /** @type {ReturnType<typeof setTimeout>} */
  let timer
  let asked = 0
  function later() {
    clearTimeout(timer)
    timer = setTimeout(find, WAIT)
  }
  async function find() {
    const query = was.value.trim()
    const archive = new FormData(form).get("where")
    const turn = ++asked
    const path = `episodes/${encodeURIComponent(episode?.slug ?? "")}/places`
    /** @type {Place[]} */
    const places = query
      ? await get(`${path}?was=${encodeURIComponent(query)}&archive=${archive}`)
      : []
    if (turn !== asked) return
    status.textContent = query ? countOf(places) : ""
    main.disabled = !places.length
    main.textContent = places.length ? `Replace in ${places.length}` : "Replace"
    list.replaceChildren(...places.slice(0, LISTED).map(place => showPlace(place, archive === "1")))
    mark()
  }
  /** Show what the words become at each place. */
  function mark() {
    for (const one of list.querySelectorAll("ins")) one.textContent = now.value
  }
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault()
    const archive = new FormData(form).get("where") === "1"
    const edit = { do: "everywhere", was: was.value.trim(), now: now.value.trim(), archive }
    dialog.close()
    await saveOrAlert(edit, `Replaced: ${edit.was} → ${edit.now}`)
  }
  const form = make(
    "form",
    { class: "edit-form", onsubmit: submit, onkeydown: submitByKey },
    labelled("Heard as", was),
    labelled("Replace by", now),
    make(
      "fieldset",
      {},
      make("legend", { text: "Where" }),
      scope("0", "This episode"),
      scope("1", "All episodes"),
    ),
    status,
    list,
    make("p", { class: "edit-buttons" }, main),
  )
  const dialog = openDialog("edit-everywhere", "Replace everywhere", form)
  const first = words ? now : was
  first.focus()
  first.select()
  find()
}

/** @param {Place[]} places */
function countOf(places) {
  const episodes = new Set(places.map(place => place.episode)).size
  const where = episodes > 1 ? ` in ${episodes} episodes` : ""
  return places.length === 1 ? "1 place" : `${places.length} places${where}`
}

/**
 * @param {Place} place
 * @param {boolean} named whether to name the episode
 */
function showPlace({ episode: slug, before, words, after, time }, named) {
  const where = [named && slug, time].filter(Boolean).join(" · ")
  const change = [make("del", { text: words }), " ", make("ins")]
  return make(
    "li",
    {},
    make("span", { class: "edit-where", text: where }),
    make("span", {}, `… ${before}`, ...change, `${after} …`),
  )
}
