/* Links that were published earlier: a mark that only leads on is followed at once. */
import { decode } from "./address.js"

/** Follow the mark that the address names, or the page that moved as a whole.
 * @returns {boolean} the reader is being led elsewhere */
export function leadOn() {
  const id = decode(location.hash.slice(1)).split("..")[0]
  const mark = /** @type {HTMLAnchorElement | null} */ (id ? document.getElementById(id)?.closest("[data-moved]") ?? null : null)
  const onward = mark?.href ?? (id ? "" : /** @type {HTMLElement | null} */ (document.querySelector("[data-onward]"))?.dataset.onward)
  if (!onward) return false
  location.replace(onward)
  return true
}

/** The sentence that an anchor names: itself, or the heir in front of which an old anchor stands.
 * @param {string} id
 * @returns {string} the id of the sentence; the same id where there is no other */
export function heirOf(id) {
  let found = document.getElementById(id)
  while (found?.hasAttribute("data-alias")) found = /** @type {HTMLElement | null} */ (found.nextElementSibling)
  return found?.id || id
}
