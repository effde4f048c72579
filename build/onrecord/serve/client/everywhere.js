/* Replace words everywhere: all places with the words around them, before anything is written. */
import { episode } from "./episode.js"
import { openBox } from "./box.js"
import { input, labelled, openForm } from "./forms.js"
import { selectedWords } from "./words.js"
import { get } from "./server.js"
import { make } from "./theme.js"

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
// Places that are listed: as many as the server finds.
const LISTED = 200

export function replaceEverywhere() {
  const field = openBox()?.field
  const chosen = field
    ? field.value.slice(field.selectionStart, field.selectionEnd)
    : getSelection()?.isCollapsed
      ? ""
      : selectedWords()?.text
  ask(chosen?.trim() ?? "")
}

/** @param {string} words */
function ask(words) {
  const was = input("was", words, { required: true, oninput: later })
  const now = input("now", words, { oninput: mark })
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
  const { main, form } = openForm({
    title: "Replace everywhere",
    name: "edit-everywhere",
    content: [
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
    ],
    submit: "Replace",
    done: "Replaced",
    editOf: filled => ({
      do: "everywhere",
      was: filled.was,
      now: filled.now,
      archive: filled.where === "1",
    }),
  })
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
