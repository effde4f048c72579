/* The words of queries and of indexed text, divided as `build/onrecord/search/bigrams.py` does. */

/** Stands in indexed text where the page has no space. */
const JOINER = "\u2060"
const QUOTED = /["“”„«»]([^"“”„«»]+)["“”„«»]/g

/**
 * Scripts without spaces: `run` matches letters side by side, `letter` each of them.
 * @typedef {{run: RegExp, letter: RegExp}} Scripts
 */
/**
 * @typedef {object} Query
 * @property {string[]} terms distinct words, and pairs of letters in scripts without spaces
 * @property {string[][]} phrases words that stand side by side, in order
 */
/**
 * One of Pagefind's words, as the page shows it.
 * @typedef {{text: string, space: boolean}} Word `space`: whether one follows
 */

/**
 * @param {string} divided the scripts, as the body of a character class
 * @returns {Scripts}
 */
export function readScripts(divided) {
  const letter = `(?=[\\p{L}\\p{N}])[${divided}][\\p{M}\\u0f0b\\u0f0c]*`
  return { run: new RegExp(`((?:${letter})+)`, "u"), letter: new RegExp(letter, "gu") }
}

/**
 * Read a query: words in quotation marks, and words of three or four letters in scripts without
 * spaces, must stand side by side. Frequent words are left out beside others.
 * @param {string} query
 * @param {Scripts} scripts
 * @param {Set<string>} frequent
 * @returns {Query}
 */
export function readQuery(query, scripts, frequent) {
  const quoted = [...query.matchAll(QUOTED)].map(([, words]) => termsOf(words, scripts))
  const words = query.replace(QUOTED, " ").split(/\s+/)
  const runs = words.filter(word => {
    const [before, run, after] = word.split(scripts.run)
    return run && !before && !after && (run.match(scripts.letter) ?? []).length <= 4
  })
  const phrases = [...quoted, ...runs.map(run => termsOf(run, scripts))]
  const all = [...quoted.flat(), ...words.flatMap(word => termsOf(word, scripts))]
  const rare = all.filter(term => isLong(term) && !frequent.has(term))
  return {
    terms: [...new Set(rare.length ? rare : all)],
    phrases: phrases.filter(({ length }) => length > 1),
  }

  /** @param {string} term */
  function isLong(term) {
    return term.length > 1 || scripts.run.test(term)
  }
}

/**
 * @param {string} text
 * @param {Scripts} scripts
 * @returns {string[]} in lower case, without punctuation
 */
export function termsOf(text, scripts) {
  const parts = text.toLowerCase().split(/[\s\p{Pd}]+/u)
  return parts
    .flatMap(part => part.split(scripts.run).flatMap((run, at) => (at % 2 ? pairsOf(run) : run)))
    .map(term => term.replace(/[^\p{L}\p{N}\p{M}]/gu, ""))
    .filter(Boolean)

  /** @param {string} run */
  function pairsOf(run) {
    const letters = run.match(scripts.letter) ?? []
    return letters.length < 2 ? letters : letters.slice(1).map((each, at) => letters[at] + each)
  }
}

/**
 * Read indexed text: an entry for each of Pagefind's words.
 * @param {string} content
 * @param {Scripts} scripts
 * @returns {Word[]}
 */
export function readWords(content, scripts) {
  // Pagefind puts one space between words.
  const words = content.split(" ")
  return words.map((word, at) => {
    if (word === JOINER) return { text: "", space: false }
    const letters = word.match(scripts.letter) ?? []
    // The second letter of a pair is the first of the next word.
    if (letters.length === 2 && letters.join("") === word) return { text: letters[0], space: false }
    return { text: word, space: words[at + 1] !== JOINER }
  })
}
