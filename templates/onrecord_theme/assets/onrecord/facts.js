/* What the page says of its episode to scripts; see pages/facts.py. */

/** @typedef {{slug: string, title: string, show: string, audio?: string, youtube?: string, timeMap?: Record<string, [number, number][]>,
 *   comments?: Record<string, string>, cite: Record<string, string>, home?: string}} Facts */

/** @returns {Facts | null} */
export function facts() {
  const written = document.getElementById("facts")
  return written ? JSON.parse(written.textContent ?? "null") : null
}

/** Path of the episode's page; empty elsewhere. @returns {string} */
export function episodePath() {
  return /** @type {HTMLElement | null} */ (document.querySelector(".rail"))?.dataset.episode ?? ""
}
