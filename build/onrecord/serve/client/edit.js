/* Entry point of the edit mode, which `onrecord serve` adds to the pages it shows. A switch in the
   header turns it on for the tab. */
import { onClose, open, openBox, saveBox } from "./box.js"
import {
  closeEpisode,
  episode,
  fetchEpisode,
  loadEpisode,
  sentenceWith,
  setEpisode,
} from "./episode.js"
import { actionFor } from "./keyboard.js"
import { KEYS } from "./keys.js"
import { buildStatus, listen, update } from "./live.js"
import { closePanel, openPanel, panelBefore } from "./panel.js"
import { showChanges } from "./changes.js"
import { hasDrafts } from "./drafts.js"
import { loadEntries, openNote } from "./entries.js"
import { hideGuesses, showGuesses } from "./guesses.js"
import { chooseScope } from "./people.js"
import { emptyQueue, loadQueue } from "./queue.js"
import { showQueue } from "./queue_panel.js"
import { onSaved, savingStatus, showError } from "./save.js"
import { reselect, select, selected } from "./select.js"
import { offsetAt } from "./words.js"
import { hideStrip, showPeople, showStrip, showWhereToEdit } from "./strip.js"
import { make, mountPlayer, readFacts, SENTENCE, sentencesOf } from "./theme.js"

const STORAGE_KEY = "onrecord.edit"
const START_KEY = "e"
const FIELDS = "input, textarea, select, [contenteditable]"

let on = sessionStorage.getItem(STORAGE_KEY) === "on"
const knob = make("button", {
  type: "button",
  class: "edit-switch",
  role: "switch",
  "aria-checked": String(on),
  text: "Edit",
  title: `Edit the words (${START_KEY.toUpperCase()})`,
  onclick: () => turn(!on),
})

/** @param {boolean} wanted */
async function turn(wanted) {
  if (!wanted && !(await saveBox())) return
  on = wanted
  sessionStorage.setItem(STORAGE_KEY, on ? "on" : "off")
  mount()
}

/** Take over a new page, or leave it to readers. */
async function mount() {
  document.querySelector(".site .site-search")?.before(savingStatus(), buildStatus(), knob)
  const { slug } = readFacts()
  knob.setAttribute("aria-checked", String(on))
  knob.textContent = !on && slug && hasDrafts(slug) ? "Edit · not saved" : "Edit"
  if (!on || !slug || !sentencesOf().length) {
    select(null)
    closeEpisode()
    hideGuesses()
    if (on) return showWhereToEdit(KEYS, Boolean(slug))
    closePanel()
    return hideStrip()
  }
  try {
    await loadEpisode(slug)
  } catch (error) {
    return showError(error)
  }
  chooseScope(null)
  showStrip(KEYS)
  const target = sentenceWith(location.hash.slice(1))
  if (target) select(target)
  else reselect()
  emptyQueue()
  await Promise.all([loadEntries(), loadQueue()]).catch(showError)
  if (openPanel()) return
  if (panelBefore() === "Queue") showQueue({ focus: false })
  if (panelBefore() === "Changes") showChanges()
}

function leaveDialog() {
  if (!isActive()) return
  showPeople()
  if (document.activeElement === document.body) reselect()
}

function isActive() {
  return on && episode != null
}

/**
 * The key that turns the edit mode on, and its line in the readers' list of keys.
 * @param {KeyboardEvent} event
 */
function pressAsReader(event) {
  const target = /** @type {HTMLElement} */ (event.target)
  const { ctrlKey, metaKey, altKey, key } = event
  if (ctrlKey || metaKey || altKey || target.matches(FIELDS)) return
  if (localStorage.getItem("onrecord.keys") === "off") return
  if (key === "?") return setTimeout(listKey)
  if (key !== START_KEY) return
  event.preventDefault()
  turn(true)
}

function listKey() {
  const list = !on && document.querySelector("dialog.keys[open] dl")
  if (!list || list.querySelector(".edit-start")) return
  const [key, does] = [make("kbd", { text: START_KEY }), make("dd", { text: "Edit the words" })]
  list.append(make("div", { class: "edit-start" }, make("dt", {}, key), does))
}

