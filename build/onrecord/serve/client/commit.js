/* Commit: the difference of `content/`, a message, and the user's own git; without git the files to
   download. */
import { labelled, submitByKey } from "./forms.js"
import { showError } from "./save.js"
import { get, post } from "./server.js"
import { make, notify, openDialog } from "./theme.js"

/** @typedef {{path: string, content: string}} File */
/**
 * @typedef {object} State
 * @property {boolean} available
 * @property {string[]} foreign paths of other changes that are staged
 * @property {string} diff
 * @property {string} message
 * @property {File[]} [files] that were changed, where there is no git
 */

export async function showCommit() {
  /** @type {State} */
  let state
  try {
    state = await get("git")
  } catch (error) {
    return showError(error)
  }
  const { available, foreign, diff, message, files = [] } = state
  const lines = diff.split("\n").map(showLine)
  const parts = diff ? [make("div", { class: "edit-diff", tabindex: "0" }, ...lines)] : []
  if (!available) {
    parts.unshift(...listFiles(files))
  } else if (foreign.length) {
    const text = `Other changes are staged: ${foreign.join(", ")}. Commit or unstage them first.`
    parts.unshift(make("p", { class: "edit-refused", text }))
  } else if (diff) parts.push(formFor(message, () => dialog.close()))
  else parts.unshift(make("p", { text: "Everything is committed." }))
  const dialog = openDialog("edit-commit", available ? "Commit" : "Changed files", ...parts)
  dialog.querySelector("textarea")?.focus()
}

/** @param {File[]} files */
function listFiles(files) {
  if (!files.length) return [make("p", { text: "Nothing was changed in the last 24 hours." })]
  const text = "All changes are saved in these files. There is no git here; download what you need."
  const items = files.map(({ path, content }) => {
    const href = URL.createObjectURL(new Blob([content], { type: "text/plain" }))
    return make("li", {}, make("a", { href, download: path.split("/").pop(), text: path }))
  })
  return [make("p", { text }), make("ul", { class: "edit-files" }, ...items)]
}

/**
 * @param {string} message
 * @param {() => void} close
 */
function formFor(message, close) {
  const refused = make("div", { role: "alert" })
  const field = make("textarea", { name: "message", rows: 3, required: true })
  field.value = message
  const main = make("button", { class: "edit-main", text: "Commit" })
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault()
    if (main.disabled) return
    main.disabled = true
    try {
      const { commit } = await post("git/commit", { message: field.value })
      close()
      notify(`Committed as ${String(commit).slice(0, 10)}`)
    } catch (error) {
      const text = /** @type {Error} */ (error).message
      refused.replaceChildren(make("pre", { class: "edit-refused", text }))
      main.disabled = false
    }
  }
  return make(
    "form",
    { class: "edit-form", onsubmit: submit, onkeydown: submitByKey },
    labelled("Message", field),
    refused,
    make("p", { class: "edit-buttons" }, main),
  )
}

/** @param {string} text a line of the difference */
function showLine(text) {
  const tag = /^\+(?!\+\+)/.test(text) ? "ins" : /^-(?!--)/.test(text) ? "del" : "span"
  return make(tag, { text: text || " " })
}
