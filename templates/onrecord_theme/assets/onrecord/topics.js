/* Filter box above the topic index. Scripts create it, so that none is shown without scripts. */
import { make } from "./element.js"
import { normalise } from "./searched.js"

/** @param {{signal: AbortSignal}} options */
export function mountTopicFilter(options) {
  const index = document.querySelector("[data-index]")
  /** @param {string} selector */
  const select = selector =>
    /** @type {HTMLElement[]} */ ([...(index?.querySelectorAll(selector) ?? [])])
  const topics = select("section > ul > li")
  if (!index || topics.length < 2) return
  const labels = topics.map(topic => normalise(topic.firstElementChild?.textContent ?? ""))
  const status = make("span", { role: "status" })
  const input = make("input", { type: "search", autocomplete: "off", oninput: filter })
  const box = make(
    "p",
    { class: "filter" },
    make("label", { text: "Find a topic " }, input),
    status,
  )
  index.before(box)
  options.signal.addEventListener("abort", () => box.remove())

  function filter() {
    const query = normalise(input.value)
    topics.forEach((topic, at) => {
      topic.hidden = !labels[at].includes(query)
    })
    for (const section of select("section"))
      section.hidden = !section.querySelector(":scope > ul > li:not([hidden])")
    const shown = topics.filter(topic => !topic.hidden).length
    status.textContent = query ? `${shown} of ${topics.length}` : ""
  }
}
