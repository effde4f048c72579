/* User interface elements that scripts create: plain elements, dialogs, notices. */

/**
 * @param {string} tag
 * @param {Record<string, any>} [fields] `text`, `on…` listeners and attributes; false, null and
 *   undefined are left out
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {any} the element
 */
export function make(tag, fields = {}, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(fields)) {
    if (value === false || value == null) continue
    if (name === "text") element.textContent = value
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value)
    else element.setAttribute(name, value === true ? "" : value)
  }
  for (const child of children) if (child) element.append(child)
  return element
}

/**
 * @param {string} text
 * @param {() => void} onclick
 * @param {Record<string, any>} [fields] as those of `make`
 * @returns {any} the button
 */
export function button(text, onclick, fields) {
  return make("button", { type: "button", text, onclick, ...fields })
}

/**
 * Open a modal dialog with a title and a close button. Closing removes it and restores the focus.
 * @param {string} name used as its class
 * @param {string} title
 * @param {...Node} children
 * @returns {HTMLDialogElement}
 */
export function openDialog(name, title, ...children) {
  const id = `${name}-title`
  const close = () => dialog.close()
  const dialog = make(
    "dialog",
    {
      class: `sheet ${name}`,
      "aria-labelledby": id,
      onclose: () => dialog.remove(),
      onclick: (/** @type {MouseEvent} */ { target }) => target === dialog && close(),
    },
    make(
      "header",
      {},
      make("h2", { id, text: title }),
      button("×", close, { class: "sheet-close", "aria-label": "Close" }),
    ),
    ...children,
  )
  document.body.append(dialog)
  dialog.showModal()
  return dialog
}

const notice = make("div", { class: "notice", role: "status" })
/** @type {ReturnType<typeof setTimeout>[]} */
let noticeTimers = []

/**
 * Show a short message, and announce it to screen readers.
 * @param {string} text
 */
export function notify(text) {
  if (!notice.isConnected) document.body.append(notice)
  noticeTimers.forEach(clearTimeout)
  const set = (/** @type {string} */ message) => {
    notice.textContent = message
  }
  // A live region announces changes only: emptied first, the same message is announced again.
  set("")
  noticeTimers = [setTimeout(set, 30, text), setTimeout(set, 4000, "")]
}
