/* The table of everything that editors can do: its keys, its buttons and its line in the help. */
import { open, leave, saveAndStep } from "./box.js"
import { showChanges } from "./changes.js"
import { showCommit } from "./commit.js"
import { openEntries } from "./entries.js"
import { changeTexts, isInEpisode } from "./episode_texts.js"
import { replaceEverywhere } from "./everywhere.js"
import { acceptGuess, dismissGuess } from "./guesses.js"
import { command, showKeys } from "./keyboard.js"
import { annotate, startChapter } from "./passages.js"
import { assignNumber, joinWithTurnBefore, nextScope } from "./people.js"
import { askWho, divideAtCaret } from "./who.js"
import { acceptAlike, acceptFocused, leaveFocused, moveInQueue, showQueue } from "./queue_panel.js"
import { redo, undo } from "./save.js"
import { caret, goTo, reselect, select, selected, startingPoint, step } from "./select.js"
import { hasSource, playAgain, playOrPause } from "./sound.js"
import { showPeople } from "./strip.js"
import { episode, turnFrom } from "./episode.js"
import { closePanel } from "./panel.js"
import { extendBySentence, moveByWord } from "./words.js"

/** @typedef {import("./keyboard.js").Action} Action */

/** @param {number} by */
function stepTurn(by) {
  const from = startingPoint()
  goTo(from && turnFrom(from, by))
}

/** Close the panel, and go back to the selected sentence; without a panel, select nothing. */
function leavePanel() {
  if (closePanel()) reselect()
  else select(null)
}

function openSelected() {
  const sentence = selected()
  if (sentence) open(sentence, caret)
  else step(1)
}

/** @typedef {Omit<Action, "where">} Placed */

/** @type {Placed[]} */
const ON_PAGE = [
  {
    keys: ["Enter"],
    label: "Edit the words",
    button: "Edit",
    show: "Enter",
    strip: "selection",
    act: openSelected,
  },
  { keys: ["ArrowDown", "j"], label: "Next sentence", show: "↓ J", act: () => step(1) },
  { keys: ["ArrowUp", "k"], label: "Sentence before", show: "↑ K", act: () => step(-1) },
  { keys: ["d"], label: "Next turn", show: "D", act: () => stepTurn(1) },
  { keys: ["u"], label: "Turn before", show: "U", act: () => stepTurn(-1) },
  {
    keys: ["w"],
    label: "Who says this…",
    button: "Who…",
    show: "W",
    strip: "selection",
    act: () => askWho(selected()),
  },
  ...Array.from({ length: 9 }, (_, at) => ({
    keys: [String(at + 1)],
    label: "The person with this number says it",
    show: at ? "" : "1–9",
    act: () => assignNumber(at + 1),
  })),
  {
    keys: ["s"],
    label: "How far it goes: from here on, this turn, this sentence",
    show: "S",
    act() {
      nextScope()
      showPeople()
    },
  },
  {
    keys: ["Backspace"],
    label: "Join with the turn before",
    show: "Backspace",
    act: joinWithTurnBefore,
  },
  { keys: ["y"], label: "The guess is right; on to the next", show: "Y", act: acceptGuess },
  { keys: ["i"], label: "The guess is wrong; on to the next", show: "I", act: dismissGuess },
  {
    keys: ["ArrowRight"],
    label: "Select the next word",
    show: "→",
    act: () => moveByWord(1, false),
  },
  {
    keys: ["ArrowLeft"],
    label: "Select the word before",
    show: "←",
    act: () => moveByWord(-1, false),
  },
  {
    keys: ["Shift+ArrowRight"],
    label: "One word more",
    show: "Shift →",
    act: () => moveByWord(1, true),
  },
  {
    keys: ["Shift+ArrowLeft"],
    label: "One word fewer",
    show: "Shift ←",
    act: () => moveByWord(-1, true),
  },
  {
    keys: ["Shift+ArrowDown"],
    label: "One sentence more",
    show: "Shift ↓",
    act: () => extendBySentence(1),
  },
  {
    keys: ["Shift+ArrowUp"],
    label: "One sentence fewer",
    show: "Shift ↑",
    act: () => extendBySentence(-1),
  },
  { keys: ["n"], label: "Note…", show: "N", strip: "selection", act: () => annotate("notes") },
  { keys: ["q"], label: "Quote…", show: "Q", strip: "selection", act: () => annotate("quotes") },
  { keys: ["t"], label: "Topic…", show: "T", strip: "selection", act: () => annotate("topics") },
  { keys: ["c"], label: "Chapter…", show: "C", strip: "selection", act: () => startChapter() },
  {
    keys: ["x"],
    label: "Redact…",
    show: "X",
    strip: "selection",
    act: () => annotate("redactions"),
  },
  {
    keys: ["r"],
    label: "Replace everywhere…",
    button: "Replace…",
    show: "R",
    strip: "selection",
    act: replaceEverywhere,
  },
  { keys: ["e"], label: "Change or delete the entries about it…", show: "E", act: openEntries },
  { keys: ["g"], label: "Queue", show: "G", strip: "panel", act: () => showQueue() },
]

