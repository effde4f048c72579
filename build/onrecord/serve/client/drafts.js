/* Drafts: what somebody types is in the browser's storage at each key, and is offered again after a
   crash of the browser or of the server. */
import { episode, sentenceAt } from "./episode.js"

/** @typedef {import("./episode.js").Sentence} Sentence */

const PREFIX = "onrecord.draft."

/** @param {Sentence} sentence */
function keyOf({ span }) {
  return `${PREFIX}${episode?.slug}.${span[0]}`
}

/**
 * @param {Sentence} sentence
 * @param {string} typed
 */
export function keepDraft(sentence, typed) {
  if (typed === sentence.text) dropDraft(sentence)
  else localStorage.setItem(keyOf(sentence), typed)
}

/** @param {Sentence} sentence */
export function dropDraft(sentence) {
  localStorage.removeItem(keyOf(sentence))
}

/**
 * @param {Sentence} sentence
 * @returns {string | null}
 */
export function draftOf(sentence) {
  return localStorage.getItem(keyOf(sentence))
}

/** @returns {Sentence[]} the sentences of the episode with a draft, in order */
export function listDrafts() {
  const prefix = `${PREFIX}${episode?.slug}.`
  return Object.keys(localStorage)
    .filter(key => key.startsWith(prefix))
    .map(key => Number(key.slice(prefix.length)))
    .sort((a, b) => a - b)
    .map(start => sentenceAt(start))
    .filter(sentence => sentence != null)
}
