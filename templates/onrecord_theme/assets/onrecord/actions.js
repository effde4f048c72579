/* What readers do with a sentence or a selection: a toolbar, which never changes the address of the
   page, and single keys. */
import { copy, linkOf, quoteHtml, quoteMarkdown, quoteText, suggestionUrl } from "./copy.js"
import { button, make, openDialog } from "./element.js"
import { findAll, passageOf, readFacts, SENTENCE, sentencesIn } from "./page.js"
import { hasSource, playPassage, skip, toggle } from "./player.js"

/** @typedef {import("./page.js").Passage} Passage */
/** @typedef {[key: string, does: string, act: () => void]} Shortcut */

const STORAGE_KEY = "onrecord.keys"
const FIELDS = "input:not([type=range]), textarea, select, [contenteditable]"
/** Clicks on these belong to them. */
const INTERACTIVE = ".bar, a, button, summary, input, select, dialog, .dock"
// Pixels between the toolbar and the words, and between the toolbar and the edge of the window.
const MARGIN = 8
// Pixels at the top of the window that the header covers.
const HEADER = 70

/** @type {HTMLElement} */
const bar = make("div", {
  class: "bar",
  role: "toolbar",
  "aria-label": "This passage",
  onkeydown: moveFocus,
})
/** @type {Passage | null} */
let shown = null
let pressed = false

/** @returns {Passage | null} the passage with the toolbar, else the sentence with the focus */
function currentPassage() {
  if (shown) return shown
  const focused = /** @type {HTMLElement | null} */ (document.activeElement?.closest(SENTENCE))
  return focused ? passageOf([focused]) : null
}

/** Take over a new page, of which the toolbar becomes a part. */
export function mountToolbar() {
  hide()
  // Inside a landmark: screen readers skip what is outside of all landmarks.
  document.querySelector("main")?.append(bar)
}

/** @param {HTMLElement} sentence */
function showSentence(sentence) {
  show(passageOf([sentence]), sentence.getClientRects()[0])
}

function showSelection() {
  const selection = getSelection()
  if (!selection || selection.isCollapsed || !selection.rangeCount) return
  const range = selection.getRangeAt(0)
  const found = sentencesIn(range)
  const box = range.getClientRects()[0] ?? found[0]?.getClientRects()[0]
  if (found.length) show(passageOf(found, range), box)
}

/**
 * @param {Passage} passage
 * @param {DOMRect} box of its first line
 */
function show(passage, box) {
  shown = passage
  bar.replaceChildren(make("span", { text: passage.time }), ...controlsFor(passage))
  bar.hidden = false
  const isRtl = getComputedStyle(passage.sentences[0]).direction === "rtl"
  const start = isRtl ? box.right - bar.offsetWidth : box.left
  const end = document.documentElement.clientWidth - bar.offsetWidth - MARGIN
  const above = box.top - bar.offsetHeight - MARGIN
  bar.style.left = `${scrollX + Math.max(MARGIN, Math.min(start, end))}px`
  bar.style.top = `${scrollY + (above < HEADER ? box.bottom + MARGIN : above)}px`
}

function hide() {
  bar.hidden = true
  shown = null
}

/** Hide the toolbar. If it has the focus, the focus goes back to the sentence. */
function close() {
  const sentence = bar.contains(document.activeElement) ? shown?.sentences[0] : null
  hide()
  if (sentence) focusSentence(sentence)
}

/** @param {HTMLElement} sentence */
export function focusSentence(sentence) {
  sentence.tabIndex = -1
  sentence.focus({ preventScroll: true })
}

/**
 * Move through the toolbar with the arrow keys (ARIA Authoring Practices).
 * @param {KeyboardEvent} event
 */
function moveFocus(event) {
  const controls = findAll("button, a", bar)
  const at = controls.indexOf(/** @type {HTMLElement} */ (document.activeElement))
  const isRtl = getComputedStyle(document.body).direction === "rtl"
  const [forward, backward] = isRtl ? ["ArrowLeft", "ArrowRight"] : ["ArrowRight", "ArrowLeft"]
  const targets = { [forward]: at + 1, [backward]: at - 1, Home: 0, End: controls.length - 1 }
  const target = targets[event.key]
  if (target == null) return
  event.preventDefault()
  controls[(target + controls.length) % controls.length].focus()
}

/** @param {Passage} passage */
function controlsFor(passage) {
  const { audio, youtube, cite, comments } = readFacts()
  /**
   * @param {string} text
   * @param {() => void} act
   */
  const closingButton = (text, act) =>
    button(text, () => {
      act()
      close()
    })
  const copyQuote = () => {
    const formats = { html: quoteHtml(passage), markdown: quoteMarkdown(passage) }
    copy("Quote copied", quoteText(passage), formats)
  }
  const share = () => {
    const text = quoteText(passage).replace(/\n[^\n]*$/, "")
    // Rejected if the reader cancels.
    navigator.share({ text, url: linkOf(passage) }).catch(() => {})
  }
  const canPlay = (audio || youtube) && passage.start != null
  const suggestion = suggestionUrl(passage)
  return [
    canPlay && closingButton("Play", () => playPassage(passage)),
    closingButton("Copy link", () => copy("Link copied", linkOf(passage))),
    closingButton("Copy quote", copyQuote),
    cite && button("Cite", async () => (await import("./cite.js")).openCitations(passage)),
    "share" in navigator && button("Share", share),
    suggestion && make("a", { href: suggestion, text: "Suggest a correction" }),
    comments &&
      button("Discuss", async () => (await import("./discuss.js")).openDiscussion(passage)),
  ].filter(Boolean)
}

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

addEventListener("pointerdown", () => {
  pressed = true
})
for (const type of ["pointerup", "pointercancel"]) {
  addEventListener(type, () => {
    pressed = false
  })
}
addEventListener("pointerup", () => setTimeout(showSelection))
document.addEventListener("selectionchange", () => pressed || showSelection())
addEventListener("click", event => {
  const target = /** @type {HTMLElement} */ (event.target)
  if (target.closest(INTERACTIVE) || !getSelection()?.isCollapsed) return
  /** @type {HTMLElement | null} */
  const sentence = target.closest(SENTENCE)
  if (sentence) showSentence(sentence)
  else hide()
})
addEventListener("keydown", event => {
  const target = /** @type {HTMLElement} */ (event.target)
  if (event.key === "Escape" && shown) return close()
  if (event.key !== "Enter" || !target.matches?.(SENTENCE)) return
  event.preventDefault()
  showSentence(target)
  bar.querySelector("button")?.focus()
})
addEventListener("keydown", event => {
  const isCommandK = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey)
  if (!isCommandK || event.shiftKey || event.altKey) return
  event.preventDefault()
  search()
})
document.addEventListener("click", ({ target }) => {
  if (/** @type {Element} */ (target).closest(".site-search")) search()
})
