/* *Find a topic*: a field over all names of the topic index, with a list of the nearest ones.
   Loaded on the pages of the index only. */
import { make } from "./element.js"
import { countOf } from "./page.js"
import { normalise } from "./words.js"

// As many as fit above the keyboard of a phone, and below the field on a desk.
const SHOWN = 10
const ID = "find-topic"

/**
 * A name of a topic. `text` and `letters` are its folded forms.
 * @typedef {object} Name
 * @property {string} label
 * @property {string} see the heading, if this is another name for it
 * @property {number} episodes 0 if the archive has one
 * @property {string} url
 * @property {string} text words, separated by spaces
 * @property {string} letters letters and digits only
 */

/** @type {Map<string, Promise<Name[]>>} */
const loaded = new Map()

/** @param {string} label */
function guessSlug(label) {
  return label
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
}

/**
 * Lower case without accents; signs that tell C++ and C# from C stay.
 * @param {string} text
 */
function fold(text) {
  const plain = text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "")
  return plain.replace(/[^\p{L}\p{N}+#]+/gu, " ").trim()
}

/**
 * @param {string} url of the file that `pages/topic_finder.py` writes
 * @returns {Promise<Name[]>}
 */
function loadNames(url) {
  const names = loaded.get(url) ?? readNames(url)
  loaded.set(url, names)
  names.catch(() => loaded.delete(url))
  return names
}

/** @param {string} url */
async function readNames(url) {
  const response = await fetch(url)
  if (!response.ok) throw new Error(response.statusText)
  const { topics, see } = await response.json()
  const folder = new URL(".", response.url)
  /** @type {(label: string, topic: any[], see: string) => Name} */
  const name = (label, [heading, episodes, slug = guessSlug(heading)], see) => ({
    label,
    see,
    episodes,
    url: new URL(`${slug}/`, folder).href,
    text: fold(label),
    letters: normalise(label),
  })
  const headings = topics.map((/** @type {any[]} */ topic) => name(topic[0], topic, ""))
  const others = see.map((/** @type {[string, number]} */ [alias, at]) =>
    name(alias, topics[at], topics[at][0]),
  )
  return [...headings, ...others]
}

/**
 * Names that match a query, the nearest first: those that are it, that start with it, that have all
 * its words in any order, that have its letters.
 * @param {Name[]} names
 * @param {string} query
 */
export function findNames(names, query) {
  const [text, letters] = [fold(query), normalise(query)]
  if (!text) return []
  const words = text.split(" ")
  /** @param {Name} name */
  const rank = name => {
    if (name.text === text) return 0
    if (name.text.startsWith(text)) return 1
    const padded = ` ${name.text}`
    if (words.every(word => padded.includes(` ${word}`))) return 2
    return letters && name.letters.includes(letters) ? 3 : 4
  }
  return names
    .map(name => ({ name, rank: rank(name) }))
    .filter(({ rank }) => rank < 4)
    .sort((a, b) => a.rank - b.rank || b.name.episodes - a.name.episodes)
    .map(({ name }) => name)
}

/**
 * @param {HTMLElement} index the index, whose `data-find` is the address of the names
 * @param {{signal: AbortSignal}} options
 */
export function mountFinder(index, options) {
  const url = index.dataset.find ?? ""
  /** @type {Name[]} */
  let found = []
  let active = -1
  const list = make("ul", { id: `${ID}-list`, role: "listbox", "aria-label": "Topics" })
  const status = make("span", { role: "status" })
  /** @type {HTMLInputElement} */
  const input = make("input", {
    type: "search",
    role: "combobox",
    id: ID,
    autocomplete: "off",
    spellcheck: "false",
    "aria-autocomplete": "list",
    "aria-controls": list.id,
    "aria-expanded": "false",
    onfocus: () => loadNames(url).catch(() => {}),
    oninput: update,
    onkeydown: handleKey,
    onblur: close,
  })
  const label = make("label", { for: ID, text: "Find a topic" })
  const box = make("div", { class: "finder", role: "search" }, label, status, input, list)
  index.querySelector(".head")?.after(box)
  options.signal.addEventListener("abort", () => box.remove())
  close()

  async function update() {
    const query = input.value
    try {
      const names = await loadNames(url)
      if (query === input.value) show(findNames(names, query), query)
    } catch {
      close()
      status.textContent = "The names could not be loaded. The letters lead to all topics."
    }
  }

  /**
   * @param {Name[]} names
   * @param {string} query
   */
  function show(names, query) {
    found = names.slice(0, SHOWN)
    list.replaceChildren(...found.map(option))
    list.hidden = !found.length
    input.setAttribute("aria-expanded", String(!list.hidden))
    activate(found.length ? 0 : -1)
    const count = names.length ? countOf(names.length, "topic") : "No topic has this name"
    const rest = names.length > SHOWN ? `, ${SHOWN} shown` : ""
    status.textContent = fold(query) && count + rest
  }

  /**
   * @param {Name} name
   * @param {number} place
   */
  function option({ label, see, episodes, url }, place) {
    const more = see ? `see ${see}` : episodes && countOf(episodes, "episode")
    const fields = {
      id: `${ID}-${place}`,
      role: "option",
      // The field keeps the focus, and its list stays.
      onmousedown: (/** @type {MouseEvent} */ event) => event.preventDefault(),
      onclick: () => location.assign(url),
      onmousemove: () => active !== place && activate(place),
    }
    return make("li", fields, make("span", { text: label }), more && make("small", { text: more }))
  }

  /** @param {number} place -1 for none */
  function activate(place) {
    active = place
    for (const [at, each] of [...list.children].entries())
      each.setAttribute("aria-selected", String(at === place))
    if (place < 0) input.removeAttribute("aria-activedescendant")
    else input.setAttribute("aria-activedescendant", `${ID}-${place}`)
  }

  function close() {
    found = []
    list.hidden = true
    input.setAttribute("aria-expanded", "false")
    activate(-1)
  }

  /** @param {KeyboardEvent} event */
  function handleKey(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (event.isComposing) return
    if (step && !found.length) update()
    else if (step) activate((active + step + found.length) % found.length)
    else if (event.key === "Enter" && found[active]) location.assign(found[active].url)
    else if (event.key === "Escape" && found.length) close()
    else return
    event.preventDefault()
  }
}
