/* Search dialog, loaded on first use. A result is a sentence, found in the pages that Pagefind
   finds. Fully usable by keyboard. */
import { button, make, openDialog } from "./element.js"
import { countOf, findAll, formatTime } from "./page.js"
import { loadIndex } from "./shards.js"
import { normalise, rememberWords } from "./words.js"

// Pages whose words are fetched (4 kB each) before the reader asks for more.
const PAGES = 6
const HITS_PER_PAGE = 3
// Milliseconds without a key press after which the query is run.
const TYPING_PAUSE = 120
const LOAD_ERROR = "The search index could not be loaded."
const ANCHOR = /^(t[\dhms]+|w)-/
/** Filters of the index, and the label of each filter's default. */
const FILTERS = { Episode: "All episodes", Person: "Everybody", Topic: "All topics" }

/**
 * A page as Pagefind returns it. `locations` are word positions.
 * @typedef {object} FoundPage
 * @property {string} url
 * @property {string} content
 * @property {number[]} locations of the words that were found
 * @property {Record<string, string>} meta
 * @property {{element: string, id: string, location: number}[]} anchors elements with an id
 */
/**
 * A sentence with searched words.
 * @typedef {object} Hit
 * @property {string} id
 * @property {{text: string, hit: boolean}[]} words
 * @property {string} speaker
 * @property {number | null} start seconds
 * @property {number} score
 */
/** @typedef {{location: number, term: number, similarity: number}} FoundWord `term`: its index */
/** @typedef {{page: FoundPage, hits: Hit[]}} Result */

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
  loadIndex()
    .then(index => index.filters())
    .then(
      filters => selects.forEach(select => fillSelect(select, filters)),
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
      const showMore = () => run(pages + PAGES)
      if (more) results.append(button("More results", showMore, { class: "search-more" }))
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
  const others = more ? `, ${more} more` : ""
  return `${countOf(count, "result")} on ${countOf(found.length, "page")}${others}`
}

/**
 * @param {string} query
 * @param {{in: string[]}} filters
 * @param {number} limit of pages
 * @returns {Promise<{found: Result[], more: number}>}
 */
async function find(query, filters, limit) {
  const index = await loadIndex()
  let results = await index.search(query, filters)
  if (!results.length && queryTerms(query).length > 1)
    results = await findSomeTerms(index, query, filters)
  /** @type {FoundPage[]} */
  const pages = await Promise.all(
    results.slice(0, limit).map(result => result.data()),
  )
  const all = findHits(pages, query)
  const best = Math.max(...all.map(bestScore))
  const found = all
    // Pages without sentences are written pages: they are kept. A sentence with less than half of
    // the best score is not the one that was meant.
    .filter(result => !result.hits.length || bestScore(result) >= best / 2)
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
 * @param {import("./shards.js").SearchIndex} index
 * @param {string} query
 * @param {{in: string[]}} filters
 */
async function findSomeTerms(index, query, filters) {
  const searches = queryTerms(query).map(term => index.search(term, filters))
  /** @type {Map<string, {result: any, count: number}>} */
  const pages = new Map()
  for (const results of await Promise.all(searches)) {
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
 * @param {FoundPage} page
 * @param {Hit} hit
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

/**
 * Find the sentences of pages that contain searched words, in each page best first. Sentences rank
 * higher with more of the words, with words rarer in all of the pages, and with words close
 * together and in the order of the query.
 * @param {FoundPage[]} pages
 * @param {string} query
 * @returns {Result[]}
 */
function findHits(pages, query) {
  const terms = queryTerms(query)
  const results = pages.map(page => ({ page, found: findWords(page, terms) }))
  const all = results.flatMap(({ found }) => found)
  const rarity = terms.map((_, index) => {
    const count = all.filter(({ term }) => term === index).length
    return Math.log(1 + all.length / (count || 1))
  })
  return results.map(({ page, found }) => ({ page, hits: hitsOf(page, found, rarity) }))
}

/**
 * @param {FoundPage} page
 * @param {string[]} terms
 * @returns {FoundWord[]} in the order of the page
 */
function findWords({ content, locations }, terms) {
  const words = splitWords(content)
  return [...new Set(locations)]
    .sort((a, b) => a - b)
    .map(location => ({ location, ...closestTerm(terms, words[location] ?? "") }))
}

/**
 * A word belongs to the sentence whose anchor is the last one before it.
 * @param {FoundPage} page
 * @param {FoundWord[]} found
 * @param {number[]} rarity of each term
 */
function hitsOf({ content, meta, anchors }, found, rarity) {
  const words = splitWords(content)
  /** @type {[string, number][]} */
  const turns = JSON.parse(meta.speakers ?? "[]")
  const speakers = turns.flatMap(([name, sentences]) => Array(sentences).fill(name))
  const starts = (meta.times ?? "").split(",")
  return anchors
    .filter(({ element, id }) => element === "span" && ANCHOR.test(id))
    .sort((a, b) => a.location - b.location)
    .map(({ id, location: from }, at, sentences) => {
      const to = sentences[at + 1]?.location ?? words.length
      const own = found.filter(({ location }) => from <= location && location < to)
      return {
        id,
        words: words.slice(from, to).map((text, index) => ({
          text,
          hit: own.some(({ location }) => location === from + index),
        })),
        speaker: speakers[at] ?? "",
        start: starts[at] ? Number(starts[at]) : null,
        score: own.length && scoreWords(own, rarity) - (to - from) * 0.001,
      }
    })
    .filter(({ words }) => words.some(({ hit }) => hit))
    .sort((a, b) => b.score - a.score)
}

/**
 * @param {FoundWord[]} found in a sentence, in order
 * @param {number[]} rarity of each term
 */
function scoreWords(found, rarity) {
  const distinct = new Map(found.map(({ term, similarity }) => [term, similarity]))
  let score = [...distinct].reduce((sum, [term, similarity]) => sum + rarity[term] * similarity, 0)
  // People remember phrases: neighbouring words in the order of the query count extra.
  for (const [index, word] of found.slice(1).entries()) {
    const distance = word.location - found[index].location
    const step = word.term - found[index].term
    if (step && distance <= 6) score += 0.4 / distance + (step === 1 ? 0.3 : 0)
  }
  return score
}

/** @param {string} text */
function splitWords(text) {
  return text.split(/\s+/)
}

/** @param {string} query */
function queryTerms(query) {
  return [...new Set(splitWords(query).map(normalise).filter(Boolean))]
}

/**
 * Find the term for which Pagefind reported a word: the one with the longest common prefix, since
 * Pagefind compares stems.
 * @param {string[]} terms
 * @param {string} found
 */
function closestTerm(terms, found) {
  const word = normalise(found)
  const similarities = terms.map(term => {
    let common = 0
    while (common < term.length && term[common] === word[common]) common++
    return common / Math.max(term.length, word.length, 1)
  })
  const similarity = Math.max(...similarities)
  return { term: similarities.indexOf(similarity), similarity }
}
