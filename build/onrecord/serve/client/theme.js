/* The theme's own modules: its elements, what it reads from a page, its player. They are imported
   from the page that is being edited, so that there is one player and one set of listeners. */

/**
 * @typedef {typeof import(
 *   "../../../../templates/onrecord_theme/assets/onrecord/element.js")} ElementModule
 * @typedef {typeof import(
 *   "../../../../templates/onrecord_theme/assets/onrecord/page.js")} PageModule
 * @typedef {typeof import(
 *   "../../../../templates/onrecord_theme/assets/onrecord/player.js")} PlayerModule
 */

/** @type {HTMLScriptElement | null} */
const reader = document.querySelector('script[src$="assets/onrecord/reader.js"]')

/** @param {string} name */
const load = name => import(new URL(name, reader?.src ?? location.href).href)

const [element, page, player] = /** @type {[ElementModule, PageModule, PlayerModule]} */ (
  await Promise.all(["element.js", "page.js", "player.js"].map(load))
)

export const { make, button, openDialog, notify } = element
export const { SENTENCE, findAll, formatTime, passageOf, readFacts, sentencesIn, sentencesOf } =
  page
export const { hasSource, mountPlayer, playPassage, skip, toggle } = player
