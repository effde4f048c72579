/* The message at the top of the page: why an edit or a build did not work. */
import { button, make } from "./theme.js"

const box = make("div", { class: "edit-alert", role: "alert", hidden: true })

/**
 * Show messages until somebody closes them.
 * @param {string[]} lines
 * @param {{kind?: "edit" | "build"}} [options]
 */
export function showAlert(lines, { kind = "edit" } = {}) {
  if (!box.isConnected) document.body.append(box)
  const parts = lines.map(text => make("p", { text }))
  box.dataset.kind = kind
  box.replaceChildren(...parts, button("×", hideAlert, { "aria-label": "Close" }))
  box.hidden = false
}

/** @param {"edit" | "build"} [kind] hide this kind alone */
export function hideAlert(kind) {
  if (typeof kind === "string" && box.dataset.kind !== kind) return
  box.hidden = true
  box.replaceChildren()
}
