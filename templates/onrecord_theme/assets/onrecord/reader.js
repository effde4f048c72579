/* Entry point. Mounts all components on each page, and goes to the target of its address: a moment
   or a range, given as times or as anchors. */
import "./choose.js"
import { mountCopyButtons } from "./copy.js"
import { mountKeys } from "./keys.js"
import { anchorRange, episodePaths, findAll, readChapters, readFacts, sentencesOf } from "./page.js"
import { mountPlayer } from "./player.js"
import { mountRail } from "./rail.js"
import { focusSentence, mountToolbar } from "./toolbar.js"
import { highlightWords } from "./words.js"

/** @typedef {{from: number, to: number | null}} TimeTarget seconds; `to` is null for a moment */
/** @typedef {{first: string, last: string}} AnchorTarget */

/** @type {AbortController | undefined} */
let mounted
// Set while the reader follows the time of a paragraph by keyboard: the sentence gets the focus,
// and gets it again if instant navigation then replaces the page.
let focusTarget = false

function mount() {
  mounted?.abort()
  mounted = new AbortController()
  const options = { signal: mounted.signal }
  const sentences = sentencesOf()
  const path = location.pathname
  goToTarget(sentences)
  // Browsers report a new fragment by hashchange, Material's instant navigation by popstate. The
  // popstate for another page comes before that page is mounted.
  const onAddress = () => setTimeout(() => location.pathname === path && goToTarget(sentences))
  for (const event of ["hashchange", "popstate"]) addEventListener(event, onAddress, options)
  mountPlayer(sentences)
  if (readFacts().comments) mountDiscussion(options)
  mountKeys(sentences, options)
  const [index] = findAll("[data-find]")
  if (index) mountFinder(index, options)
  mountRail(options)
  mountCopyButtons()
  mountToolbar()
}

/** @param {{signal: AbortSignal}} options */
async function mountDiscussion(options) {
  const { mountCounts } = await import("./discuss.js")
  if (!options.signal.aborted) mountCounts(options)
}

/**
 * @param {HTMLElement} index of topics
 * @param {{signal: AbortSignal}} options
 */
async function mountFinder(index, options) {
  const finder = await import("./find-topic.js")
  if (!options.signal.aborted) finder.mountFinder(index, options)
}

/**
 * Go to the target of the address.
 * @param {HTMLElement[]} sentences
 */
function goToTarget(sentences) {
  sentences.forEach(each => each.classList.remove("lit"))
  document.documentElement.classList.remove("range-lit")
  highlightWords()
  if (redirectOldLink()) return
  const target = targetOf(location)
  if (!target) return
  if ("from" in target) {
    const found = sentencesAt(sentences, target)
    if (!found.length) return goToChapter(target)
    show(found)
    history.replaceState(history.state, "", `${location.pathname}#${anchorRange(found)}`)
  } else {
    const found = sentencesBetween(sentences, target)
    if (found.length) show(found)
    else if (!document.getElementById(target.first)) goToTranscript(target)
  }
}

/**
 * @param {HTMLElement[]} sentences
 * @param {TimeTarget} target
 */
function sentencesAt(sentences, { from, to }) {
  const starts = sentences.map(each => Number(each.dataset.start))
  if (!sentences.length || from < starts[0] || !isInChapter(from)) return []
  const first = starts.findLastIndex(start => start <= from)
  const last = to == null ? first : starts.findLastIndex(start => start < to)
  return sentences.slice(first, Math.max(first, last) + 1)
}

/**
 * @param {HTMLElement[]} sentences
 * @param {AnchorTarget} target
 */
function sentencesBetween(sentences, { first, last }) {
  const [a, b] = [first, last]
    .map(resolveAlias)
    .map(id => sentences.findIndex(each => each.id === id))
  return a < 0 ? [] : sentences.slice(Math.min(a, b < 0 ? a : b), Math.max(a, b) + 1)
}

/** @param {HTMLElement[]} found */
function show(found) {
  found.forEach(each => each.classList.add("lit"))
  // Of a single sentence, the browser may mark a part.
  document.documentElement.classList.toggle("range-lit", found.length > 1)
  found[0].scrollIntoView()
  if (focusTarget) focusSentence(found[0])
}

/** @param {number} time */
function isInChapter(time) {
  /** @type {HTMLAnchorElement | null} */
  const here = document.querySelector(".rail li a[aria-current=page]")
  return !here || chapterAt(time) === here.pathname
}

