/* The panel of the queue: one item after the other, to accept or to leave. */
import { elementOf, sentenceAt } from "./episode.js"
import { SUGGESTIONS } from "./kinds.js"
import { closePanel, openPanel, showPanel } from "./panel.js"
import { accept, dismiss, loadQueue, onQueue, queueItems } from "./queue.js"
import { showError } from "./save.js"
import { goTo } from "./select.js"
import { button, findAll, make } from "./theme.js"

/** @typedef {import("./queue.js").Item} Item */

const TITLE = "Queue"
const SURE = [0.95, 0.9, 0.8]
const LISTED = 30

let kind = ""
let working = ""
/** @type {Item[]} that were dismissed last */
let dismissed = []
/** The item that was shown on the page last. */
let visited = ""

/** @returns {boolean} whether the panel shows speakers */
export function showsSpeakers() {
  return openPanel() === TITLE && shownKind() === "speaker"
}

/** @param {{focus?: boolean}} [options] */
export async function showQueue({ focus = true } = {}) {
  if (openPanel() === TITLE) return closePanel()
  kind = visited = ""
  dismissed = []
  draw()
  await loadQueue().catch(showError)
  if (openPanel() !== TITLE) return
  if (focus) focusItem(rows()[0])
  working = "Looking for suspicious words and for quotes…"
  show()
  await loadQueue({ all: true }).catch(showError)
  working = ""
  show()
  if (focus && document.activeElement?.matches("body, h2")) focusItem(rows()[0])
}

/** @returns {Item["kind"][]} kinds with items */
function kinds() {
  const found = new Set(queueItems().map(item => item.kind))
  return /** @type {Item["kind"][]} */ (Object.keys(SUGGESTIONS)).filter(one => found.has(one))
}

function shownKind() {
  const found = kinds()
  return found.find(one => one === kind) ?? found[0]
}

function listed() {
  const shown = shownKind()
  return queueItems().filter(item => item.kind === shown)
}

/** Draw the panel again, unless it was closed meanwhile. */
function show() {
  if (openPanel() === TITLE) draw()
}

function draw() {
  const [items, shown] = [listed(), shownKind()]
  const status = make("p", { role: "status", text: working })
  if (!shown) {
    const text = working ? "" : "Nothing deserves a look."
    return showPanel(TITLE, ...undoLine(), make("p", { text }), status)
  }
  const tabs = kinds().map(one =>
    button(
      `${SUGGESTIONS[one].name} ${queueItems().filter(item => item.kind === one).length}`,
      () => {
        kind = one
        show()
      },
      { "aria-pressed": String(one === shown) },
    ),
  )
  const more = items.length - LISTED
  showPanel(
    TITLE,
    make("div", { class: "edit-tabs" }, ...tabs),
    status,
    ...undoLine(),
    sureButtons(items),
    make(
      "ol",
      { class: "edit-list", "data-keys": "queue" },
      ...items.slice(0, LISTED).map(showItem),
    ),
    more > 0 && make("p", { text: `and ${more} more` }),
  )
}

function undoLine() {
  if (!dismissed.length) return []
  const [last] = dismissed
  const back = async () => {
    await dismiss(dismissed.splice(0), false)
    show()
  }
  return [make("p", { class: "edit-undo" }, `Left as it is: ${last.title} `, button("Undo", back))]
}

/** @param {Item[]} items */
function sureButtons(items) {
  const groups = SURE.map(sure => ({
    sure,
    found: items.filter(({ confidence, edit }) => edit && (confidence ?? 0) >= sure),
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
  const { title, detail, confidence, edit, key, span } = item
  const same = alike(item)
  const { leave } = SUGGESTIONS[item.kind]
  const sure = confidence && `${Math.round(confidence * 100)} %`
  return make(
    "li",
    { "data-key": key, onfocusin: () => visit(item) },
    make("h3", { text: title }),
    make("p", { text: [sure, detail].filter(Boolean).join(" · ") }),
    make(
      "p",
      { class: "edit-buttons" },
      edit && button("Accept", () => acceptAll([item])),
      same.length > 1 && button(`All ${same.length} of these`, () => acceptAll(same)),
      leave && button(leave, () => leaveItem(item)),
      span && !isHere(span) && button("Show", () => showPlace(span)),
    ),
  )
}

/** @param {Item} item */
function alike({ kind: wanted, title, edit }) {
  if (!edit || wanted === "speaker") return []
  return queueItems().filter(other => other.kind === wanted && other.title === title)
}

/**
 * Show the place of an item, once: its list is drawn again while the page is being read.
 * @param {Item} item
 */
function visit(item) {
  if (visited === item.key) return
  visited = item.key
  if (isHere(item.span)) showPlace(item.span)
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

/** @param {Item[]} chosen */
async function acceptAll(chosen) {
  if (working && chosen.length > 1) return
  dismissed = []
  if (chosen.length > 1) {
    working = `Accepting ${chosen.length}…`
    show()
  }
  await accept(chosen)
  working = ""
  show()
}

/** @param {Item} item */
async function leaveItem(item) {
  dismissed = [item]
  await dismiss([item], true)
}

function rows() {
  return findAll(".edit-list > li")
}

/** @returns {Item | undefined} with the focus */
function focused() {
  const row = /** @type {HTMLElement | null} */ (document.activeElement?.closest(".edit-list > li"))
  return queueItems().find(({ key }) => key === row?.dataset.key)
}

/** @param {number} by */
export function moveInQueue(by) {
  const row = /** @type {HTMLElement | null} */ (document.activeElement?.closest(".edit-list > li"))
  const all = rows()
  if (row) focusItem(all[all.indexOf(row) + by])
}

export function acceptFocused() {
  const item = focused()
  if (item?.edit) acceptAll([item])
}

export function acceptAlike() {
  const item = focused()
  if (item?.edit) acceptAll(item.kind === "speaker" ? [item] : alike(item))
}

export function leaveFocused() {
  const item = focused()
  if (item && SUGGESTIONS[item.kind].leave) leaveItem(item)
}

/** @param {HTMLElement | undefined} item */
function focusItem(item) {
  item?.querySelector("button")?.focus()
}

onQueue(show)
