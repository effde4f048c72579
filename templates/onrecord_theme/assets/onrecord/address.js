/* The target of an address: a moment or a range, given as times or as anchors. */
import { parseTime } from "./time.js"

/** @typedef {{from: number, to: number | null}} TimeTarget seconds; `to` is null for a moment */
/** @typedef {{first: string, last: string}} AnchorTarget */

/**
 * @param {{hash: string, search: string}} location
 * @returns {TimeTarget | AnchorTarget | null} null if the address has no target
 */
export function targetOf({ hash, search }) {
  const fragment = decodeFragment(hash)
  const query = fragment ? null : new URLSearchParams(search).get("t")
  const time = /^t=(.*)$/.exec(fragment)?.[1] ?? query
  if (time != null) {
    const [from, to] = time.split(",")
    const start = from ? parseTime(from) : 0
    return start == null ? null : { from: start, to: to ? parseTime(to) : null }
  }
  const [first, last = first] = fragment.split("..")
  return first ? { first, last } : null
}

/**
 * Decode a fragment, without its text directive: some browsers leave the directive in `location`.
 * @param {string} hash
 * @returns {string} undecoded if the percent-encoding is invalid
 */
function decodeFragment(hash) {
  const text = hash.slice(1).split(":~:")[0]
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/**
 * Redirect an old link: to the new place of its sentence, or of the whole page if that moved.
 * A time and the end of a range are kept.
 * @returns {boolean} whether a redirect has started
 */
export function redirectOldLink() {
  const [id, last] = decodeFragment(location.hash).split("..")
  const mark = /** @type {HTMLAnchorElement | null | undefined} */ (
    id ? document.getElementById(id)?.closest("[data-moved]") : null
  )
  const page = /** @type {HTMLElement | null} */ (document.querySelector("[data-onward]"))
  const moved = page?.dataset.onward
  const wholePage = moved && (!id || id.startsWith("t="))
  const pageUrl = wholePage ? moved + location.search + location.hash : ""
  const url = mark ? mark.href + (last ? `..${last}` : "") : pageUrl
  if (!url) return false
  location.replace(url)
  return true
}

/**
 * Resolve an old anchor to the sentence that follows it, which now holds its words.
 * @param {string} id
 * @returns {string} the id of the sentence; the same id if it is not an alias
 */
export function resolveAlias(id) {
  let element = document.getElementById(id)
  while (element?.hasAttribute("data-alias"))
    element = /** @type {HTMLElement | null} */ (element.nextElementSibling)
  return element?.id || id
}
