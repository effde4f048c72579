/* A correction that a reader begins: a letter or an issue in the form that `onrecord apply` reads. */
import { clock } from "./clock.js"

/** @param {import("./passage.js").Passage} passage @returns {string} empty where the archive takes none */
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
