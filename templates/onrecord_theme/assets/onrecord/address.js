/* Times as people write them, and what an address asks for: a moment or a range, by time or by anchors. */

/**
 * Seconds of a clock time: `657`, `10:57`, `1:02:03`, `10m57s`, `npt:10:57` (W3C Media Fragments, 4.2.1).
 * @param {string} text
 * @returns {number | null} null when it is no time
 */
export function seconds(text) {
  const plain = text.replace(/^npt:/, "")
  const worded = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:\.\d+)?)s?)?$/.exec(plain)
  if (plain && worded) return (+(worded[1] ?? 0) * 60 + +(worded[2] ?? 0)) * 60 + +(worded[3] ?? 0)
  if (!/^\d+(:\d{1,2}){1,2}(\.\d+)?$/.test(plain)) return null
  return plain.split(":").reduce((sum, part) => sum * 60 + +part, 0)
}

/**
 * @param {{hash: string, search: string}} location
 * @returns {{from: number, to: number | null} | {first: string, last: string} | null} a time, a range of times, one or two anchors, or nothing
 */
export function wanted({ hash, search }) {
  const fragment = fragmentOf(hash)
  const time =
    /^t=(.*)$/.exec(fragment)?.[1] ?? (fragment ? null : new URLSearchParams(search).get("t"))
  if (time != null) {
    const [from, to] = time.split(",")
    const start = from ? seconds(from) : 0
    return start == null ? null : { from: start, to: to ? seconds(to) : null }
  }
  const [first, last = first] = fragment.split("..")
  return first ? { first, last } : null
}

/** What is asked for, without the words that some browsers do not take for themselves. @param {string} hash
 * @returns {string} the same where it is not well encoded */
function fragmentOf(hash) {
  const text = hash.slice(1).split(":~:")[0]
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** @param {number} seconds @returns {string} `10:57`, `1:02:03` */
export function clock(seconds) {
  const parts = [
    Math.floor(seconds / 3600),
    Math.floor(seconds / 60) % 60,
    Math.floor(seconds) % 60,
  ]
  return (parts[0] ? parts : parts.slice(1))
    .map((part, index) => (index ? String(part).padStart(2, "0") : part))
    .join(":")
}

/** Follow the mark that the address names, or the page that moved as a whole; a time, or the end of a range, goes along.
 * @returns {boolean} the reader is being led elsewhere */
export function leadOn() {
  const [id, last] = fragmentOf(location.hash).split("..")
  const mark = /** @type {HTMLAnchorElement | null} */ (
    id ? (document.getElementById(id)?.closest("[data-moved]") ?? null) : null
  )
  const moved = /** @type {HTMLElement | null} */ (document.querySelector("[data-onward]"))?.dataset
    .onward
  const whole = moved && (!id || id.startsWith("t=")) ? moved + location.search + location.hash : ""
  const onward = mark ? mark.href + (last ? `..${last}` : "") : whole
  if (!onward) return false
  location.replace(onward)
  return true
}

/** The sentence that an anchor names: itself, or the heir in front of which an old anchor stands.
 * @param {string} id
 * @returns {string} the id of the sentence; the same id where there is no other */
export function heirOf(id) {
  let found = document.getElementById(id)
  while (found?.hasAttribute("data-alias"))
    found = /** @type {HTMLElement | null} */ (found.nextElementSibling)
  return found?.id || id
}
