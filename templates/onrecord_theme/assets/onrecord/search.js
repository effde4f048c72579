/* Search in a dialog, loaded on first use. Each result is a sentence; all of it can be done by keyboard. */
import { clock } from "./address.js"
import { make, open } from "./element.js"
import { count, findSentences, terms } from "./hits.js"
import { plain, rememberWords } from "./passage.js"

const SITE = new URL("../../", import.meta.url)
// Pages whose words are fetched (4 kB each) before the reader asks for more.
const PAGES = 6
const PER_PAGE = 3

/** @type {Promise<any> | undefined} */
let loading
// An answer that comes after the next question is not shown.
let asked = 0

/** @returns {Promise<any>} Pagefind, with all parts of the index */
function load() {
  return (loading ??= (async () => {
    const { parts } = await (await fetch(new URL("pagefind/parts.json", SITE))).json()
    const place = (/** @type {string} */ name) => new URL(`pagefind/${name}/`, SITE).href
    const options = (/** @type {number} */ indexWeight) => ({ baseUrl: SITE.pathname, indexWeight })
    const [[first, weight], ...others] = parts
    const pagefind = await import(`${place(first)}pagefind.js`)
    await pagefind.options(options(weight))
    for (const [name, weight] of others) await pagefind.mergeIndex(place(name), options(weight))
    await pagefind.init()
    return pagefind
  })().catch(error => {
    loading = undefined
    throw error
  }))
}

export function search() {
  if (document.querySelector("dialog.search")) return
  const input = make("input", {
    type: "search",
    id: "search-words",
    autocomplete: "off",
    spellcheck: "false",
    placeholder: "Words you remember",
    "aria-describedby": "search-status",
    oninput: () => later(run),
  })
  const status = make("p", { id: "search-status", role: "status" })
  const results = make("div", { class: "search-results" })
  const choices = ["episode", "person", "topic"].map(name =>
    make("select", {
      name,
      "aria-label": name[0].toUpperCase() + name.slice(1),
      hidden: true,
      onchange: () => run(),
    }),
  )
  const dialog = open(
    "search",
    "Search",
    make("label", { class: "unseen", for: "search-words", text: "Words" }),
    input,
    make("div", { class: "search-filters" }, ...choices),
    status,
    results,
  )
  input.focus()
  dialog.addEventListener("keydown", event => walk(event, dialog, input))
  load()
    .then(pagefind => pagefind.filters())
    .then(fill, () => {
      status.textContent = "The search index could not be loaded."
    })

  /** @param {Record<string, Record<string, number>>} filters */
  function fill(filters) {
    for (const choice of choices) {
      const names = Object.keys(filters.in ?? {})
        .filter(name => name.startsWith(`${choice.name}:`))
        .map(name => name.slice(choice.name.length + 1))
        .sort((one, other) => one.localeCompare(other))
      if (names.length < 2) continue
      choice.replaceChildren(
        make("option", {
          value: "",
          text: { episode: "All episodes", person: "Everybody", topic: "All topics" }[choice.name],
        }),
        ...names.map(name => make("option", { value: name, text: name })),
      )
      choice.hidden = false
    }
  }

  /** @param {number} [pages] how many to show */
  async function run(pages = PAGES) {
    const query = input.value.trim()
    const turn = ++asked
    if (!query) {
      results.replaceChildren()
      status.textContent = ""
      return
    }
    status.textContent = "Searching…"
    try {
      const filters = {
        in: choices.filter(choice => choice.value).map(choice => `${choice.name}:${choice.value}`),
      }
      const { found, more } = await find(query, filters, pages)
      if (turn !== asked) return
      const hits = found.reduce((sum, { sentences }) => sum + Math.max(1, sentences.length), 0)
      status.textContent = hits
        ? `${hits} ${hits === 1 ? "result" : "results"} on ${found.length} ${found.length === 1 ? "page" : "pages"}${more ? `, ${more} more` : ""}`
        : "Nothing found."
      results.replaceChildren(...grouped(found, query, dialog))
      results.dataset.words = input.value
      if (more)
        results.append(
          make("button", {
            type: "button",
            class: "search-more",
            text: "More results",
            onclick: () => run(pages + PAGES),
          }),
        )
    } catch {
      if (turn === asked) status.textContent = "The search index could not be loaded."
    }
  }
}