/** @type {Placed[]} */
const EVERYWHERE = [
  { keys: ["h"], label: "Changes", show: "H", strip: "panel", act: showChanges },
  {
    keys: ["p"],
    label: "Title and description…",
    button: "Title…",
    show: "P",
    strip: "panel",
    act: changeTexts,
    when: isInEpisode,
  },
  { keys: ["m"], label: "Commit…", show: "M", act: showCommit },
  { keys: ["Ctrl+z"], label: "Undo", show: command("Z"), act: () => undo() },
  { keys: ["Ctrl+Shift+z", "Ctrl+y"], label: "Redo", show: `Shift ${command("Z")}`, act: redo },
  {
    keys: ["Escape"],
    label: "Close the panel, select nothing",
    show: "Esc",
    act: leavePanel,
  },
  {
    keys: ["?"],
    label: "Keys",
    button: "Keys",
    show: "?",
    strip: "panel",
    act: () => showKeys(episode ? KEYS : KEYS.filter(({ where }) => where === "everywhere")),
  },
]

/** @type {Placed[]} */
const IN_BOX = [
  {
    keys: ["Enter"],
    label: "Save and go on",
    button: "Save",
    show: "Enter",
    strip: "box",
    act: () => saveAndStep(1),
  },
  {
    keys: ["Shift+Enter"],
    label: "Save and go back",
    show: "Shift Enter",
    act: () => saveAndStep(-1),
  },
  {
    keys: ["Escape"],
    label: "Leave without saving; your words are kept",
    button: "Leave",
    show: "Esc",
    strip: "box",
    act: leave,
  },
  {
    keys: ["Ctrl+Enter"],
    label: "Somebody else goes on from here: divide at the caret",
    button: "Who from here…",
    strip: "box",
    show: command("Enter"),
    act: divideAtCaret,
  },
  {
    keys: ["Tab"],
    label: "Play or pause",
    show: "Tab",
    strip: "box",
    act: playOrPause,
    when: hasSource,
  },
  {
    keys: ["Shift+Tab"],
    label: "Play from a little before the sentence",
    button: "Again",
    strip: "box",
    show: "Shift Tab",
    act: playAgain,
    when: hasSource,
  },
]

/** @type {Placed[]} */
const IN_QUEUE = [
  { keys: ["ArrowDown"], label: "Next", show: "↓", act: () => moveInQueue(1) },
  { keys: ["ArrowUp"], label: "The one before", show: "↑", act: () => moveInQueue(-1) },
  { keys: ["a"], label: "Accept", show: "A", act: acceptFocused },
  { keys: ["s"], label: "Accept all of these", show: "S", act: acceptAlike },
  { keys: ["d"], label: "It is right, or dismiss", show: "D", act: leaveFocused },
  { keys: ["Ctrl+z"], label: "Undo", act: () => undo() },
  { keys: ["Ctrl+Shift+z", "Ctrl+y"], label: "Redo", act: redo },
  { keys: ["Escape", "g"], label: "Close the queue", show: "Esc G", act: leavePanel },
]

/** @type {Placed[]} */
const IN_FORM = [
  { keys: [], label: "Save, from any field", show: command("Enter"), act() {} },
  { keys: [], label: "Save, from a field of one line", show: "Enter", act() {} },
]

/** @type {Action[]} */
export const KEYS = [
  ...ON_PAGE.map(action => ({ ...action, where: /** @type {const} */ ("page") })),
  ...EVERYWHERE.map(action => ({ ...action, where: /** @type {const} */ ("everywhere") })),
  ...IN_BOX.map(action => ({ ...action, where: /** @type {const} */ ("box") })),
  ...IN_QUEUE.map(action => ({ ...action, where: /** @type {const} */ ("queue") })),
  ...IN_FORM.map(action => ({ ...action, where: /** @type {const} */ ("form") })),
  {
    keys: ["F4"],
    where: "both",
    label: "Play or pause",
    show: "F4",
    act: playOrPause,
    when: hasSource,
  },
]
