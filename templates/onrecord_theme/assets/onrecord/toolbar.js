/* The toolbar of a passage: what readers do with it. While it is open, the passage is marked and
   its ends can be moved by whole sentences. It never changes the address of the page. */
import { copy, copyQuote, linkOf, quoteText, suggestionUrl } from "./copy.js"
import { button, make } from "./element.js"
import { findAll, passageOf, readFacts, SENTENCE, sentencesOf } from "./page.js"
import { canPlay, playPassage } from "./player.js"

/** @typedef {import("./page.js").Passage} Passage */

// Pixels between the toolbar and the words, and between the toolbar and the edge of the window.
const MARGIN = 8
// Pixels at the top of the window that the header covers.
const HEADER = 70

/** @type {HTMLElement} */
const bar = make("div", {
  class: "bar",
  role: "toolbar",
  "aria-label": "This passage",
  onkeydown: pressKey,
})
/** @type {[HTMLElement, HTMLElement]} */
const handles = [handle("start", 0), handle("end", 1)]
/** @type {Passage | null} */
let shown = null

/** @returns {Passage | null} the passage with the toolbar, else the sentence with the focus */
export function currentPassage() {
  if (shown) return shown
  const focused = /** @type {HTMLElement | null} */ (document.activeElement?.closest(SENTENCE))
  return focused ? passageOf([focused]) : null
}

/** @returns {boolean} */
export function isOpen() {
  return shown !== null
}

/** Take over a new page, of which the toolbar becomes a part. */
export function mountToolbar() {
  hide()
  // Inside a landmark: screen readers skip what is outside of all landmarks.
  document.querySelector("main")?.append(bar, ...handles)
}

/**
 * Open the toolbar.
 * @param {Passage} passage
 * @param {DOMRect} box of the line that it is placed beside
 * @param {Node[]} [about] what is known about the words
 */
export function show(passage, box, about = []) {
  mark(passage)
  document.dispatchEvent(new Event("passagechosen"))
  const time = make("span", { text: passage.time })
  const tools = make("div", { class: "bar-tools" }, time, ...controlsFor(passage))
  bar.replaceChildren(...about, tools)
  bar.hidden = false
  place(bar, passage.sentences[0], box)
}

/**
 * Place a bar above a line, or below it where the header would cover the bar.
 * @param {HTMLElement} bar
 * @param {HTMLElement} sentence
 * @param {DOMRect} box of the line
 */
export function place(bar, sentence, box) {
  const isRtl = getComputedStyle(sentence).direction === "rtl"
  const start = isRtl ? box.right - bar.offsetWidth : box.left
  const end = document.documentElement.clientWidth - bar.offsetWidth - MARGIN
  const above = box.top - bar.offsetHeight - MARGIN
  bar.style.left = `${scrollX + Math.max(MARGIN, Math.min(start, end))}px`
  bar.style.top = `${scrollY + (above < HEADER ? box.bottom + MARGIN : above)}px`
}

/** Move the focus into the toolbar. */
export function focusToolbar() {
  findAll("button, a", bar)[0]?.focus()
}

export function hide() {
  bar.hidden = true
  mark(null)
}

/** Hide the toolbar. If it has the focus, the focus goes back to the sentence. */
export function close() {
  const isFocused = [bar, ...handles].some(each => each.contains(document.activeElement))
  const sentence = isFocused ? shown?.sentences[0] : null
  hide()
  if (sentence) focusSentence(sentence)
}

/** @param {HTMLElement} sentence */
export function focusSentence(sentence) {
  sentence.tabIndex = -1
  sentence.focus({ preventScroll: true })
}

/**
 * Mark the sentences of a passage, and put the handles at its ends. The words of a selection are
 * marked by the browser.
 * @param {Passage | null} passage
 */
function mark(passage) {
  shown?.sentences.forEach(each => each.classList.remove("chosen"))
  shown = passage
  if (!passage?.part) passage?.sentences.forEach(each => each.classList.add("chosen"))
  handles.forEach(each => (each.hidden = !passage))
  if (passage) placeHandles(passage)
}

/** @param {Passage} passage */
function placeHandles({ sentences }) {
  const isRtl = getComputedStyle(sentences[0]).direction === "rtl"
  const first = sentences[0].getClientRects()[0]
  const last = [...sentences[sentences.length - 1].getClientRects()].at(-1)
  if (!first || !last) return
  const lefts = isRtl ? [first.right, last.left] : [first.left, last.right]
  for (const [end, { bottom }] of [first, last].entries()) {
    handles[end].style.left = `${scrollX + lefts[end]}px`
    handles[end].style.top = `${scrollY + bottom}px`
  }
}

