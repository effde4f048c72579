/* The queue of an episode: what deserves a look, as the server lists it. */
import { episode } from "./episode.js"
import { SUGGESTIONS } from "./kinds.js"
import { reapplyAll } from "./reapply.js"
import { get, post } from "./server.js"
import { onSaved, save, showError } from "./save.js"
import { notify } from "./theme.js"

/**
 * @typedef {object} Item
 * @property {string} key
 * @property {import("./kinds.js").SuggestionKind} kind
 * @property {string} title
 * @property {string} detail
 * @property {number | null} confidence 0 to 1
 * @property {[number, number] | null} span
 * @property {object | null} edit
 */

// Milliseconds after the last edit until the queue is asked for again.
const WAIT = 1500

/** @type {Item[]} */
let items = []
/** @type {Set<() => void>} */
const listeners = new Set()

/** @param {() => void} listener called when the queue has changed */
export function onQueue(listener) {
  listeners.add(listener)
}

/** @returns {Item[]} */
export function queueItems() {
  return items
}

/** @returns {Item[]} guesses of who speaks */
export function speakerGuesses() {
  return items.filter(item => item.kind === "speaker")
}

/** @param {Item[]} now */
function replace(now) {
  items = now
  listeners.forEach(listener => listener())
}

/**
 * @param {import("./episode.js").Sentence | null} sentence
 * @returns {Item | undefined} the guess of who speaks it
 */
export function guessAt(sentence) {
  const [start, end] = sentence?.span ?? [0, 0]
  return speakerGuesses().find(({ span }) => span && start <= span[0] && span[0] < end)
}

/**
 * Take the guess at a sentence off the list: somebody has said who speaks. The server lists it
 * again if that is undone.
 * @param {import("./episode.js").Sentence} sentence
 */
export function settleGuess(sentence) {
  const guess = guessAt(sentence)
  if (guess) replace(items.filter(item => item !== guess))
}

/**
 * Ask for the queue.
 * @param {{all?: boolean}} [options] `all`: also what takes the server long
 */
export async function loadQueue({ all = false } = {}) {
  const slug = episode?.slug
  if (!slug) return
  /** @type {Item[]} */
  const loaded = await get(`episodes/${encodeURIComponent(slug)}/queue${all ? "" : "?quick=1"}`)
  if (slug !== episode?.slug) return
  const slow = all ? [] : items.filter(({ kind }) => SUGGESTIONS[kind].slow)
  replace([...loaded, ...slow])
}

export function emptyQueue() {
  items = []
}

/**
 * Accept items, as one step.
 * @param {Item[]} chosen
 */
export async function accept(chosen) {
  let left = chosen.filter(({ edit }) => edit)
  /** @type {Item[]} */
  const refused = []
  while (left.length) {
    const edits = reapplyAll(left.map(({ edit }) => edit))
    try {
      await save(edits.length === 1 ? edits[0] : edits)
      break
    } catch (error) {
      const { index } = /** @type {{index?: number}} */ (error)
      if (index == null || left.length === 1) return showError(error)
      // All others are fine: the one that is not stays in the queue.
      refused.push(...left.splice(index, 1))
    }
  }
  replace(items.filter(item => !left.includes(item)))
  if (chosen.length === 1) return
  const rest = refused.length ? ` · ${refused.length} left for you to look at` : ""
  notify(`${left.length} accepted in one step${rest}`)
}

/**
 * Take items off the queue for good, or bring them back.
 * @param {Item[]} chosen
 * @param {boolean} dismissed
 */
export async function dismiss(chosen, dismissed) {
  const keys = chosen.map(({ key }) => key)
  const path = `episodes/${encodeURIComponent(episode?.slug ?? "")}/queue/dismissed`
  try {
    await post(path, { keys, dismissed })
  } catch (error) {
    return showError(error)
  }
  const others = items.filter(({ key }) => !keys.includes(key))
  replace(dismissed ? others : [...chosen, ...others])
}

/** @type {ReturnType<typeof setTimeout>} */
let timer
onSaved(() => {
  // Not at each of many edits.
  clearTimeout(timer)
  timer = setTimeout(() => loadQueue().catch(() => {}), WAIT)
})
