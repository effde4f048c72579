/* Clock times: read as people write them, and written as the site shows them. */

/**
 * Parse a time: `657`, `10:57`, `1:02:03`, `10m57s`, `npt:10:57` (W3C Media Fragments, 4.2.1).
 * @param {string} text
 * @returns {number | null} seconds; null if the text is not a time
 */
export function parseTime(text) {
  const plain = text.replace(/^npt:/, "")
  const units = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:\.\d+)?)s?)?$/.exec(plain)
  if (plain && units) return (+(units[1] ?? 0) * 60 + +(units[2] ?? 0)) * 60 + +(units[3] ?? 0)
  if (!/^\d+(:\d{1,2}){1,2}(\.\d+)?$/.test(plain)) return null
  return plain.split(":").reduce((sum, part) => sum * 60 + +part, 0)
}

/**
 * @param {number} seconds
 * @returns {string} `10:57`, `1:02:03`
 */
export function formatTime(seconds) {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  const parts = [hours, minutes, Math.floor(seconds) % 60]
  return (hours ? parts : parts.slice(1))
    .map((part, index) => (index ? String(part).padStart(2, "0") : part))
    .join(":")
}
