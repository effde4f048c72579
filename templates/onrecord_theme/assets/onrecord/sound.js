/* The recording as a sound file: the browser's own player, without its controls. Nothing is fetched before it plays. */

/** What a recording can do. Times are its own, in seconds.
 * @typedef {{place: HTMLElement, play(from?: number): void, pause(): void, seek(time: number): void, rate(speed: number): void,
 *   readonly time: number, readonly duration: number, readonly paused: boolean, close(): void}} Recording */

/** @param {string} address @param {(what: "time" | "state" | "error") => void} tell @returns {Recording} */
export function sound(address, tell) {
  const audio = new Audio()
  audio.preload = "none"
  for (const event of ["timeupdate", "seeked", "durationchange"]) audio.addEventListener(event, () => tell("time"))
  for (const event of ["play", "pause", "ended", "playing"]) audio.addEventListener(event, () => tell("state"))
  audio.addEventListener("error", () => { if (audio.getAttribute("src")) tell("error") })
  /** @type {number | null} */
  let wanted = null
  audio.addEventListener("loadedmetadata", () => {
    if (wanted != null) audio.currentTime = wanted
    wanted = null
  })
  const seek = (/** @type {number} */ time) => {
    if (audio.readyState) audio.currentTime = time
    else wanted = time
  }
  return {
    place: audio,
    play(from) {
      if (!audio.getAttribute("src")) audio.src = address
      if (from != null) seek(from)
      audio.play().catch(() => tell("state"))
    },
    pause: () => audio.pause(),
    seek,
    rate: speed => { audio.defaultPlaybackRate = audio.playbackRate = speed },
    get time() { return wanted ?? audio.currentTime },
    get duration() { return audio.duration || 0 },
    get paused() { return audio.paused },
    close() { audio.pause(); audio.removeAttribute("src"); audio.load() },
  }
}
