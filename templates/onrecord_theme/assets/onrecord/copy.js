/* Forms of a passage that readers take away: link, quote, suggested correction. */
import { textDirective } from "./directive.js"
import { notify } from "./element.js"
import { readFacts } from "./facts.js"
import { formatTime } from "./time.js"

/** @typedef {import("./passage.js").Passage} Passage */

/**
 * @param {Passage} passage
 * @returns {string} `Dwarkesh Podcast, 10:57`
 */
function sourceOf(passage) {
  return [readFacts()?.show ?? document.title, passage.time].filter(Boolean).join(", ")
}

/**
 * The link to share. That of a range ends in a text directive; citations use the shorter `url`.
 * @param {Passage} passage
 */
export function linkOf({ sentences, url }) {
  return sentences.length > 1 ? url + textDirective(sentences) : url
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
 * Start a correction: an email or an issue that contains YAML which `onrecord apply` reads.
 * @param {Passage} passage
 * @returns {string} its URL; empty if the archive accepts no suggestions
 */
export function suggestionUrl({ sentences, words, start, url }) {
  const transcript = /** @type {HTMLElement | null} */ (document.querySelector(".tr"))
  const { suggestions = "", episode = "" } = transcript?.dataset ?? {}
  if (!suggestions) return ""
  const was = JSON.stringify(words.map(({ text }) => text).join(" "))
  const at = start == null ? sentences[0].id : formatTime(start)
  const lines = [
    url,
    "",
    "```yaml",
    `episode: ${episode}`,
    "corrections:",
    `  - at: "${at}"`,
    `    was: ${was}`,
    `    now: ${was}`,
    `    why: ""`,
    `    by: ""`,
    "```",
    "",
  ]
  const query = {
    [suggestions.startsWith("mailto:") ? "subject" : "title"]:
      `Correction: ${document.querySelector("h1")?.textContent ?? ""}`,
    body: lines.join("\n"),
  }
  return suggestions + (suggestions.includes("?") ? "&" : "?") + encodeQuery(query)
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
