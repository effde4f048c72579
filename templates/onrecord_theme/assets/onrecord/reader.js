/* What scripts add to reading: times and ranges in the address lead to their words; a sentence can be heard, shared, cited and talked about. */
import { heirOf, leadOn, wanted } from "./address.js"
import { copy, link } from "./copy.js"
import { mountKeys } from "./keys.js"
import { facts, hash, markWords, passage, sentencesOf } from "./passage.js"
import { mountPlayer, playing, playPassage, skip, toggle } from "./player.js"
import { current, focusOn, offer } from "./toolbar.js"
import { offerCopies, offerFilter } from "./topics.js"

/** @type {AbortController | undefined} */
let mounted
// The reader follows the time of a paragraph by keyboard. Instant navigation may put a fresh page in place meanwhile: the focus is set again.
let arriving = false

function mount() {
  mounted?.abort()
  mounted = new AbortController()
  const options = { signal: mounted.signal }
  const sentences = sentencesOf()
  const path = location.pathname
  go(sentences)
  // Material's instant navigation tells of a new address by popstate, the browser by hashchange. That of another page comes before the page.
  for (const event of ["hashchange", "popstate"])
    addEventListener(
      event,
      () => setTimeout(() => location.pathname === path && go(sentences)),
      options,
    )
  mountPlayer(sentences)
  if (facts()?.comments) discussion(options)
  mountKeys(keysFor(sentences), options)
  offerFilter(options)
  offerCopies(options)
  if (!sentences.length) return
  offer(options, playPassage)
}

/** @param {{signal: AbortSignal}} options */
async function discussion(options) {
  const { discuss, mountCounts } = await import("./discuss.js")
  if (!options.signal.aborted) mountCounts(options, sentence => discuss(passage([sentence])))
}

/** Lead the reader to what the address asks for.
 * @param {HTMLElement[]} sentences */
function go(sentences) {
  sentences.forEach(each => each.classList.remove("lit"))
  markWords()
  if (leadOn()) return
  const want = wanted(location)
  if (!want) return
  const byTime = "from" in want
  const found = byTime ? atTime(sentences, want) : betweenAnchors(sentences, want)
  if (found.length) land(found, byTime)
  else if (byTime || !document.getElementById(want.first)) elsewhere(want)
}

/** @param {HTMLElement[]} sentences @param {{from: number, to: number | null}} want */
function atTime(sentences, { from, to }) {
  const begins = sentences.map(each => Number(each.dataset.start))
  if (!sentences.length || from < begins[0] || !chapterIsHere(from)) return []
  const first = begins.findLastIndex(begin => begin <= from)
  const last =
    to == null
      ? first
      : Math.max(
          first,
          begins.findLastIndex(begin => begin < to),
        )
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
  found.forEach(each => each.classList.add("lit"))
  found[0].scrollIntoView()
  if (arriving) focusOn(found[0])
  if (byTime) history.replaceState(history.state, "", location.pathname + "#" + hash(found))
}

/** @param {number} time */
function chapterIsHere(time) {
  const here = document.querySelector(".rail li [aria-current]")
  return !here || chapterAt(time) === here
}

/** @param {number} time @returns {HTMLAnchorElement | undefined} */
function chapterAt(time) {
  const lines = /** @type {HTMLElement[]} */ ([
    ...document.querySelectorAll(".rail li[data-begins]"),
  ])
  return (
    (lines.findLast(line => Number(line.dataset.begins) <= time) ?? lines[0])?.querySelector("a") ??
    undefined
  )
}

/** The words are not on this page: a time leads to its chapter, an anchor to the page that has all.
 * @param {{from: number, to: number | null} | {first: string, last: string}} want */
function elsewhere(want) {
  const rail = /** @type {HTMLElement | null} */ (document.querySelector(".rail"))
  const all = rail?.dataset.transcript
  if ("from" in want) {
    const chapter = chapterAt(want.from)
    if (chapter && chapter.pathname !== location.pathname)
      location.replace(`${chapter.pathname}#t=${want.from}${want.to == null ? "" : "," + want.to}`)
  } else if (/^[tw][\dhms]*-/.test(want.first) && all && all !== location.pathname) {
    location.replace(all + "#" + want.first + (want.last === want.first ? "" : ".." + want.last))
  }
}

/** The sentence that keys go from: with the focus, else lit, else the first on screen.
 * @param {HTMLElement[]} sentences */
function here(sentences) {
  const focused = sentences.indexOf(/** @type {HTMLElement} */ (document.activeElement))
  if (focused >= 0) return focused
  const lit = sentences.findIndex(each => each.matches(".now, .lit, :target"))
  return lit >= 0 ? lit - 1 : sentences.findIndex(each => each.getBoundingClientRect().top > 60) - 1
}

/** @param {HTMLElement[]} sentences @param {number} by */
function step(sentences, by) {
  const next = sentences[Math.max(0, Math.min(sentences.length - 1, here(sentences) + by))]
  if (!next) return
  focusOn(next)
  next.scrollIntoView({ block: "nearest", behavior: "instant" })
}

/** @param {HTMLElement[]} sentences @returns {import("./keys.js").Key[]} */
function keysFor(sentences) {
  const about = (/** @type {(chosen: import("./passage.js").Passage) => void} */ act) => () => {
    const chosen =
      current() ??
      (sentences[here(sentences) + 1] && passage([sentences[Math.max(0, here(sentences))]]))
    if (chosen) act(chosen)
  }
  return [
    { key: "/", does: "Search", act: search },
    ...(sentences.length
      ? [
          { key: "]", does: "Next sentence", act: () => step(sentences, 1) },
          { key: "[", does: "Sentence before", act: () => step(sentences, -1) },
          {
            key: "y",
            does: "Copy the link of the sentence",
            act: about(chosen => copy("Link copied", link(chosen))),
          },
          {
            key: "c",
            does: "Cite the sentence",
            act: about(async chosen => (await import("./cite.js")).cite(chosen)),
          },
        ]
      : []),
    ...(playing()
      ? [
          { key: "k", does: "Play or pause", act: toggle },
          { key: "j", does: "Back 10 seconds", act: () => skip(-10) },
          { key: "l", does: "Forward 10 seconds", act: () => skip(10) },
        ]
      : []),
  ]
}

async function search() {
  ;(await import("./search.js")).search()
}

addEventListener("keydown", event => {
  if (
    event.key.toLowerCase() !== "k" ||
    !(event.ctrlKey || event.metaKey) ||
    event.shiftKey ||
    event.altKey
  )
    return
  event.preventDefault()
  search()
})
document.addEventListener("click", event => {
  const target = /** @type {Element} */ (event.target)
  if (target.closest(".site-search")) search()
  // Who follows the time of a paragraph by keyboard is at its sentence then: Enter there brings the toolbar.
  arriving = event.detail === 0 && Boolean(target.closest(".tr a.time"))
})
for (const event of ["keydown", "pointerdown"])
  addEventListener(
    event,
    () => {
      arriving = false
    },
    true,
  )

// Material's instant navigation swaps the page and emits on document$.
const swapped = /** @type {any} */ (window).document$
if (swapped) swapped.subscribe(mount)
else mount()
