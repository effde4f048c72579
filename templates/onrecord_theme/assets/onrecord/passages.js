/* Which passages a query means. Pagefind says where each word of the query stands; passages with
   more of the words, rarer words, and words closer together rank higher. */
import { readWords, termsOf } from "./terms.js"
import { normalise } from "./words.js"

// Words apart within which words are taken to be remembered together: two or three sentences.
const SPAN = 50
// Words apart that two words of a phrase may stand.
const PHRASE = 12
// Passages of a page, by which the rarity of a word is estimated.
const PASSAGES = 25
// Part of the weight of another form of the word, and of a word that starts with it.
const [INFLECTED, LONGER] = [0.85, 0.5]
// Letters that the ending of a form adds to a word, at most.
const ENDING = 4
// Part of the letters that a similar word has in common with the one searched.
const SIMILAR = 0.6

/** @typedef {import("./terms.js").Query} Query */
/** @typedef {import("./terms.js").Scripts} Scripts */
/**
 * A page as Pagefind returns it.
 * @typedef {object} FoundPage
 * @property {string} url
 * @property {string} content
 * @property {Record<string, string>} meta
 * @property {{id: string, location: number}[]} anchors where sentences and other texts start
 */
/** @typedef {import("./shards.js").FoundResult} Found */
/** A word found. @typedef {{position: number, term: number, weight: number}} Place */
/**
 * A page with words of the query.
 * @typedef {object} Candidate
 * @property {Found} found which Pagefind forgets as soon as nothing refers to it
 * @property {Place[]} places in order
 * @property {Set<number>} terms those found, in the title too
 * @property {number} score
 */
/**
 * @typedef {object} Sentence
 * @property {string} id anchor; empty for text that is no sentence
 * @property {string} speaker
 * @property {number | null} start seconds
 * @property {number} from position of its first word
 * @property {number} to position behind its last word
 */
/** @typedef {import("./terms.js").Word & {hit: boolean}} HitWord */
/** @typedef {Sentence & {words: HitWord[], score: number}} Hit */
/** @typedef {{page: FoundPage, hits: Hit[], score: number}} Result */
/**
 * @typedef {object} Search
 * @property {Query} query
 * @property {Scripts} scripts
 * @property {number[]} rarity of each term
 * @property {string[]} missing terms that no page has in any form
 * @property {Candidate[]} exact pages with the words of the query, best first
 * @property {Candidate[]} similar pages that may have similar words
 */

/**
 * Find the pages with words of a query.
 * @param {(term: string) => Promise<Found[]>} search Pagefind's
 * @param {Query} query
 * @param {Scripts} scripts
 * @param {number} pages of the index
 * @returns {Promise<Search>}
 */
export async function findCandidates(search, query, scripts, pages) {
  /** @type {Map<string, Candidate>[]} */
  const [exact, similar] = [new Map(), new Map()]
  /** @type {Set<string>} */
  const missing = new Set()
  const rarity = await Promise.all(
    query.terms.map(async (text, term) => {
      // In quotation marks Pagefind finds only forms of the word, but one on each page. Otherwise
      // it finds longer words too and, in a part of the index without any, shorter ones. All words
      // that start with one letter would take a minute.
      const own = await search(`"${text}"`)
      const all = text.length > 1 ? await search(text) : own
      const ids = new Set(own.map(({ id }) => id))
      // A pair of letters is seldom a word.
      if (!ids.size && !scripts.run.test(text)) missing.add(text)
      for (const found of all) {
        if (ids.has(found.id)) add(exact, found, term, 1)
        else add(similar, found, term, LONGER)
        if (!ids.size) add(exact, found, term, LONGER)
      }
      const counted = ids.size ? all.filter(({ id }) => ids.has(id)) : all
      const count = counted.reduce((sum, { words }) => sum + (words.length || 1), 1)
      return Math.log(1 + (PASSAGES * pages) / count)
    }),
  )
  const phrases = query.phrases.map(phrase => 
    phrase.map(text => query.terms.indexOf(text)).filter(term => term >= 0),
  )
  const isWhole = (/** @type {Candidate} */ { places }) =>
    phrases.every(phrase => mayHave(places, phrase))
  const [best, others] = [exact, similar].map(found =>
    [...found.values()].filter(isWhole).map(page => scored(page, rarity)),
  )
  const order = (/** @type {Candidate} */ a, /** @type {Candidate} */ b) => b.score - a.score
  return {
    query,
    scripts,
    rarity,
    missing: query.terms.filter(term => missing.has(term)),
    exact: best.sort(order),
    similar: others.sort(order),
  }
}

