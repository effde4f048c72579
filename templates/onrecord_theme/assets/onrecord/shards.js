/* Loads the search index, which is in shards. Pages of a shard that are stale (edited since, and in
   a newer shard, or gone) are left out. */

const FOLDER = new URL("../../pagefind/", import.meta.url)
const SITE = new URL("../", FOLDER)

/**
 * @typedef {object} FoundResult
 * @property {string} id name of the page in the index
 * @property {number} score
 * @property {() => Promise<any>} data loads the page
 */
/**
 * @typedef {object} SearchIndex
 * @property {(query: string, filters: {in: string[]}) => Promise<FoundResult[]>} search
 * @property {() => Promise<string[]>} filters values of the filter, `name:value`
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
  const { parts, stale, gone } = await (await fetch(new URL("parts.json", FOLDER))).json()
  const urlOf = (/** @type {string} */ name) => new URL(`${name}/`, FOLDER).href
  const options = (/** @type {number} */ indexWeight) => ({ baseUrl: SITE.pathname, indexWeight })
  const [[first, weight], ...others] = parts
  const pagefind = await import(`${urlOf(first)}pagefind.js`)
  await pagefind.options(options(weight))
  for (const [name, weight] of others) await pagefind.mergeIndex(urlOf(name), options(weight))
  await pagefind.init()
  return {
    async search(query, filters) {
      const { results } = await pagefind.search(query, { filters })
      const seen = new Set(stale)
      return results.filter((/** @type {FoundResult} */ { id }) => !seen.has(id) && seen.add(id))
    },
    async filters() {
      const values = Object.keys((await pagefind.filters()).in ?? {})
      return values.filter(value => !gone.includes(value))
    },
  }
}
