/* Search hits: from the pages that Pagefind finds to the sentences that contain the words. */
import { normalise } from "./searched.js"

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

const ANCHOR = /^(t[\dhms]+|w)-/

/**
 * Find the sentences of a page that contain searched words, best first. Sentences rank higher with
 * more of the words, with rarer ones, and with words close together and in the order of the query.
 * A word belongs to the sentence whose anchor is the last one before it.
 * @param {FoundPage} page
 * @param {string} query
 * @param {Map<string, number>} counts how often each term was found, over all pages
 * @returns {Hit[]}
 */
export function findHits(page, query, counts) {
  const terms = queryTerms(query)
  const content = page.content.split(/\s+/)
  const anchors = page.anchors
    .filter(({ element, id }) => element === "span" && ANCHOR.test(id))
    .sort((a, b) => a.location - b.location)
  /** @type {[string, number][]} */
  const turns = JSON.parse(page.meta.speakers ?? "[]")
  const speakers = turns.flatMap(([name, sentences]) => Array(sentences).fill(name))
  const starts = (page.meta.times ?? "").split(",")
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
  const rarity = terms.map(term => Math.log(1 + total / (counts.get(term) || 1)))
  /** @type {Map<number, number[]>} */
  const bySentence = new Map()
  for (const location of new Set(page.locations)) {
    const at = anchors.findLastIndex(anchor => anchor.location <= location)
    if (at >= 0) bySentence.set(at, [...(bySentence.get(at) ?? []), location])
  }
  return [...bySentence]
    .map(([at, locations]) => {
      locations.sort((a, b) => a - b)
      const { id, location: from } = anchors[at]
      const words = content
        .slice(from, anchors[at + 1]?.location)
        .map((text, index) => ({ text, hit: locations.includes(from + index) }))
      const score = scoreWords(terms, rarity, content, locations) - words.length * 0.001
      const start = starts[at] ? Number(starts[at]) : null
      return { id, words, speaker: speakers[at] ?? "", start, score }
    })
    .sort((a, b) => b.score - a.score)
}

/**
 * @param {string[]} terms
 * @param {number[]} rarity of each term
 * @param {string[]} content words of the page
 * @param {number[]} locations of the found words in a sentence, in order
 */
function scoreWords(terms, rarity, content, locations) {
  const found = locations.map(location => closestTerm(terms, content[location] ?? ""))
  const distinct = new Map(found.map(({ term, similarity }) => [term, similarity]))
  let score = [...distinct].reduce((sum, [term, similarity]) => sum + rarity[term] * similarity, 0)
  // People remember phrases: neighbouring words in the order of the query count extra.
  for (let index = 1; index < locations.length; index++) {
    const distance = locations[index] - locations[index - 1]
    const step = found[index].term - found[index - 1].term
    if (step !== 0 && distance <= 6) score += 0.4 / distance + (step === 1 ? 0.3 : 0)
  }
  return score
}

/**
 * Count how often each term of the query was found.
 * @param {FoundPage[]} pages
 * @param {string} query
 */
export function countTerms(pages, query) {
  const terms = queryTerms(query)
  /** @type {Map<string, number>} */
  const counts = new Map()
  for (const page of pages) {
    const content = page.content.split(/\s+/)
    for (const location of new Set(page.locations)) {
      const term = terms[closestTerm(terms, content[location] ?? "").term]
      counts.set(term, (counts.get(term) ?? 0) + 1)
    }
  }
  return counts
}

/** @param {string} query */
export function queryTerms(query) {
  return [...new Set(query.split(/\s+/).map(normalise).filter(Boolean))]
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