/**
 * @param {number} time
 * @returns {string | undefined} path of its page
 */
function chapterAt(time) {
  const chapters = readChapters()
  return (chapters.findLast(({ begins }) => begins <= time) ?? chapters[0])?.url
}

/** @param {TimeTarget} target that is not on this page */
function goToChapter({ from, to }) {
  const end = to == null ? "" : `,${to}`
  goToPage(chapterAt(from), `t=${from}${end}`)
}

/** @param {AnchorTarget} target that is not on this page */
function goToTranscript({ first, last }) {
  if (!/^[tw][\dhms]*-/.test(first)) return
  goToPage(episodePaths().transcript, first + (last === first ? "" : `..${last}`))
}

/**
 * @param {string | undefined} path
 * @param {string} fragment
 */
function goToPage(path, fragment) {
  if (path && path !== location.pathname) location.replace(`${path}#${fragment}`)
}

/**
 * Parse a time: `657`, `10:57`, `1:02:03`, `10m57s`, `npt:10:57` (W3C Media Fragments, 4.2.1).
 * @param {string} text
 * @returns {number | null} seconds; null if the text is not a time
 */
function parseTime(text) {
  const plain = text.replace(/^npt:/, "")
  const units = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:\.\d+)?)s?)?$/.exec(plain)
  if (plain && units) return (+(units[1] ?? 0) * 60 + +(units[2] ?? 0)) * 60 + +(units[3] ?? 0)
  if (!/^\d+(:\d{1,2}){1,2}(\.\d+)?$/.test(plain)) return null
  return plain.split(":").reduce((sum, part) => sum * 60 + +part, 0)
}

/**
 * @param {{hash: string, search: string}} location
 * @returns {TimeTarget | AnchorTarget | null} null if the address has no target
 */
function targetOf({ hash, search }) {
  const fragment = decodeFragment(hash)
  const query = fragment ? null : new URLSearchParams(search).get("t")
  const time = /^t=(.*)$/.exec(fragment)?.[1] ?? query
  if (time != null) {
    const [from, to] = time.split(",")
    const start = from ? parseTime(from) : 0
    return start == null ? null : { from: start, to: to ? parseTime(to) : null }
  }
  const [first, last = first] = fragment.split("..")
  return first ? { first, last } : null
}

/**
 * Decode a fragment, without its text directive: some browsers leave the directive in `location`.
 * @param {string} hash
 * @returns {string} undecoded if the percent-encoding is invalid
 */
function decodeFragment(hash) {
  const text = hash.slice(1).split(":~:")[0]
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/**
 * Redirect an old link: to the new place of its sentence, or of the whole page if that moved.
 * A time and the end of a range are kept.
 * @returns {boolean} whether a redirect has started
 */
function redirectOldLink() {
  const [id, last] = decodeFragment(location.hash).split("..")
  const mark = /** @type {HTMLAnchorElement | null | undefined} */ (
    id ? document.getElementById(id)?.closest("[data-moved]") : null
  )
  const moved = findAll("[data-onward]")[0]?.dataset.onward
  const wholePage = moved && (!id || id.startsWith("t="))
  const pageUrl = wholePage ? moved + location.search + location.hash : ""
  const url = mark ? mark.href + (last ? `..${last}` : "") : pageUrl
  if (!url) return false
  location.replace(url)
  return true
}

/**
 * Resolve an old anchor to the sentence that follows it, which now holds its words.
 * @param {string} id
 * @returns {string} the id of the sentence; the same id if it is not an alias
 */
function resolveAlias(id) {
  let element = document.getElementById(id)
  while (element?.hasAttribute("data-alias"))
    element = /** @type {HTMLElement | null} */ (element.nextElementSibling)
  return element?.id || id
}

document.addEventListener("click", event => {
  // A click without a pointer (`detail` 0) comes from the keyboard. With the focus on the sentence,
  // Enter opens the toolbar.
  const target = /** @type {Element} */ (event.target)
  focusTarget = event.detail === 0 && Boolean(target.closest(".tr a.time"))
})
for (const event of ["keydown", "pointerdown"]) {
  addEventListener(
    event,
    () => {
      focusTarget = false
    },
    true,
  )
}

// Material's instant navigation replaces the page, then emits on document$.
const pages = /** @type {any} */ (window).document$
if (pages) pages.subscribe(mount)
else mount()
