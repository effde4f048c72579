/* Keys by their names, and the help that lists them. In the open sentence no key types
   a character on any keyboard; letters act on a selected sentence only. */
import { make, openDialog } from "./theme.js"

/**
 * Where keys act: with a sentence selected, with one open, in the list of the queue, or in a form.
 * @typedef {"page" | "box" | "queue" | "form"} Place
 */
/**
 * @typedef {object} Action
 * @property {string[]} keys as `nameOf` gives them; `Ctrl` is Command on a Mac
 * @property {Place | "both" | "everywhere"} where `both`: with a sentence selected, or open;
 *   `everywhere`: with a sentence selected, and on pages without any
 * @property {string} label
 * @property {string} [show] the key as the help and the buttons name it
 * @property {string} [button] a shorter label for its button
 * @property {"selection" | "box" | "panel"} [strip] the part of the strip with its button
 * @property {() => unknown} act
 * @property {() => boolean} [when] else the key belongs to the browser
 */

const APPLE = /Mac|iPhone|iPad/.test(navigator.platform)

/**
 * @param {KeyboardEvent} event
 * @returns {string} `Enter`, `Shift+Tab`, `Ctrl+z`, `j`, `1`
 */
export function nameOf(event) {
  const command = APPLE ? event.metaKey : event.ctrlKey
  // The row of digits needs Shift on French keyboards.
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1]
  if (digit && !event.ctrlKey && !event.metaKey && !event.altKey) return digit
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
  const shift = event.shiftKey && (event.key.length > 1 || command)
  return `${command ? "Ctrl+" : ""}${shift ? "Shift+" : ""}${key}`
}

/**
 * @param {KeyboardEvent} event
 * @param {Action[]} actions
 * @param {Place} place
 * @returns {Action | undefined}
 */
export function actionFor(event, actions, place) {
  if (event.isComposing || event.altKey || (APPLE ? event.ctrlKey : event.metaKey)) return
  const name = nameOf(event)
  const fits = (/** @type {Action} */ { where }) =>
    where === place ||
    (where === "both" && place !== "queue") ||
    (where === "everywhere" && place === "page")
  return actions.find(
    action => action.keys.includes(name) && fits(action) && (action.when?.() ?? true),
  )
}

/** @param {Action[]} actions */
export function showKeys(actions) {
  const list = (/** @type {string} */ title, /** @type {string[]} */ places) => {
    const lines = actions
      .filter(({ where, show }) => show && places.includes(where))
      .map(({ show, label }) =>
        make("div", {}, make("dt", {}, make("kbd", { text: show })), make("dd", { text: label })),
      )
    return lines.length ? [make("h3", { text: title }), make("dl", {}, ...lines)] : []
  }
  openDialog(
    "keys",
    "Keys for editing",
    ...list("On every page", ["everywhere"]),
    ...list("A sentence is selected", ["page", "both"]),
    ...list("A sentence is open", ["box", "both"]),
    ...list("In the queue", ["queue"]),
    ...list("In a form", ["form"]),
  )
}

/** @param {string} key */
export function command(key) {
  return APPLE ? `⌘${key}` : `Ctrl ${key}`
}
