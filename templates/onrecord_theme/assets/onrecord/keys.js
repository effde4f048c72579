/* Single keys for sentences and the player, which readers can turn off, and the list of them. */
import { copy, linkOf } from "./copy.js"
import { make, openDialog } from "./element.js"
import { findAll, passageOf } from "./page.js"
import { hasSource, skip, toggle } from "./player.js"
import { currentPassage, focusSentence } from "./toolbar.js"

/** @typedef {import("./page.js").Passage} Passage */
/** @typedef {[key: string, does: string, act: () => void]} Shortcut */

const STORAGE_KEY = "onrecord.keys"
const FIELDS = "input:not([type=range]), textarea, select, [contenteditable]"

/**
 * @param {HTMLElement[]} sentences
 * @returns {number} index of the sentence from which `]` steps: the one with the focus, else the
 *   one before the highlighted sentence, else the one before the first on screen
 */
function indexBefore(sentences) {
  const focused = sentences.indexOf(/** @type {HTMLElement} */ (document.activeElement))
  if (focused >= 0) return focused
  const highlighted = sentences.findIndex(each => each.matches(".now, .lit, :target"))
  if (highlighted >= 0) return highlighted - 1
  return sentences.findIndex(each => each.getBoundingClientRect().top > 60) - 1
}

/**
 * @param {HTMLElement[]} sentences
 * @param {number} by
 */
function step(sentences, by) {
  const index = Math.max(0, Math.min(sentences.length - 1, indexBefore(sentences) + by))
  focusSentence(sentences[index])
  sentences[index].scrollIntoView({ block: "nearest", behavior: "instant" })
}

/**
 * @param {HTMLElement[]} sentences
 * @returns {Shortcut[]}
 */
function shortcutsFor(sentences) {
  /** @param {(passage: Passage) => void} act */
  const withPassage = act => () => {
    const next = sentences[indexBefore(sentences) + 1]
    const passage = currentPassage() ?? (next && passageOf([next]))
    if (passage) act(passage)
  }
  const copyLink = withPassage(passage => copy("Link copied", linkOf(passage)))
  const cite = withPassage(async passage => (await import("./cite.js")).openCitations(passage))
  /** @type {Shortcut[]} */
  const sentenceKeys = [
    ["]", "Next sentence", () => step(sentences, 1)],
    ["[", "Sentence before", () => step(sentences, -1)],
    ["y", "Copy the link of the sentence", copyLink],
    ["c", "Cite the sentence", cite],
  ]
  /** @type {Shortcut[]} */
  const playerKeys = [
    ["k", "Play or pause", toggle],
    ["j", "Back 10 seconds", () => skip(-10)],
    ["l", "Forward 10 seconds", () => skip(10)],
  ]
  return [
    ["/", "Search", search],
    ...(sentences.length ? sentenceKeys : []),
    ...(hasSource() ? playerKeys : []),
  ]
}

/**
 * Mount single-key shortcuts, which readers can turn off (WCAG 2.1.4). Material uses p n , . for
 * pages; Space and the arrow keys belong to the browser.
 * @param {HTMLElement[]} sentences of the page
 * @param {{signal: AbortSignal}} options
 */
export function mountKeys(sentences, options) {
  const shortcuts = shortcutsFor(sentences)
  const showAll = () => openShortcuts(shortcuts)
  const press = (/** @type {KeyboardEvent} */ event) => {
    const target = /** @type {HTMLElement} */ (event.target)
    if (event.ctrlKey || event.metaKey || event.altKey || !enabled()) return
    if (document.querySelector("dialog[open]") || target.closest?.(FIELDS)) return
    const act = event.key === "?" ? showAll : shortcuts.find(([key]) => key === event.key)?.[2]
    if (!act) return
    event.preventDefault()
    act()
  }
  addEventListener("keydown", press, options)
  for (const button of findAll(".foot-keys")) {
    button.hidden = false
    button.onclick = showAll
  }
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
    ...shortcuts,
    ["Ctrl K", "Search, also with single keys off"],
    ["Enter", "On a sentence: what can be done with it"],
    ["Shift → ←", "With the toolbar open: one sentence more, one less"],
    ["?", "This list"],
  ].map(([key, does]) =>
    make("div", {}, make("dt", {}, make("kbd", { text: key })), make("dd", { text: does })),
  )
  openDialog("keys", "Keys", make("p", {}, checkbox, label), make("dl", {}, ...lines))
}

async function search() {
  const { openSearch } = await import("./search.js")
  openSearch()
}

addEventListener("keydown", event => {
  const isCommandK = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey)
  if (!isCommandK || event.shiftKey || event.altKey) return
  event.preventDefault()
  search()
})
document.addEventListener("click", ({ target }) => {
  if (/** @type {Element} */ (target).closest(".site-search")) search()
})
