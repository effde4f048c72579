/* Times as readers write them. */

/** @param {number} seconds @returns {string} `10:57`, `1:02:03` */
export function clock(seconds) {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.floor(seconds) % 60]
  return (parts[0] ? parts : parts.slice(1)).map((part, index) => index ? String(part).padStart(2, "0") : part).join(":")
}
