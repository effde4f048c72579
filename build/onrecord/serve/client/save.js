/* Edits on their way to the server, one after the other, and back on the page. */
import { episode } from "./episode.js"
import { post, Refused } from "./server.js"
import { showChanged } from "./show.js"
import { reselect } from "./select.js"
import { showAlert } from "./alert.js"
import { notify } from "./theme.js"

/** @type {Promise<unknown>} */
let last = Promise.resolve()
let waiting = 0
/** @type {Set<() => void>} */
const listeners = new Set()

/** @type {Set<(answer: Promise<unknown>) => void>} */
const beforeListeners = new Set()

/** @param {(answer: Promise<unknown>) => void} listener called before each edit is sent */
export function onSaving(listener) {
  beforeListeners.add(listener)
}

/** @param {() => void} listener called after each edit that was saved */
export function onSaved(listener) {
  listeners.add(listener)
}

/**
 * Save an edit of the episode and show what it changed.
 * @param {object} edit
 * @returns {Promise<any>} the answer
 * @throws {Error} `Refused`, `Outdated`, or the server does not answer
 */
export function save(edit) {
  const path = `episodes/${encodeURIComponent(episode?.slug ?? "")}/edits`
  return inTurn(path, edit)
}

/**
 * The same, with a refusal shown at the top of the page.
 * @param {object} edit
 * @param {string} [done] shown when it is saved
 * @returns {Promise<boolean>} whether it was saved
 */
export async function saveOrAlert(edit, done) {
  try {
    await save(edit)
  } catch (error) {
    showError(error)
    return false
  }
  if (done) notify(done)
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
    const sent = post(path, body)
    beforeListeners.forEach(listener => listener(sent))
    const saved = await sent
    showChanged(saved.sentences ?? [])
    reselect()
    listeners.forEach(listener => listener())
    return saved
  })
  waiting += 1
  last = answer.catch(() => {}).then(() => (waiting -= 1))
  return answer
}

/** Whether the page shows all edits that were made. */
export function isUpToDate() {
  return !waiting
}

/** @param {unknown} error */
export function showError(error) {
  if (error instanceof Refused) showAlert(error.issues.map(describeIssue))
  else showAlert([error instanceof Error ? error.message : String(error)])
}

/** @param {import("./server.js").Issue} issue */
export function describeIssue({ message, found, hint }) {
  return [found ? `${message}: “${found}”` : message, hint].filter(Boolean).join(" · ")
}
