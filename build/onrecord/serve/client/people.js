/* Who says a sentence: the people of the episode by their number, others by name, and how far it
   goes. */
import { button, make, notify, openDialog } from "./theme.js"
import { episode, neighbour, turnFrom } from "./episode.js"
import { saveBox, openBox } from "./box.js"
import { saveOrAlert } from "./save.js"
import { settleGuess } from "./queue.js"
import { reselect, select, selected } from "./select.js"

/** @typedef {import("./episode.js").Sentence} Sentence */
/** @typedef {"sentence" | "turn" | "from" | "label"} Scope */

/** @type {Record<Scope, string>} */
export const SCOPES = {
  from: "From here on",
  turn: "This turn",
  sentence: "This sentence",
  label: "All of this label",
}

/** @type {Scope | null} as somebody chose it */
let chosen = null

/**
 * @param {Sentence | null} sentence
 * @returns {Scope}
 */
export function scopeFor(sentence) {
  if (chosen && (chosen !== "label" || sentence?.label)) return chosen
  if (!sentence?.label) return "from"
  // A label that nobody explained: the person behind it is wanted. Else the label is wrong here.
  return sentence.speaker === sentence.label || !sentence.speaker ? "label" : "turn"
}

/** @param {Scope | null} scope */
export function chooseScope(scope) {
  chosen = scope
}

export function nextScope() {
  const scopes = scopesFor(selected())
  const at = scopes.indexOf(scopeFor(selected()))
  chosen = scopes[(at + 1) % scopes.length]
}

/**
 * @param {Sentence | null} sentence
 * @returns {Scope[]}
 */
export function scopesFor(sentence) {
  return sentence?.label ? ["from", "turn", "sentence", "label"] : ["from", "turn", "sentence"]
}

/** @param {number} number counted from 1 */
export function assignNumber(number) {
  const person = episode?.people[number - 1]
  const sentence = selected()
  if (!sentence) return notify("Select a sentence first")
  if (!person) return notify(`There is no person ${number}: W for a name`)
  assign(sentence, person.name, scopeFor(sentence))
}

/**
 * @param {Sentence} sentence
 * @param {string} person
 * @param {Scope} scope
 * @param {number} [caret]
 */
export async function assign(sentence, person, scope, caret = 0) {
  if (scope !== "label" && !caret && sentence.speaker === person) {
    settleGuess(sentence.span[0])
    return notify(`${person || "Nobody"} says this already`)
  }
  if (!(await isKnown(person))) return
  const edit = { do: "speaker", sentence: sentence.span, caret, scope, person }
  const done = `${person || "Unknown speaker"} · ${SCOPES[scope].toLowerCase()}`
  if (!(await saveOrAlert(edit, done))) return
  settleGuess(sentence.span[0])
  if (person && episode && !episode.people.some(({ name }) => name === person)) {
    episode.people.push({ name: person, role: "", slug: "" })
    reselect()
  }
}

/** Give the turn to whoever speaks before it. */
export function joinWithTurnBefore() {
  const sentence = selected()
  if (!sentence) return
  let first = sentence
  for (let one = neighbour(first, -1); one?.speaker === first.speaker; one = neighbour(first, -1))
    first = one
  const before = neighbour(first, -1)
  if (before) assign(first, before.speaker, "turn")
  else notify("There is no turn before this one on the page")
}

/**
 * Ask for a person who is not in the archive yet, once.
 * @param {string} name
 * @returns {Promise<boolean>} whether the person is known now
 */
async function isKnown(name) {
  const known = [...(episode?.people ?? []).map(one => one.name), ...(episode?.archive_people ?? [])]
  if (!name || known.includes(name)) return true
  const role = await askForRole(name)
  if (role == null) return false
  if (!(await saveOrAlert({ do: "person", name, ...(role ? { role } : {}) }))) return false
  episode?.archive_people.push(name)
  return true
}

/**
 * @param {string} name
 * @returns {Promise<string | null>} null if it was a mistake
 */
