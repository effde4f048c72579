/* Forms of a passage that readers take away: link, quote, suggested correction. */
import { notify } from "./element.js"
import { collapseSpaces, findAll, readFacts, textOf } from "./page.js"

/** @typedef {import("./page.js").Passage} Passage */

// Words in a term of a text directive. More are taken only if these are not unique on the page.
const MIN_WORDS = 3
// GitHub answers 414 to more than 8,191 bytes (github/docs#5136), and so does nginx as it comes. A
// reader who must log in first is sent on with the URL encoded a second time.
const MAX_URL = 8000

/**
 * @param {Passage} passage
 * @returns {string} `Dwarkesh Podcast, 10:57`
 */
function sourceOf(passage) {
  return [readFacts().show ?? document.title, passage.time].filter(Boolean).join(", ")
}

/**
 * The link to share. That of a range or of a part of a sentence ends in a text directive; citations
 * use the shorter `url`.
 * @param {Passage} passage
 */
export function linkOf(passage) {
  const { sentences, part, url } = passage
  return sentences.length > 1 || part ? url + textDirective(passage) : url
}

/**
 * Attribute a quote: a single speaker is named after the words, several each before their own.
 * @param {Passage} passage
 * @returns {{lines: {name: string, text: string}[], by: string}}
 */
function attribute({ words }) {
  const [{ speaker, text }, ...others] = words
  if (!others.length) return { lines: [{ name: "", text }], by: speaker && `${speaker}, ` }
  return {
    lines: words.map(({ speaker, text }) => ({ name: speaker && `${speaker}: `, text })),
    by: "",
  }
}

/** @param {Passage} passage */
export function quoteText(passage) {
  const { lines, by } = attribute(passage)
  const texts = lines.map(({ name, text }) => name + text)
  const quote = texts.length > 1 ? texts.join("\n") : `“${texts}”`
  return `${quote}\n— ${by}${sourceOf(passage)}\n${linkOf(passage)}`
}

/** @param {Passage} passage */
export function quoteMarkdown(passage) {
  const { lines, by } = attribute(passage)
  const quote = lines.map(({ name, text }) => `> ${escapeMarkdown(name + text)}\n>\n`).join("")
  const source = escapeMarkdown(sourceOf(passage))
  return `${quote}> — ${escapeMarkdown(by)}[${source}](${linkOf(passage)})`
}

/** @param {Passage} passage */
export function quoteHtml(passage) {
  const { lines, by } = attribute(passage)
  const url = escapeHtml(linkOf(passage))
  const quote = lines.map(({ name, text }) => {
    const bold = name && `<b>${escapeHtml(name)}</b>`
    return `<p>${bold}${escapeHtml(text)}</p>`
  })
  const source = `${escapeHtml(by)}<a href="${url}">${escapeHtml(sourceOf(passage))}</a>`
  return `<blockquote cite="${url}">${quote.join("")}</blockquote><p>— ${source}</p>`
}

/** @param {string} text */
function escapeMarkdown(text) {
  return text.replace(/[\\`*_[\]<>#|~]/g, "\\$&")
}

/** @param {string} text */
export function escapeHtml(text) {
  return text.replace(/[&<>"]/g, mark => `&#${mark.charCodeAt(0)};`)
}

/**
 * Copy text to the clipboard, with HTML and Markdown as further formats if the browser supports it.
 * @param {string} message shown on success
 * @param {string} text
 * @param {{html?: string, markdown?: string}} [formats]
 */
export async function copy(message, text, { html, markdown } = {}) {
  try {
    if (html && globalThis.ClipboardItem) {
      const types = /** @type {Record<string, string>} */ ({
        "text/plain": text,
        "text/html": html,
      })
      const supports = /** @type {any} */ (ClipboardItem).supports
      if (markdown && supports?.("web text/markdown")) types["web text/markdown"] = markdown
      const blobs = Object.entries(types).map(([type, content]) => [
        type,
        new Blob([content], { type: type.replace("web ", "") }),
      ])
      await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))])
    } else await navigator.clipboard.writeText(text)
    notify(message)
  } catch {
    // No clipboard without HTTPS or permission: the reader can copy from the prompt by hand.
    prompt("Copy this:", text)
  }
}

/**
 * Start a correction: a new file, an issue or an email with YAML that `onrecord apply` reads.
 * @param {Passage} passage
 * @returns {string} its URL; empty if the archive accepts no suggestions
 */
export function suggestionUrl({ sentences, words, url }) {
  const { form, file, proposal } = readFacts().suggest ?? {}
  if (!form) return ""
  /** @type {Record<string, string>} */
  const values = {
    url,
    at: sentences[0].id,
    was: JSON.stringify(words.map(({ text }) => text).join(" ")),
    on: today(),
  }
  const entry = proposal.replace(/⟦(\w+)⟧/g, (_, name) => values[name])
  const begun = file
    ? `${file}${values.at}-${Date.now().toString(36)}.yml&value=${encodeURIComponent(entry)}`
    : form + encodeURIComponent(`\`\`\`yaml\n${entry}\`\`\`\n`)
  return encodeURIComponent(begun).length < MAX_URL ? begun : form + encodeURIComponent(url)
}

