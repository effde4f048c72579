/* The strip at the bottom of the window: what can be done with the selection, the people of the
   episode by their numbers, and the panels. */
import { button, findAll, make } from "./theme.js"
import { episode, elementOf } from "./episode.js"
import { listDrafts } from "./drafts.js"
import { open, openBox } from "./box.js"
import { assignNumber, chooseScope, SCOPES, scopeFor, scopesFor } from "./people.js"
import { acceptGuess } from "./guesses.js"
import { onSelect, selected } from "./select.js"

/** @typedef {import("./keyboard.js").Action} Action */

const actions = make("div", { class: "edit-actions", role: "toolbar", "aria-label": "Selection" })
const typing = make("div", {
  class: "edit-actions",
  role: "toolbar",
  "aria-label": "Open sentence",
})
const people = make("div", { class: "edit-people", role: "group", "aria-label": "Who says it" })
const hint = make("p", { class: "edit-hint", text: "Click a sentence, or press ↓" })
const RIGHT = "The guess at the selected sentence is right; else go to the next guess"
const panels = make("div", { class: "edit-panels" })
const strip = make(
  "section",
  { class: "edit-strip", "aria-label": "Edit" },
  people,
  hint,
  actions,
  typing,
  panels,
)
const scope = make("select", {
  "aria-label": "How far",
  onchange: () => chooseScope(scope.value),
})

/**
 * @param {Action[]} all those with a label have a button
 */
export function showStrip(all) {
  const buttons = (/** @type {string} */ place) =>
    all
      .filter(({ strip, when = () => true }) => strip === place && when())
      .map(({ label, button: short = label, act, show }) =>
        make(
          "button",
          { type: "button", title: label, onclick: () => act(), onpointerdown: keepFocus },
          make("span", { text: short }),
          show && make("kbd", { text: show.replace("Enter", "↵"), "aria-hidden": "true" }),
        ),
      )
  actions.replaceChildren(...buttons("selection"))
  typing.replaceChildren(...buttons("box"))
  panels.replaceChildren(...buttons("panel"))
  document.body.append(strip)
  document.documentElement.classList.add("editing")
  showPeople()
}

/**
 * Leave the focus, and a phone's keyboard, with the open sentence.
 * @param {Event} event
 */
function keepFocus(event) {
  if (openBox()) event.preventDefault()
}

export function hideStrip() {
  strip.remove()
  document.documentElement.classList.remove("editing")
}

/** Show the people of the episode, and drafts that wait. */
export function showPeople() {
  if (!episode) return people.replaceChildren()
  const chips = episode.people
    .slice(0, 9)
    .map(({ name }, at) =>
      make(
        "button",
        { type: "button", "data-person": name, onclick: () => assignNumber(at + 1) },
        make("kbd", { text: String(at + 1) }),
        make("span", { text: name }),
      ),
    )
  const guess = make(
    "button",
    {
      type: "button",
      class: "edit-guess-right",
      title: RIGHT,
      "aria-label": "The guess is right",
      onclick: acceptGuess,
    },
    make("span", { text: "Guess ✓" }),
    make("kbd", { text: "Y", "aria-hidden": "true" }),
  )
  const drafts = listDrafts().filter(
    sentence => elementOf(sentence) && openBox()?.sentence !== sentence,
  )
  const waiting =
    drafts.length > 0 &&
    button(`${drafts.length} not saved`, () => open(drafts[0]), { class: "edit-waiting" })
  people.replaceChildren(...[...chips, scope, guess, waiting].filter(Boolean))
  showSelection()
}

function showSelection() {
  const sentence = selected()
  const isOpen = openBox() != null
  actions.hidden = !sentence || isOpen
  hint.hidden = sentence != null
  typing.hidden = !isOpen
  strip.classList.toggle("edit-typing", isOpen)
  for (const chip of findAll("[data-person]", people))
    chip.setAttribute("aria-pressed", String(sentence?.speaker === chip.dataset.person))
  const scopes = scopesFor(sentence)
  if (scope.options.length !== scopes.length)
    scope.replaceChildren(...scopes.map(value => make("option", { value, text: SCOPES[value] })))
  scope.value = scopeFor(sentence)
}

onSelect(showSelection)
