/* Entry point. Mounts all components on each page: targets of addresses, player, toolbar, keys,
   search, discussion. */
import { redirectOldLink, resolveAlias, targetOf } from "./address.js"
import { copy, linkOf } from "./copy.js"
import { readFacts } from "./facts.js"
import { mountKeys } from "./keys.js"
import { anchorRange, passageOf, sentencesOf } from "./passage.js"
import { hasSource, mountPlayer, playPassage, skip, toggle } from "./player.js"
import { mountCopyButtons } from "./quotes.js"
import { highlightWords } from "./searched.js"
import { currentPassage, focusSentence, mountToolbar } from "./toolbar.js"
import { mountTopicFilter } from "./topics.js"

/** @typedef {import("./address.js").TimeTarget} TimeTarget */
/** @typedef {import("./address.js").AnchorTarget} AnchorTarget */

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
  if (readFacts()?.comments) mountDiscussion(options)
  mountKeys(shortcutsFor(sentences), options)
  mountTopicFilter(options)
  mountCopyButtons(options)
  if (sentences.length) mountToolbar(options, playPassage)
}

/** @param {{signal: AbortSignal}} options */
async function mountDiscussion(options) {
  const { mountCounts, openDiscussion } = await import("./discuss.js")
  const discuss = (/** @type {HTMLElement} */ sentence) => openDiscussion(passageOf([sentence]))
  if (!options.signal.aborted) mountCounts(options, discuss)
}

/**
 * Go to the target of the address.
 * @param {HTMLElement[]} sentences
 */
function goToTarget(sentences) {
  sentences.forEach(each => each.classList.remove("lit"))
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
  const last =
    to == null
      ? first
      : Math.max(
          first,
          starts.findLastIndex(start => start < to),
        )
  return sentences.slice(first, last + 1)
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
  found[0].scrollIntoView()
  if (focusTarget) focusSentence(found[0])
}

/** @param {number} time */
function isInChapter(time) {
  const here = document.querySelector(".rail li [aria-current]")
  return !here || chapterAt(time) === here
}

/**
 * @param {number} time
 * @returns {HTMLAnchorElement | null | undefined} its link in the rail
 */
function chapterAt(time) {
  /** @type {NodeListOf<HTMLElement>} */
  const items = document.querySelectorAll(".rail li[data-begins]")
  const item = [...items].findLast(each => Number(each.dataset.begins) <= time) ?? items[0]
  return item?.querySelector("a")
}

/** @param {TimeTarget} target that is not on this page */
function goToChapter({ from, to }) {
  const path = chapterAt(from)?.pathname
  const end = to == null ? "" : `,${to}`
  if (path && path !== location.pathname) location.replace(`${path}#t=${from}${end}`)
}

/** @param {AnchorTarget} target that is not on this page */
function goToTranscript({ first, last }) {
  const rail = /** @type {HTMLElement | null} */ (document.querySelector(".rail"))
  const path = rail?.dataset.transcript
  const end = last === first ? "" : `..${last}`
  if (/^[tw][\dhms]*-/.test(first) && path && path !== location.pathname)
    location.replace(`${path}#${first}${end}`)
}

/**
 * @param {HTMLElement[]} sentences
 * @returns {number} index of the sentence from which `]` steps: the one with the focus, else the
 *   one before the highlighted sentence, else the one before the first on screen
 */
function indexBefore(sentences) {
  const focused = sentences.indexOf(/** @type {HTMLElement} */ (document.activeElement))
  if (focused >= 0) return focused
  const highlighted = sentences.findIndex(each => each.matches(".now, .lit, :target"))
  if (highlighted >= 0) return highlighted - 1
  return sentences.findIndex(each => each.getBoundingClientRect().top > 60) - 1
}

/**
 * @param {HTMLElement[]} sentences
 * @param {number} by
 */
function step(sentences, by) {
  const index = Math.max(0, Math.min(sentences.length - 1, indexBefore(sentences) + by))
  focusSentence(sentences[index])
  sentences[index].scrollIntoView({ block: "nearest", behavior: "instant" })
}

/**
 * @param {HTMLElement[]} sentences
 * @returns {import("./keys.js").Shortcut[]}
 */
function shortcutsFor(sentences) {
  /** @param {(passage: import("./passage.js").Passage) => void} act */
  const withPassage = act => () => {
    const next = sentences[indexBefore(sentences) + 1]
    const passage = currentPassage() ?? (next && passageOf([next]))
    if (passage) act(passage)
  }
  const sentenceKeys = [
    { key: "]", does: "Next sentence", act: () => step(sentences, 1) },
    { key: "[", does: "Sentence before", act: () => step(sentences, -1) },
    {
      key: "y",
      does: "Copy the link of the sentence",
      act: withPassage(passage => copy("Link copied", linkOf(passage))),
    },
    {
      key: "c",
      does: "Cite the sentence",
      act: withPassage(async passage => (await import("./cite.js")).openCitations(passage)),
    },
  ]
  const playerKeys = [
    { key: "k", does: "Play or pause", act: toggle },
    { key: "j", does: "Back 10 seconds", act: () => skip(-10) },
    { key: "l", does: "Forward 10 seconds", act: () => skip(10) },
  ]
  return [
    { key: "/", does: "Search", act: search },
    ...(sentences.length ? sentenceKeys : []),
    ...(hasSource() ? playerKeys : []),
  ]
}

async function search() {
  const { openSearch } = await import("./search.js")
  openSearch()
}

addEventListener("keydown", event => {
  const isCommandK = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey)
  if (!isCommandK || event.shiftKey || event.altKey) return
  event.preventDefault()
  search()
})
document.addEventListener("click", event => {
  const target = /** @type {Element} */ (event.target)
  if (target.closest(".site-search")) search()
  // A click without a pointer (`detail` 0) comes from the keyboard. With the focus on the sentence,
  // Enter opens the toolbar.
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
