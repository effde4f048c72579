/* A bar at the sentences that a shared link leads to. It goes away when the reader scrolls on,
   clicks elsewhere or presses Escape. It never takes the focus. */
import { copyQuote } from "./copy.js"
import { button, make } from "./element.js"
import { passageOf } from "./page.js"
import { canPlay, playPassage } from "./player.js"
import { place } from "./toolbar.js"

/** @type {AbortController | undefined} */
let shown

/** @param {HTMLElement[]} found the sentences, in order */
export function showArrival(found) {
  const main = document.querySelector("main")
  if (!main) return
  const passage = passageOf(found)
  const bar = make(
    "div",
    { class: "arrival", role: "group", "aria-label": "Shared passage" },
    make("span", { text: "Shared passage" }),
    canPlay(passage) && button("▶ Play", () => playPassage(passage)),
    button("Copy", () => copyQuote(passage)),
    button("Read from the start", readFromStart),
  )
  main.prepend(bar)
  // Fonts that load and a window that is resized move the words.
  const resized = new ResizeObserver(() => place(bar, found[0], found[0].getClientRects()[0]))
  resized.observe(main)
  let wasVisible = false
  const scrolled = new IntersectionObserver(entries => {
    const isVisible = entries[entries.length - 1].isIntersecting
    if (wasVisible && !isVisible) hideArrival()
    wasVisible = isVisible
  })
  scrolled.observe(bar)
  const { signal } = (shown = new AbortController())
  signal.addEventListener("abort", () => {
    resized.disconnect()
    scrolled.disconnect()
    bar.remove()
  })
  const onclick = (/** @type {Event} */ { target }) =>
    bar.contains(/** @type {Node} */ (target)) || hideArrival()
  const onkeydown = (/** @type {KeyboardEvent} */ { key }) => key === "Escape" && hideArrival()
  addEventListener("click", onclick, { signal, capture: true })
  addEventListener("keydown", onkeydown, { signal, capture: true })
}

export function hideArrival() {
  shown?.abort()
}

/** Go to the heading of the page, by which screen readers go on as well. */
function readFromStart() {
  const heading = document.querySelector("h1")
  hideArrival()
  if (!heading) return
  heading.tabIndex = -1
  heading.focus({ preventScroll: true })
  scrollTo(0, 0)
}
