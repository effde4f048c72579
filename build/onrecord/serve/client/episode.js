/* The episode of the page: its people and its sentences, as the server knows them. */
import { get } from "./server.js"

/**
 * @typedef {object} Sentence
 * @property {string} id anchor on the page
 * @property {[number, number]} span characters of the transcript as received
 * @property {string} text as shown
 * @property {string} speaker empty where nobody knows
 * @property {string} label of the transcript file
 * @property {string} chapter slug
 */
/**
 * @typedef {object} Episode
 * @property {string} slug
 * @property {string} title
 * @property {string} description Markdown
 * @property {string} language
 * @property {{name: string, role: string, slug: string}[]} people in the order of the keys 1–9
 * @property {string[]} archive_people
 * @property {string[]} labels
 * @property {string[]} topics
 * @property {Sentence[]} sentences in order
 */

/** @type {Episode | null} */
export let episode = null
/** @type {Map<string, number>} places of sentences by their id */
let places = new Map()
/** @type {Map<number, number>} the same by where they start */
let starts = new Map()

/**
 * Load an episode, unless it is loaded already.
 * @param {string} slug
 */
export async function loadEpisode(slug) {
  if (episode?.slug !== slug) setEpisode(await fetchEpisode(slug))
}

/**
 * @param {string} slug
 * @returns {Promise<Episode>} the episode as its files are now
 */
export function fetchEpisode(slug) {
  return get(`episodes/${encodeURIComponent(slug)}`)
}

/** @param {Episode} loaded */
export function setEpisode(loaded) {
  episode = { ...loaded, sentences: loaded.sentences.map(withNames) }
  index()
}

/**
 * @param {Sentence} sentence
 * @returns {Sentence}
 */
function withNames(sentence) {
  return { ...sentence, speaker: sentence.speaker ?? "", label: sentence.label ?? "" }
}

export function closeEpisode() {
  episode = null
  places.clear()
  starts.clear()
}

function index() {
  places = new Map(episode?.sentences.map(({ id }, place) => [id, place]))
  starts = new Map(episode?.sentences.map(({ span }, place) => [span[0], place]))
}

/** @param {string | undefined} id */
export function sentenceWith(id) {
  return episode?.sentences[places.get(id ?? "") ?? -1] ?? null
}

/** @param {number} start */
export function sentenceFrom(start) {
  return episode?.sentences[starts.get(start) ?? -1] ?? null
}

/**
 * @param {number} offset of the transcript
 * @returns {Sentence | null} the sentence with the character
 */
export function sentenceAt(offset) {
  return episode?.sentences.findLast(({ span }) => span[0] <= offset) ?? null
}

/** @param {Sentence} sentence */
export function elementOf(sentence) {
  return document.getElementById(sentence.id)
}

/**
 * @param {Sentence} sentence
 * @param {number} by
 * @returns {Sentence | null} the sentence that far away, on this page or another one
 */
export function sentenceBeside(sentence, by) {
  return episode?.sentences[(places.get(sentence.id) ?? NaN) + by] ?? null
}

/**
 * @param {Sentence} sentence
 * @param {number} by
 * @returns {Sentence | null} the sentence that far away, if it is on the page
 */
export function neighbour(sentence, by) {
  const other = sentenceBeside(sentence, by)
  return other && elementOf(other) ? other : null
}

/**
 * @param {Sentence} sentence
 * @param {number} by 1: the sentence with which the next turn starts; -1: that of this turn, or of
 *   the one before
 */
export function turnFrom(sentence, by) {
  let place = sentence
  for (let next = neighbour(place, by); next; next = neighbour(place, by)) {
    place = next
    const before = neighbour(place, -1)
    if (!before || before.speaker !== place.speaker) return place
  }
  return place === sentence ? null : place
}

/** @param {Sentence} sentence */
export function describe(sentence) {
  const place = (places.get(sentence.id) ?? 0) + 1
  const who = sentence.speaker || "speaker unknown"
  return `Sentence ${place} of ${episode?.sentences.length}, ${who}`
}

/**
 * Take over sentences that an edit changed, divided or joined.
 * @param {Sentence[]} changed
 * @returns {{sentence: Sentence, was: Sentence[]}[]} each with those that it replaces
 */
export function takeOver(changed) {
  if (!episode) return []
  const all = episode.sentences
  const replaced = changed.map(withNames).map(received => {
    const old = sentenceFrom(received.span[0])
    // The parts of a sentence that was divided have no anchors until they are published.
    const sentence = { ...received, id: received.id || old?.id || `edit-${received.span[0]}` }
    const first = all.findIndex(({ span }) => span[1] > sentence.span[0])
    const at = first < 0 ? all.length : first
    let end = at
    while (end < all.length && all[end].span[0] < sentence.span[1]) end += 1
    const was = all.slice(at, end)
    const rest = was.filter(({ span }) => span[1] > sentence.span[1])
    // A part of a sentence that was divided: the rest is replaced by the parts that follow.
    all.splice(at, end - at, sentence, ...rest.map(one => restOf(one, sentence.span[1])))
    return { sentence, was }
  })
  index()
  return replaced
}

/**
 * @param {Sentence} sentence
 * @param {number} from
 * @returns {Sentence}
 */
function restOf(sentence, from) {
  return { ...sentence, id: "", span: [from, sentence.span[1]], text: "" }
}
