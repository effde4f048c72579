/* The navigation beside the text shows where the reader is. */
import { findAll } from "./page.js"

/** @param {{signal: AbortSignal}} options */
export function mountRail({ signal }) {
  const [rail] = findAll(".rail")
  if (!rail) return
  showCurrent(rail)
  const sections = findAll(".whole")
  if (!sections.length) return
  const observer = new IntersectionObserver(
    entries => {
      const entered = entries.find(each => each.isIntersecting)
      if (entered) markChapter(rail, entered.target.getAttribute("aria-labelledby") ?? "")
    },
    // A line a quarter down the window: one chapter is on it at a time.
    { rootMargin: "-25% 0px -75% 0px" },
  )
  sections.forEach(each => observer.observe(each))
  signal.addEventListener("abort", () => observer.disconnect())
}

/**
 * Scroll the rail, and nothing else, to its current line.
 * @param {HTMLElement} rail
 */
function showCurrent(rail) {
  const current = rail.querySelector("li [aria-current]")
  if (!current) return
  const [outer, inner] = [rail, current].map(each => each.getBoundingClientRect())
  const isCut = inner.top < outer.top || inner.bottom > outer.bottom
  if (isCut) rail.scrollTop += inner.top - outer.top - rail.clientHeight / 2
}

/**
 * @param {HTMLElement} rail
 * @param {string} id of the heading of the chapter that is read
 */
function markChapter(rail, id) {
  for (const link of /** @type {HTMLAnchorElement[]} */ (findAll("li a", rail))) {
    if (link.hash === `#${id}`) link.setAttribute("aria-current", "location")
    else link.removeAttribute("aria-current")
  }
  showCurrent(rail)
}
