/* Guesses of who speaks, shown as such in front of the sentences where somebody may start. */
import { elementOf, episode, sentenceAt } from "./episode.js"
import { accept, dismiss, guessAt, loadQueue, onQueue, speakerGuesses } from "./queue.js"
import { showsSpeakers } from "./queue_panel.js"
import { goTo, selected } from "./select.js"
import { button, notify } from "./theme.js"

/** @typedef {import("./queue.js").Item} Item */

/** Episodes that had sentences without a speaker: where people name speakers. */
const STORAGE_KEY = "onrecord.naming"
/** @type {number | null} where somebody was told that there are guesses above */
let endedAt = null
/** @type {Map<string, HTMLElement>} buttons on the page by the key of their guess */
const shown = new Map()

/** @returns {boolean} whether people still name the speakers of the episode */
function isNaming() {
  const slugs = sessionStorage.getItem(STORAGE_KEY)?.split(" ") ?? []
  if (!episode || slugs.includes(episode.slug)) return Boolean(episode)
  if (episode.sentences.every(({ speaker }) => speaker)) return false
  sessionStorage.setItem(STORAGE_KEY, [...slugs, episode.slug].join(" "))
  return true
}

/** @returns {Item[]} the guesses that people see */
function visibleGuesses() {
  return showsSpeakers() || isNaming() ? speakerGuesses() : []
}

/**
 * @param {import("./episode.js").Sentence} sentence
 * @returns {{since?: number, until?: number}} the nearest guesses up to a sentence without a
 *   speaker, and behind it: what is said about the sentence does not reach beyond them
 */
export function guessesAround({ span, speaker }) {
  if (speaker) return {}
  const starts = visibleGuesses()
    .map(guess => guess.span?.[0] ?? 0)
    .filter(start => !sentenceAt(start)?.speaker)
  return {
    since: starts.findLast(start => start <= span[0]),
    until: starts.find(start => start > span[0]),
  }
}

export function showGuesses() {
  const guesses = visibleGuesses()
  const wanted = new Map(guesses.map(guess => [guess.key, guess]))
  for (const [key, element] of shown)
    if (!wanted.has(key) || !element.isConnected) {
      element.remove()
      shown.delete(key)
    }
  for (const [key, guess] of wanted) if (!shown.has(key)) add(key, guess)
  document.documentElement.classList.toggle("edit-guessing", shown.size > 0)
}

export function hideGuesses() {
  for (const element of shown.values()) element.remove()
  shown.clear()
  document.documentElement.classList.remove("edit-guessing")
}

/**
 * @param {string} key
 * @param {Item} guess
 */
function add(key, guess) {
  const sentence = guess.span && sentenceAt(guess.span[0])
  const element = sentence && elementOf(sentence)
  if (!element || sentence?.speaker === guess.title) return
  const sure = guess.confidence == null ? "" : ` ${Math.round(guess.confidence * 100)} %`
  const added = button(`${guess.title}?${sure}`, () => acceptAndGoOn(guess), {
    class: "edit-guess",
    tabindex: "-1",
    title: "A guess: Y or click if it is right",
  })
  element.before(added)
  shown.set(key, added)
}

/** Accept the guess at the selected sentence; without one, go to the next guess. */
export async function acceptGuess() {
  const sentence = selected()
  if (!speakerGuesses().length) await loadQueue()
  const here = guessAt(sentence)
  if (here) return acceptAndGoOn(here)
  goToNext(sentence?.span[0] ?? -1)
}

/** Take the guess at the selected sentence off the page for good, and go to the next one. */
export async function dismissGuess() {
  const sentence = selected()
  const here = guessAt(sentence)
  if (here) await dismiss([here], true)
  goToNext(sentence?.span[0] ?? -1)
}

/** @param {Item} guess */
async function acceptAndGoOn(guess) {
  await accept([guess])
  goToNext(guess.span?.[0] ?? 0)
}

/**
 * Go to the next guess on the page; if there is none, say how many were passed over. From there
 * the first of these is next.
 * @param {number} from
 */
function goToNext(from) {
  const all = speakerGuesses()
    .map(({ span }) => span && sentenceAt(span[0]))
    .filter(sentence => sentence && elementOf(sentence))
  const next = all.find(sentence => sentence && sentence.span[0] > from)
  if (next) {
    endedAt = null
    return goTo(next)
  }
  if (all.length && endedAt === from) {
    endedAt = null
    return goTo(all[0])
  }
  endedAt = from
  const above = `${all.length} ${all.length === 1 ? "guess" : "guesses"} above: Y goes to the first`
  notify(all.length ? above : "There are no more guesses on this page")
}

onQueue(showGuesses)
