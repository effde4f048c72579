/* Beside the open sentence: why it was not saved, and two versions of it to choose from. */
import { describeIssue } from "./save.js"
import { button, make } from "./theme.js"

/**
 * @param {import("./server.js").Issue[]} issues
 * @returns {HTMLElement[]}
 */
export function refusal(issues) {
  return issues.map(issue => make("p", { class: "edit-refused", text: describeIssue(issue) }))
}

/**
 * Both versions of a sentence that was changed meanwhile.
 * @param {{now: string, mine: string}} versions
 * @param {{keep: () => void, take: () => void}} choices
 * @returns {HTMLElement[]}
 */
export function versions({ now, mine }, { keep, take }) {
  const version = (
    /** @type {string} */ name,
    /** @type {string} */ text,
    /** @type {any} */ act,
  ) => make("div", {}, make("h3", { text: name }), make("p", { text }), act)
  return [
    make("p", { class: "edit-refused", text: "This sentence was changed meanwhile." }),
    make(
      "div",
      { class: "edit-versions" },
      version("Mine", mine, button("Keep mine", keep)),
      version("In the file now", now, button("Take theirs", take)),
    ),
  ]
}

/**
 * @param {string} saved the words of the file
 * @param {() => void} drop
 * @returns {HTMLElement[]}
 */
export function takenUp(saved, drop) {
  return [
    make(
      "p",
      { class: "edit-draft" },
      "These words are not saved yet. ",
      button("Use the saved words", drop, { title: saved }),
    ),
  ]
}
