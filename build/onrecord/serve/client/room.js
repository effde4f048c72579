/* How much of the window the strip and the panel take: the page keeps clear of them. */

const root = document.documentElement

/** @type {Set<HTMLElement>} */
const watched = new Set()
const observer = new ResizeObserver(measure)

/** @param {HTMLElement} element fixed to the bottom of the window, or to a side */
export function keepClearOf(element) {
  watched.add(element)
  observer.observe(element)
}

function measure() {
  const boxes = [...watched].filter(one => one.isConnected).map(one => one.getBoundingClientRect())
  const wide = boxes.filter(({ width }) => width >= innerWidth - 1)
  const heights = wide.map(({ top }) => innerHeight - top)
  root.style.setProperty("--edit-strip-only", `${Math.min(...heights, innerHeight)}px`)
  root.style.setProperty("--edit-strip", `${Math.max(...heights, 0)}px`)
}

addEventListener("resize", measure)
