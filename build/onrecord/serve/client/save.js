/* Edits on their way to the server, one after the other, and back on the page. */
import { episode, fetchEpisode, setEpisode } from "./episode.js"
import { dropUnanswered, giveUp, keepUnanswered } from "./drafts.js"
import { post, Refused, Unanswered } from "./server.js"
import { showChanged } from "./show.js"
import { reselect } from "./select.js"
import { hideAlert, showAlert } from "./alert.js"
import { button, make, notify } from "./theme.js"
import { keepView } from "./view.js"

/** @type {Promise<unknown>} */
let last = Promise.resolve()
let waiting = 0
/** Changes at each edit that is sent, and at each answer. */
let state = 0
/** @type {Set<() => void>} */
const listeners = new Set()

/** @type {Set<(answer: Promise<any>) => void>} */
const beforeListeners = new Set()

/** @param {(answer: Promise<any>) => void} listener called before each edit is sent */
export function onSaving(listener) {
  beforeListeners.add(listener)
}

/** @type {Set<() => void>} */
const lostListeners = new Set()

/** @param {() => void} listener called after each edit that was not saved */
export function onLost(listener) {
  lostListeners.add(listener)
}

/** @param {() => void} listener called after each edit that was saved */
export function onSaved(listener) {
  listeners.add(listener)
}

/**
 * Save an edit of the episode, or several as one step, and show what they changed.
 * @param {object | object[]} edit
 * @param {string} [slug] of the episode, where none is loaded
 * @returns {Promise<any>} the answer
 * @throws {Error} `Refused`, `Outdated`, or the server does not answer
 */
export function save(edit, slug = episode?.slug ?? "") {
  const path = `episodes/${encodeURIComponent(slug)}/edits`
  return inTurn(path, edit)
}

/**
 * The same, with a refusal shown at the top of the page.
 * @param {object | object[]} edit
 * @param {string} [done] shown when it is saved
 * @param {(answer: any) => string} [more] of the answer, shown behind it
 * @returns {Promise<boolean>} whether it was saved
 */
export async function saveOrAlert(edit, done, more = () => "") {
  const key = keepUnanswered(edit, done ?? "")
  let answer
  try {
    answer = await save(edit)
  } catch (error) {
    giveUp(key)
    if (!(error instanceof Unanswered)) dropUnanswered(key)
    showError(error)
    lostListeners.forEach(listener => listener())
    return false
  }
  dropUnanswered(key)
  if (done) notify(done + more(answer))
  return true
}

/** @param {number} [id] of the edit; the last one without it */
export async function undo(id) {
  await repeat("undo", id ? { id } : {}, "Undone")
}

export async function redo() {
  await repeat("redo", {}, "Done again")
}

/**
 * @param {"undo" | "redo"} path
 * @param {object} body
 * @param {string} done
 */
async function repeat(path, body, done) {
  try {
    const { title } = await inTurn(path, body)
    notify(title ? `${done}: ${title}` : done)
  } catch (error) {
    showError(error)
  }
}

/**
 * @param {string} path
 * @param {object} body
 */
function inTurn(path, body) {
  const answer = last.then(async () => {
    state += 1
    const sent = post(path, body)
    beforeListeners.forEach(listener => listener(sent))
    const saved = await sent.finally(() => (state += 1))
    // Somebody saw a difference where there is none: the page was behind.
    if (saved.id === 0 && episode) setEpisode(await fetchEpisode(episode.slug))
    const restore = keepView()
    showChanged(saved.sentences ?? [])
    reselect()
    restore()
    listeners.forEach(listener => listener())
    if (saved.redacted_in_history) offerToForget(saved.episode)
    return saved
  })
  waiting += 1
  showWaiting()
  last = answer
    .catch(() => {})
    .then(() => {
      waiting -= 1
      showWaiting()
    })
  return answer
}

/**
 * The undo history has words that somebody redacted.
 * @param {string} slug
 */
function offerToForget(slug) {
  const text =
    "The undo history on this machine still has the redacted words. It is never published. " +
    "Without it the edits of this episode stay, but cannot be undone."
  const path = `episodes/${encodeURIComponent(slug)}/forget`
  const forget = async () => {
    hideAlert()
    await post(path, {}).then(() => notify("The undo history is forgotten"), showError)
  }
  showAlert([text], { kind: "history", action: button("Forget the undo history", forget) })
}

const saving = make("span", { class: "edit-building", role: "status" })

/** @returns {HTMLElement} how many edits are on their way, if somebody is faster than the server */
export function savingStatus() {
  return saving
}

function showWaiting() {
  saving.textContent = waiting > 2 ? `Saving ${waiting}…` : ""
}

// Edits on their way would be lost.
addEventListener("beforeunload", event => waiting && event.preventDefault())

/** Whether the page shows all edits that were made. */
export function isUpToDate() {
  return !waiting
}

/** @returns {number} the same as before, if no edit was on its way since */
export function saveState() {
  return state
}

/** @param {unknown} error */
export function showError(error) {
  if (error instanceof Refused) showAlert(error.issues.map(describeIssue))
  else if (error instanceof Unanswered) showAlert([error.message], { kind: "connection" })
  else showAlert([error instanceof Error ? error.message : String(error)])
}

/** @param {import("./server.js").Issue} issue */
export function describeIssue({ message, found, hint }) {
  return [found ? `${message}: “${found}”` : message, hint].filter(Boolean).join(" · ")
}
