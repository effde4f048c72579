/* Search dialog, loaded on first use. A result is a sentence, found in the pages that Pagefind
   finds. Fully usable by keyboard. */
import { button, make, openDialog } from "./element.js"
import { countOf, findAll, formatTime } from "./page.js"
import { findCandidates, readResult } from "./passages.js"
import { loadIndex } from "./shards.js"
import { readQuery, readScripts } from "./terms.js"
import { normalise, rememberWords } from "./words.js"

// Pages whose words are fetched (3 kB each) before the reader asks for more.
const PAGES = 6
const HITS_PER_PAGE = 3
// Milliseconds without a key press after which the query is run.
const TYPING_PAUSE = 120
const LOAD_ERROR = "The search index could not be loaded."
/** Filters of the index, and the label of each filter's default. */
const FILTERS = { Episode: "All episodes", Person: "Everybody", Topic: "All topics" }

/** @typedef {import("./passages.js").Hit} Hit */
/** @typedef {import("./passages.js").HitWord} HitWord */
/** @typedef {import("./passages.js").Result} Result */
/** @typedef {import("./passages.js").FoundPage} FoundPage */
/** @typedef {import("./passages.js").Candidate} Candidate */
/** @typedef {{found: Result[], similar: Result[], missing: string[], more: number}} Found */

/** @type {ReturnType<typeof setTimeout> | undefined} */
let typingTimer
// Results that arrive after a newer query are dropped.
let lastQuery = 0

export function openSearch() {
  if (document.querySelector("dialog.search")) return
  const input = make("input", {
    type: "search",
    id: "search-words",
    autocomplete: "off",
    spellcheck: "false",
    placeholder: "Words you remember",
    "aria-describedby": "search-status",
    oninput: () => {
      clearTimeout(typingTimer)
      typingTimer = setTimeout(run, TYPING_PAUSE)
    },
  })
  const status = make("p", { id: "search-status", role: "status" })
  const results = make("div", { class: "search-results" })
  let hasFilters = false
  const selects = Object.entries(FILTERS).map(([label, all]) => {
    const name = label.toLowerCase()
    const fields = { name, "aria-label": label, hidden: true, onchange: () => run() }
    return make("select", fields, make("option", { value: "", text: all }))
  })
  const dialog = openDialog(
    "search",
    "Search",
    make("label", { class: "unseen", for: "search-words", text: "Words" }),
    input,
    make("div", { class: "search-filters" }, ...selects),
    status,
    results,
  )
  input.focus()
  dialog.addEventListener("keydown", event => handleKey(event, dialog, input))
  loadIndex().catch(() => {
    status.textContent = LOAD_ERROR
  })

  /** @param {number} [pages] how many to show */
  async function run(pages = PAGES) {
    const query = input.value.trim()
    const number = ++lastQuery
    if (!query) {
      results.replaceChildren()
      status.textContent = ""
      return
    }
    status.textContent = "Searching…"
    try {
      const chosen = selects
        .filter(({ value }) => value)
        .map(({ name, value }) => `${name}:${value}`)
      const answer = await find(query, { in: chosen }, pages)
      if (number !== lastQuery) return
      const { found, similar, more } = answer
      status.textContent = summarise(answer, chosen.length > 0)
      results.replaceChildren(...groupByEpisode(found, dialog))
      if (similar.length)
        results.append(
          make("h3", { class: "search-similar", text: "Similar words" }),
          ...groupByEpisode(similar, dialog),
        )
      results.dataset.words = input.value
      const showMore = () => run(pages + PAGES)
      if (more) results.append(button("More results", showMore, { class: "search-more" }))
      // Not before: values of filters are as many bytes as all else up to the first result.
      await fillFilters()
    } catch {
      if (number === lastQuery) status.textContent = LOAD_ERROR
    }
  }

  async function fillFilters() {
    if (hasFilters) return
    hasFilters = true
    const filters = await (await loadIndex()).filters()
    selects.forEach(select => fillSelect(select, filters))
  }
}

/**
 * Offer the values of a filter, and show it if there is a choice.
 * @param {HTMLSelectElement} select
 * @param {string[]} filters `name:value`
 */
function fillSelect(select, filters) {
  const prefix = `${select.name}:`
  const values = filters
    .filter(each => each.startsWith(prefix))
    .map(each => each.slice(prefix.length))
    .sort((a, b) => a.localeCompare(b))
  if (values.length < 2) return
  select.append(...values.map(value => make("option", { value, text: value })))
  select.hidden = false
}

/**
 * @param {Found} answer
 * @param {boolean} filtered whether only some pages were searched
 */
function summarise({ found, similar, missing, more }, filtered) {
  const count = found.reduce((sum, { hits }) => sum + Math.max(1, hits.length), 0)
  if (!count) return similar.length ? "Only similar words found." : "Nothing found."
  const others = more ? `, ${more} more` : ""
  const words = missing.map(word => `“${word}”`).join(" or ")
  const without = words && `. No page ${filtered ? "of this choice " : ""}has ${words}.`
  return `${countOf(count, "result")} on ${countOf(found.length, "page")}${others}${without}`
}

