/* Requests to the edit server. All are answered as JSON. */

/**
 * @typedef {object} Issue
 * @property {string} path
 * @property {number} line
 * @property {string} message
 * @property {string} found
 * @property {string} hint
 */

/** The files refuse an edit; nothing was written. */
export class Refused extends Error {
  /**
   * @param {Issue[]} issues
   * @param {number} [index] of the edit that is refused, among several
   */
  constructor(issues, index) {
    super(issues[0]?.message ?? "refused")
    this.issues = issues
    this.index = index
  }
}

/** The sentence or the text was changed meanwhile: in an editor, by another tab, by `git pull`. */
export class Outdated extends Error {
  /**
   * @param {string} now as the file has it
   * @param {number} [index] of the edit, among several
   */
  constructor(now, index) {
    super("This was changed meanwhile.")
    this.now = now
    this.index = index
  }
}

/** The server does not answer; the edit may be lost. */
export class Unanswered extends Error {
  constructor() {
    super("The server does not answer. Is `onrecord serve` still running?")
  }
}

/**
 * @param {string} path behind `/_edit/`
 * @returns {Promise<any>}
 * @throws {Error} the server does not answer, or has nothing there
 */
export async function get(path) {
  return read(await request(path, {}))
}

/**
 * @param {string} path behind `/_edit/`
 * @param {object} body
 * @returns {Promise<any>}
 * @throws {Refused | Outdated | Error}
 */
export async function post(path, body) {
  const send = () => {
    const headers = { "Content-Type": "application/json", "X-Onrecord-Token": token() }
    return request(path, { method: "POST", headers, body: JSON.stringify(body) })
  }
  const response = await send()
  return read(response.status === 403 && (await renewToken()) ? await send() : response)
}

/** @param {Document} page */
function metaOf(page) {
  return page.querySelector('meta[name="onrecord-edit"]')
}

function token() {
  return metaOf(document)?.getAttribute("content") ?? ""
}

/**
 * Take over the token of a server that was started anew.
 * @returns {Promise<boolean>} whether there is another one
 */
async function renewToken() {
  const response = await fetch(location.pathname, { cache: "no-store" }).catch(() => null)
  if (!response) return false
  const page = new DOMParser().parseFromString(await response.text(), "text/html")
  const renewed = metaOf(page)?.getAttribute("content")
  if (!renewed || renewed === token()) return false
  metaOf(document)?.setAttribute("content", renewed)
  return true
}

/**
 * @param {string} path
 * @param {RequestInit} options
 */
async function request(path, options) {
  try {
    return await fetch(`/_edit/${path}`, options)
  } catch {
    throw new Unanswered()
  }
}

/** @param {Response} response */
async function read(response) {
  const answer = await response.json().catch(() => ({}))
  if (response.ok) return answer
  if (response.status === 422) throw new Refused(answer.issues ?? [], answer.index)
  if (response.status === 409 && answer.now != null) throw new Outdated(answer.now, answer.index)
  if (response.status === 403) throw new Error("The server was started anew: reload the page.")
  throw new Error(answer.error ?? `The server answered ${response.status}.`)
}
