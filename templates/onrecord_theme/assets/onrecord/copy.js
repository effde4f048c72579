/* What goes out from a passage: quotes, with who, where, when and a link; corrections. */
import { clock } from "./address.js"
import { directive } from "./directive.js"
import { say } from "./element.js"
import { facts } from "./passage.js"

/** @typedef {import("./passage.js").Passage} Passage */

/** Where a quote is from: `Dwarkesh Podcast, 10:57`. @param {Passage} passage */
function place(passage) {
  return [facts()?.show ?? document.title, passage.time].filter(Boolean).join(", ")
}

/** The address to hand on: that of a range says its first and last words too, for browsers without our scripts. A citation keeps the short one.
 * @param {Passage} passage */
export function link({ sentences, url }) {
  return sentences.length > 1 ? url + directive(sentences) : url
}

/** A passage with several voices names each at its words; with one, behind them.
 * @param {Passage} passage @returns {{said: {name: string, text: string}[], by: string}} */
function voices({ words }) {
  const [{ speaker }, ...others] = words
  if (!others.length)
    return { said: [{ name: "", text: words[0].text }], by: speaker && `${speaker}, ` }
  return {
    said: words.map(({ speaker, text }) => ({ name: speaker && `${speaker}: `, text })),
    by: "",
  }
}

/** @param {Passage} passage */
export function quoteText(passage) {
  const { said, by } = voices(passage)
  const lines = said.map(({ name, text }) => name + text)
  return `${lines.length > 1 ? lines.join("\n") : `“${lines}”`}\n— ${by}${place(passage)}\n${link(passage)}`
}

/** @param {Passage} passage */
export function quoteMarkdown(passage) {
  const plain = (/** @type {string} */ text) => text.replace(/[\\`*_[\]<>#|~]/g, "\\$&")
  const { said, by } = voices(passage)
  return `${said.map(({ name, text }) => `> ${plain(name + text)}\n>\n`).join("")}> — ${plain(by)}[${plain(place(passage))}](${link(passage)})`
}

/** @param {Passage} passage */
export function quoteHtml(passage) {
  const { said, by } = voices(passage)
  const address = escaped(link(passage))
  const lines = said.map(
    ({ name, text }) => `<p>${name && `<b>${escaped(name)}</b>`}${escaped(text)}</p>`,
  )
  return `<blockquote cite="${address}">${lines.join("")}</blockquote><p>— ${escaped(by)}<a href="${address}">${escaped(place(passage))}</a></p>`
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
      await navigator.clipboard.write([
        new ClipboardItem(
          Object.fromEntries(
            Object.entries(kinds).map(([kind, form]) => [
              kind,
              new Blob([form], { type: kind.replace("web ", "") }),
            ]),
          ),
        ),
      ])
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
  const { suggestions = "", episode = "" } =
    /** @type {HTMLElement | null} */ (document.querySelector(".tr"))?.dataset ?? {}
  if (!suggestions) return ""
  const was = JSON.stringify(words.map(({ text }) => text).join(" "))
  const at = start == null ? sentences[0].id : clock(start)
  const body = `${url}\n\n\`\`\`yaml\nepisode: ${episode}\ncorrections:\n  - at: "${at}"\n    was: ${was}\n    now: ${was}\n    why: ""\n    by: ""\n\`\`\`\n`
  const subject = suggestions.startsWith("mailto:") ? "subject" : "title"
  const query = [
    [subject, `Correction: ${document.querySelector("h1")?.textContent ?? ""}`],
    ["body", body],
  ]
    .map(pair => pair.map(encodeURIComponent).join("="))
    .join("&")
  return suggestions + (suggestions.includes("?") ? "&" : "?") + query
}
