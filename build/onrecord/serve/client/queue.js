/* The queue: what deserves a look, one after the other. */
import { elementOf, episode, sentenceAt } from "./episode.js"
import { reapply } from "./reapply.js"
import { get } from "./server.js"
import { closePanel, openPanel, showPanel } from "./panel.js"
import { onSaved, saveOrAlert } from "./save.js"
import { goTo } from "./select.js"
import { button, findAll, make } from "./theme.js"
import { showGuesses } from "./guesses.js"

/**
 * @typedef {object} Item
 * @property {"word" | "speaker" | "proposal" | "quote" | "conflict" | "chapter"} kind
 * @property {string} title
 * @property {string} detail
 * @property {number | null} confidence 0 to 1
 * @property {[number, number] | null} span
 * @property {object | null} edit
 */

/** @type {Record<Item["kind"], string>} */
const KINDS = {
  conflict: "Conflicts",
  proposal: "Proposals of readers",
  word: "Suspicious words",
  speaker: "Speakers",
  quote: "Suggested quotes",
  chapter: "Chapters without a title",
}
const TITLE = "Queue"
const SURE = [0.95, 0.9, 0.8]

/** @type {Item[]} */
let items = []
/** @type {string} */
let kind = ""
let working = ""

/** @returns {Item[]} guesses of who speaks */
export function speakerGuesses() {
  return items.filter(item => item.kind === "speaker")
}

/**
 * Take the guess at a sentence off the list: somebody has said who speaks.
 * @param {number} start of the sentence
 */
export function settleGuess(start) {
  items = items.filter(item => item.kind !== "speaker" || item.span?.[0] !== start)
  showGuesses(speakerGuesses(), isShown())
}

/** @returns {boolean} whether the panel shows speakers */
function isShown() {
  return openPanel() === TITLE && kind === "speaker"
}

export async function loadQueue() {
  const slug = episode?.slug
  if (!slug) return
  const loaded = await get(`episodes/${encodeURIComponent(slug)}/queue`)
  if (slug !== episode?.slug) return
  items = loaded.filter((/** @type {Item} */ item) => !isDismissed(item))
  showGuesses(speakerGuesses(), isShown())
  if (openPanel() === TITLE) show()
}

/** @param {{focus?: boolean}} [options] */
export async function showQueue({ focus = true } = {}) {
  if (openPanel() === TITLE) return closePanel()
  kind = ""
  show()
  await loadQueue()
  show()
  if (focus) focusItem(findAll(".edit-list > li")[0])
}

function show() {
  const kinds = /** @type {Item["kind"][]} */ (Object.keys(KINDS)).filter(one =>
    items.some(item => item.kind === one),
  )
  const shown = kinds.includes(/** @type {any} */ (kind)) ? kind : kinds[0]
  if (!shown) return showPanel(TITLE, make("p", { text: "Nothing deserves a look." }))
  const tabs = kinds.map(one =>
    button(
      `${KINDS[one]} ${items.filter(item => item.kind === one).length}`,
      () => {
        kind = one
        show()
        showGuesses(speakerGuesses(), isShown())
      },
      { "aria-pressed": String(one === shown) },
    ),
  )
  const listed = items.filter(item => item.kind === shown)
  const rows = listed.slice(0, 30).map(showItem)
  showPanel(
    TITLE,
    make("div", { class: "edit-tabs" }, ...tabs),
    working ? make("p", { role: "status", text: working }) : sureButtons(listed),
    make("ol", { class: "edit-list", onkeydown: moveFocus }, ...rows),
  )
}

/** @param {Item[]} listed */
function sureButtons(listed) {
  const groups = SURE.map(sure => ({
    sure,
    found: listed.filter(({ confidence, edit }) => edit && (confidence ?? 0) >= sure),
  })).filter(({ found }, at, all) => found.length && found.length !== all[at - 1]?.found.length)
  return make(
    "p",
    { class: "edit-buttons" },
    ...groups.map(({ sure, found }) =>
      button(`Accept ${found.length} above ${sure * 100} %`, () => acceptAll(found)),
    ),
  )
}

/** @param {Item} item */
function showItem(item) {
  const { title, detail, confidence, edit, span } = item
  const same = items.filter(other => other.kind === item.kind && other.title === title)
  return make(
    "li",
    { onfocusin: () => isHere(span) && showPlace(span) },
    make("h3", { text: title }),
    make("p", {
      text: [confidence && `${Math.round(confidence * 100)} %`, detail].filter(Boolean).join(" · "),
    }),
    make(
      "p",
      { class: "edit-buttons" },
      edit && button("Accept", () => acceptAll([item]), { class: "edit-accept" }),
      edit &&
        same.length > 1 &&
        item.kind !== "speaker" &&
        button(`All ${same.length} of these`, () => acceptAll(same)),
      button("It is right", () => dismiss(item)),
      span && !isHere(span) && button("Show", () => showPlace(span)),
    ),
  )
}

/** @param {Item["span"]} span */
function isHere(span) {
  const sentence = span && sentenceAt(span[0])
  return Boolean(sentence && elementOf(sentence))
}

/** @param {Item["span"]} span */
function showPlace(span) {
  if (span) goTo(sentenceAt(span[0]), { focus: false })
}

/**
 * Arrow keys go from one to the next.
 * @param {KeyboardEvent} event
 */
function moveFocus(event) {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  const here = /** @type {HTMLElement} */ (event.target).closest("li")
  if (!by || !here) return
  event.preventDefault()
  const items = findAll(".edit-list > li")
  focusItem(items[items.indexOf(here) + by])
}

/** @param {HTMLElement | undefined} item */
function focusItem(item) {
  item?.querySelector("button")?.focus()
}

/** @param {Item[]} chosen */
export async function acceptAll(chosen) {
  for (const [at, item] of chosen.entries()) {
    working = chosen.length > 1 ? `${at + 1} of ${chosen.length}…` : ""
    if (working) show()
    if (!item.edit || !(await saveOrAlert(reapply(item.edit)))) break
    remove(item)
  }
  working = ""
  if (openPanel() === TITLE) {
    show()
    focusItem(findAll(".edit-list > li")[0])
  }
}

/** @param {Item} item */
function remove(item) {
  items = items.filter(other => other !== item)
  showGuesses(speakerGuesses(), isShown())
}

/** @param {Item} item */
function dismiss(item) {
  localStorage.setItem(keyOf(item), "1")
  remove(item)
  show()
  focusItem(findAll(".edit-list > li")[0])
}

/** @param {Item} item */
function isDismissed(item) {
  return localStorage.getItem(keyOf(item)) != null
}

/** @param {Item} item */
function keyOf({ kind, title, span }) {
  return `onrecord.right.${episode?.slug}.${kind}.${span?.[0] ?? ""}.${title}`
}

/** @type {ReturnType<typeof setTimeout>} */
let timer
onSaved(() => {
  // Not at each of many edits.
  clearTimeout(timer)
  timer = setTimeout(() => working || openPanel() !== TITLE || loadQueue(), 1500)
})
