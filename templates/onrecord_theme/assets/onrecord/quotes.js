/* Copy buttons of a quote page. Without scripts, each form of the quote is text to select. */
import { copy } from "./copy.js"

/** @param {{signal: AbortSignal}} options */
export function mountCopyButtons(options) {
  const buttons = /** @type {NodeListOf<HTMLElement>} */ (
    document.querySelectorAll("[data-copies]")
  )
  for (const button of buttons) {
    button.hidden = !navigator.clipboard
    const form = document.getElementById(button.dataset.copies ?? "")
    button.addEventListener("click", () => copy("Copied", form?.textContent ?? ""), options)
  }
}
