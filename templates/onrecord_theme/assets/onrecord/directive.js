/* The words at both ends of a range, for browsers to find without us: no element has the name of a range that a reader chose. A text directive
   (WICG, Scroll To Text Fragment) stands behind the fragment; scripts do not see it, and where it is not known it does no harm. */
import { spaced, spoken } from "./passage.js"

// So many words, or as many more as are needed to tell them from others on the page.
const FEW = 3

/** @param {HTMLElement[]} sentences in order @returns {string} empty where nothing tells their words apart */
export function directive(sentences) {
  const [first, last] = [sentences[0], sentences[sentences.length - 1]]
  // Each term has to lie in one block.
  const [opening, closing] = [first, last].map(
    each => /** @type {HTMLElement} */ (each.closest("p")),
  )
  const whole = between(first, last)
  const head = between(first, opening === closing ? last : opening.lastChild)
  const tail = between(opening === closing ? first : closing.firstChild, last)
  const ends = few(tail, whole, true) || tail
  let begins = few(head, spaced(document.body.textContent))
  if (!begins) {
    // "Yeah." is said in many places: here it is said behind these words, or under this time.
    const lead =
      parts(between(opening.firstChild, first).slice(0, -between(first, first).length))
        .slice(-FEW)
        .join("") || opening.parentElement?.querySelector("time")?.textContent
    if (!lead) return ""
    begins = between(first, first)
    return `:~:text=${encode(lead)}-,${encode(begins)},${encode(ends)}`
  }
  return `:~:text=${begins.length + ends.length < whole.length ? `${encode(begins)},${encode(ends)}` : encode(whole)}`
}

/** @param {Node | null} from @param {Node | null} to @returns {string} their text as it is without our scripts */
function between(from, to) {
  const range = document.createRange()
  range.setStartBefore(/** @type {Node} */ (from))
  range.setEndAfter(/** @type {Node} */ (to))
  return spoken(range, "[data-count]")
}

/** The fewest words from one end that stand in a text once. @param {string} words @param {string} text @param {boolean} [fromEnd]
 * @returns {string} empty where none do */
function few(words, text, fromEnd) {
  const all = parts(words)
  const low = text.toLowerCase()
  for (let count = Math.min(FEW, all.length); count <= all.length; count++) {
    // What reads a link in a text takes a full stop behind it for that of the sentence.
    const phrase = all
      .slice(...(fromEnd ? [-count] : [0, count]))
      .join("")
      .replace(/[^\p{L}\p{N}]+$/u, "")
    if (phrase && low.split(phrase.toLowerCase()).length === 2) return phrase
  }
  return ""
}

/** Words with what stands behind them; in scripts without spaces, what stands between marks. @param {string} text */
function parts(text) {
  return text.split(/(?<=[\s、。，！？])/)
}

/** @param {string} text */
function encode(text) {
  return encodeURIComponent(text.trim()).replace(
    /[-!'()*]/g,
    mark => `%${mark.charCodeAt(0).toString(16)}`,
  )
}