/**
 * @param {string} name
 * @param {0 | 1} end of the passage that it moves
 * @returns {HTMLElement}
 */
function handle(name, end) {
  const drag = (/** @type {PointerEvent} */ { clientX, clientY }) => {
    const under = document.elementsFromPoint(clientX, clientY)
    const sentence = under.map(each => each.closest(SENTENCE)).find(Boolean)
    if (sentence) moveEnd(end, /** @type {HTMLElement} */ (sentence))
  }
  const grip = button("", () => {}, {
    class: `handle handle-${name}`,
    "aria-label": `Move the ${name} of the passage: arrow keys, or drag`,
    onpointerdown: (/** @type {PointerEvent} */ event) => {
      event.preventDefault()
      grip.setPointerCapture(event.pointerId)
      grip.onpointermove = drag
    },
    onlostpointercapture: () => {
      grip.onpointermove = null
    },
    onkeydown: (/** @type {KeyboardEvent} */ event) => {
      const by = stepOf(event.key)
      if (!by) return
      event.preventDefault()
      stepEnd(end, by)
    },
  })
  grip.hidden = true
  return grip
}

/**
 * @param {string} key
 * @returns {number} sentences that an arrow key moves by; 0 for any other key
 */
function stepOf(key) {
  const isRtl = getComputedStyle(document.body).direction === "rtl"
  const forward = isRtl ? "ArrowLeft" : "ArrowRight"
  const backward = isRtl ? "ArrowRight" : "ArrowLeft"
  return { [forward]: 1, ArrowDown: 1, [backward]: -1, ArrowUp: -1 }[key] ?? 0
}

/**
 * @param {0 | 1} end
 * @param {number} by
 */
function stepEnd(end, by) {
  const all = sentencesOf()
  const [first, last] = endsOf(all)
  const target = all[(end ? last : first) + by]
  if (target) moveEnd(end, target)
}

/**
 * Let a passage start or end with another sentence; not beyond its other end.
 * @param {0 | 1} end
 * @param {HTMLElement} sentence
 */
function moveEnd(end, sentence) {
  const all = sentencesOf()
  const [first, last] = endsOf(all)
  const at = all.indexOf(sentence)
  const passage = passageOf(
    all.slice(...(end ? [first, Math.max(first, at) + 1] : [Math.min(last, at), last + 1])),
  )
  const boxes = passage.sentences.at(end - 1)?.getClientRects() ?? []
  getSelection()?.removeAllRanges()
  show(passage, boxes[end ? boxes.length - 1 : 0])
}

/**
 * @param {HTMLElement[]} all sentences of the page
 * @returns {number[]} index of the first and of the last sentence of the passage
 */
function endsOf(all) {
  const sentences = shown?.sentences ?? []
  return [all.indexOf(sentences[0]), all.indexOf(sentences[sentences.length - 1])]
}

/**
 * Move through the toolbar with the arrow keys (ARIA Authoring Practices); with Shift, move the end
 * of the passage.
 * @param {KeyboardEvent} event
 */
function pressKey(event) {
  const controls = findAll("button, a", bar)
  const at = controls.indexOf(/** @type {HTMLElement} */ (document.activeElement))
  const by = stepOf(event.key)
  if (event.shiftKey && by) {
    stepEnd(1, by)
    findAll("button, a", bar)[at]?.focus()
  } else if (by || event.key === "Home" || event.key === "End") {
    const target = { Home: 0, End: controls.length - 1 }[event.key] ?? at + by
    controls[(target + controls.length) % controls.length].focus()
  } else return
  event.preventDefault()
}

/** @param {Passage} passage */
function controlsFor(passage) {
  const { cite, comments } = readFacts()
  /**
   * @param {string} text
   * @param {() => void} act
   */
  const closingButton = (text, act) =>
    button(text, () => {
      act()
      close()
    })
  const share = () => {
    const text = quoteText(passage).replace(/\n[^\n]*$/, "")
    // Rejected if the reader cancels.
    navigator.share({ text, url: linkOf(passage) }).catch(() => {})
  }
  const suggestion = suggestionUrl(passage)
  return [
    canPlay(passage) && closingButton("Play", () => playPassage(passage)),
    closingButton("Copy link", () => copy("Link copied", linkOf(passage))),
    closingButton("Copy quote", () => copyQuote(passage)),
    cite && button("Cite", async () => (await import("./cite.js")).openCitations(passage)),
    "share" in navigator && button("Share", share),
    suggestion && make("a", { href: suggestion, text: "Suggest a correction" }),
    comments &&
      button("Discuss", async () => (await import("./discuss.js")).openDiscussion(passage)),
  ].filter(Boolean)
}

addEventListener("resize", () => shown && placeHandles(shown))
