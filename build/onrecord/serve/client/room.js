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
  root.style.setProperty("--edit-strip-only", `${Math.min(...heights(), innerHeight)}px`)
  // The panel is above the strip: it has moved now.
  root.style.setProperty("--edit-strip", `${Math.max(...heights(), 0)}px`)
}

/** @returns {number[]} pixels from the bottom of the window, of what is as wide as the window */
function heights() {
  // Without the scroll bar.
  const { clientWidth } = root
  return [...watched]
    .filter(one => one.isConnected)
    .map(one => one.getBoundingClientRect())
    .filter(({ width }) => width >= clientWidth - 1)
    .map(({ top }) => innerHeight - top)
}

addEventListener("resize", measure)
