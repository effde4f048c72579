/* Citations of a passage in the forms that people and programs want. */
import { copy, escaped, quoteMarkdown, quoteText } from "./copy.js"
import { make, open } from "./element.js"
import { facts } from "./passage.js"

/** @typedef {import("./passage.js").Passage} Passage */

const PROSE = [
  ["apa", "APA 7", "apa-text"],
  ["mla", "MLA 9", "mla-text"],
  ["chicago", "Chicago 18", "chicago-note"],
]
const PROGRAMS = [
  ["bibtex", "BibTeX", "bib"],
  ["csl", "CSL-JSON", "json"],
  ["ris", "RIS", "ris"],
]

/** Close the open places of a citation; what belongs to an empty one goes with it. The twin of `fill_in` in pages/citation.py.
 * @param {string} citation @param {Record<string, string>} values of `url`, `time`, `accessed` */
export function fillIn(citation, values) {
  return citation.replace(
    /⟦(?:([^⟦⟧|]*)\|)?(url|time|accessed)(?:\|([^⟦⟧|]*))?⟧/g,
    (_, before = "", name, after = "") => (values[name] ? before + values[name] + after : ""),
  )
}

/** @param {Passage} passage */
export function cite(passage) {
  const forms = facts()?.cite
  if (!forms) return
  const today = new Date()
  // Swedes write days as ISO 8601 does.
  const accessed = today.toLocaleDateString("sv")
  const longDay = today.toLocaleDateString("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
  })
  const address = escaped(passage.url)
  const prose = PROSE.map(([style, name, inText]) => {
    // The forms are HTML of ours, escaped where they were made; the address is escaped above.
    const whole = make("p", { class: "cite-form" })
    whole.innerHTML = fillIn(forms[style], { url: address, time: passage.time, accessed: longDay })
    const short = make("p", { class: "cite-short" })
    short.innerHTML = fillIn(forms[inText], { url: address, time: passage.time })
    return part(
      name,
      () => copy(`${name} citation copied`, whole.textContent, { html: whole.innerHTML }),
      whole,
      make(
        "div",
        { class: "cite-in-text" },
        make("span", { text: style === "chicago" ? "Note" : "In the text" }),
        short,
      ),
    )
  })
  const programs = PROGRAMS.map(([style, name, extension]) => {
    const text = fillIn(forms[style], { url: passage.url, time: passage.time, accessed })
    const file = URL.createObjectURL(new Blob([text], { type: "text/plain" }))
    return part(
      name,
      () => copy(`${name} copied`, text),
      make("pre", { tabindex: "0", text, "aria-label": name }),
      make("a", {
        class: "cite-file",
        href: file,
        download: `${facts()?.slug}.${extension}`,
        text: `Download .${extension}`,
      }),
    )
  })
  const quotes = [
    ["Quote", quoteText(passage)],
    ["Quote in Markdown", quoteMarkdown(passage)],
  ].map(([name, text]) =>
    part(
      name,
      () => copy(`${name} copied`, text),
      make("pre", { tabindex: "0", text, "aria-label": name }),
    ),
  )
  open("cite", passage.time ? `Cite ${passage.time}` : "Cite", ...prose, ...programs, ...quotes)
}

/** @param {string} name @param {() => void} act @param {...Node} children */
function part(name, act, ...children) {
  return make(
    "section",
    {},
    make(
      "header",
      {},
      make("h3", { text: name }),
      make("button", { type: "button", "aria-label": `Copy ${name}`, text: "Copy", onclick: act }),
    ),
    ...children,
  )
}
