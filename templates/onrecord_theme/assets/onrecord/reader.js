/* What scripts add to reading: times and ranges in the address lead to their words, and a click on a sentence offers its link. */
import { wanted } from "./address.js"
import { heirOf, leadOn } from "./old_links.js"
import { offerFilter } from "./topics.js"

/** @type {AbortController | undefined} */
let mounted

function mount() {
  mounted?.abort()
  mounted = new AbortController()
  const options = { signal: mounted.signal }
  const sentences = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".tr [data-start]")])
  go(sentences)
  // Material's instant navigation tells of a new address by popstate, the browser by hashchange.
  for (const event of ["hashchange", "popstate"]) addEventListener(event, () => setTimeout(() => go(sentences)), options)
  if (sentences.length) offer(options)
  offerFilter(options)
}

/** Lead the reader to what the address asks for.
 * @param {HTMLElement[]} sentences */
function go(sentences) {
  sentences.forEach(each => each.classList.remove("lit"))
  if (leadOn()) return
  const want = wanted(location)
  if (!want) return
  const found = "from" in want ? atTime(sentences, want) : betweenAnchors(sentences, want)
  if (found.length) return land(found, "from" in want)
  if (document.getElementById("first" in want ? want.first : "")) return
  elsewhere(want)
}

/** @param {HTMLElement[]} sentences @param {{from: number, to: number | null}} want */
function atTime(sentences, { from, to }) {
  const begins = sentences.map(each => Number(each.dataset.start))
  if (!sentences.length || from < begins[0] || !chapterIsHere(from)) return []
  const first = begins.findLastIndex(begin => begin <= from)
  const last = to == null ? first : Math.max(first, begins.findLastIndex(begin => begin < to))
  return sentences.slice(first, last + 1)
}

/** @param {HTMLElement[]} sentences @param {{first: string, last: string}} want */
function betweenAnchors(sentences, { first, last }) {
  const [a, b] = [first, last].map(heirOf).map(id => sentences.findIndex(each => each.id === id))
  return a < 0 ? [] : sentences.slice(Math.min(a, b < 0 ? a : b), Math.max(a, b) + 1)
}

/** Highlight, scroll, and put the anchor in place of a time.
 * @param {HTMLElement[]} found @param {boolean} byTime */
function land(found, byTime) {
  const [first, last] = [found[0], found[found.length - 1]]
  found.forEach(each => each.classList.add("lit"))
  first.scrollIntoView()
  if (byTime) history.replaceState(history.state, "", location.pathname + "#" + (first === last ? first.id : `${first.id}..${last.id}`))
}

/** @param {number} time */
function chapterIsHere(time) {
  const here = document.querySelector(".rail li [aria-current]")
  return !here || chapterAt(time) === here
}

/** @param {number} time @returns {HTMLAnchorElement | undefined} */
function chapterAt(time) {
  const lines = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".rail li[data-begins]")])
  return (lines.findLast(line => Number(line.dataset.begins) <= time) ?? lines[0])?.querySelector("a") ?? undefined
}

/** The words are not on this page: a time leads to its chapter, an anchor to the page that has all.
 * @param {{from: number, to: number | null} | {first: string, last: string}} want */
function elsewhere(want) {
  const rail = /** @type {HTMLElement | null} */ (document.querySelector(".rail"))
  const all = rail?.dataset.transcript
  if ("from" in want) {
    const chapter = chapterAt(want.from)
    if (chapter && chapter.pathname !== location.pathname) location.replace(`${chapter.pathname}#t=${want.from}${want.to == null ? "" : "," + want.to}`)
  } else if (/^[tw][\dhms]*-/.test(want.first) && all && all !== location.pathname) {
    location.replace(all + "#" + want.first + (want.last === want.first ? "" : ".." + want.last))
  }
}

/** A click on a sentence brings a toolbar with its link; the address stays.
 * @param {{signal: AbortSignal}} options */
function offer(options) {
  const bar = document.createElement("div")
  bar.className = "bar"
  bar.hidden = true
  bar.setAttribute("role", "toolbar")
  bar.setAttribute("aria-label", "This sentence")
  const time = document.createElement("span")
  const copy = document.createElement("button")
  copy.type = "button"
  copy.textContent = "Copy link"
  bar.append(time, copy)
  // A landmark: what stands outside of all is hard to find for a screen reader.
  document.querySelector("main")?.append(bar)
  options.signal.addEventListener("abort", () => bar.remove())
  let id = ""
  document.addEventListener("click", event => {
    const target = /** @type {Element} */ (event.target)
    if (bar.contains(target) || target.closest("a, button, summary")) return
    const sentence = /** @type {HTMLElement | null} */ (target.closest(".tr [data-start]"))
    bar.hidden = !sentence || !getSelection()?.isCollapsed
    if (!sentence || bar.hidden) return
    id = sentence.id
    time.textContent = clock(Number(sentence.dataset.start))
    const box = sentence.getClientRects()[0]
    const above = box.top - bar.offsetHeight - 8
    bar.style.left = `${scrollX + Math.max(8, Math.min(box.left, innerWidth - bar.offsetWidth - 8))}px`
    bar.style.top = `${scrollY + (above < 70 ? box.bottom + 8 : above)}px`
  }, options)
  addEventListener("keydown", event => { if (event.key === "Escape") bar.hidden = true }, options)
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(`${location.origin}${location.pathname}#${id}`)
    say("Link copied")
    bar.hidden = true
  }, options)
}

/** @param {number} seconds */
function clock(seconds) {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.floor(seconds) % 60]
  return (parts[0] ? parts : parts.slice(1)).map((part, index) => index ? String(part).padStart(2, "0") : part).join(":")
}

/** Tell in sight and to a screen reader.
 * @param {string} text */
function say(text) {
  let live = document.querySelector(".notice")
  if (!live) {
    live = document.createElement("div")
    live.className = "notice"
    live.setAttribute("role", "status")
    document.body.append(live)
  }
  live.textContent = ""
  setTimeout(() => { live.textContent = text }, 30)
  setTimeout(() => { live.textContent = "" }, 2500)
}

// Material's instant navigation swaps the page and emits on document$.
const swapped = /** @type {any} */ (window).document$
if (swapped) swapped.subscribe(mount)
else mount()
