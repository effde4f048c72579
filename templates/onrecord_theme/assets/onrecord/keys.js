/* Single-key shortcuts, which readers can turn off (WCAG 2.1.4). Material uses p n , . for pages;
   Space and the arrow keys belong to the browser. */
import { make, openDialog } from "./element.js"

/** @typedef {{key: string, does: string, act: () => void}} Shortcut */

const STORAGE_KEY = "onrecord.keys"
const FIELDS = "input:not([type=range]), textarea, select, [contenteditable]"

/**
 * @param {Shortcut[]} shortcuts
 * @param {{signal: AbortSignal}} options
 */
export function mountKeys(shortcuts, options) {
  const showAll = () => openShortcuts(shortcuts)
  const press = (/** @type {KeyboardEvent} */ event) => {
    const target = /** @type {HTMLElement} */ (event.target)
    if (event.ctrlKey || event.metaKey || event.altKey || !enabled()) return
    if (document.querySelector("dialog[open]") || target.closest?.(FIELDS)) return
    const act = event.key === "?" ? showAll : shortcuts.find(each => each.key === event.key)?.act
    if (!act) return
    event.preventDefault()
    act()
  }
  addEventListener("keydown", press, options)
  const button = /** @type {HTMLElement | null} */ (document.querySelector(".foot-keys"))
  button?.removeAttribute("hidden")
  button?.addEventListener("click", showAll, options)
}

function enabled() {
  return localStorage.getItem(STORAGE_KEY) !== "off"
}

/** @param {Shortcut[]} shortcuts */
function openShortcuts(shortcuts) {
  const checkbox = make("input", {
    type: "checkbox",
    id: "keys-on",
    onchange: () => localStorage.setItem(STORAGE_KEY, checkbox.checked ? "on" : "off"),
  })
  checkbox.checked = enabled()
  const label = make("label", { for: "keys-on", text: " Use single keys" })
  const lines = [
    ...shortcuts.map(({ key, does }) => [key, does]),
    ["Ctrl K", "Search, also with single keys off"],
    ["Enter", "On a sentence: what can be done with it"],
    ["?", "This list"],
  ].map(([key, does]) =>
    make("div", {}, make("dt", {}, make("kbd", { text: key })), make("dd", { text: does })),
  )
  openDialog("keys", "Keys", make("p", {}, checkbox, label), make("dl", {}, ...lines))
}
