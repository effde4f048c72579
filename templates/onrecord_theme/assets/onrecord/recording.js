/* Recordings: a sound file, or a video on YouTube. Nothing is fetched before it plays.
   A recording may be cut differently from the one that was transcribed; a time map converts between
   the times of the transcript and those of the recording. */
import { make } from "./element.js"

const HOST = "https://www.youtube-nocookie.com"
/** States of YouTube's player (IFrame API): playing, and buffering. */
const PLAYING = [1, 3]

/** @typedef {(event: "time" | "state" | "error") => void} Listener */
/**
 * All times are those of the recording, in seconds.
 * @typedef {object} Recording
 * @property {HTMLElement} element
 * @property {(from?: number) => void} play
 * @property {() => void} pause
 * @property {(time: number) => void} seek
 * @property {(speed: number) => void} setSpeed
 * @property {number} time
 * @property {number} duration 0 until it is known
 * @property {boolean} paused
 * @property {() => void} close
 */

/**
 * A sound file, played by an audio element without controls.
 * @param {string} url
 * @param {Listener} listener
 * @returns {Recording}
 */
export function openAudio(url, listener) {
  const showTime = () => listener("time")
  const showState = () => listener("state")
  /** @type {number | null} */
  let pendingSeek = null
  /** @type {HTMLAudioElement} */
  const audio = make("audio", {
    preload: "none",
    ontimeupdate: showTime,
    onseeked: showTime,
    onplay: showState,
    onpause: showState,
    onended: showState,
    onplaying: showState,
    // The duration may become known only after a pause.
    ondurationchange: showState,
    onerror: () => audio.src && listener("error"),
    onloadedmetadata() {
      if (pendingSeek != null) audio.currentTime = pendingSeek
      pendingSeek = null
    },
  })
  const seek = (/** @type {number} */ time) => {
    if (audio.readyState) audio.currentTime = time
    else pendingSeek = time
  }
  return {
    element: audio,
    play(from) {
      if (!audio.src) audio.src = url
      if (from != null) seek(from)
      audio.play().catch(showState)
    },
    pause: () => audio.pause(),
    seek,
    setSpeed(speed) {
      audio.defaultPlaybackRate = audio.playbackRate = speed
    },
    get time() {
      return pendingSeek ?? audio.currentTime
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

/**
 * A video on YouTube: its player in a frame, controlled by messages. None of YouTube's scripts run
 * in the page.
 * @param {string} id
 * @param {Listener} listener
 * @returns {Recording}
 */
export function openVideo(id, listener) {
  /** @type {HTMLIFrameElement} */
  const frame = make("iframe", {
    class: "dock-video",
    title: "Video",
    allow: "autoplay; encrypted-media; picture-in-picture; fullscreen",
    // Without a referrer YouTube refuses to play (error 153).
    referrerpolicy: "strict-origin-when-cross-origin",
    onload: () => frame.src && post({ event: "listening" }),
  })
  let [time, duration, paused, ready] = [0, 0, true, false]
  /** @type {[string, ...any[]][]} */
  const queue = []
  const post = (/** @type {object} */ message) =>
    frame.contentWindow?.postMessage(JSON.stringify({ ...message, id: 1, channel: "widget" }), HOST)
  const send = (/** @type {string} */ func, /** @type {any[]} */ ...args) => {
    if (ready) post({ event: "command", func, args })
    else queue.push([func, ...args])
  }
  const receive = (/** @type {MessageEvent} */ { origin, source, data }) => {
    if (origin !== HOST || source !== frame.contentWindow) return
    let message
    try {
      message = JSON.parse(data)
    } catch {
      return
    }
    if (message.event === "onReady" || message.event === "initialDelivery") {
      ready = true
      queue.splice(0).forEach(command => send(...command))
    }
    const { currentTime, duration: length, playerState } = message.info ?? {}
    if (currentTime != null) {
      time = currentTime
      listener("time")
    }
    if (length && length !== duration) {
      duration = length
      listener("state")
    }
    if (playerState != null) {
      paused = !PLAYING.includes(playerState)
      listener("state")
    }
    if (message.event === "onError") listener("error")
  }
  addEventListener("message", receive)
  const seek = (/** @type {number} */ to) => {
    time = to
    send("seekTo", to, true)
  }
  return {
    element: frame,
    play(from) {
      if (!frame.src) frame.src = embedUrl(id, from ?? 0)
      if (from != null) seek(from)
      send("playVideo")
    },
    pause: () => send("pauseVideo"),
    seek,
    setSpeed: speed => send("setPlaybackRate", speed),
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
      removeEventListener("message", receive)
      frame.remove()
    },
  }
}

/**
 * @param {string} id
 * @param {number} start
 */
function embedUrl(id, start) {
  const settings = "enablejsapi=1&autoplay=1&playsinline=1&rel=0"
  const origin = encodeURIComponent(location.origin)
  return `${HOST}/embed/${id}?${settings}&start=${Math.floor(start)}&origin=${origin}`
}

/**
 * Points where transcript and recording match, in order, seconds. From each point on, one is ahead
 * of the other by a fixed difference.
 * @typedef {[transcript: number, media: number][]} TimeMap
 */

/**
 * @param {number} time of the transcript
 * @param {TimeMap} [map]
 * @returns {number} the time of the recording
 */
export function toMedia(time, map = []) {
  const point = map.findLast(([transcript]) => transcript <= time)
  return Math.max(0, point ? time + point[1] - point[0] : time)
}

/**
 * @param {number} time of the recording
 * @param {TimeMap} [map]
 * @returns {number} the time of the transcript; where it continues, while something plays that it
 *   does not contain
 */
export function toTranscript(time, map = []) {
  const index = map.findLastIndex(([, media]) => media <= time)
  const next = map[index + 1]
  const own = index < 0 ? time : time - map[index][1] + map[index][0]
  return Math.max(0, next ? Math.min(own, next[0]) : own)
}