/**
 * @param {string} words
 * @param {{in: string[]}} filters
 * @param {number} limit of pages
 * @returns {Promise<Found>}
 */
async function find(words, filters, limit) {
  const index = await loadIndex()
  const scripts = readScripts(index.divided)
  const query = readQuery(words, scripts, index.frequent)
  const search = (/** @type {string} */ term) => index.search(term, filters)
  const passages = await findCandidates(search, query, scripts, index.pages)
  const least = (passages.exact[0]?.score ?? 0) / 2
  const exact = passages.exact.filter(({ score }) => score >= least)
  // Only the text of a page says whether words stand side by side as in the query.
  const most = query.phrases.length ? 8 * limit : 2 * limit
  const { found, read } = await readResults(exact, limit, most, each =>
    readResult(each, passages, false),
  )
  const best = found[0]?.score ?? 0
  // A sentence with less than half of the best score is not the one that was meant.
  const meant = found.map(result => ({
    ...result,
    hits: result.hits.filter(({ score }) => score >= best / 2).slice(0, HITS_PER_PAGE),
  }))
  const shown = new Set(found.map(({ page }) => page.url))
  const marked = meant.flatMap(({ hits }) => hits.flatMap(({ words }) => markedWords(words)))
  const similar =
    found.length < limit
      ? await readResults(passages.similar, PAGES, PAGES, each => readResult(each, passages, true))
      : { found: [] }
  return {
    found: meant,
    similar: similar.found
      .filter(({ page }) => !shown.has(page.url))
      .slice(0, PAGES / 2)
      .map(result => ({ ...result, hits: result.hits.slice(0, 1) })),
    // The beginning of a longer word is found although no page has it as a word.
    missing: passages.missing.filter(
      term => !marked.some(word => word.startsWith(normalise(term))),
    ),
    more: exact.length - read,
  }
}

/**
 * Read pages until enough have what was searched.
 * @param {Candidate[]} candidates best first
 * @param {number} limit of results
 * @param {number} most pages to read
 * @param {(candidate: Candidate) => Promise<Result | null>} read
 * @returns {Promise<{found: Result[], read: number}>} best first
 */
async function readResults(candidates, limit, most, read) {
  /** @type {Result[]} */
  const found = []
  let count = 0
  while (found.length < limit && count < Math.min(candidates.length, most)) {
    const some = candidates.slice(count, count + limit - found.length)
    count += some.length
    for (const result of await Promise.all(some.map(read))) if (result) found.push(result)
  }
  return { found: found.sort((a, b) => b.score - a.score), read: count }
}

/**
 * Render results under their episodes and chapters.
 * @param {Result[]} found
 * @param {HTMLDialogElement} dialog
 */
function groupByEpisode(found, dialog) {
  /** @type {Map<string, HTMLElement>} */
  const sections = new Map()
  for (const { page, hits } of found) {
    const name = page.meta.episode ?? ""
    const section = sections.get(name) ?? make("section", {}, name && make("h3", { text: name }))
    sections.set(name, section)
    const title = { href: page.url, text: page.meta.title, onclick: () => dialog.close() }
    section.append(make("h4", {}, make("a", title)))
    if (hits.length) section.append(make("ol", {}, ...hits.map(hit => hitLine(page, hit, dialog))))
  }
  return [...sections.values()]
}

/**
 * @param {FoundPage} page
 * @param {Hit} hit
 * @param {HTMLDialogElement} dialog
 */
function hitLine(page, { id, words, speaker, start }, dialog) {
  const open = () => {
    rememberWords(id, markedWords(words))
    dialog.close()
  }
  const time = start != null && make("time", { text: formatTime(start) })
  const text = words.flatMap(({ text, space, hit }) => [
    hit ? make("mark", { text }) : text,
    space ? " " : "",
  ])
  const link = make(
    "a",
    { href: `${page.url}#${id}`, onclick: open },
    make("span", { class: "search-who" }, make("b", { text: speaker }), time),
    make("span", { class: "search-said" }, ...text),
  )
  return make("li", {}, link)
}

/**
 * @param {HitWord[]} words of a sentence
 * @returns {string[]} those found; letters of scripts without spaces together
 */
function markedWords(words) {
  const text = words.map(({ text, space, hit }) => (hit ? text : " ") + (space ? " " : ""))
  return text.join("").split(" ").map(normalise).filter(Boolean)
}

/**
 * Arrow keys move through the results; Enter in the field opens the first one.
 * @param {KeyboardEvent} event
 * @param {HTMLDialogElement} dialog
 * @param {HTMLElement} input
 */
function handleKey(event, dialog, input) {
  const links = findAll(".search-results li a", dialog)
  const at = links.indexOf(/** @type {HTMLElement} */ (document.activeElement))
  const typing = document.activeElement === input
  // In a search field with text, browsers only clear it on Escape.
  if (event.key === "Escape") {
    event.preventDefault()
    dialog.close()
  }
  if (event.key === "Enter" && typing && links.length) {
    event.preventDefault()
    links[0].click()
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (!step || (!typing && at < 0)) return
  event.preventDefault()
  if (at + step < 0) input.focus()
  else links[Math.min(at + step, links.length - 1)]?.focus()
}
