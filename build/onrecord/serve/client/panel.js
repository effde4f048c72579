/* The panel at the side of the window, and at the bottom of a phone: queue or changes. The page
   beside it stays in use. */
import { keepClearOf } from "./room.js"
import { button, findAll, make } from "./theme.js"
import { keepView } from "./view.js"

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
 * @param {...(Node | string | false)} content
 */
export function showPanel(text, ...content) {
  const opened = name !== text || !panel.isConnected
  name = text
  sessionStorage.setItem(STORAGE_KEY, text)
  title.textContent = text
  // The text moves aside.
  const restore = opened ? keepView() : () => {}
  const refocus = opened ? () => title.focus() : keepFocus()
  const { scrollTop } = panel
  body.replaceChildren(...content.filter(one => one !== false))
  if (!panel.isConnected) document.body.append(panel)
  keepClearOf(panel)
  panel.scrollTop = opened ? 0 : scrollTop
  document.documentElement.classList.add("edit-paneled")
  restore()
  refocus()
}

/**
 * Keep the focus on the same button of the same item; once that is gone, of the one that follows.
 * @returns {() => void} called when the content was replaced
 */
function keepFocus() {
  const focused = /** @type {HTMLElement | null} */ (document.activeElement)
  if (!focused || !body.contains(focused)) return () => {}
  const item = focused.closest("li")
  const place = findAll("li", body).indexOf(/** @type {HTMLElement} */ (item))
  const text = focused.textContent
  return () => {
    const items = findAll("li", body)
    const same = items.find(({ dataset }) => dataset.key && dataset.key === item?.dataset.key)
    const next = same ?? items[Math.min(Math.max(place, 0), items.length - 1)]
    const others = item ? [] : findAll("button", body).filter(one => !one.closest("li"))
    const buttons = [...others, ...(next ? findAll("button", next) : [])]
    const again = buttons.find(one => one.textContent === text)
    const first = next?.querySelector("button") ?? title
    ;(again ?? first).focus({ preventScroll: true })
  }
}

/** @returns {string} title of the open panel; empty if none is open */
export function openPanel() {
  return panel.isConnected ? name : ""
}

/** @returns {boolean} whether one was open */
export function closePanel() {
  const open = panel.isConnected
  const restore = open ? keepView() : () => {}
  panel.remove()
  sessionStorage.removeItem(STORAGE_KEY)
  document.documentElement.classList.remove("edit-paneled")
  restore()
  return open
}
