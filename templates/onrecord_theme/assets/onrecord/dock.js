/* The dock: the bar of controls at the bottom of the window. It shows; `player.js` plays. */
import { button, make } from "./element.js"
import { formatTime } from "./page.js"

/**
 * @typedef {object} Controls
 * @property {() => void} toggle
 * @property {(seconds: number) => void} skip
 * @property {(time: number) => void} seek
 * @property {() => void} changeSpeed
 * @property {() => void} toggleFollow
 * @property {() => void} close
 */

/**
 * Append a hidden dock to the page.
 * @param {Controls} controls called when the reader uses them
 */
export function createDock(controls) {
  const media = make("div", { class: "dock-media" })
  const play = control("Play", "▶", controls.toggle)
  const title = make("a", { class: "dock-title", href: "" })
  const time = make("span", { class: "dock-time" })
  const marks = make("span", { class: "dock-marks", "aria-hidden": "true" })
  const seek = make("input", {
    type: "range",
    class: "dock-seek",
    min: "0",
    max: "60",
    value: "0",
    step: "any",
    "aria-label": "Position",
    oninput: () => controls.seek(Number(seek.value)),
  })
  const speed = control("Speed", "", controls.changeSpeed)
  const follow = button("Follow", controls.toggleFollow, { class: "dock-follow" })
  const dock = make(
    "section",
    { class: "dock", "aria-label": "Player", hidden: true },
    media,
    play,
    control("Back 10 seconds", "−10", () => controls.skip(-10)),
    control("Forward 10 seconds", "+10", () => controls.skip(10)),
    make(
      "div",
      { class: "dock-line" },
      title,
      time,
      make("div", { class: "dock-track" }, seek, marks),
    ),
    speed,
    follow,
    control("Close the player", "×", controls.close),
  )
  document.body.append(dock)

  return {
    /** @param {boolean} visible */
    show(visible) {
      dock.hidden = !visible
      document.documentElement.classList.toggle("docked", visible)
    },
    /**
     * @param {boolean} started
     * @param {boolean} paused
     */
    showState(started, paused) {
      play.textContent = paused ? "▶" : "❚❚"
      play.setAttribute("aria-label", paused ? "Play" : "Pause")
      dock.classList.toggle("started", started)
    },
    /**
     * @param {string} text
     * @param {string} href
     */
    showTitle(text, href) {
      title.textContent = text
      title.setAttribute("href", href)
    },
    /** @param {string} text */
    showTime(text) {
      time.textContent = text
    },
    /**
     * @param {number} position
     * @param {number} duration
     */
    showPosition(position, duration) {
      seek.max = String(Math.ceil(duration))
      // Not while the reader drags it.
      if (document.activeElement !== seek || !seek.matches(":active")) seek.value = String(position)
      seek.setAttribute("aria-valuetext", `${formatTime(position)} of ${formatTime(duration)}`)
      time.textContent = formatTime(position)
    },
    /** @param {number[]} fractions of the duration, where chapters begin */
    showChapterMarks(fractions) {
      marks.replaceChildren(
        ...fractions.map(fraction =>
          make("i", { style: `inset-inline-start: ${(fraction * 100).toFixed(2)}%` }),
        ),
      )
    },
    /** @param {number} rate */
    showSpeed(rate) {
      speed.textContent = `${rate}×`
      speed.setAttribute("aria-label", `Speed ${rate}`)
    },
    /**
     * @param {boolean} on
     * @param {boolean} paused
     */
    showFollow(on, paused) {
      follow.setAttribute("aria-pressed", String(on && !paused))
      follow.textContent = on && paused ? "Follow again" : "Follow"
    },
    /** @param {HTMLElement[]} elements the audio element or the video frame; none when closed */
    showMedia(...elements) {
      media.replaceChildren(...elements)
    },
  }
}

/**
 * @param {string} label
 * @param {string} text
 * @param {() => void} onclick
 */
function control(label, text, onclick) {
  const name = label.toLowerCase().replace(/\W+/g, "-")
  return button(text, onclick, { class: `dock-${name}`, "aria-label": label })
}
