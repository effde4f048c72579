/* Bring a part of the page up to date with a newer version of it, element by element: what did not
   change stays the same element, with its focus, selection and scroll position. */

/** Attributes and classes that the edit mode and the reader's scripts set on the page. */
const OWN_ATTRIBUTES = ["tabindex", "aria-current"]
const OWN_CLASSES = ["edit-selected", "edit-open", "lit", "now"]
/** Elements that scripts add to the page. */
const OWN_ELEMENTS = ".edit-guess, .edit-box, .bar, [data-count]"

/**
 * @param {Element} old
 * @param {Element} next
 */
export function morph(old, next) {
  if (old.isEqualNode(next)) return
  copyAttributes(old, next)
  const kept = new Map()
  for (const child of old.children) kept.set(keyOf(child), child)
  const keys = new Set([...next.children].map(keyOf))
  let place = firstOf(old.firstChild)
  for (const wanted of [...next.childNodes]) {
    const key = wanted instanceof Element ? keyOf(wanted) : ""
    // An element is not moved past another one that goes: a move would cost it focus and selection.
    while (key && kept.has(key) && isGone(place, keys)) place = removed(place)
    const same = key ? kept.get(key) : null
    if (same && same.nodeName === wanted.nodeName) {
      if (same === place) place = firstOf(place.nextSibling)
      else move(old, same, place)
      kept.delete(key)
      morph(same, /** @type {Element} */ (wanted))
    } else if (!key && place && canBecome(place, wanted)) {
      if (place instanceof Element) morph(place, /** @type {Element} */ (wanted))
      else if (place.nodeValue !== wanted.nodeValue) place.nodeValue = wanted.nodeValue
      place = firstOf(place.nextSibling)
    } else old.insertBefore(document.importNode(wanted, true), place)
  }
  while (place) place = removed(place)
}

/**
 * @param {Node | null} place
 * @param {Set<string>} keys of the elements that stay
 */
function isGone(place, keys) {
  if (!(place instanceof Element)) return place != null
  const key = keyOf(place)
  return Boolean(key) && !keys.has(key)
}

/**
 * @param {any} place
 * @returns {any} what follows the node, which is removed
 */
function removed(place) {
  const next = firstOf(place.nextSibling)
  place.remove()
  return next
}

/**
 * @param {Element} parent
 * @param {Node} node
 * @param {Node | null} before
 */
function move(parent, node, before) {
  // Keeps the focus, where browsers have it.
  const moveBefore = /** @type {any} */ (parent).moveBefore
  if (moveBefore && node.isConnected) moveBefore.call(parent, node, before)
  else parent.insertBefore(node, before)
}

/**
 * @param {any} node
 * @returns {any} the node, or the next one that the page has of itself
 */
function firstOf(node) {
  while (node instanceof Element && node.matches(OWN_ELEMENTS)) node = node.nextSibling
  return node
}

/**
 * @param {Node} node
 * @param {Node} wanted
 */
function canBecome(node, wanted) {
  return node.nodeName === wanted.nodeName && !(node instanceof Element && keyOf(node))
}

/**
 * @param {Element} element
 * @returns {string} its id, else the id of the first sentence in it: turns and paragraphs have none
 */
function keyOf(element) {
  if (element.id) return `#${element.id}`
  if (element.matches(".turn, .passage")) return element.querySelector("span[id]")?.id ?? ""
  return ""
}

/**
 * @param {Element} old
 * @param {Element} next
 */
function copyAttributes(old, next) {
  for (const { name } of [...old.attributes])
    if (name !== "class" && !OWN_ATTRIBUTES.includes(name) && !next.hasAttribute(name))
      old.removeAttribute(name)
  for (const { name, value } of next.attributes)
    if (name !== "class" && old.getAttribute(name) !== value) old.setAttribute(name, value)
  const classes = [...next.classList, ...OWN_CLASSES.filter(one => old.classList.contains(one))]
  const value = classes.join(" ")
  if (value) old.className = value
  else old.removeAttribute("class")
}
