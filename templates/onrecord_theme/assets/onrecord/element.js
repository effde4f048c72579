/* What scripts put on the page, in few words: elements, dialogs, a short message. */

/**
 * @param {string} tag
 * @param {Record<string, any>} [fields] `text`, `on…` and attributes; what is false, null or undefined is left out
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {any} the element
 */
export function make(tag, fields = {}, ...children) {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(fields)) {
    if (value === false || value == null) continue
    if (name === "text") made.textContent = value
    else if (name.startsWith("on")) made.addEventListener(name.slice(2), value)
    else made.setAttribute(name, value === true ? "" : value)
  }
  made.append(...children.filter(child => child !== false && child != null && child !== ""))
  return made
}

/** A dialog with a title and a way out; it goes when it is closed, and the reader is back where they were.
 * @param {string} name of its class @param {string} title @param {...Node} children @returns {HTMLDialogElement} */
export function open(name, title, ...children) {
  const id = `${name}-title`
  const dialog = make(
    "dialog",
    { class: `sheet ${name}`, "aria-labelledby": id },
    make(
      "header",
      {},
      make("h2", { id, text: title }),
      make("button", {
        type: "button",
        class: "sheet-close",
        "aria-label": "Close",
        text: "×",
        onclick: () => dialog.close(),
      }),
    ),
    ...children,
  )
  dialog.addEventListener("close", () => dialog.remove())
  dialog.addEventListener("click", (/** @type {MouseEvent} */ event) => {
    if (event.target === dialog) dialog.close()
  })
  document.body.append(dialog)
  dialog.showModal()
  return dialog
}

/** @type {ReturnType<typeof setTimeout>[]} */
let waiting = []

/** Tell in sight and to a screen reader. @param {string} text */
export function say(text) {
  const place =
    document.querySelector(".notice") ?? make("div", { class: "notice", role: "status" })
  if (!place.isConnected) document.body.append(place)
  waiting.forEach(clearTimeout)
  place.textContent = ""
  // A live region tells of what changes in it, so the same message twice has to change twice.
  waiting = [
    setTimeout(() => {
      place.textContent = text
    }, 30),
    setTimeout(() => {
      place.textContent = ""
    }, 4000),
  ]
}
