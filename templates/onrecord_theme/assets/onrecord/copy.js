/* What goes out from a passage: quotes, with who, where, when and a link; corrections. */
import { clock } from "./address.js"
import { say } from "./element.js"
import { facts } from "./passage.js"

/** @typedef {import("./passage.js").Passage} Passage */

/** Where a quote is from: `Dwarkesh Podcast, 10:57`. @param {Passage} passage */
function place(passage) {
  return [facts()?.show ?? document.title, passage.time].filter(Boolean).join(", ")
}

/** A passage with several voices names each at its words; with one, behind them. @param {Passage} passage */
function voices({ words }) {
  return words.length > 1 ? words.map(({ speaker, text }) => (speaker ? `${speaker}: ` : "") + text) : words.map(({ text }) => text)
}

/** @param {Passage} passage */
export function quoteText(passage) {
  const said = voices(passage)
  const by = said.length === 1 && passage.words[0].speaker ? `${passage.words[0].speaker}, ` : ""
  return `${said.length === 1 ? `“${said[0]}”` : said.join("\n")}\n— ${by}${place(passage)}\n${passage.url}`
}

/** @param {Passage} passage */
export function quoteMarkdown(passage) {
  const plain = (/** @type {string} */ text) => text.replace(/[\\`*_[\]<>#|~]/g, "\\$&")
  const said = voices(passage).map(plain)
  const by = said.length === 1 && passage.words[0].speaker ? `${plain(passage.words[0].speaker)}, ` : ""
  return `${said.map(each => `> ${each}\n>\n`).join("")}> — ${by}[${plain(place(passage))}](${passage.url})`
}

/** @param {Passage} passage */
export function quoteHtml(passage) {
  const by = passage.words.length === 1 && passage.words[0].speaker ? `${escaped(passage.words[0].speaker)}, ` : ""
  const said = passage.words.map(({ speaker, text }) => `<p>${passage.words.length > 1 && speaker ? `<b>${escaped(speaker)}:</b> ` : ""}${escaped(text)}</p>`)
  const url = escaped(passage.url)
  return `<blockquote cite="${url}">${said.join("")}</blockquote><p>— ${by}<a href="${url}">${escaped(place(passage))}</a></p>`
}

/** @param {string} text */
export function escaped(text) {
  return text.replace(/[&<>"]/g, mark => `&#${mark.charCodeAt(0)};`)
}

/** Put text on the clipboard, with HTML and Markdown beside it where the browser takes them.
 * @param {string} done what to say then @param {string} text @param {{html?: string, markdown?: string}} [forms] */
export async function copy(done, text, { html, markdown } = {}) {
  try {
    const kinds = /** @type {Record<string, string>} */ ({ "text/plain": text })
    if (html) kinds["text/html"] = html
    const supports = /** @type {any} */ (globalThis.ClipboardItem)?.supports
    if (markdown && supports?.("web text/markdown")) kinds["web text/markdown"] = markdown
    if (html && globalThis.ClipboardItem) {
      await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(Object.entries(kinds).map(([kind, form]) => [kind, new Blob([form], { type: kind.replace("web ", "") })])))])
    } else await navigator.clipboard.writeText(text)
    say(done)
  } catch {
    // Without HTTPS, or without leave, there is no clipboard: the words are offered to be copied by hand.
    prompt("Copy this:", text)
  }
}

/** A correction that a reader begins: a letter or an issue in the form that `onrecord apply` reads.
 * @param {Passage} passage @returns {string} its address; empty where the archive takes none */
export function suggest({ sentences, words, start, url }) {
  const { suggestions = "", episode = "" } = /** @type {HTMLElement | null} */ (document.querySelector(".tr"))?.dataset ?? {}
  if (!suggestions) return ""
  const was = JSON.stringify(words.map(({ text }) => text).join(" "))
  const at = start == null ? sentences[0].id : clock(start)
  const body = `${url}\n\n\`\`\`yaml\nepisode: ${episode}\ncorrections:\n  - at: "${at}"\n    was: ${was}\n    now: ${was}\n    why: ""\n    by: ""\n\`\`\`\n`
  const subject = suggestions.startsWith("mailto:") ? "subject" : "title"
  const query = [[subject, `Correction: ${document.querySelector("h1")?.textContent ?? ""}`], ["body", body]].map(pair => pair.map(encodeURIComponent).join("=")).join("&")
  return suggestions + (suggestions.includes("?") ? "&" : "?") + query
}
