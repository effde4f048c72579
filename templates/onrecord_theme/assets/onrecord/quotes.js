/* The page of a quote: buttons that copy. Without scripts each form is a text to select. */

document.addEventListener("click", async event => {
  const button = /** @type {Element} */ (event.target).closest("[data-copies]")
  const form = button && document.getElementById(button.getAttribute("data-copies") ?? "")
  if (!button || !form) return
  await navigator.clipboard.writeText(form.textContent ?? "")
  const was = button.innerHTML
  button.textContent = "Copied"
  button.setAttribute("role", "status")
  setTimeout(() => { button.innerHTML = was; button.removeAttribute("role") }, 2000)
})

function show() {
  for (const button of document.querySelectorAll("[data-copies]")) /** @type {HTMLElement} */ (button).hidden = !navigator.clipboard
}

// Material's instant navigation swaps the page and emits on document$.
const swapped = /** @type {any} */ (window).document$
if (swapped) swapped.subscribe(show)
else show()
