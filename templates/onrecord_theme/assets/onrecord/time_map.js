/* Two clocks: the transcript's, and that of a recording that was cut differently. From each point on, one is ahead of the other by as much as there. */

/** @typedef {[transcript: number, media: number][]} TimeMap in order, seconds */

/** @param {number} time of the transcript @param {TimeMap} [map] */
export function toMedia(time, map = []) {
  const point = map.findLast(([there]) => there <= time)
  return Math.max(0, point ? time + point[1] - point[0] : time)
}

/** @param {number} time of the recording @param {TimeMap} [map]
 * @returns {number} of the transcript; while something plays that is not in it, where it goes on */
export function toTranscript(time, map = []) {
  const index = map.findLastIndex(([, there]) => there <= time)
  const next = map[index + 1]
  const own = index < 0 ? time : time - map[index][1] + map[index][0]
  return Math.max(0, next ? Math.min(own, next[0]) : own)
}
