/* The player: a dock that stays while the reader goes from page to page. It is about one episode, which need not be that of the page. */
import { clock } from "./address.js"
import { make, say } from "./element.js"
import { following, light, mark, resume, toggleFollow } from "./follow.js"
import { sound, toMedia, toTranscript, video } from "./recording.js"
import { episodePath, facts } from "./passage.js"

/** @typedef {import("./passage.js").Passage} Passage */
/** @typedef {{facts: import("./passage.js").Facts, path: string, chapters: {title: string, begins: number, url: string}[]}} Source */

// Interpolated times may be late by this much; the reader is to hear how the sentence starts.
const LEAD_IN = 2
const SPEEDS = [1, 1.25, 1.5, 1.75, 2, 0.75]
const PLACES_KEPT = 50

/** @type {HTMLElement[]} */
let sentences = []
/** @type {Source | null} */
let source = null
/** @type {import("./recording.js").Recording | null} */
let recording = null
/** @type {"audio" | "youtube"} */
let medium = "audio"
/** @type {number | null} */
let stopAt = null
let saved = 0
const speed = { now: Number(localStorage.getItem("onrecord.speed")) || 1 }
const parts = build()
const follow = following(showFollow)

/** Each page tells its sentences; a page of an episode with a recording shows the dock.
 * @param {HTMLElement[]} found */
export function mountPlayer(found) {
  sentences = found.filter(each => each.dataset.start)
  mark()
  const here = read()
  if (!recording || (recording.paused && source?.path !== here?.path)) {
    if (recording && here) close()
    if (!recording) source = here
  }
  show()
  if (recording && !recording.paused) tick()
}

/** @returns {Source | null} */
function read() {
  const known = facts()
  if (!known?.audio && !known?.youtube) return null
  const chapters = /** @type {HTMLElement[]} */ ([
    ...document.querySelectorAll(".rail li[data-begins]"),
  ]).map(line => ({
    title: line.querySelector("span")?.textContent ?? "",
    begins: Number(line.dataset.begins),
    url: line.querySelector("a")?.pathname ?? "",
  }))
  return { facts: known, path: episodePath(), chapters }
}

/** Play a passage: one sentence goes on, a range stops at its end.
 * @param {Passage} passage */
export function playPassage({ sentences: chosen, start, end, approximate }) {
  if (start == null) return
  begin(
    Math.max(0, start - (approximate ? LEAD_IN : 0)),
    chosen.length > 1 && end != null ? end + (approximate ? 1 : 0) : null,
  )
}

/** @param {number | null} from of the transcript; null: where the reader left @param {number | null} [to] */
function begin(from, to = null) {
  const here = read()
  if (here && here.path !== source?.path) {
    close()
    source = here
  }
  if (!source) return
  if (!recording) {
    medium = source.facts.audio ? "audio" : "youtube"
    recording = source.facts.audio
      ? sound(source.facts.audio, hear)
      : video(source.facts.youtube ?? "", hear)
    parts.media.replaceChildren(recording.place)
    recording.rate(speed.now)
    from ??= place()
  }
  stopAt = to
  resume()
  recording.play(from == null ? undefined : toMedia(from, source.facts.timeMap?.[medium]))
  session()
  show()
}

export function toggle() {
  if (recording && !recording.paused) return recording.pause()
  begin(null, stopAt != null && time() < stopAt ? stopAt : null)
}

/** @param {number} seconds */
export function skip(seconds) {
  if (!recording) return
  stopAt = null
  recording.seek(Math.max(0, recording.time + seconds))
  tick()
}

export function playing() {
  return Boolean(source)
}

/** Of the transcript. */
function time() {
  return recording ? toTranscript(recording.time, source?.facts.timeMap?.[medium]) : (place() ?? 0)
}

/** @param {"time" | "state" | "error"} what */
function hear(what) {
  if (what === "error") say("The recording could not be loaded")
  if (what === "state") {
    show()
    remember()
  }
  tick()
}

function tick() {
  if (!recording || !source) return
  const at = time()
  if (stopAt != null && at >= stopAt && !recording.paused) {
    stopAt = null
    recording.pause()
  }
  if (source.path === episodePath()) light(sentences, at)
  const duration =
    recording.duration || (source.chapters[source.chapters.length - 1]?.begins ?? 0) + 60
  parts.seek.max = String(Math.ceil(duration))
  if (document.activeElement !== parts.seek || !parts.seek.matches(":active"))
    parts.seek.value = String(recording.time)
  parts.seek.setAttribute("aria-valuetext", `${clock(recording.time)} of ${clock(duration)}`)
  parts.time.textContent = clock(recording.time)
  const chapter = source.chapters.findLast(({ begins }) => begins <= at + 0.05)
  parts.title.textContent = chapter?.title ?? source.facts.title
  parts.title.setAttribute("href", chapter?.url ?? source.path)
  if (Math.abs(at - saved) > 5) remember()
}

