/* Loads the search index, which is in shards. Pages that are stale in a shard (gone, or edited and
   in a newer shard) are left out. */

const SITE = new URL("../../", import.meta.url)

/**
 * A page with a word.
 * @typedef {object} FoundResult
 * @property {string} id name of the page in the index
 * @property {number[]} words positions of the word
 * @property {() => Promise<any>} data loads the page
 */
/**
 * @typedef {object} SearchIndex
 * @property {(term: string, filters: {in: string[]}) => Promise<FoundResult[]>} search
 * @property {() => Promise<string[]>} filters values of the filter, `name:value`
 * @property {number} pages how many there are
 * @property {Set<string>} frequent words that are left out beside others
 * @property {string} divided scripts without spaces, as the body of a character class
 */

/** @type {Promise<SearchIndex> | undefined} */
let loading

/** @returns {Promise<SearchIndex>} */
export function loadIndex() {
  return (loading ??= load().catch(error => {
    loading = undefined
    throw error
  }))
}

/** @returns {Promise<SearchIndex>} */
async function load() {
  const list = await (await fetch(new URL("pagefind/parts.json", SITE))).json()
  const counts = list.parts.map((/** @type {any[]} */ [, pages]) => pages)
  /** @type {string[]} */
  const languages = [...new Set(counts.flatMap(Object.keys))]
  const sum = (/** @type {number} */ a, /** @type {number} */ b) => a + b
  const all = await Promise.all(languages.map(each => loadLanguage(each, list.parts)))
  return {
    async search(term, { in: values }) {
      // With any filter, Pagefind loads the values of all.
      const filters = values.length ? { in: values } : {}
      const found = await Promise.all(all.map(each => each.search(term, { filters })))
      const seen = new Set(list.stale)
      const results = found.flatMap(({ results }) => results)
      const live = results.filter(({ id }) => !seen.has(id) && seen.add(id))
      // Pages that are equally good come in the same order, whatever shards they are in.
      return live.sort((a, b) => (a.id < b.id ? -1 : 1))
    },
    async filters() {
      const found = await Promise.all(all.map(each => each.filters()))
      const values = new Set(found.flatMap(each => Object.keys(each.in ?? {})))
      for (const value of list.gone) values.delete(value)
      return [...values]
    },
    pages: counts.flatMap(Object.values).reduce(sum, 0),
    frequent: new Set(list.frequent),
    divided: list.divided,
  }
}

/**
 * Load the pages of one language: Pagefind stems a query by one language only.
 * @param {string} language
 * @param {any[][]} parts
 * @returns {Promise<any>} Pagefind
 */
async function loadLanguage(language, parts) {
  const urlOf = (/** @type {string} */ name) => new URL(`pagefind/${name}/`, SITE).href
  const [[first], ...others] = parts.filter(([, pages]) => language in pages)
  const pagefind = await import(`${urlOf(first)}pagefind.js?${language}`)
  // A worker would be 40 kB more for each reader.
  await pagefind.options({ baseUrl: SITE.pathname, noWorker: true })
  // It takes the language from the page and from nowhere else, at once.
  const root = document.documentElement
  const own = root.lang
  root.lang = language
  const ready = pagefind.init()
  root.lang = own
  await ready
  for (const [name] of others)
    await pagefind.mergeIndex(urlOf(name), { baseUrl: SITE.pathname, language })
  return pagefind
}
