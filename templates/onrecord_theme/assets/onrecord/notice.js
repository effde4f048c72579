/* A short message, in sight and to a screen reader. */

/** @type {ReturnType<typeof setTimeout>[]} */
let waiting = []

/** @param {string} text */
export function say(text) {
  let live = document.querySelector(".notice")
  if (!live) {
    live = document.createElement("div")
    live.className = "notice"
    live.setAttribute("role", "status")
    document.body.append(live)
  }
  const place = live
  waiting.forEach(clearTimeout)
  place.textContent = ""
  // A live region tells of what changes in it, so the same message twice has to change twice.
  waiting = [setTimeout(() => { place.textContent = text }, 30), setTimeout(() => { place.textContent = "" }, 4000)]
}