function show() {
  parts.dock.hidden = !source
  document.documentElement.classList.toggle("docked", Boolean(source))
  if (!source) return
  const paused = recording?.paused ?? true
  parts.play.textContent = paused ? "▶" : "❚❚"
  parts.play.setAttribute("aria-label", paused ? "Play" : "Pause")
  parts.dock.classList.toggle("started", Boolean(recording))
  if (!recording) {
    parts.title.textContent = source.facts.title
    parts.title.setAttribute("href", source.path)
    const from = place()
    parts.time.textContent = from
      ? `from ${clock(from)}`
      : source.facts.audio
        ? "Listen"
        : "Watch on YouTube"
  }
  marks()
  showFollow()
  if ("mediaSession" in navigator)
    navigator.mediaSession.playbackState = !recording ? "none" : paused ? "paused" : "playing"
}

function showFollow() {
  parts.follow.setAttribute("aria-pressed", String(follow.on && !follow.paused))
  parts.follow.textContent = follow.on && follow.paused ? "Follow again" : "Follow"
}

/** Where chapters start, on the line. */
function marks() {
  const all = recording?.duration
  parts.marks.replaceChildren(
    ...(all ? (source?.chapters.slice(1) ?? []) : []).map(({ begins }) =>
      make("i", {
        style: `inset-inline-start: ${((toMedia(begins, source?.facts.timeMap?.[medium]) / (all ?? 1)) * 100).toFixed(2)}%`,
      }),
    ),
  )
}

/** The system's own controls: keys of a headset, the lock screen. */
function session() {
  if (!("mediaSession" in navigator) || !source || medium !== "audio") return
  navigator.mediaSession.metadata = new MediaMetadata({
    title: source.facts.title,
    artist: source.facts.show,
  })
  const jump = (/** @type {number} */ by) => {
    const at = source?.chapters.findLastIndex(({ begins }) => begins <= time() + 0.05) ?? -1
    const to = source?.chapters[Math.max(0, at + by)]
    if (to) begin(to.begins)
  }
  const actions = /** @type {Record<string, (details: any) => void>} */ ({
    play: toggle,
    pause: toggle,
    seekbackward: () => skip(-10),
    seekforward: () => skip(10),
    previoustrack: () => jump(-1),
    nexttrack: () => jump(1),
    seekto: ({ seekTime }) => {
      recording?.seek(seekTime)
      tick()
    },
  })
  for (const [action, act] of Object.entries(actions)) {
    try {
      navigator.mediaSession.setActionHandler(/** @type {MediaSessionAction} */ (action), act)
    } catch {
      /* this browser has no such key */
    }
  }
}

/** Where the reader left this episode. @returns {number | null} */
function place() {
  return source ? (places()[source.path] ?? null) : null
}

/** @returns {Record<string, number>} */
function places() {
  try {
    return JSON.parse(localStorage.getItem("onrecord.places") ?? "{}")
  } catch {
    return {}
  }
}

function remember() {
  if (!recording || !source) return
  saved = time()
  const { [source.path]: _, ...others } = places()
  const done = recording.duration && recording.time > recording.duration - 5
  const kept = Object.entries(others).slice(-PLACES_KEPT)
  localStorage.setItem(
    "onrecord.places",
    JSON.stringify(Object.fromEntries(done ? kept : [...kept, [source.path, Math.floor(saved)]])),
  )
}

function close() {
  remember()
  recording?.close()
  recording = null
  stopAt = null
  parts.media.replaceChildren()
  mark()
}

function build() {
  const button = (
    /** @type {string} */ name,
    /** @type {string} */ text,
    /** @type {() => void} */ onclick,
  ) =>
    make("button", {
      type: "button",
      class: `dock-${name.toLowerCase().replace(/\W+/g, "-")}`,
      "aria-label": name,
      text,
      onclick,
    })
  const seek = make("input", {
    type: "range",
    class: "dock-seek",
    min: "0",
    max: "60",
    value: "0",
    step: "any",
    "aria-label": "Position",
    oninput: () => {
      stopAt = null
      recording?.seek(Number(seek.value))
      tick()
    },
  })
  const rate = button("Speed", "", () => {
    speed.now = SPEEDS[(SPEEDS.indexOf(speed.now) + 1) % SPEEDS.length]
    localStorage.setItem("onrecord.speed", String(speed.now))
    recording?.rate(speed.now)
    showRate()
  })
  const showRate = () => {
    rate.textContent = `${speed.now}×`
    rate.setAttribute("aria-label", `Speed ${speed.now}`)
  }
  showRate()
  const made = {
    seek,
    media: make("div", { class: "dock-media" }),
    play: button("Play", "▶", toggle),
    title: make("a", { class: "dock-title", href: "" }),
    time: make("span", { class: "dock-time" }),
    marks: make("span", { class: "dock-marks", "aria-hidden": "true" }),
    follow: make("button", {
      type: "button",
      class: "dock-follow",
      text: "Follow",
      "aria-pressed": "true",
      onclick: toggleFollow,
    }),
  }
  const dock = make(
    "section",
    { class: "dock", "aria-label": "Player", hidden: true },
    made.media,
    made.play,
    button("Back 10 seconds", "−10", () => skip(-10)),
    button("Forward 10 seconds", "+10", () => skip(10)),
    make(
      "div",
      { class: "dock-line" },
      made.title,
      made.time,
      make("div", { class: "dock-track" }, seek, made.marks),
    ),
    rate,
    made.follow,
    button("Close the player", "×", () => {
      close()
      source = null
      show()
    }),
  )
  document.body.append(dock)
  addEventListener("pagehide", remember)
  return { ...made, dock }
}