/**
 * @param {Map<string, Candidate>} candidates
 * @param {Found} found
 * @param {number} term
 * @param {number} weight
 */
function add(candidates, found, term, weight) {
  const candidate = candidates.get(found.id) ?? { found, places: [], terms: new Set(), score: 0 }
  candidates.set(found.id, candidate)
  candidate.terms.add(term)
  for (const position of new Set(found.words)) candidate.places.push({ position, term, weight })
}

/**
 * Tell whether the words of a phrase stand side by side. Which words they are exactly, only the
 * text says.
 * @param {Place[]} places
 * @param {number[]} phrase
 */
function mayHave(places, phrase) {
  const starts = places.filter(({ term }) => term === phrase[0])
  const isNear = (/** @type {number} */ term, /** @type {Place} */ start) =>
    places.some(
      place => place.term === term && Math.abs(place.position - start.position) <= PHRASE,
    )
  return !phrase.length || starts.some(start => phrase.every(term => isNear(term, start)))
}

/**
 * @param {Candidate} candidate
 * @param {number[]} rarity
 * @returns {Candidate}
 */
function scored(candidate, rarity) {
  const places = candidate.places.sort((a, b) => a.position - b.position)
  const passages = places.map((_, at) => scorePassage(places, at, rarity))
  const elsewhere = [...candidate.terms].reduce((sum, term) => sum + rarity[term], 0)
  // Of pages with equal passages, the one with more of the words, then the one that says them more.
  const bonus = 0.1 * elsewhere + 0.01 * Math.log(1 + places.length)
  return { ...candidate, score: Math.max(0, ...passages) + bonus }
}

/**
 * Score the passage that starts at a place.
 * @param {Place[]} places in order
 * @param {number} at
 * @param {number[]} rarity
 */
function scorePassage(places, at, rarity) {
  const first = places[at]
  const seen = new Set()
  let [score, last] = [0, first]
  for (let next = at; next < places.length; next++) {
    const place = places[next]
    const distance = place.position - first.position
    if (distance > SPAN) break
    if (seen.has(place.term)) continue
    seen.add(place.term)
    score += rarity[place.term] * place.weight * (1 - distance / (2 * SPAN))
    score += bond(last, place, rarity)
    last = place
  }
  return score
}

/**
 * People remember phrases: neighbouring words count extra, more so in the order of the query.
 * @param {Place} a
 * @param {Place} b
 * @param {number[]} rarity
 */
function bond(a, b, rarity) {
  const distance = b.position - a.position
  if (a.term === b.term || distance > 6) return 0
  const closeness = 0.1 / Math.max(1, distance) + (b.term === a.term + 1 ? 0.08 : 0)
  return closeness * Math.min(rarity[a.term], rarity[b.term])
}

/**
 * Find the sentences of a page that have words of a query, best first.
 * @param {Candidate} candidate
 * @param {Search} search
 * @param {boolean} similar whether words may be similar only
 * @returns {Promise<Result | null>} null if the page has none of the words
 */
export async function readResult(candidate, { query, scripts, rarity }, similar) {
  const page = await candidate.found.data()
  const words = readWords(page.content, scripts)
  const places = checkPlaces(page.content, candidate.places, query, scripts, similar)
  if (!places || (candidate.places.length && !places.length)) return null
  const hits = readSentences(page, words.length)
    .map(sentence => {
      const own = places.filter(({ position }) => isWithin(sentence, position))
      const score = own.length && scoreSentence(sentence, own, places, rarity)
      const shown = words.slice(sentence.from, sentence.to).map((word, at) => ({
        ...word,
        hit: own.some(place => isMarked(place, sentence.from + at)),
      }))
      return { ...sentence, words: shown, score }
    })
    .filter(({ id, score }) => id && score > 0)
    .sort((a, b) => b.score - a.score)
  return { page, hits, score: hits[0]?.score ?? 0 }

  /**
   * A pair of letters is a word that shows the first one.
   * @param {Place} place
   * @param {number} position
   */
  function isMarked(place, position) {
    const after = words[place.position + 1]
    return (
      position === place.position ||
      (position === place.position + 1 && !words[place.position].space && after.text !== "")
    )
  }
}