function askForRole(name) {
  return new Promise(resolve => {
    /** @type {string | null} */
    let role = null
    const field = make("input", { name: "role", list: "edit-roles", autocomplete: "off" })
    const roles = make(
      "datalist",
      { id: "edit-roles" },
      ...["host", "guest"].map(value => make("option", { value })),
    )
    const submit = (/** @type {Event} */ event) => {
      event.preventDefault()
      role = field.value.trim()
      dialog.close()
    }
    const form = make(
      "form",
      { class: "edit-form", onsubmit: submit },
      make("p", { text: "This name is not in people.yml yet. It is added there." }),
      make("label", {}, "Role, if any ", field, roles),
      make("p", { class: "edit-buttons" }, make("button", { text: `Add ${name}` })),
    )
    const dialog = openDialog("edit-person", `Who is ${name}?`, form)
    dialog.addEventListener("close", () => resolve(role))
    field.focus()
  })
}

/** Divide the open sentence at the caret: somebody else goes on from there. */
export async function divideAtCaret() {
  const box = openBox()
  if (!box) return
  const { field } = box
  // A turn starts with a whole word.
  const before = field.value.slice(0, field.selectionStart).replace(/\S+$/, "")
  const caret = before.replace(/\s+/g, " ").trimStart().length
  if (!(await saveBox())) return
  const sentence = selected()
  if (sentence) askWho(sentence, Math.min(caret, sentence.text.length))
}

/**
 * Ask who says a sentence, or what follows the caret in it.
 * @param {Sentence | null} sentence
 * @param {number} [caret]
 */
export function askWho(sentence, caret = 0) {
  if (!sentence || !episode) return
  const people = episode.people.map(({ name }) => name)
  const others = episode.archive_people.filter(name => !people.includes(name))
  const field = make("input", {
    name: "person",
    list: "edit-people",
    autocomplete: "off",
    "aria-describedby": "edit-who-help",
    oninput: () => {
      const person = /^[1-9]$/.test(field.value) && people[Number(field.value) - 1]
      if (person) give(person)
    },
  })
  field.value = otherThan(sentence) ?? ""
  const names = [...people, ...others].map(value => make("option", { value }))
  const start = caret ? "from" : scopeFor(sentence)
  const scopes = (caret ? /** @type {Scope[]} */ (["from", "sentence"]) : scopesFor(sentence)).map(
    scope =>
      make(
        "label",
        {},
        make("input", { type: "radio", name: "scope", value: scope, checked: scope === start }),
        ` ${SCOPES[scope]}`,
      ),
  )
  const give = (/** @type {string} */ person) => {
    const scope = /** @type {Scope} */ (new FormData(form).get("scope"))
    dialog.close()
    select(sentence)
    assign(sentence, person.trim(), scope, caret)
  }
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault()
    give(field.value)
  }
  const keys = people.slice(0, 9).map((name, at) => button(`${at + 1} ${name}`, () => give(name)))
  const form = make(
    "form",
    { class: "edit-form", onsubmit: submit },
    make("blockquote", { text: sentence.text.slice(caret).trim() }),
    make("p", { class: "edit-buttons" }, ...keys),
    make(
      "label",
      {},
      "Name ",
      field,
      make("datalist", { id: "edit-people" }, ...names),
    ),
    make("p", { id: "edit-who-help", class: "edit-help", text: "A number, or a name. Empty: nobody knows." }),
    make("fieldset", {}, make("legend", { text: "How far" }), ...scopes),
    make("p", { class: "edit-buttons" }, make("button", { class: "edit-main", text: "Save" })),
  )
  const title = caret ? "Who goes on here?" : "Who says this?"
  const dialog = openDialog("edit-who", title, form)
  field.focus()
  field.select()
}

/**
 * @param {Sentence} sentence
 * @returns {string | undefined} the person who most likely answers: the last other one
 */
function otherThan(sentence) {
  const start = turnFrom(sentence, -1)
  const before = start && neighbour(start, -1)
  const name = [before?.speaker, start?.speaker].find(one => one && one !== sentence.speaker)
  return name || episode?.people.find(one => one.name !== sentence.speaker)?.name
}
