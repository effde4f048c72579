/* What entries of the overlay and suggestions of the queue are called. */

/**
 * @typedef {object} EntryKind
 * @property {string} name of one
 * @property {string} main key of the value that names it
 * @property {string} [done] notice once one was added
 */

/** @type {Record<string, EntryKind>} by the key of their list in the overlay */
export const ENTRIES = {
  speakers: { name: "Speaker", main: "person" },
  corrections: { name: "Correction", main: "now" },
  notes: { name: "Note", main: "note", done: "Note added" },
  chapters: { name: "Chapter", main: "title", done: "Chapter added" },
  quotes: { name: "Quote", main: "words", done: "Quote added" },
  topics: { name: "Topic", main: "topic", done: "Topic added" },
  redactions: { name: "Redaction", main: "words", done: "Words removed" },
}

/** @typedef {"conflict" | "proposal" | "word" | "speaker" | "quote" | "chapter"} SuggestionKind */

/**
 * In the order of the tabs. `leave`: button to leave one as it is; `slow`: the server takes seconds
 * to find them, the first time.
 * @type {Record<SuggestionKind, {name: string, leave?: string, slow?: boolean}>}
 */
export const SUGGESTIONS = {
  conflict: { name: "Conflicts" },
  proposal: { name: "Proposals of readers", leave: "Dismiss" },
  word: { name: "Suspicious words", leave: "It is right", slow: true },
  speaker: { name: "Speakers", leave: "Dismiss" },
  quote: { name: "Suggested quotes", leave: "Dismiss", slow: true },
  chapter: { name: "Chapters without a title", leave: "Dismiss" },
}
