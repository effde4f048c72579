/* Changed sentences on the page, at once: their words, and the turns of who says them. The page's
   own build replaces this a moment later. */
import { elementOf, episode, sentenceWith, takeOver } from "./episode.js"
import { findAll, formatTime, make, SENTENCE } from "./theme.js"

/** @typedef {import("./episode.js").Sentence} Sentence */

/**
 * @param {Sentence[]} changed
 */
export function showChanged(changed) {
  /** @type {Set<HTMLElement>} */
  const turns = new Set()
  for (const { sentence, was } of takeOver(changed)) {
    const element = place(sentence, was)
    if (!element) continue
    if (element.textContent !== typographic(sentence.text)) showWords(element, sentence)
    const turn = /** @type {HTMLElement | null} */ (element.closest(".turn"))
    if (turn) turns.add(turn)
  }
  for (const turn of turns) divideTurn(turn)
}

/**
 * @param {Sentence} sentence
 * @param {Sentence[]} was the sentences that it replaces
 * @returns {HTMLElement | null}
 */
function place(sentence, was) {
  const [own, ...others] = was.filter(({ id }) => id)
  let element = elementOf(sentence)
  const old = own && elementOf(own)
  if (!element && old && own.span[0] === sentence.span[0]) {
    old.id = sentence.id
    element = old
  } else if (!element) {
    // The second part of a sentence stands behind the first; any other is on another page.
    const isPart = was.some(({ id }) => !id)
    const before = isPart ? sentenceBefore(sentence) : null
    if (!before) return null
    const added = make("span", { id: sentence.id })
    Object.assign(added.dataset, { ...before.dataset })
    before.after(" ", added)
    element = added
  }
  for (const one of others) if (one.span[1] <= sentence.span[1]) remove(elementOf(one))
  return element
}

/**
 * Remove a sentence that became a part of another one, and its turn if that had no other.
 * @param {HTMLElement | null} element
 */
function remove(element) {
  const [passage, turn] = [element?.closest(".passage"), element?.closest(".turn")]
  element?.remove()
  if (!passage?.querySelector(SENTENCE)) passage?.remove()
  if (!turn?.querySelector(SENTENCE)) turn?.remove()
}

/** @param {Sentence} sentence */
function sentenceBefore({ span }) {
  const before = episode?.sentences.findLast(one => one.id && one.span[0] < span[0])
  return before ? elementOf(before) : null
}

/**
 * @param {HTMLElement} element
 * @param {Sentence} sentence
 */
function showWords(element, sentence) {
  element.textContent = typographic(sentence.text)
}

/** @param {string} text */
function typographic(text) {
  return text.replace(/(?<=[\p{L}\p{N}_])'(?=[\p{L}\p{N}_])/gu, "’")
}

/**
 * Divide a turn where the speaker changes, and join it with its neighbours.
 * @param {HTMLElement} turn
 */
function divideTurn(turn) {
  let here = turn
  for (const passage of findAll(":scope > .passage", turn)) {
    let rest = passage
    for (;;) {
      const border = borderIn(rest)
      const first = rest.querySelector(SENTENCE)
      const speaker = sentenceWith(first?.id)?.speaker ?? ""
      if (rest === firstPassage(here)) setSpeaker(here, speaker)
      else if (speaker !== speakerOf(here)) here = startTurn(here, rest, speaker)
      if (!border) break
      const next = cut(rest, border)
      rest.after(next)
      here = startTurn(here, next, sentenceWith(border.id)?.speaker ?? "")
      rest = next
    }
  }
  const before = /** @type {HTMLElement | null} */ (turn.previousElementSibling)
  const after = /** @type {HTMLElement | null} */ (here.nextElementSibling)
  if (after?.matches(".turn")) join(here, after)
  if (before?.matches(".turn")) join(before, turn)
}

/** @param {HTMLElement} turn */
function firstPassage(turn) {
  return turn.querySelector(":scope > .passage")
}

/** @param {HTMLElement} turn */
function speakerOf(turn) {
  return turn.querySelector(".speaker b")?.textContent ?? ""
}

/**
 * @param {HTMLElement} passage
 * @returns {HTMLElement | null} the first of its sentences that somebody else says
 */
function borderIn(passage) {
  const sentences = findAll(SENTENCE, passage)
  const first = sentenceWith(sentences[0]?.id)
  return (
    sentences.find(each => {
      const sentence = sentenceWith(each.id)
      return first && sentence && sentence.speaker !== first.speaker
    }) ?? null
  )
}

/**
 * @param {HTMLElement} passage
 * @param {HTMLElement} border
 * @returns {HTMLElement} a passage with the sentence and all that follows
 */
function cut(passage, border) {
  const range = document.createRange()
  let first = /** @type {Node} */ (border)
  // Old anchors stand in front of their sentence.
  while (first.previousSibling instanceof HTMLAnchorElement && first.previousSibling.id)
    first = first.previousSibling
  range.setStartBefore(first)
  range.setEndAfter(/** @type {Node} */ (border.parentNode?.lastChild))
  const words = /** @type {HTMLElement} */ (border.parentNode).cloneNode(false)
  words.appendChild(range.extractContents())
  const time = /** @type {HTMLElement | null} */ (passage.querySelector("a.time")?.cloneNode(true))
  time?.setAttribute("href", `#${border.id}`)
  const clock = time?.querySelector("time")
  if (clock && border.dataset.start) clock.textContent = formatTime(Number(border.dataset.start))
  return make("div", { class: "passage" }, time, words)
}

/**
 * @param {HTMLElement} turn
 * @param {HTMLElement} passage the first of the new turn; the following ones are moved with it
 * @param {string} speaker
 */
function startTurn(turn, passage, speaker) {
  const next = make("div", { class: "turn", "data-attribution": "editor" })
  while (passage.nextSibling) next.append(passage.nextSibling)
  next.prepend(passage)
  turn.after(next)
  setSpeaker(next, speaker)
  return next
}

/**
 * @param {HTMLElement} turn
 * @param {string} speaker
 */
function setSpeaker(turn, speaker) {
  if (speakerOf(turn) === speaker) return
  turn.querySelector(":scope > .speaker")?.remove()
  if (speaker) turn.prepend(make("p", { class: "speaker" }, make("b", { text: speaker })))
  const person = episode?.people.find(({ name }) => name === speaker)
  turn.dataset.speaker = person?.slug || speaker
  if (person?.role) turn.dataset.role = person.role
  else delete turn.dataset.role
}

/**
 * @param {HTMLElement} turn
 * @param {HTMLElement} next
 */
function join(turn, next) {
  if (speakerOf(turn) !== speakerOf(next)) return
  turn.append(...findAll(":scope > .passage", next))
  next.remove()
}
