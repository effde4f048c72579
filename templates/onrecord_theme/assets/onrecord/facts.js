/* What the page says of its episode to scripts; see pages/facts.py. */

/** @typedef {{slug: string, title: string, show: string, audio?: string, youtube?: string, timeMap?: Record<string, [number, number][]>,
 *   comments?: Record<string, string>, cite: Record<string, string>, home?: string}} Facts */

/** @returns {Facts | null} */
export function facts() {
  // Not a script of type JSON: instant navigation would run it.
  const written = /** @type {HTMLTemplateElement | null} */ (document.getElementById("facts"))
  return written && JSON.parse(written.content.textContent ?? "null")
}

/** Path of the episode's page; empty elsewhere. @returns {string} */
export function episodePath() {
  return /** @type {HTMLElement | null} */ (document.querySelector(".rail"))?.dataset.episode ?? ""
}