/** @param {KeyboardEvent} event */
function press(event) {
  const target = /** @type {HTMLElement} */ (event.target)
  if (document.querySelector("dialog[open]")) return
  if (!on) return pressAsReader(event)
  const inBox = openBox()?.field === target
  const inQueue = target.closest("[data-keys=queue]") != null
  if (!inBox && target.matches(FIELDS)) return
  // Buttons and links keep their own keys.
  const ownsKey =
    !inBox && target.matches("button, a, summary") && /^(Enter| |Tab|Arrow)/.test(event.key)
  if (ownsKey && !(inQueue && /^Arrow/.test(event.key))) return
  // Readers can turn single keys off; on a selected sentence they are expected (WCAG 2.1.4).
  const single = event.key.length === 1 && !event.ctrlKey && !event.metaKey
  const isOff = localStorage.getItem("onrecord.keys") === "off"
  if (single && !inBox && !inQueue && isOff && !target.closest(".tr")) return
  const keys = isActive() ? KEYS : KEYS.filter(({ where }) => where === "everywhere")
  const action = actionFor(event, keys, inBox ? "box" : inQueue ? "queue" : "page")
  if (inBox) event.stopImmediatePropagation()
  if (!action) return
  event.preventDefault()
  event.stopImmediatePropagation()
  action.act()
}

/** @param {MouseEvent} event */
async function click(event) {
  const target = /** @type {HTMLElement} */ (event.target)
  if (!isActive() || target.closest(".edit-box, .edit-guess, dialog")) return
  const note = target.closest(".note-mark, .note:not(:has(a:hover))")
  if (note) {
    stop(event)
    return openNote(note)
  }
  const element = target.closest(SENTENCE)
  const sentence = sentenceWith(element?.id)
  if (!element || !sentence) return
  // Neither the reader's toolbar nor a link in the words.
  stop(event)
  if (!getSelection()?.isCollapsed) return select(sentence, { focus: false })
  const at = offsetAt(element, event)
  if (openBox() && !(await saveBox())) return
  if (selected()?.id === sentence.id && event.detail > 0 && !isTouch(event)) open(sentence, at)
  else select(sentence, { at })
}

/** @param {Event} event */
function stop(event) {
  event.preventDefault()
  event.stopImmediatePropagation()
}

/** @param {Event} event */
function isTouch(event) {
  return /** @type {PointerEvent} */ (event).pointerType === "touch"
}

/**
 * Keep the reader's toolbar away from selections: it looks through the whole page at each change.
 * @param {Event} event
 */
function keepToolbarAway(event) {
  const target = /** @type {Element} */ (event.target)
  if (isActive() && (target === /** @type {unknown} */ (document) || target.closest?.(".tr")))
    event.stopImmediatePropagation()
}

addEventListener("keydown", press, true)
addEventListener("click", click, true)
// The button in the footer lists the keys, too.
addEventListener("click", () => setTimeout(listKey))
addEventListener("selectionchange", keepToolbarAway, true)
addEventListener("pointerup", keepToolbarAway, true)
onSaved(showPeople)
listen({
  busy: () => openBox() != null,
  async prepare() {
    const loaded = isActive() && episode && (await fetchEpisode(episode.slug).catch(showError))
    return () => {
      mountPlayer(sentencesOf())
      if (!loaded || loaded.slug !== episode?.slug) return
      setEpisode(loaded)
      reselect()
      showPeople()
      showGuesses()
      loadEntries().catch(showError)
    }
  },
})
// A dialog gives back the focus, unless what had it is gone.
addEventListener("close", () => setTimeout(leaveDialog), true)
// A page that was built while a sentence was open has waited.
onClose(update)
onClose(showPeople)

// Material's instant navigation replaces the page, then emits on document$.
const pages = /** @type {any} */ (window).document$
if (pages) pages.subscribe(mount)
else mount()
