/* The strip at the bottom of the window: what can be done with the selection, the people of the
   episode by their numbers, and the panels. */
import { button, findAll, make, notify } from "./theme.js"
import { episode, elementOf } from "./episode.js"
import { dropFormDraft, listDrafts, listFormDrafts, listUnanswered } from "./drafts.js"
import { askToSendAgain } from "./unanswered.js"
import { onLost } from "./save.js"
import { open, openBox } from "./box.js"
import { entriesAt, nameOf, onEntries, openEntries, openEntry, reopenEntry } from "./entries.js"
import { reopen } from "./passages.js"
import { assignNumber, chooseScope, SCOPES, scopeFor, scopesFor } from "./people.js"
import { acceptGuess } from "./guesses.js"
import { keepClearOf } from "./room.js"
import { goTo, onSelect, selected } from "./select.js"

/** @typedef {import("./keyboard.js").Action} Action */

const actions = make("div", { class: "edit-actions", role: "toolbar", "aria-label": "Selection" })
const typing = make("div", {
  class: "edit-actions",
  role: "toolbar",
  "aria-label": "Open sentence",
})
const people = make("div", { class: "edit-people", role: "group", "aria-label": "Who says it" })
const HINT = matchMedia("(hover: none)").matches
  ? "Tap a sentence"
  : "Click a sentence, or press ↓"
const hint = make("p", { class: "edit-hint" })
const RIGHT = "The guess at the selected sentence is right; else go to the next guess"
const panels = make("div", { class: "edit-panels" })
const here = make("div", { class: "edit-here", role: "group", "aria-label": "Entries about it" })
/** Entries with a button; E lists all of them. */
const MOST = 4
const strip = make(
  "section",
  { class: "edit-strip", "aria-label": "Edit" },
  make("div", { class: "edit-row" }, here, people),
  make("div", { class: "edit-row" }, hint, actions, typing, panels),
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
          {
            type: "button",
            "aria-label": short,
            title: label,
            onclick: () => act(),
            onpointerdown: keepFocus,
          },
          make("span", { text: short.replace("…", "") }),
          show && make("kbd", { text: show.replace("Enter", "↵"), "aria-hidden": "true" }),
        ),
      )
  actions.replaceChildren(...buttons("selection"))
  typing.replaceChildren(...buttons("box"))
  panels.replaceChildren(...buttons("panel"))
  document.body.append(strip)
  keepClearOf(strip)
  document.documentElement.classList.add("editing")
  hint.textContent = HINT
  showPeople()
}

/**
 * Leave the focus, and a phone's keyboard, with the open sentence.
 * @param {Event} event
 */
function keepFocus(event) {
  if (openBox()) event.preventDefault()
}

/**
 * On a page without words to edit: say where they are.
 * @param {Action[]} all
 * @param {boolean} inEpisode
 */
export function showWhereToEdit(all, inEpisode) {
  showStrip(all.filter(({ where }) => where === "everywhere"))
  const rail = /** @type {HTMLAnchorElement[]} */ (findAll(".rail a[href]"))
  const whole = rail.find(({ pathname }) => pathname.endsWith("/transcript/"))
  const links = rail.filter(link => link.closest("li"))
  const target = inEpisode ? (whole ?? links[0]) : null
  const base =
    document.querySelector('meta[name="onrecord-edit"]')?.getAttribute("data-base") ?? "/"
  const link = target
    ? make("a", { href: target.href, text: whole ? "full transcript" : target.textContent?.trim() })
    : make("a", { href: `${base}episodes/`, text: "Choose an episode" })
  hint.replaceChildren(target ? "The words of this episode are edited in its " : "", link)
  hint.append(target ? " and on the pages of its chapters" : " to edit its words")
}

export function hideStrip() {
  strip.remove()
  document.documentElement.classList.remove("editing")
}

/** Show the people of the episode, and drafts that wait. */
export function showPeople() {
  people.hidden = !episode
  if (!episode) return showSelection()
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
  const drafts = listDrafts().filter(sentence => openBox()?.sentence !== sentence)
  const forms = listFormDrafts()
  const count = drafts.length + forms.length + listUnanswered().length
  const waiting =
    count > 0 &&
    button(`${count} not saved`, () => takeUp(drafts[0], forms[0]), { class: "edit-waiting" })
  people.replaceChildren(...[...chips, scope, guess, waiting].filter(Boolean))
  showSelection()
}

/**
 * Go on with words that were not saved.
 * @param {import("./episode.js").Sentence | undefined} sentence
 * @param {import("./drafts.js").FormDraft | undefined} form
 */
function takeUp(sentence, form) {
  if (listUnanswered().length) return askToSendAgain(showPeople)
  if (sentence && elementOf(sentence)) return open(sentence)
  if (sentence) return goTo(sentence)
  if (!form) return
  if (!form.about.entry) return reopen(form.about)
  if (reopenEntry(form.about.entry)) return
  dropFormDraft(form.key)
  showPeople()
  notify("The entry is not there any more")
}

function showSelection() {
  const sentence = selected()
  const isOpen = openBox() != null
  const entries = isOpen ? [] : entriesAt(sentence)
  here.hidden = !entries.length
  const buttons = entries.slice(0, MOST).map(entry => button(nameOf(entry), () => openEntry(entry)))
  if (entries.length > MOST) buttons.push(button(`${entries.length - MOST} more`, openEntries))
  here.replaceChildren(make("kbd", { text: "E", "aria-hidden": "true" }), ...buttons)
  actions.hidden = !sentence || isOpen
  hint.hidden = sentence != null
  typing.hidden = !isOpen
  strip.classList.toggle("edit-typing", isOpen)
  strip.classList.toggle("edit-idle", !sentence)
  for (const chip of findAll("[data-person]", people))
    chip.setAttribute("aria-pressed", String(sentence?.speaker === chip.dataset.person))
  const scopes = scopesFor(sentence)
  if (scope.options.length !== scopes.length)
    scope.replaceChildren(...scopes.map(value => make("option", { value, text: SCOPES[value] })))
  scope.value = scopeFor(sentence)
}

onLost(showPeople)
onSelect(showSelection)
onEntries(showSelection)
