/* News of the server: the site is being built, was built, or could not be. One tab listens and
   tells the others, since browsers open only six connections to a host. */
import { hideAlert, showAlert } from "./alert.js"
import { morph } from "./morph.js"
import { isUpToDate, onSaved, onSaving, saveState } from "./save.js"
import { make } from "./theme.js"
import { keepView } from "./view.js"

/**
 * @typedef {object} News
 * @property {"building" | "built" | "failed" | "saving" | "refused" | "back"} kind
 * @property {{pages?: string[] | null, text?: string}} data
 */

const channel = new BroadcastChannel("onrecord-edit")
const status = make("span", { class: "edit-building", role: "status" })
let waiting = false
/** Whether something was saved that the site does not show yet; the page is ahead of it. */
let ahead = false
let wasAhead = false
/** Whether the build that runs has all that was saved. */
let complete = false
/** @type {() => boolean} */
let isBusy = () => false
/** @type {() => Promise<() => void>} */
let prepare = async () => () => {}

/**
 * @param {object} page
 * @param {() => boolean} page.busy while a sentence is open: until then the page stays as it is
 * @param {() => Promise<() => void>} page.prepare called before the page is brought up to date;
 *   the function that it returns is called in the same task as that
 */
export function listen(page) {
  isBusy = page.busy
  prepare = page.prepare
  channel.onmessage = ({ data }) => receive(data)
  onSaving(answer => {
    tell({ kind: "saving", data: {} })
    // Nothing was written: there is no build to wait for.
    const nothing = () => tell({ kind: "refused", data: {} })
    answer.then(saved => saved.id === 0 && nothing(), nothing)
  })
  onSaved(() => setTimeout(update))
  navigator.locks.request("onrecord-edit-events", () => new Promise(open))
}

/** The server answers again: what this page shows may be behind. */
function reconnect() {
  hideAlert("connection")
  waiting = true
  update()
}

function open() {
  // From the build of this page on, so that none is missed while it loads.
  const { build = "" } =
    /** @type {HTMLElement | null} */ (document.querySelector('meta[name="onrecord-edit"]'))
      ?.dataset ?? {}
  const source = new EventSource(`/_edit/events?since=${build}`)
  let isLost = false
  source.onerror = () => (isLost = true)
  source.onopen = () => {
    if (isLost) tell({ kind: "back", data: {} })
    isLost = false
  }
  for (const kind of /** @type {const} */ (["building", "built", "failed"]))
    source.addEventListener(kind, ({ data }) => tell({ kind, data: JSON.parse(data || "{}") }))
}

/** @param {News} news for all tabs */
function tell(news) {
  channel.postMessage(news)
  receive(news)
}

/** @param {News} news */
function receive({ kind, data }) {
  if (kind === "saving") {
    wasAhead = ahead
    ahead = true
    complete = false
    return
  }
  if (kind === "back") return reconnect()
  if (kind === "refused") {
    ahead = wasAhead
    return update()
  }
  status.textContent = kind === "building" ? "Building…" : ""
  if (kind === "building") complete = true
  if (kind === "failed")
    showAlert(["The site was not built: this is the last good one.", ...lines(data.text)], {
      kind: "build",
    })
  if (kind !== "built") return
  // What this page shows ahead of the site is replaced, even if the site is as it was.
  if (complete && ahead) waiting = true
  if (complete) ahead = false
  hideAlert("build")
  if (!data.pages || data.pages.some(isHere)) waiting = true
  update()
}

/** @param {string} [text] */
function lines(text = "") {
  return text.split("\n").filter(line => line.trim())
}

/** @param {string} url */
function isHere(url) {
  const here = location.pathname.replace(/index\.html$/, "")
  return new URL(url, location.origin).pathname.replace(/index\.html$/, "") === here
}

/** Bring the page up to date, if it waits for that and no sentence is open. */
export async function update() {
  if (!waiting || ahead || isBusy() || !isUpToDate()) return
  waiting = false
  const [path, before] = [location.pathname, saveState()]
  const response = await fetch(path, { cache: "no-store" }).catch(() => null)
  if (!response?.ok) return
  const page = new DOMParser().parseFromString(await response.text(), "text/html")
  // Material makes all links of a page absolute: without this no element would be equal.
  for (const link of page.querySelectorAll("a")) if (link.href) link.href = String(link.href)
  const finish = await prepare()
  if (path !== location.pathname) return
  // The episode that was asked for may be that before an edit made meanwhile.
  if (ahead || isBusy() || !isUpToDate() || saveState() !== before) {
    waiting = true
    return
  }
  const restore = keepView()
  for (const selector of [".or-main", ".rail"]) {
    const [old, next] = [document.querySelector(selector), page.querySelector(selector)]
    if (old && next) morph(old, next)
  }
  finish()
  restore()
}

/** @returns {HTMLElement} shown while the site is being built */
export function buildStatus() {
  return status
}
