/* The recording on YouTube: its player in a frame of its own, at least 200 × 200 with nothing over it, spoken to by messages. No script of theirs runs in the page. */

const HOST = "https://www.youtube-nocookie.com"

/** @param {string} id @param {(what: "time" | "state" | "error") => void} tell @returns {import("./sound.js").Recording} */
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
    if (ready) frame.contentWindow?.postMessage(JSON.stringify({ event: "command", func, args, id: 1, channel: "widget" }), HOST)
    else waiting.push([func, ...args])
  }
  const hear = (/** @type {MessageEvent} */ message) => {
    if (message.origin !== HOST || message.source !== frame.contentWindow) return
    let told
    try { told = JSON.parse(message.data) } catch { return }
    if (told.event === "onReady" || told.event === "initialDelivery") {
      ready = true
      waiting.splice(0).forEach(command => send(...command))
    }
    const facts = told.info ?? {}
    if (typeof facts.currentTime === "number") { time = facts.currentTime; tell("time") }
    if (typeof facts.duration === "number" && facts.duration) duration = facts.duration
    if (typeof facts.playerState === "number") { paused = facts.playerState !== 1 && facts.playerState !== 3; tell("state") }
    if (told.event === "onError") tell("error")
  }
  addEventListener("message", hear)
  frame.addEventListener("load", () => frame.contentWindow?.postMessage(JSON.stringify({ event: "listening", id: 1, channel: "widget" }), HOST))
  return {
    place: frame,
    play(from) {
      if (!frame.src) frame.src = `${HOST}/embed/${id}?enablejsapi=1&autoplay=1&playsinline=1&rel=0&start=${Math.floor(from ?? 0)}&origin=${encodeURIComponent(location.origin)}`
      if (from != null) { time = from; send("seekTo", from, true) }
      send("playVideo")
    },
    pause: () => send("pauseVideo"),
    seek(to) { time = to; send("seekTo", to, true) },
    rate: speed => send("setPlaybackRate", speed),
    get time() { return time },
    get duration() { return duration },
    get paused() { return paused },
    close() { removeEventListener("message", hear); frame.remove() },
  }
}
