/* Loads the search index, which is in shards. Pages that are stale in a shard (gone, or edited and in
   a newer shard) are left out. */

const SITE = new URL("../../", import.meta.url)

/**
 * A page with a word.
 * @typedef {object} FoundPage
 * @property {string} id its name in the index
 * @property {number[]} words positions of the word
 * @property {() => Promise<any>} data loads it
 */
/**
 * The pages of one language: Pagefind stems a query by one language only.
 * @typedef {object} LanguageIndex
 * @property {(term: string, filters: {in: string[]}) => Promise<FoundPage[]>} search
 * @property {() => Promise<string[]>} filters values of the filter, `name:value`
 * @property {Set<string>} common its commonest words
 */
/**
 * The list of shards, as `build/onrecord/search/index.py` writes it.
 * @typedef {object} ShardList
 * @property {[string, Record<string, number>][]} parts names, and numbers of pages by language
 * @property {string[]} stale names of pages
 * @property {string[]} gone values of filters that only stale pages have
 * @property {string} divided scripts without spaces, as the body of a character class
 * @property {Record<string, string>} common
 */
/** @typedef {{languages: LanguageIndex[], pages: number, divided: string}} SearchIndex */

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
  /** @type {ShardList} */
  const list = await (await fetch(new URL("pagefind/parts.json", SITE))).json()
  const counts = list.parts.map(([, pages]) => pages)
  const languages = [...new Set(counts.flatMap(Object.keys))]
  return {
    languages: await Promise.all(languages.map(language => loadLanguage(language, list))),
    pages: counts.flatMap(Object.values).reduce((a, b) => a + b, 0),
    divided: list.divided,
  }
}

/**
 * @param {string} language
 * @param {ShardList} list
 * @returns {Promise<LanguageIndex>}
 */
async function loadLanguage(language, { parts, stale, gone, common }) {
  const options = { baseUrl: SITE.pathname }
  const shards = parts.filter(([, pages]) => language in pages)
  const [first, ...others] = shards.map(([name]) => new URL(`pagefind/${name}/`, SITE).href)
  const pagefind = await import(`${first}pagefind.js?${language}`)
  // A worker would be 40 kB more for each reader, and answers no sooner.
  await pagefind.options({ ...options, noWorker: true })
  // It takes the language from the page and from nowhere else, at once.
  const root = document.documentElement
  const own = root.lang
  root.lang = language
  const ready = pagefind.init()
  root.lang = own
  await ready
  for (const url of others) await pagefind.mergeIndex(url, { ...options, language })
  return {
    async search(term, filters) {
      /** @type {{results: FoundPage[]}} */
      const { results } = await pagefind.search(term, { filters })
      const seen = new Set(stale)
      return results.filter(({ id }) => !seen.has(id) && seen.add(id))
    },
    async filters() {
      const values = Object.keys((await pagefind.filters()).in ?? {})
      return values.filter(value => !gone.includes(value))
    },
    common: new Set((common[language] ?? "").split(" ")),
  }
}
