/* What can be done with a sentence or a selection. Nothing here changes the address. */
import { copy, link, quoteHtml, quoteMarkdown, quoteText, suggest } from "./copy.js"
import { make } from "./element.js"
import { facts, passage, SENTENCE, touched } from "./passage.js"

/** @typedef {import("./passage.js").Passage} Passage */

/** @type {HTMLElement | null} */
let bar = null
/** @type {Passage | null} */
let shown = null

/** The passage that keys are about: the one with the toolbar, else the sentence with the focus. @returns {Passage | null} */
export function current() {
  if (shown) return shown
  const focused = /** @type {HTMLElement | null} */ (document.activeElement?.closest(SENTENCE))
  return focused ? passage([focused]) : null
}

/** @param {{signal: AbortSignal}} options @param {(passage: Passage) => void} play */
export function offer(options, play) {
  bar = make("div", { class: "bar", role: "toolbar", "aria-label": "This passage", hidden: true })
  // A landmark: what stands outside of all is hard to find for a screen reader.
  document.querySelector("main")?.append(/** @type {HTMLElement} */ (bar))
  options.signal.addEventListener("abort", () => {
    bar?.remove()
    bar = shown = null
  })
  let pressed = false
  addEventListener(
    "pointerdown",
    () => {
      pressed = true
    },
    options,
  )
  addEventListener(
    "pointerup",
    () => {
      pressed = false
      setTimeout(showSelection)
    },
    options,
  )
  addEventListener(
    "pointercancel",
    () => {
      pressed = false
    },
    options,
  )

  document.addEventListener(
    "click",
    event => {
      const target = /** @type {Element} */ (event.target)
      if (
        bar?.contains(target) ||
        target.closest("a, button, summary, input, select, dialog, .dock")
      )
        return
      if (!getSelection()?.isCollapsed) return
      const sentence = /** @type {HTMLElement | null} */ (target.closest(SENTENCE))
      if (sentence) show(passage([sentence]), sentence.getClientRects()[0])
      else hide()
    },
    options,
  )
  document.addEventListener(
    "selectionchange",
    () => {
      if (!pressed) showSelection()
    },
    options,
  )
  document.addEventListener(
    "keydown",
    event => {
      if (event.key === "Escape" && shown) return leave()
      const sentence = /** @type {HTMLElement} */ (event.target)
      if (event.key !== "Enter" || !sentence.matches?.(SENTENCE)) return
      event.preventDefault()
      show(passage([sentence]), sentence.getClientRects()[0])
      bar?.querySelector("button")?.focus()
    },
    options,
  )
  bar?.addEventListener("keydown", steer)

  function showSelection() {
    const selection = getSelection()
    if (!selection || selection.isCollapsed || !selection.rangeCount) return
    const range = selection.getRangeAt(0)
    const found = touched(range)
    if (found.length)
      show(passage(found, range), range.getClientRects()[0] ?? found[0].getClientRects()[0])
  }

  /** @param {Passage} chosen @param {DOMRect} box */
  function show(chosen, box) {
    if (!bar) return
    shown = chosen
    bar.replaceChildren(make("span", { text: chosen.time }), ...buttons(chosen, play))
    bar.hidden = false
    const above = box.top - bar.offsetHeight - 8
    const start =
      getComputedStyle(chosen.sentences[0]).direction === "rtl"
        ? box.right - bar.offsetWidth
        : box.left
    bar.style.left = `${scrollX + Math.max(8, Math.min(start, document.documentElement.clientWidth - bar.offsetWidth - 8))}px`
    bar.style.top = `${scrollY + (above < 70 ? box.bottom + 8 : above)}px`
  }
}

function hide() {
  if (bar) bar.hidden = true
  shown = null
}

/** Close, and put the focus where it was. */
function leave() {
  const back = bar?.contains(document.activeElement) ? shown?.sentences[0] : null
  hide()
  if (back) focusOn(back)
}

/** @param {HTMLElement} sentence */
export function focusOn(sentence) {
  sentence.tabIndex = -1
  sentence.focus({ preventScroll: true })
}

/** The arrows go along a toolbar (ARIA Authoring Practices). @param {KeyboardEvent} event */
function steer(event) {
  const all = /** @type {HTMLElement[]} */ ([...(bar?.querySelectorAll("button, a") ?? [])])
  const at = all.indexOf(/** @type {HTMLElement} */ (document.activeElement))
  const forward = getComputedStyle(document.body).direction === "rtl" ? "ArrowLeft" : "ArrowRight"
  const backward = forward === "ArrowLeft" ? "ArrowRight" : "ArrowLeft"
  const to = { [forward]: at + 1, [backward]: at - 1, Home: 0, End: all.length - 1 }[event.key]
  if (to == null || !all.length) return
  event.preventDefault()
  all[(to + all.length) % all.length].focus()
}

/** @param {Passage} chosen @param {(passage: Passage) => void} play */
function buttons(chosen, play) {
  const known = facts()
  const act = (/** @type {string} */ text, /** @type {() => void} */ onclick) =>
    make("button", { type: "button", text, onclick })
  const sendable = typeof navigator.share === "function"
  const letter = suggest(chosen)
  return [
    (known?.audio || known?.youtube) &&
      chosen.start != null &&
      act("Play", () => {
        play(chosen)
        leave()
      }),
    act("Copy link", () => {
      copy("Link copied", link(chosen))
      leave()
    }),
    act("Copy quote", () => {
      copy("Quote copied", quoteText(chosen), {
        html: quoteHtml(chosen),
        markdown: quoteMarkdown(chosen),
      })
      leave()
    }),
    known?.cite && act("Cite", async () => (await import("./cite.js")).cite(chosen)),
    sendable &&
      act("Share", () =>
        navigator
          .share({ text: quoteText(chosen).replace(/\n[^\n]*$/, ""), url: link(chosen) })
          .catch(() => {}),
      ),
    letter && make("a", { href: letter, text: "Suggest a correction" }),
    known?.comments && act("Discuss", async () => (await import("./discuss.js")).discuss(chosen)),
  ].filter(Boolean)
}
