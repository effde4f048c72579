/* A filter box above the index, made here: without scripts there is none to be empty. */

/** @param {{signal: AbortSignal}} options */
export function offerFilter(options) {
  const index = document.querySelector("[data-index]")
  const lines = /** @type {HTMLElement[]} */ ([...(index?.querySelectorAll("section > ul > li") ?? [])])
  if (!index || lines.length < 2) return
  const words = lines.map(line => plain(line.firstElementChild?.textContent ?? ""))
  const box = document.createElement("p")
  box.className = "filter"
  const label = document.createElement("label")
  label.textContent = "Find a topic "
  const input = document.createElement("input")
  input.type = "search"
  input.autocomplete = "off"
  label.append(input)
  const told = document.createElement("span")
  told.setAttribute("role", "status")
  box.append(label, told)
  index.before(box)
  input.addEventListener("input", () => {
    const wanted = plain(input.value)
    let left = 0
    lines.forEach((line, at) => {
      line.hidden = !words[at].includes(wanted)
      if (!line.hidden) left++
    })
    for (const section of /** @type {NodeListOf<HTMLElement>} */ (index.querySelectorAll("section")))
      section.hidden = !section.querySelector(":scope > ul > li:not([hidden])")
    told.textContent = wanted ? `${left} of ${lines.length}` : ""
  }, options)
  options.signal.addEventListener("abort", () => box.remove())
}

/** Small letters without accents, points and hyphens, as people type them.
 * @param {string} text */
function plain(text) {
  return text.normalize("NFKD").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "")
}
