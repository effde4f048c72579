/* Guesses of who speaks, shown as such in front of the sentences where somebody may start. */
import { elementOf, episode, sentenceAt } from "./episode.js"
import { acceptAll, loadQueue, speakerGuesses } from "./queue.js"
import { goTo, selected } from "./select.js"
import { button, findAll, notify } from "./theme.js"

/** @typedef {import("./queue.js").Item} Item */

/** Episodes that had sentences without a speaker: where people name speakers. */
const STORAGE_KEY = "onrecord.naming"

/** @returns {boolean} whether people still name the speakers of the episode */
function isNaming() {
  const slugs = sessionStorage.getItem(STORAGE_KEY)?.split(" ") ?? []
  if (!episode || slugs.includes(episode.slug)) return Boolean(episode)
  if (episode.sentences.every(({ speaker }) => speaker)) return false
  sessionStorage.setItem(STORAGE_KEY, [...slugs, episode.slug].join(" "))
  return true
}

/**
 * @param {Item[]} guesses
 * @param {boolean} wanted shown although the episode has all its speakers
 */
export function showGuesses(guesses, wanted) {
  findAll(".edit-guess").forEach(each => each.remove())
  document.documentElement.classList.remove("edit-guessing")
  if (!wanted && !isNaming()) return
  for (const guess of guesses) {
    const sentence = guess.span && sentenceAt(guess.span[0])
    const element = sentence && elementOf(sentence)
    if (!element || sentence?.speaker === guess.title) continue
    const sure = guess.confidence == null ? "" : ` ${Math.round(guess.confidence * 100)} %`
    document.documentElement.classList.add("edit-guessing")
    element.before(
      button(`${guess.title}?${sure}`, () => accept(guess), {
        class: "edit-guess",
        tabindex: "-1",
        title: "A guess: Y or click if it is right",
      }),
    )
  }
}

/** Accept the guess at the selected sentence; without one, go to the next guess. */
export async function acceptGuess() {
  const sentence = selected()
  const guesses = speakerGuesses()
  if (!guesses.length) await loadQueue()
  const here = sentence && speakerGuesses().find(({ span }) => covers(sentence.span, span))
  if (here) return accept(here)
  if (!goToNext(sentence?.span[0] ?? -1)) notify("There are no guesses further down")
}

/** @param {Item} guess */
async function accept(guess) {
  await acceptAll([guess])
  goToNext(guess.span?.[0] ?? 0)
}

/** @param {number} from */
function goToNext(from) {
  const next = speakerGuesses()
    .map(({ span }) => span && sentenceAt(span[0]))
    .find(sentence => sentence && sentence.span[0] > from && elementOf(sentence))
  if (next) goTo(next)
  return Boolean(next)
}

/**
 * @param {[number, number]} sentence
 * @param {[number, number] | null} span
 */
function covers(sentence, span) {
  return span != null && sentence[0] <= span[0] && span[0] < sentence[1]
}
