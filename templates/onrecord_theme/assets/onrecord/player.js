/* The player. It keeps playing while the reader goes from page to page, so its episode need not be
   that of the page. */
import { createDock } from "./dock.js"
import { notify } from "./element.js"
import { openAudio, openVideo, toMedia, toTranscript } from "./recording.js"
import { episodePaths, formatTime, readChapters, readFacts } from "./page.js"

/** @typedef {import("./page.js").Passage} Passage */
/**
 * The episode that the player plays.
 * @typedef {object} Source
 * @property {import("./page.js").Facts} facts
 * @property {string} path of the episode's page
 * @property {ReturnType<typeof readChapters>} chapters
 */

// Interpolated times may be late by up to this many seconds: start before the first word.
const LEAD_IN = 2
// Added to the end of a range, for the same reason.
const LEAD_OUT = 1
// Tolerance in seconds: a player may report slightly less than the time that it was sent to.
const ROUNDING = 0.05
const SPEEDS = [1, 1.25, 1.5, 1.75, 2, 0.75]
const SPEED_KEY = "onrecord.speed"
const FOLLOW_KEY = "onrecord.follow"
// Positions, by path of the episode: the newest are kept.
const POSITIONS_KEY = "onrecord.places"
const MAX_POSITIONS = 50

/** @type {HTMLElement[]} */
let sentences = []
/** @type {Source | null} */
let source = null
/** @type {import("./recording.js").Recording | null} */
let recording = null
/** @type {number | null} */
let stopAt = null
let savedTime = 0
let speed = Number(localStorage.getItem(SPEED_KEY)) || 1
let follow = localStorage.getItem(FOLLOW_KEY) !== "off"
let followPaused = false
/** @type {HTMLElement | null} the sentence that is highlighted */
let current = null
let scrolling = false

const dock = createDock({ toggle, skip, seek, changeSpeed, toggleFollow, close: closePlayer })
dock.showSpeed(speed)
pauseFollow(false)
addEventListener("pagehide", savePosition)

/**
 * Take over a new page: its sentences, and its episode unless another one is playing.
 * @param {HTMLElement[]} found the sentences of the page
 */
export function mountPlayer(found) {
  sentences = found.filter(each => each.dataset.start)
  markCurrent(null)
  const here = readSource()
  if (!recording || (recording.paused && source?.path !== here?.path)) {
    if (recording && here) closeRecording()
    if (!recording) source = here
  }
  showState()
  if (recording && !recording.paused) showTime()
}

/** @returns {Source | null} null if the page's episode has no recording */
function readSource() {
  const facts = readFacts()
  if (!facts.audio && !facts.youtube) return null
  const source = { facts, path: episodePaths().episode ?? "", chapters: readChapters() }
  return /** @type {Source} */ (source)
}

/** @returns {import("./recording.js").TimeMap | undefined} */
function timeMap() {
  return source?.facts.timeMap?.[source.facts.audio ? "audio" : "youtube"]
}

/**
 * @param {Passage} passage
 * @returns {boolean} whether its episode has a recording, and its words have times
 */
export function canPlay({ start }) {
  const { audio, youtube } = readFacts()
  return Boolean(audio || youtube) && start != null
}

/**
 * Play a passage. A range stops at its end, a single sentence plays on.
 * @param {Passage} passage
 */
export function playPassage({ sentences: chosen, start, end, approximate }) {
  if (start == null) return
  const isRange = chosen.length > 1 && end != null
  play(
    Math.max(0, start - (approximate ? LEAD_IN : 0)),
    isRange ? end + (approximate ? LEAD_OUT : 0) : null,
  )
}

/**
 * @param {number | null} from time of the transcript; null: go on where the reader stopped
 * @param {number | null} [to]
 */
function play(from, to = null) {
  const here = readSource()
  if (here && here.path !== source?.path) {
    closeRecording()
    source = here
  }
  if (!source) return
  if (!recording) {
    const { audio, youtube = "" } = source.facts
    recording = audio ? openAudio(audio, handleEvent) : openVideo(youtube, handleEvent)
    dock.showMedia(recording.element)
    recording.setSpeed(speed)
    from ??= savedPosition()
  }
  stopAt = to
  pauseFollow(false)
  recording.play(from == null ? undefined : toMedia(from, timeMap()))
  mountMediaSession()
  showState()
}

export function toggle() {
  if (recording && !recording.paused) return recording.pause()
  play(null, stopAt != null && transcriptTime() < stopAt ? stopAt : null)
}

/** @param {number} seconds */
export function skip(seconds) {
  if (recording) seek(Math.max(0, recording.time + seconds))
}

/** @param {number} time of the recording */
function seek(time) {
  stopAt = null
  recording?.seek(time)
  showTime()
}

function changeSpeed() {
  speed = SPEEDS[(SPEEDS.indexOf(speed) + 1) % SPEEDS.length]
  localStorage.setItem(SPEED_KEY, String(speed))
  recording?.setSpeed(speed)
  dock.showSpeed(speed)
}

/** @param {number} by number of chapters */
function skipChapters(by) {
  const at = source?.chapters.findLastIndex(beganBy(transcriptTime())) ?? -1
  const chapter = source?.chapters[Math.max(0, at + by)]
  if (chapter) play(chapter.begins)
}

/** @param {number} time */
function beganBy(time) {
  return (/** @type {{begins: number}} */ { begins }) => begins <= time + ROUNDING
}

/** @returns {boolean} whether the dock is shown */
export function hasSource() {
  return Boolean(source)
}

function transcriptTime() {
  return recording ? toTranscript(recording.time, timeMap()) : (savedPosition() ?? 0)
}

/** @param {"time" | "state" | "error"} event */
function handleEvent(event) {
  if (event === "error") notify("The recording could not be loaded")
  if (event === "state") {
    showState()
    savePosition()
  }
  showTime()
}

