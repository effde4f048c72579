/* A recording, as a sound file or on YouTube. Nothing is fetched before it plays.
   Two clocks: the transcript's, and that of a recording that was cut differently. From each point on, one is ahead of the other by as much as there. */

const HOST = "https://www.youtube-nocookie.com"

/** What a recording can do. Times are its own, in seconds.
 * @typedef {{place: HTMLElement, play(from?: number): void, pause(): void, seek(time: number): void, rate(speed: number): void,
 *   readonly time: number, readonly duration: number, readonly paused: boolean, close(): void}} Recording */

/** A sound file: the browser's own player, without its controls. @param {string} address @param {(what: "time" | "state" | "error") => void} tell @returns {Recording} */
export function sound(address, tell) {
  const audio = new Audio()
  audio.preload = "none"
  for (const event of ["timeupdate", "seeked"]) audio.addEventListener(event, () => tell("time"))
  // Its length may be known only after it was paused again.
  for (const event of ["play", "pause", "ended", "playing", "durationchange"])
    audio.addEventListener(event, () => tell("state"))
  audio.addEventListener("error", () => {
    if (audio.getAttribute("src")) tell("error")
  })
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
    rate: speed => {
      audio.defaultPlaybackRate = audio.playbackRate = speed
    },
    get time() {
      return wanted ?? audio.currentTime
    },
    get duration() {
      return audio.duration || 0
    },
    get paused() {
      return audio.paused
    },
    close() {
      audio.pause()
      audio.removeAttribute("src")
      audio.load()
    },
  }
}

/** The recording on YouTube: its player in a frame of its own, at least 200 × 200 with nothing over it, spoken to by messages. No script of theirs
 * runs in the page. @param {string} id @param {(what: "time" | "state" | "error") => void} tell @returns {Recording} */
export function video(id, tell) {
  const frame = document.createElement("iframe")
  frame.className = "dock-video"
  frame.title = "Video"
  frame.allow = "autoplay; encrypted-media; picture-in-picture; fullscreen"
  // Without a referrer YouTube refuses to play (error 153).
  frame.referrerPolicy = "strict-origin-when-cross-origin"
  let [time, duration, paused, ready] = [0, 0, true, false]
  /** @type {[string, ...any[]][]} */
  const waiting = []
  const send = (/** @type {string} */ func, /** @type {any[]} */ ...args) => {
    if (ready)
      frame.contentWindow?.postMessage(
        JSON.stringify({ event: "command", func, args, id: 1, channel: "widget" }),
        HOST,
      )
    else waiting.push([func, ...args])
  }
  const hear = (/** @type {MessageEvent} */ message) => {
    if (message.origin !== HOST || message.source !== frame.contentWindow) return
    let told
    try {
      told = JSON.parse(message.data)
    } catch {
      return
    }
    if (told.event === "onReady" || told.event === "initialDelivery") {
      ready = true
      waiting.splice(0).forEach(command => send(...command))
    }
    const facts = told.info ?? {}
    if (typeof facts.currentTime === "number") {
      time = facts.currentTime
      tell("time")
    }
    if (typeof facts.duration === "number" && facts.duration && facts.duration !== duration) {
      duration = facts.duration
      tell("state")
    }
    if (typeof facts.playerState === "number") {
      paused = facts.playerState !== 1 && facts.playerState !== 3
      tell("state")
    }
    if (told.event === "onError") tell("error")
  }
  addEventListener("message", hear)
  frame.addEventListener(
    "load",
    () =>
      frame.src &&
      frame.contentWindow?.postMessage(
        JSON.stringify({ event: "listening", id: 1, channel: "widget" }),
        HOST,
      ),
  )
  return {
    place: frame,
    play(from) {
      if (!frame.src)
        frame.src = `${HOST}/embed/${id}?enablejsapi=1&autoplay=1&playsinline=1&rel=0&start=${Math.floor(from ?? 0)}&origin=${encodeURIComponent(location.origin)}`
      if (from != null) {
        time = from
        send("seekTo", from, true)
      }
      send("playVideo")
    },
    pause: () => send("pauseVideo"),
    seek(to) {
      time = to
      send("seekTo", to, true)
    },
    rate: speed => send("setPlaybackRate", speed),
    get time() {
      return time
    },
    get duration() {
      return duration
    },
    get paused() {
      return paused
    },
    close() {
      removeEventListener("message", hear)
      frame.remove()
    },
  }
}

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
