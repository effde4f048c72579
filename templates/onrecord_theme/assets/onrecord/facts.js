/* Facts about the episode that each of its pages carries as JSON: see pages/episode_facts.py. */

/**
 * @typedef {object} Facts
 * @property {string} slug
 * @property {string} title
 * @property {string} show
 * @property {string} [audio] URL of the sound file
 * @property {string} [youtube] id of the video
 * @property {Record<string, import("./recording.js").TimeMap>} [timeMap] one for each medium
 * @property {Record<string, string>} [comments] the provider of discussions and its settings
 * @property {Record<string, string>} cite citations with placeholders, by style
 */

/** @returns {Facts | null} null outside an episode */
export function readFacts() {
  // A template, not a script of type JSON: Material's instant navigation would run a script.
  const template = /** @type {HTMLTemplateElement | null} */ (document.getElementById("facts"))
  return template && JSON.parse(template.content.textContent ?? "null")
}

/** @returns {string} path of the episode's page; empty outside an episode */
export function episodePath() {
  const rail = /** @type {HTMLElement | null} */ (document.querySelector(".rail"))
  return rail?.dataset.episode ?? ""
}
