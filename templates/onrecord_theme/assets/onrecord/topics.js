/* A filter box above the index, made here: without scripts there is none to be empty. And the buttons of a quote's page, which copy. */
import { make, say } from "./element.js"
import { plain } from "./passage.js"

/** @param {{signal: AbortSignal}} options */
export function offerFilter(options) {
  const index = document.querySelector("[data-index]")
  const lines = /** @type {HTMLElement[]} */ ([
    ...(index?.querySelectorAll("section > ul > li") ?? []),
  ])
  if (!index || lines.length < 2) return
  const words = lines.map(line => plain(line.firstElementChild?.textContent ?? ""))
  const told = make("span", { role: "status" })
  const input = make("input", {
    type: "search",
    autocomplete: "off",
    oninput: () => {
      const wanted = plain(input.value)
      lines.forEach((line, at) => {
        line.hidden = !words[at].includes(wanted)
      })
      for (const section of /** @type {NodeListOf<HTMLElement>} */ (
        index.querySelectorAll("section")
      ))
        section.hidden = !section.querySelector(":scope > ul > li:not([hidden])")
      told.textContent = wanted
        ? `${lines.filter(line => !line.hidden).length} of ${lines.length}`
        : ""
    },
  })
  const box = make("p", { class: "filter" }, make("label", { text: "Find a topic " }, input), told)
  index.before(box)
  options.signal.addEventListener("abort", () => box.remove())
}

/** Without scripts each form of a quote is a text to select.
 * @param {{signal: AbortSignal}} options */
export function offerCopies(options) {
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (
    document.querySelectorAll("[data-copies]")
  )) {
    button.hidden = !navigator.clipboard
    button.addEventListener(
      "click",
      async () => {
        await navigator.clipboard.writeText(
          document.getElementById(button.dataset.copies ?? "")?.textContent ?? "",
        )
        say("Copied")
      },
      options,
    )
  }
}