/** @returns {string} the date as ISO 8601 has it, as the Swedish locale does */
export function today() {
  return new Date().toLocaleDateString("sv")
}

/**
 * Encode for `mailto:` too, where a `+` is not a space.
 * @param {Record<string, string>} fields
 */
export function encodeQuery(fields) {
  return Object.entries(fields)
    .map(pair => pair.map(encodeURIComponent).join("="))
    .join("&")
}

/** Mount the buttons of a quote page. Without scripts, each form is text to select. */
export function mountCopyButtons() {
  for (const button of findAll("[data-shares]")) {
    button.hidden = !("share" in navigator)
    const url = location.origin + location.pathname
    // Rejected if the reader cancels.
    button.onclick = () => navigator.share({ text: button.dataset.shares, url }).catch(() => {})
  }
  for (const button of findAll("[data-copies]")) {
    button.hidden = !navigator.clipboard
    const form = document.getElementById(button.dataset.copies ?? "")
    button.onclick = () => copy("Copied", form?.textContent ?? "")
  }
}

/**
 * Make a text directive (WICG, Scroll To Text Fragment): the first and last words of a passage,
 * which are appended to its link. No element has a range as its id; with a text directive, browsers
 * without our scripts find the words. Scripts do not see it, and browsers that do not support it
 * ignore it.
 * @param {Passage} passage
 * @returns {string} empty if no words tell the passage from the rest of the page
 */
function textDirective({ sentences, part }) {
  const passage = part ?? rangeOf(sentences[0], sentences[sentences.length - 1])
  // A term must lie within one block.
  const [firstBlock, lastBlock] = [sentences[0], sentences[sentences.length - 1]].map(
    each => /** @type {HTMLElement} */ (each.closest("p")),
  )
  const oneBlock = firstBlock === lastBlock
  const whole = wordsOf(passage)
  const head = oneBlock ? whole : wordsOf(passage, rangeOf(firstBlock))
  const tail = oneBlock ? whole : wordsOf(passage, rangeOf(lastBlock))
  const end = shortestUnique(tail, whole, true) || tail
  const start = shortestUnique(head, collapseSpaces(document.body.textContent))
  if (start) {
    const terms = start.length + end.length < whole.length ? [start, end] : [whole]
    return `:~:text=${terms.map(encodeTerm).join(",")}`
  }
  // "Yeah." is not unique: the prefix is the words before it, or the time of its paragraph.
  const before = rangeOf(firstBlock)
  before.setEnd(passage.startContainer, passage.startOffset)
  const prefix =
    splitWords(wordsOf(before)).slice(-MIN_WORDS).join("") ||
    firstBlock.parentElement?.querySelector("time")?.textContent
  const sentence = wordsOf(passage, rangeOf(sentences[0]))
  return prefix ? `:~:text=${encodeTerm(prefix)}-,${encodeTerm(sentence)},${encodeTerm(end)}` : ""
}

/**
 * @param {Node} first
 * @param {Node} [last]
 */
function rangeOf(first, last = first) {
  const range = document.createRange()
  range.setStartBefore(first)
  range.setEndAfter(last)
  return range
}

/**
 * @param {Range} range
 * @param {Range} [limits] that the text is limited to
 * @returns {string} its text, without what our scripts have added
 */
function wordsOf(range, limits = range) {
  const within = range.cloneRange()
  if (limits.compareBoundaryPoints(Range.START_TO_START, range) > 0)
    within.setStart(limits.startContainer, limits.startOffset)
  if (limits.compareBoundaryPoints(Range.END_TO_END, range) < 0)
    within.setEnd(limits.endContainer, limits.endOffset)
  return textOf(within, "[data-count]")
}

/**
 * Find the fewest words, counted from one end, that occur once in a text.
 * @param {string} words
 * @param {string} text
 * @param {boolean} [fromEnd]
 * @returns {string} empty if there are none
 */
function shortestUnique(words, text, fromEnd) {
  const all = splitWords(words)
  const lowerCase = text.toLowerCase()
  for (let count = Math.min(MIN_WORDS, all.length); count <= all.length; count++) {
    // Programs that detect links in text take a full stop at the end for that of the sentence.
    const phrase = all
      .slice(...(fromEnd ? [-count] : [0, count]))
      .join("")
      .replace(/[^\p{L}\p{N}]+$/u, "")
    if (phrase && lowerCase.split(phrase.toLowerCase()).length === 2) return phrase
  }
  return ""
}

/**
 * Split after spaces, and after punctuation of scripts that have no spaces.
 * @param {string} text
 */
function splitWords(text) {
  return text.split(/(?<=[\s、。，！？])/)
}

/** @param {string} text */
function encodeTerm(text) {
  return encodeURIComponent(text.trim()).replace(
    /[-!'()*]/g,
    mark => `%${mark.charCodeAt(0).toString(16)}`,
  )
}
