/* Search dialog, loaded on first use. A result is a sentence. Fully usable by keyboard. */
import { make, openDialog } from "./element.js"
import { countTerms, findHits, queryTerms } from "./hits.js"
import { normalise, rememberWords } from "./searched.js"
import { formatTime } from "./time.js"

const SITE = new URL("../../", import.meta.url)
// Pages whose words are fetched (4 kB each) before the reader asks for more.
const PAGES = 6
const HITS_PER_PAGE = 3
// Milliseconds without a key press after which the query is run.
const TYPING_PAUSE = 120
const LOAD_ERROR = "The search index could not be loaded."
/** Filters of the index, and the label of each filter's default. */
const FILTERS = { episode: "All episodes", person: "Everybody", topic: "All topics" }

/** @typedef {{page: import("./hits.js").FoundPage, hits: import("./hits.js").Hit[]}} Result */

/** @type {Promise<any> | undefined} */
let loading
// Results that arrive after a newer query are dropped.
let lastQuery = 0

/** @returns {Promise<any>} Pagefind, with all parts of the index */
function loadPagefind() {
  return (loading ??= (async () => {
    const { parts } = await (await fetch(new URL("pagefind/parts.json", SITE))).json()
    const urlOf = (/** @type {string} */ name) => new URL(`pagefind/${name}/`, SITE).href
    const options = (/** @type {number} */ indexWeight) => ({
      baseUrl: SITE.pathname,
      indexWeight,
    })
    const [[first, weight], ...others] = parts
    const pagefind = await import(`${urlOf(first)}pagefind.js`)
    await pagefind.options(options(weight))
    for (const [name, weight] of others) await pagefind.mergeIndex(urlOf(name), options(weight))
    await pagefind.init()
    return pagefind
  })().catch(error => {
    loading = undefined
    throw error
  }))
}

export function openSearch() {
  if (document.querySelector("dialog.search")) return
  const input = make("input", {
    type: "search",
    id: "search-words",
    autocomplete: "off",
    spellcheck: "false",
    placeholder: "Words you remember",
    "aria-describedby": "search-status",
    oninput: () => debounce(run),
  })
  const status = make("p", { id: "search-status", role: "status" })
  const results = make("div", { class: "search-results" })
  const selects = Object.entries(FILTERS).map(([name, all]) => {
    const label = name[0].toUpperCase() + name.slice(1)
    const select = make("select", {
      name,
      "aria-label": label,
      hidden: true,
      onchange: () => run(),
    })
    select.append(make("option", { value: "", text: all }))
    return select
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
  loadPagefind()
    .then(pagefind => pagefind.filters())
    .then(
      filters => selects.forEach(select => fillSelect(select, Object.keys(filters.in ?? {}))),
      () => {
        status.textContent = LOAD_ERROR
      },
    )

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
      const { found, more } = await find(query, { in: chosen }, pages)
      if (number !== lastQuery) return
      status.textContent = summarise(found, more)
      results.replaceChildren(...groupByEpisode(found, dialog))
      results.dataset.words = input.value
      const showMore = {
        class: "search-more",
        text: "More results",
        onclick: () => run(pages + PAGES),
      }
      if (more) results.append(make("button", { type: "button", ...showMore }))
    } catch {
      if (number === lastQuery) status.textContent = LOAD_ERROR
    }
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
 * @param {Result[]} found
 * @param {number} more pages that are not shown
 */
function summarise(found, more) {
  const count = found.reduce((sum, { hits }) => sum + Math.max(1, hits.length), 0)
  if (!count) return "Nothing found."
  const results = `${count} ${count === 1 ? "result" : "results"}`
  const pages = `${found.length} ${found.length === 1 ? "page" : "pages"}`
  const others = more ? `, ${more} more` : ""
  return `${results} on ${pages}${others}`
}

/**
 * @param {string} query
 * @param {{in: string[]}} filters
 * @param {number} limit of pages
 * @returns {Promise<{found: Result[], more: number}>}
 */
async function find(query, filters, limit) {
  const pagefind = await loadPagefind()
  let { results } = await pagefind.search(query, { filters })
  if (!results.length && queryTerms(query).length > 1)
    results = await findSomeTerms(pagefind, query, filters)
  /** @type {import("./hits.js").FoundPage[]} */
  const pages = await Promise.all(
    results.slice(0, limit).map((/** @type {any} */ result) => result.data()),
  )
  const counts = countTerms(pages, query)
  const all = pages.map(page => ({ page, hits: findHits(page, query, counts) }))
  const best = Math.max(...all.map(bestScore))
  const found = all
    // Pages without sentences are written pages: they are kept. A sentence with less than half of
    // the best score is not the one that was meant.
    .filter(({ hits }) => !hits.length || hits[0].score >= best / 2)
    .map(({ page, hits }) => ({
      page,
      hits: hits.filter(({ score }) => score >= best / 2).slice(0, HITS_PER_PAGE),
    }))
    .sort((a, b) => bestScore(b) - bestScore(a))
  return { found, more: Math.max(0, results.length - limit) }
}

/** @param {Result} result */
function bestScore({ hits }) {
  return hits[0]?.score ?? 0
}

/**
 * Find pages with some of the words, if no page has all of them: those with most words first.
 * @param {any} pagefind
 * @param {string} query
 * @param {{in: string[]}} filters
 */
async function findSomeTerms(pagefind, query, filters) {
  const searches = queryTerms(query).map(term => pagefind.search(term, { filters }))
  /** @type {Map<string, {result: any, count: number}>} */
  const pages = new Map()
  for (const { results } of await Promise.all(searches)) {
    for (const result of results)
      pages.set(result.id, { result, count: (pages.get(result.id)?.count ?? 0) + 1 })
  }
  return [...pages.values()]
    .sort((a, b) => b.count - a.count || b.result.score - a.result.score)
    .map(({ result }) => result)
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
 * @param {import("./hits.js").FoundPage} page
 * @param {import("./hits.js").Hit} hit
 * @param {HTMLDialogElement} dialog
 */
function hitLine(page, { id, words, speaker, start }, dialog) {
  const open = () => {
    rememberWords(
      id,
      words.filter(({ hit }) => hit).map(({ text }) => normalise(text)),
    )
    dialog.close()
  }
  const time = start != null && make("time", { text: formatTime(start) })
  const text = words.flatMap(({ text, hit }) => [hit ? make("mark", { text }) : text, " "])
  const link = make(
    "a",
    { href: `${page.url}#${id}`, onclick: open },
    make("span", { class: "search-who" }, make("b", { text: speaker }), time),
    make("span", { class: "search-said" }, ...text),
  )
  return make("li", {}, link)
}

/**
 * Arrow keys move through the results; Enter in the field opens the first one.
 * @param {KeyboardEvent} event
 * @param {HTMLDialogElement} dialog
 * @param {HTMLElement} input
 */
function handleKey(event, dialog, input) {
  const found = dialog.querySelectorAll(".search-results li a")
  const links = [.../** @type {NodeListOf<HTMLElement>} */ (found)]
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

/** @type {ReturnType<typeof setTimeout> | undefined} */
let typingTimer

/** @param {() => void} act */
function debounce(act) {
  clearTimeout(typingTimer)
  typingTimer = setTimeout(act, TYPING_PAUSE)
}
