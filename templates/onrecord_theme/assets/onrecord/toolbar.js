/* Toolbar for a sentence or a selection. It never changes the address of the page. */
import { copy, linkOf, quoteHtml, quoteMarkdown, quoteText, suggestionUrl } from "./copy.js"
import { make } from "./element.js"
import { readFacts } from "./facts.js"
import { passageOf, SENTENCE, sentencesIn } from "./passage.js"

/** @typedef {import("./passage.js").Passage} Passage */

/** Clicks on these belong to them. */
const INTERACTIVE = "a, button, summary, input, select, dialog, .dock"
// Pixels between the toolbar and the words, and between the toolbar and the edge of the window.
const MARGIN = 8
// Pixels at the top of the window that the header covers.
const HEADER = 70

/** @type {HTMLElement | null} */
let bar = null
/** @type {Passage | null} */
let shown = null

/** @returns {Passage | null} the passage with the toolbar, else the sentence with the focus */
export function currentPassage() {
  if (shown) return shown
  const focused = /** @type {HTMLElement | null} */ (document.activeElement?.closest(SENTENCE))
  return focused ? passageOf([focused]) : null
}

/**
 * @param {{signal: AbortSignal}} options
 * @param {(passage: Passage) => void} play
 */
export function mountToolbar(options, play) {
  /** @type {HTMLElement} */
  const toolbar = make("div", {
    class: "bar",
    role: "toolbar",
    "aria-label": "This passage",
    hidden: true,
  })
  bar = toolbar
  // Inside a landmark: screen readers skip what is outside of all landmarks.
  document.querySelector("main")?.append(toolbar)
  options.signal.addEventListener("abort", () => {
    toolbar.remove()
    bar = shown = null
  })
  let pressed = false
  const listen = (/** @type {string} */ type, /** @type {(event: any) => void} */ listener) =>
    addEventListener(type, listener, options)

  listen("pointerdown", () => {
    pressed = true
  })
  listen("pointerup", () => {
    pressed = false
    setTimeout(showSelection)
  })
  listen("pointercancel", () => {
    pressed = false
  })
  document.addEventListener("selectionchange", () => pressed || showSelection(), options)
  listen("click", ({ target }) => {
    if (toolbar.contains(target) || target.closest(INTERACTIVE)) return
    if (!getSelection()?.isCollapsed) return
    const sentence = target.closest(SENTENCE)
    if (sentence) showSentence(sentence)
    else hide()
  })
  listen("keydown", event => {
    if (event.key === "Escape" && shown) return close()
    if (event.key !== "Enter" || !event.target.matches?.(SENTENCE)) return
    event.preventDefault()
    showSentence(event.target)
    toolbar.querySelector("button")?.focus()
  })
  toolbar.addEventListener("keydown", moveFocus)

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
    toolbar.replaceChildren(make("span", { text: passage.time }), ...buttons(passage, play))
    toolbar.hidden = false
    const isRtl = getComputedStyle(passage.sentences[0]).direction === "rtl"
    const start = isRtl ? box.right - toolbar.offsetWidth : box.left
    const end = document.documentElement.clientWidth - toolbar.offsetWidth - MARGIN
    const above = box.top - toolbar.offsetHeight - MARGIN
    toolbar.style.left = `${scrollX + Math.max(MARGIN, Math.min(start, end))}px`
    toolbar.style.top = `${scrollY + (above < HEADER ? box.bottom + MARGIN : above)}px`
  }
}

function hide() {
  if (bar) bar.hidden = true
  shown = null
}

/** Hide the toolbar. If it has the focus, the focus goes back to the sentence. */
function close() {
  const sentence = bar?.contains(document.activeElement) ? shown?.sentences[0] : null
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
  /** @type {NodeListOf<HTMLElement> | undefined} */
  const controls = bar?.querySelectorAll("button, a")
  if (!controls?.length) return
  const at = [...controls].indexOf(/** @type {HTMLElement} */ (document.activeElement))
  const isRtl = getComputedStyle(document.body).direction === "rtl"
  const [forward, backward] = isRtl ? ["ArrowLeft", "ArrowRight"] : ["ArrowRight", "ArrowLeft"]
  const targets = { [forward]: at + 1, [backward]: at - 1, Home: 0, End: controls.length - 1 }
  const target = targets[event.key]
  if (target == null) return
  event.preventDefault()
  controls[(target + controls.length) % controls.length].focus()
}

/**
 * @param {Passage} passage
 * @param {(passage: Passage) => void} play
 */
function buttons(passage, play) {
  const facts = readFacts()
  const button = (/** @type {string} */ text, /** @type {() => void} */ onclick) =>
    make("button", { type: "button", text, onclick })
  const closing = (/** @type {() => void} */ act) => () => {
    act()
    close()
  }
  const copyQuote = () => {
    const formats = { html: quoteHtml(passage), markdown: quoteMarkdown(passage) }
    copy("Quote copied", quoteText(passage), formats)
  }
  const share = () => {
    const text = quoteText(passage).replace(/\n[^\n]*$/, "")
    // Rejected if the reader cancels.
    navigator.share({ text, url: linkOf(passage) }).catch(() => {})
  }
  const canPlay = (facts?.audio || facts?.youtube) && passage.start != null
  const suggestion = suggestionUrl(passage)
  return [
    canPlay &&
      button(
        "Play",
        closing(() => play(passage)),
      ),
    button(
      "Copy link",
      closing(() => copy("Link copied", linkOf(passage))),
    ),
    button("Copy quote", closing(copyQuote)),
    facts?.cite && button("Cite", async () => (await import("./cite.js")).openCitations(passage)),
    typeof navigator.share === "function" && button("Share", share),
    suggestion && make("a", { href: suggestion, text: "Suggest a correction" }),
    facts?.comments &&
      button("Discuss", async () => (await import("./discuss.js")).openDiscussion(passage)),
  ].filter(Boolean)
}
