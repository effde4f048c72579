/* Hints that a sentence can be chosen: a ¶ beside the sentence under the pointer or with the
   focus, and a line above the first paragraph until the reader has chosen one. */
import { isEditing, showSentence } from "./choose.js"
import { button, make } from "./element.js"
import { findAll, readFacts, SENTENCE } from "./page.js"
import { focusToolbar, isOpen } from "./toolbar.js"

const USED_KEY = "onrecord.hint"
// Milliseconds that the pointer rests on a sentence: on its way to the ¶ it crosses others.
const REST = 150

/** @type {HTMLElement | null} */
let current = null
const pilcrow = button("¶", openCurrent, {
  class: "pilcrow",
  "aria-label": "This sentence",
  // With the focus on the sentence, Enter does the same.
  tabindex: -1,
  hidden: true,
})

/**
 * @param {HTMLElement[]} sentences
 * @param {{signal: AbortSignal}} options
 */
export function mountHints(sentences, options) {
  pilcrow.hidden = true
  if (!sentences.length) return
  document.querySelector("main")?.append(pilcrow)
  mountPilcrow(options)
  if (!localStorage.getItem(USED_KEY)) mountHint(options)
}

/** @param {{signal: AbortSignal}} options */
function mountPilcrow(options) {
  /** @type {ReturnType<typeof setTimeout>} */
  let timer
  const onpointerover = (/** @type {PointerEvent} */ { target, pointerType }) => {
    clearTimeout(timer)
    if (pointerType !== "mouse" || target === pilcrow) return
    const sentence = sentenceAt(target) ?? sentenceAt(document.activeElement)
    timer = setTimeout(() => point(sentence), REST)
  }
  addEventListener("pointerover", onpointerover, options)
  const onfocusin = (/** @type {Event} */ { target }) =>
    target === pilcrow || point(sentenceAt(target))
  addEventListener("focusin", onfocusin, options)
  addEventListener("resize", () => point(null), options)
}

/**
 * @param {EventTarget | null} target
 * @returns {HTMLElement | null}
 */
function sentenceAt(target) {
  return target instanceof Element ? target.closest(SENTENCE) : null
}

/** @param {HTMLElement | null} sentence */
function point(sentence) {
  current = sentence
  const line = sentence?.getClientRects()[0]
  const column = sentence?.closest("p")?.getBoundingClientRect()
  pilcrow.hidden = !line || !column || isEditing() || isOpen()
  if (!sentence || !line || !column) return
  const isRtl = getComputedStyle(sentence).direction === "rtl"
  const edge = document.documentElement.clientWidth - pilcrow.offsetWidth
  const left = isRtl ? column.left - pilcrow.offsetWidth : column.right
  pilcrow.style.left = `${scrollX + Math.max(0, Math.min(left, edge))}px`
  pilcrow.style.top = `${scrollY + line.top + (line.height - pilcrow.offsetHeight) / 2}px`
}

function openCurrent() {
  if (!current) return
  showSentence(current)
  focusToolbar()
}

/** @param {{signal: AbortSignal}} options */
function mountHint(options) {
  const { audio, youtube } = readFacts()
  const acts = audio || youtube ? "link, quote or hear" : "link or quote"
  const text = `Choose any sentence to ${acts} it.`
  const dismiss = button("×", use, { "aria-label": "Dismiss this hint" })
  const hint = make("p", { class: "hint" }, text, dismiss)
  findAll(".tr")[0]?.before(hint)
  document.addEventListener("passagechosen", use, options)
  options.signal.addEventListener("abort", () => hint.remove())

  function use() {
    localStorage.setItem(USED_KEY, "used")
    hint.remove()
  }
}
