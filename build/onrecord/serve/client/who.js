/* Who says this? A person by number or name, and how far it goes; also from the caret on. */
import { open, openBox, saveBox } from "./box.js"
import { episode, neighbour, sentenceFrom, turnFrom } from "./episode.js"
import { assign, SCOPES, scopeFor, scopesFor } from "./people.js"
import { select, selected } from "./select.js"
import { button, make, notify, openDialog } from "./theme.js"

/** @typedef {import("./episode.js").Sentence} Sentence */
/** @typedef {import("./people.js").Scope} Scope */

/** Return value of the dialog once somebody is chosen. */
const GIVEN = "given"

/** Divide the open sentence at the caret: somebody else goes on from there. */
export async function divideAtCaret() {
  const box = openBox()
  if (!box) return
  const { field } = box
  const caret = wordFrom(field.value, field.selectionStart)
  if (!(await saveBox())) return
  const sentence = selected()
  if (!sentence) return
  const goBack = () => {
    const again = sentenceFrom(sentence.span[0])
    if (again) open(again, caret)
  }
  if (caret < sentence.text.length) return askWho(sentence, caret, goBack)
  // Behind the last word somebody goes on with the next sentence.
  const next = neighbour(sentence, 1)
  if (!next) return notify("There is nothing behind this on the page")
  select(next)
  askWho(next, 0, goBack)
}

/**
 * @param {string} text
 * @param {number} at of the caret
 * @returns {number} characters in front of the word with the caret, or of the next one; as the
 *   words are saved: with single spaces
 */
function wordFrom(text, at) {
  const rest = text.slice(at)
  const inWord = /^\S/.test(rest)
  const start = inWord ? at : at + rest.length - rest.trimStart().length
  const before = text.slice(0, start)
  return (inWord ? before.replace(/\S+$/, "") : before).replace(/\s+/g, " ").trimStart().length
}

/**
 * Ask who says a sentence, or what follows the caret in it.
 * @param {Sentence | null} sentence
 * @param {number} [caret]
 * @param {() => void} [onCancel] called if nobody is chosen
 */
export function askWho(sentence, caret = 0, onCancel = () => {}) {
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
    dialog.close(GIVEN)
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
    make("label", {}, "Name ", field, make("datalist", { id: "edit-people" }, ...names)),
    make("p", {
      id: "edit-who-help",
      class: "edit-help",
      text: "A number, or a name. Empty: nobody knows.",
    }),
    make("fieldset", {}, make("legend", { text: "How far" }), ...scopes),
    make("p", { class: "edit-buttons" }, make("button", { class: "edit-main", text: "Save" })),
  )
  const title = caret ? "Who goes on here?" : "Who says this?"
  const dialog = openDialog("edit-who", title, form)
  dialog.addEventListener("close", () => dialog.returnValue === GIVEN || onCancel())
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
