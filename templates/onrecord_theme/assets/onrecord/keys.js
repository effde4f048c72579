/* Single keys, which can be turned off (WCAG 2.1.4). Material has p n , . for pages; Space and the arrows are the browser's. */
import { make, open } from "./element.js"

/** @typedef {{key: string, does: string, act: () => void}} Key */

/** @type {Key[]} */
let keys = []
const kept = "onrecord.keys"

/** @param {Key[]} known @param {{signal: AbortSignal}} options */
export function mountKeys(known, options) {
  keys = known
  addEventListener(
    "keydown",
    event => {
      const target = /** @type {HTMLElement} */ (event.target)
      if (event.ctrlKey || event.metaKey || event.altKey || localStorage.getItem(kept) === "off")
        return
      if (
        document.querySelector("dialog[open]") ||
        target.closest?.("input:not([type=range]), textarea, select, [contenteditable]")
      )
        return
      const key = event.key === "?" ? { act: showKeys } : keys.find(each => each.key === event.key)
      if (!key) return
      event.preventDefault()
      key.act()
    },
    options,
  )
  const button = /** @type {HTMLElement | null} */ (document.querySelector(".foot-keys"))
  button?.removeAttribute("hidden")
  button?.addEventListener("click", showKeys, options)
}

export function showKeys() {
  const off = make("input", {
    type: "checkbox",
    id: "keys-on",
    onchange: () => localStorage.setItem(kept, off.checked ? "on" : "off"),
  })
  off.checked = localStorage.getItem(kept) !== "off"
  const line = (/** @type {string} */ key, /** @type {string} */ does) =>
    make("div", {}, make("dt", {}, make("kbd", { text: key })), make("dd", { text: does }))
  open(
    "keys",
    "Keys",
    make("p", {}, off, make("label", { for: "keys-on", text: " Use single keys" })),
    make(
      "dl",
      {},
      ...keys.map(({ key, does }) => line(key, does)),
      line("Ctrl K", "Search, also with single keys off"),
      line("Enter", "On a sentence: what can be done with it"),
      line("?", "This list"),
    ),
  )
}
