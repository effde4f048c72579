/* The message at the top of the page: why an edit or a build did not work. */
import { button, make } from "./theme.js"

const box = make("div", { class: "edit-alert", role: "alert", hidden: true })

/** @typedef {"edit" | "build" | "history" | "connection"} AlertKind */

/**
 * Show messages until somebody closes them.
 * @param {string[]} lines
 * @param {{kind?: AlertKind, action?: HTMLElement}} [options] with a button of its own
 */
export function showAlert(lines, { kind = "edit", action } = {}) {
  // What does not press covers nothing: the page keeps clear of the strip.
  const strip = kind === "history" && document.querySelector(".edit-strip")
  ;(strip || document.body).append(box)
  const parts = lines.map(text => make("p", { text }))
  box.dataset.kind = kind
  const close = button("×", hideAlert, { class: "edit-close", "aria-label": "Close" })
  box.replaceChildren(...parts, ...(action ? [action] : []), close)
  box.hidden = false
}

/** @param {"edit" | "build" | "history" | "connection"} [kind] hide this kind alone */
export function hideAlert(kind) {
  if (typeof kind === "string" && box.dataset.kind !== kind) return
  box.hidden = true
  box.replaceChildren()
}
