/* From what Pagefind finds in a page to the sentences that hold it. */
import { plain } from "./passage.js"

/** A page as Pagefind gives it. @typedef {{url: string, content: string, locations: number[], meta: Record<string, string>,
 *   anchors: {element: string, id: string, location: number}[]}} Found */
/** @typedef {{id: string, words: {text: string, hit: boolean}[], speaker: string, start: number | null, score: number}} Hit */

const ANCHOR = /^(t[\dhms]+|w)-/

/** Give the sentences of a page that hold searched words, best first: those with more of them, and rarer ones, close together and in order.
 * Pagefind knows where words stand (locations) and where elements with an id start (anchors): the nearest anchor before a word is its sentence.
 * @param {Found} page @param {string} query @param {Map<string, number>} [seen] how often each word of the query was met, over all pages
 * @returns {Hit[]} */
export function findSentences(page, query, seen = count([page], query)) {
  const wanted = terms(query)
  const content = page.content.split(/\s+/)
  const anchors = page.anchors
    .filter(({ element, id }) => element === "span" && ANCHOR.test(id))
    .sort((one, other) => one.location - other.location)
  /** @type {[string, number][]} */
  const turns = JSON.parse(page.meta.speakers ?? "[]")
  const speakers = turns.flatMap(([name, times]) => Array(times).fill(name))
  const starts = (page.meta.times ?? "").split(",")
  const all = [...seen.values()].reduce((sum, each) => sum + each, 0)
  const rarity = wanted.map(term => Math.log(1 + all / (seen.get(term) || 1)))
  /** @type {Map<number, number[]>} */
  const places = new Map()
  for (const location of new Set(page.locations)) {
    const at = anchors.findLastIndex(anchor => anchor.location <= location)
    if (at >= 0) places.set(at, [...(places.get(at) ?? []), location])
  }
  return [...places]
    .map(([at, locations]) => {
      locations.sort((one, other) => one - other)
      const met = locations.map(location => nearest(wanted, content[location] ?? ""))
      const distinct = new Map(met.map(({ term, likeness }) => [term, likeness]))
      let score = [...distinct].reduce((sum, [term, likeness]) => sum + rarity[term] * likeness, 0)
      // Words that follow each other as in the query are what somebody remembers.
      for (let index = 1; index < locations.length; index++) {
        const near = locations[index] - locations[index - 1]
        if (met[index].term !== met[index - 1].term && near <= 6)
          score += 0.4 / near + (met[index].term === met[index - 1].term + 1 ? 0.3 : 0)
      }
      const from = anchors[at].location
      const words = content
        .slice(from, anchors[at + 1]?.location)
        .map((text, index) => ({ text, hit: locations.includes(from + index) }))
      return {
        id: anchors[at].id,
        words,
        speaker: speakers[at] ?? "",
        start: starts[at] ? Number(starts[at]) : null,
        score: score - words.length * 0.001,
      }
    })
    .sort((one, other) => other.score - one.score)
}

/** How often each word of the query is met. @param {Found[]} pages @param {string} query */
export function count(pages, query) {
  const wanted = terms(query)
  /** @type {Map<string, number>} */
  const seen = new Map()
  for (const page of pages) {
    const content = page.content.split(/\s+/)
    for (const location of new Set(page.locations)) {
      const { term } = nearest(wanted, content[location] ?? "")
      seen.set(wanted[term], (seen.get(wanted[term]) ?? 0) + 1)
    }
  }
  return seen
}

/** @param {string} query */
export function terms(query) {
  return [...new Set(query.split(/\s+/).map(plain).filter(Boolean))]
}

/** The word of the query for which Pagefind reported a word: the one that starts most alike, since it compares stems.
 * @param {string[]} wanted @param {string} found */
function nearest(wanted, found) {
  const word = plain(found)
  const likeness = wanted.map(term => {
    let same = 0
    while (same < term.length && same < word.length && term[same] === word[same]) same++
    return same / Math.max(term.length, word.length, 1)
  })
  const best = Math.max(...likeness)
  return { term: likeness.indexOf(best), likeness: best }
}
