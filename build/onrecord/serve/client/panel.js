/* The panel at the side of the window, and at the bottom of a phone: queue or changes. The page
   beside it stays in use. */
import { button, make } from "./theme.js"

const title = make("h2", { id: "edit-panel-title", tabindex: "-1" })
const body = make("div", { class: "edit-panel-body" })
/** @type {HTMLElement} */
const panel = make(
  "aside",
  { class: "edit-panel", "aria-labelledby": "edit-panel-title" },
  make(
    "header",
    {},
    title,
    button("×", () => closePanel(), { "aria-label": "Close" }),
  ),
  body,
)
let name = ""
/** The open panel stays open on the next page. */
const STORAGE_KEY = "onrecord.panel"

/** @returns {string} title of the panel that was open on the page before */
export function panelBefore() {
  return sessionStorage.getItem(STORAGE_KEY) ?? ""
}

/**
 * @param {string} text
 * @param {...(Node | string)} content
 */
export function showPanel(text, ...content) {
  const opened = name !== text || !panel.isConnected
  name = text
  sessionStorage.setItem(STORAGE_KEY, text)
  title.textContent = text
  body.replaceChildren(...content)
  if (!panel.isConnected) document.body.append(panel)
  document.documentElement.classList.add("edit-paneled")
  if (opened) title.focus()
}

/** @returns {string} title of the open panel; empty if none is open */
export function openPanel() {
  return panel.isConnected ? name : ""
}

/** @returns {boolean} whether one was open */
export function closePanel() {
  const open = panel.isConnected
  panel.remove()
  sessionStorage.removeItem(STORAGE_KEY)
  document.documentElement.classList.remove("edit-paneled")
  return open
}
