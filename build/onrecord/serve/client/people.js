/* Who says a sentence: the people of the episode by their number, others by name, and how far it
   goes. */
import { episode, neighbour } from "./episode.js"
import { guessesAround } from "./guesses.js"
import { askAbout } from "./new_person.js"
import { isUpToDate, saveOrAlert } from "./save.js"
import { dismiss, guessAt, settleGuess } from "./queue.js"
import { reselect, selected } from "./select.js"
import { formatTime, notify } from "./theme.js"

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
  if (isUpToDate() && scope !== "label" && !caret && sentence.speaker === person) {
    const guess = guessAt(sentence)
    if (guess) await dismiss([guess], true)
    return notify(`${person || "Nobody"} says this already`)
  }
  const { since, until } = guessesAround(sentence)
  const borders = scope === "turn" ? { since, until } : scope === "from" ? { until } : {}
  const added = await askAbout(person)
  if (!added) return
  const edit = { do: "speaker", sentence: sentence.span, caret, scope, person, ...borders }
  const done = `${person || "Unknown speaker"} · ${SCOPES[scope].toLowerCase()}`
  const extent = (/** @type {any} */ answer) => extentOf(answer.sentences, person, scope)
  if (!(await saveOrAlert(added.length ? [...added, edit] : edit, done, extent))) return
  if (added.length) episode?.archive_people.push(person)
  settleGuess(sentence)
  if (person && episode && !episode.people.some(({ name }) => name === person)) {
    episode.people.push({ name: person, role: "", slug: "" })
    reselect()
  }
}

/**
 * @param {{speaker: string | null, start: number | null, end: number | null}[]} changed
 * @param {string} person
 * @param {Scope} scope
 * @returns {string} how much was attributed: ` · 0:11–1:06, 9 sentences`
 */
function extentOf(changed, person, scope) {
  const said = changed.filter(({ speaker }) => (speaker ?? "") === person)
  if (!said.length) return ""
  const count = `${said.length} ${said.length === 1 ? "sentence" : "sentences"}`
  const [start, end] = [said[0].start, said[said.length - 1].end]
  if (start == null || end == null || scope === "label") return ` · ${count}`
  return ` · ${formatTime(start / 1000)}–${formatTime(end / 1000)}, ${count}`
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