/**
 * @param {Sentence} sentence
 * @param {Place[]} own places within it, in order
 * @param {Place[]} places of the page
 * @param {number[]} rarity
 */
function scoreSentence({ from, to }, own, places, rarity) {
  /** @type {Map<number, number>} */
  const weights = new Map()
  for (const { position, term, weight } of places) {
    const distance = Math.max(0, from - position, position - to + 1)
    // What was said just before or after is remembered with it.
    const near = distance ? 0.5 * (1 - distance / SPAN) : 1
    weights.set(term, Math.max(weights.get(term) ?? 0, near * weight))
  }
  const sum = [...weights].reduce((total, [term, weight]) => total + rarity[term] * weight, 0)
  const bonds = own.slice(1).reduce((total, place, at) => total + bond(own[at], place, rarity), 0)
  return sum + bonds - (to - from) * 0.001
}

/**
 * @param {Sentence} sentence
 * @param {number} position
 */
function isWithin({ from, to }, position) {
  return from <= position && position < to
}

/**
 * Compare the words that Pagefind found with those searched.
 * @param {string} content of the page
 * @param {Place[]} places
 * @param {Query} query
 * @param {Scripts} scripts
 * @param {boolean} similar whether words may be similar only
 * @returns {Place[] | null} null if a phrase is missing
 */
function checkPlaces(content, places, query, scripts, similar) {
  const words = content.split(" ").map(word => termsOf(word, scripts).map(normalise))
  const checked = places.flatMap(place => {
    const parts = words[place.position] ?? []
    const weight = weigh(parts, normalise(query.terms[place.term]), place.weight, similar)
    return weight ? [{ ...place, weight }] : []
  })
  if (similar || !query.phrases.length) return checked
  const said = words.flatMap((parts, position) => parts.map(part => ({ part, position })))
  /** @type {Map<number, Set<number>>} */
  const within = new Map()
  for (const phrase of query.phrases) {
    const wanted = phrase.map(normalise)
    const starts = said.flatMap((_, at) =>
      wanted.every((part, next) => said[at + next]?.part === part) ? [at] : [],
    )
    if (!starts.length) return null
    for (const [next, term] of phrase.entries()) {
      const positions = within.get(query.terms.indexOf(term)) ?? new Set()
      starts.forEach(at => positions.add(said[at + next].position))
      within.set(query.terms.indexOf(term), positions)
    }
  }
  return checked.filter(({ term, position }) => within.get(term)?.has(position) ?? true)
}

/**
 * @param {string[]} parts of the word found
 * @param {string} term
 * @param {number} weight
 * @param {boolean} similar
 */
function weigh(parts, term, weight, similar) {
  const isOwn = parts.includes(term) || parts.join("") === term
  // On a page with the word itself, Pagefind finds longer words too.
  const isLonger = parts.some(part => part.startsWith(term) && part.length > term.length + ENDING)
  if (weight === 1) return isOwn ? 1 : isLonger ? 0 : INFLECTED
  if (parts.some(part => part.startsWith(term))) return weight
  const alike = parts.some(
    part => commonStart(part, term) >= SIMILAR * Math.max(part.length, term.length),
  )
  return similar && alike ? weight : 0
}

/**
 * @param {string} a
 * @param {string} b
 */
function commonStart(a, b) {
  let common = 0
  while (common < a.length && a[common] === b[common]) common++
  return common
}

/**
 * Read the sentences of a page, and the texts between them: see `search/articles.py`.
 * @param {FoundPage} page
 * @param {number} end position behind the last word
 * @returns {Sentence[]}
 */
export function readSentences({ meta, anchors }, end) {
  const speakers = JSON.parse(meta.speakers ?? "[]")
  const ordered = [...anchors].sort((a, b) => a.location - b.location)
  return ordered.map(({ id, location }, at) => {
    const [anchor, speaker, second] = id.split("|")
    return {
      id: second === undefined ? "" : anchor,
      speaker: speakers[speaker] ?? "",
      start: second ? Number(second) : null,
      from: location,
      to: ordered[at + 1]?.location ?? end,
    }
  })
}