function showTime() {
  if (!recording || !source) return
  const time = transcriptTime()
  if (stopAt != null && time >= stopAt && !recording.paused) {
    stopAt = null
    recording.pause()
  }
  if (source.path === episodePaths().episode) followTime(time)
  const { chapters, facts, path } = source
  const estimate = (chapters[chapters.length - 1]?.begins ?? 0) + 60
  dock.showPosition(recording.time, recording.duration || estimate)
  const chapter = chapters.findLast(beganBy(time))
  dock.showTitle(chapter?.title ?? facts.title, chapter?.url ?? path)
  if (Math.abs(time - savedTime) > 5) savePosition()
}

function showState() {
  dock.show(Boolean(source))
  if (!source) return
  const paused = recording?.paused ?? true
  dock.showState(Boolean(recording), paused)
  const duration = recording?.duration
  const begins = duration ? source.chapters.slice(1).map(({ begins }) => begins) : []
  dock.showChapterMarks(begins.map(time => toMedia(time, timeMap()) / (duration ?? 1)))
  if (!recording) {
    dock.showTitle(source.facts.title, source.path)
    const from = savedPosition()
    const invitation = source.facts.audio ? "Listen" : "Watch on YouTube"
    dock.showTime(from ? `from ${formatTime(from)}` : invitation)
  }
  const { mediaSession } = navigator
  const playing = paused ? "paused" : "playing"
  if (mediaSession) mediaSession.playbackState = recording ? playing : "none"
}

/** Connect the controls of the system: keys of a headset, the lock screen. */
function mountMediaSession() {
  const { mediaSession } = navigator
  if (!mediaSession || !source?.facts.audio) return
  const { title, show: artist } = source.facts
  mediaSession.metadata = new MediaMetadata({ title, artist })
  /** @type {[MediaSessionAction, MediaSessionActionHandler][]} */
  const handlers = [
    ["play", toggle],
    ["pause", toggle],
    ["seekbackward", () => skip(-10)],
    ["seekforward", () => skip(10)],
    ["previoustrack", () => skipChapters(-1)],
    ["nexttrack", () => skipChapters(1)],
    ["seekto", ({ seekTime = 0 }) => seek(seekTime)],
  ]
  for (const [action, handler] of handlers) {
    try {
      mediaSession.setActionHandler(action, handler)
    } catch {
      // The browser does not support this action.
    }
  }
}

/** @returns {number | null} where the reader stopped, time of the transcript */
function savedPosition() {
  return source ? (readPositions()[source.path] ?? null) : null
}

/** @returns {Record<string, number>} */
function readPositions() {
  try {
    return JSON.parse(localStorage.getItem(POSITIONS_KEY) ?? "{}")
  } catch {
    return {}
  }
}

function savePosition() {
  if (!recording || !source) return
  savedTime = transcriptTime()
  const { [source.path]: _, ...others } = readPositions()
  const positions = Object.entries(others).slice(-MAX_POSITIONS)
  const finished = recording.duration && recording.time > recording.duration - 5
  if (!finished) positions.push([source.path, Math.floor(savedTime)])
  localStorage.setItem(POSITIONS_KEY, JSON.stringify(Object.fromEntries(positions)))
}

function closeRecording() {
  savePosition()
  recording?.close()
  recording = null
  stopAt = null
  dock.showMedia()
  markCurrent(null)
}

function closePlayer() {
  closeRecording()
  source = null
  showState()
}

/** Turn Follow on or off. If it is paused, turn it on. */
function toggleFollow() {
  follow = followPaused || !follow
  localStorage.setItem(FOLLOW_KEY, follow ? "on" : "off")
  pauseFollow(false)
  scrollToCurrent()
}

/** @param {boolean} paused whether the reader has scrolled since choosing what to hear */
function pauseFollow(paused) {
  followPaused = paused
  dock.showFollow(follow, paused)
}

/**
 * Highlight the sentence being heard, and keep it on screen until the reader scrolls.
 * @param {number} time of the transcript
 */
function followTime(time) {
  const at = sentences.findLastIndex(({ dataset }) => Number(dataset.start) <= time + ROUNDING)
  const last = sentences[at]
  const inside = last && (sentences[at + 1] || time <= Number(last.dataset.end) + 1)
  const sentence = inside ? last : null
  if (sentence === current) return
  markCurrent(sentence)
  scrollToCurrent()
}

/** @param {HTMLElement | null} sentence null: nothing is heard on this page */
function markCurrent(sentence) {
  current?.classList.remove("now")
  current?.removeAttribute("aria-current")
  current = sentence
  current?.classList.add("now")
  current?.setAttribute("aria-current", "true")
}

/** Scroll unless the sentence is already in the part of the screen that is comfortable to read. */
function scrollToCurrent() {
  if (!current || !follow || followPaused) return
  const box = current.getBoundingClientRect()
  if (box.top > innerHeight * 0.15 && box.bottom < innerHeight * 0.65) return
  const reduced = matchMedia("(prefers-reduced-motion: reduce)").matches
  const end = document.documentElement.scrollHeight - innerHeight
  const top = Math.max(0, Math.min(scrollY + box.top - innerHeight * 0.3, end))
  if (Math.abs(top - scrollY) < 1) return
  scrolling = true
  scrollTo({ top, behavior: reduced ? "instant" : "smooth" })
}

// Any scroll that we did not start is the reader's: wheel, touch, key or scroll bar (WCAG 2.2.2).
const pauseOnScroll = () => {
  if (!scrolling && current && follow && !followPaused) pauseFollow(true)
}
addEventListener("scroll", pauseOnScroll, { passive: true })
addEventListener("scrollend", () => {
  scrolling = false
})
