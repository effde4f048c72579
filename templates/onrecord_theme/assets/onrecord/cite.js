/* Citation dialog: a passage in each citation style and data format, and as a quote. */
import { copy, escapeHtml, quoteMarkdown, quoteText, today } from "./copy.js"
import { button, make, openDialog } from "./element.js"
import { readFacts } from "./page.js"

/** @typedef {import("./page.js").Passage} Passage */

/** Key of the full citation, name of the style, key of its short form. */
const STYLES = [
  ["apa", "APA 7", "apa-text"],
  ["mla", "MLA 9", "mla-text"],
  ["chicago", "Chicago 18", "chicago-note"],
]
/** Key, name and file extension. */
const FORMATS = [
  ["bibtex", "BibTeX", "bib"],
  ["csl", "CSL-JSON", "json"],
  ["ris", "RIS", "ris"],
]

/**
 * Fill in the placeholders of a citation. Text that belongs to an empty placeholder is removed.
 * Must agree with `fill_in` in pages/citation.py.
 * @param {string} citation
 * @param {Record<string, string>} values of `url`, `time`, `accessed`
 */
function fillIn(citation, values) {
  return citation.replace(
    /⟦(?:([^⟦⟧|]*)\|)?(url|time|accessed)(?:\|([^⟦⟧|]*))?⟧/g,
    (_, before = "", name, after = "") => (values[name] ? before + values[name] + after : ""),
  )
}

/** @param {Passage} passage */
export function openCitations(passage) {
  const { cite, slug } = readFacts()
  if (!cite) return
  const { url, time } = passage
  const longDate = new Date().toLocaleDateString("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
  })

  const styles = STYLES.map(([style, name, shortStyle]) => {
    // Safe: the citations are HTML that the build has escaped, and the URL is escaped here.
    const values = { url: escapeHtml(url), time }
    const full = make("p", { class: "cite-form" })
    full.innerHTML = fillIn(cite[style], { ...values, accessed: longDate })
    const short = make("p", { class: "cite-short" })
    short.innerHTML = fillIn(cite[shortStyle], values)
    const use = make("span", { text: style === "chicago" ? "Note" : "In the text" })
    return section(
      name,
      () => copy(`${name} citation copied`, full.textContent, { html: full.innerHTML }),
      full,
      make("div", { class: "cite-in-text" }, use, short),
    )
  })
  const formats = FORMATS.map(([format, name, extension]) => {
    const text = fillIn(cite[format], { url, time, accessed: today() })
    const download = make("a", {
      class: "cite-file",
      href: URL.createObjectURL(new Blob([text], { type: "text/plain" })),
      download: `${slug}.${extension}`,
      text: `Download .${extension}`,
    })
    return textSection(name, text, download)
  })
  openDialog(
    "cite",
    time ? `Cite ${time}` : "Cite",
    ...styles,
    ...formats,
    textSection("Quote", quoteText(passage)),
    textSection("Quote in Markdown", quoteMarkdown(passage)),
  )
}

/**
 * @param {string} name
 * @param {string} text shown and copied
 * @param {...Node} children
 */
function textSection(name, text, ...children) {
  const shown = make("pre", { tabindex: "0", text, "aria-label": name })
  return section(name, () => copy(`${name} copied`, text), shown, ...children)
}

/**
 * @param {string} name
 * @param {() => void} onclick of its copy button
 * @param {...Node} children
 */
function section(name, onclick, ...children) {
  const copyButton = button("Copy", onclick, { "aria-label": `Copy ${name}` })
  const header = make("header", {}, make("h3", { text: name }), copyButton)
  return make("section", {}, header, ...children)
}
