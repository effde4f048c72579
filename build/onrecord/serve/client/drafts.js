/* Drafts: what somebody types is in the browser's storage at each key, and is offered again after a
   crash of the browser or of the server. */
import { episode, sentenceAt } from "./episode.js"

/** @typedef {import("./episode.js").Sentence} Sentence */
/**
 * A form that was filled in and not saved.
 * @typedef {object} FormDraft
 * @property {string} key
 * @property {Record<string, string>} values
 * @property {any} about what opens the form again: see `reopen` in passages.js and entries.js
 */

const SENTENCES = "onrecord.draft."
const FORMS = "onrecord.form."
const UNANSWERED = "onrecord.sent."

/** @type {Set<string>} keys of edits that this tab has sent */
const onTheirWay = new Set()

/**
 * @param {string} prefix
 * @param {string} [slug]
 */
function ofEpisode(prefix, slug = episode?.slug) {
  return `${prefix}${slug}.`
}

/**
 * @param {string} prefix
 * @returns {string[]} keys in the storage
 */
function keysWith(prefix) {
  return Object.keys(localStorage).filter(key => key.startsWith(prefix))
}

/** @param {Sentence} sentence */
function keyOf({ span }) {
  return ofEpisode(SENTENCES) + span[0]
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
  const prefix = ofEpisode(SENTENCES)
  return keysWith(prefix)
    .map(key => Number(key.slice(prefix.length)))
    .sort((a, b) => a - b)
    .map(start => sentenceAt(start))
    .filter(sentence => sentence != null)
}

/** @param {FormDraft} draft */
export function keepFormDraft(draft) {
  localStorage.setItem(ofEpisode(FORMS) + draft.key, JSON.stringify(draft))
}

/** @param {string} key */
export function dropFormDraft(key) {
  localStorage.removeItem(ofEpisode(FORMS) + key)
}

/**
 * @param {string} key
 * @returns {FormDraft | null}
 */
export function formDraft(key) {
  return read(ofEpisode(FORMS) + key)
}

/** @returns {FormDraft[]} forms of the episode that were not saved */
export function listFormDrafts() {
  return keysWith(ofEpisode(FORMS))
    .map(read)
    .filter(draft => draft != null)
}

/** @param {string} key of the storage */
function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null")
  } catch {
    return null
  }
}

/**
 * Keep an edit until it is answered.
 * @param {object | object[]} edit
 * @param {string} title
 * @returns {string} its key
 */
export function keepUnanswered(edit, title) {
  const key = `${ofEpisode(UNANSWERED)}${Date.now()}.${onTheirWay.size}`
  onTheirWay.add(key)
  localStorage.setItem(key, JSON.stringify({ key, edit, title }))
  return key
}

/** @param {string} key */
export function dropUnanswered(key) {
  localStorage.removeItem(key)
}

/** @param {string} key of an edit that was not answered: it may be sent again */
export function giveUp(key) {
  onTheirWay.delete(key)
}

/** @returns {{key: string, edit: any, title: string}[]} edits that were not answered, in order */
export function listUnanswered() {
  return keysWith(ofEpisode(UNANSWERED))
    .filter(key => !onTheirWay.has(key))
    .sort()
    .map(read)
}

/** @param {string} slug */
export function hasDrafts(slug) {
  return [SENTENCES, FORMS, UNANSWERED].some(kind => keysWith(ofEpisode(kind, slug)).length > 0)
}