/** @param {string} query @param {{in: string[]}} filters @param {number} pages */
async function find(query, filters, pages) {
  const pagefind = await load()
  let { results } = await pagefind.search(query, { filters })
  // Not all words on one page: pages with some of them, those with most first.
  if (!results.length && terms(query).length > 1) results = await some(pagefind, query, filters)
  const loaded = await Promise.all(
    results.slice(0, pages).map((/** @type {any} */ result) => result.data()),
  )
  const seen = count(loaded, query)
  const all = loaded.map(page => ({ page, sentences: findSentences(page, query, seen) }))
  const best = Math.max(...all.map(({ sentences }) => sentences[0]?.score ?? 0))
  // A sentence with half of what the best has is not what was meant; a page without sentences was written for its words.
  const found = all
    .map(({ page, sentences }) => ({
      page,
      sentences: sentences.filter(({ score }) => score >= best / 2).slice(0, PER_PAGE),
      spoken: sentences.length > 0,
    }))
    .filter(({ sentences, spoken }) => sentences.length || !spoken)
    .sort((one, other) => (other.sentences[0]?.score ?? 0) - (one.sentences[0]?.score ?? 0))
  return { found, more: Math.max(0, results.length - pages) }
}

/** @param {any} pagefind @param {string} query @param {{in: string[]}} filters */
async function some(pagefind, query, filters) {
  const each = await Promise.all(terms(query).map(term => pagefind.search(term, { filters })))
  /** @type {Map<string, {result: any, times: number}>} */
  const times = new Map()
  for (const { results } of each)
    for (const result of results)
      times.set(result.id, { result, times: (times.get(result.id)?.times ?? 0) + 1 })
  return [...times.values()]
    .sort((one, other) => other.times - one.times || other.result.score - one.result.score)
    .map(({ result }) => result)
}

/** Results under their episodes and chapters. @param {Awaited<ReturnType<typeof find>>["found"]} found @param {string} query @param {HTMLDialogElement} dialog */
function grouped(found, query, dialog) {
  /** @type {Map<string, HTMLElement>} */
  const episodes = new Map()
  for (const { page, sentences } of found) {
    const name = page.meta.episode ?? ""
    if (!episodes.has(name))
      episodes.set(name, make("section", {}, name && make("h3", { text: name })))
    const lines = sentences.map(sentence =>
      make(
        "li",
        {},
        make(
          "a",
          {
            href: `${page.url}#${sentence.id}`,
            onclick: () => {
              rememberWords(sentence.id, matched(sentence))
              dialog.close()
            },
          },
          make(
            "span",
            { class: "search-who" },
            make("b", { text: sentence.speaker }),
            sentence.start != null && make("time", { text: clock(sentence.start) }),
          ),
          make(
            "span",
            { class: "search-said" },
            ...sentence.words.flatMap(({ text, hit }) => [
              hit ? make("mark", { text }) : text,
              " ",
            ]),
          ),
        ),
      ),
    )
    episodes
      .get(name)
      ?.append(
        make(
          "h4",
          {},
          make("a", { href: page.url, text: page.meta.title, onclick: () => dialog.close() }),
        ),
        lines.length && make("ol", {}, ...lines),
      )
  }
  return [...episodes.values()]
}

/** @param {import("./hits.js").Hit} sentence */
function matched(sentence) {
  return sentence.words.filter(({ hit }) => hit).map(({ text }) => plain(text))
}

/** Down and up go through the results; Enter in the field opens the first. @param {KeyboardEvent} event @param {HTMLDialogElement} dialog @param {HTMLElement} input */
function walk(event, dialog, input) {
  const links = /** @type {HTMLElement[]} */ ([...dialog.querySelectorAll(".search-results li a")])
  const at = links.indexOf(/** @type {HTMLElement} */ (document.activeElement))
  const typing = document.activeElement === input
  // In a field with words the browser only empties it.
  if (event.key === "Escape") {
    event.preventDefault()
    dialog.close()
  }
  if (event.key === "Enter" && typing && links.length) {
    event.preventDefault()
    links[0].click()
  }
  if ((event.key !== "ArrowDown" && event.key !== "ArrowUp") || (!typing && at < 0)) return
  event.preventDefault()
  const to = event.key === "ArrowDown" ? at + 1 : at - 1
  if (to < 0) input.focus()
  else links[Math.min(to, links.length - 1)]?.focus()
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let waiting
/** @param {() => void} act */
function later(act) {
  clearTimeout(waiting)
  waiting = setTimeout(act, 120)
}
