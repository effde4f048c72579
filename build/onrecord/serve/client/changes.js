/* The panel of changes: as received and as it is now, each with a way back. */
import { get } from "./server.js"
import { onSaved, showError, undo } from "./save.js"
import { showCommit } from "./commit.js"
import { closePanel, openPanel, showPanel } from "./panel.js"
import { button, make } from "./theme.js"

/** @typedef {Record<string, unknown>} Values */
/** @typedef {{path: string, kind: string, was?: Values[], now?: Values[]}} Step */
/** @typedef {{id: number, title: string, steps: Step[]}} Change */

const TITLE = "Changes"
/** Keys that say where an entry is, and who wrote it. */
const ASIDE = ["at", "by", "on"]

export async function showChanges() {
  if (openPanel() === TITLE) return closePanel()
  await show()
}

async function show() {
  /** @type {Change[]} */
  let changes
  try {
    changes = await get("changes")
  } catch (error) {
    return showError(error)
  }
  const rows = changes.toReversed().map(({ id, title, steps }) =>
    make(
      "li",
      { "data-key": id },
      ...steps.map(showStep),
      steps.length ? null : make("p", { text: title }),
      make(
        "p",
        { class: "edit-buttons" },
        button("Revert", () => undo(id)),
      ),
    ),
  )
  const list = rows.length
    ? make("ol", { class: "edit-list" }, ...rows)
    : make("p", { text: "Nothing was changed since the last commit." })
  const commit = button("Commit…", showCommit)
  showPanel(TITLE, make("p", { class: "edit-buttons" }, commit), list)
}

/** @param {Step} step */
function showStep({ kind, path, was = [], now = [] }) {
  const name = kind || path.split("/").pop()?.replace(".yml", "") || ""
  const at = [...now, ...was].map(entry => entry.at).find(Boolean)
  const lines = [
    ...was.map(entry => make("del", { text: summarise(entry) })),
    ...now.map(entry => make("ins", { text: summarise(entry) })),
  ]
  // A correction has both within it: the words received and those shown now.
  const [only] = now
  const shown =
    !was.length && only?.was != null && only.now != null
      ? [make("del", { text: String(only.was) }), make("ins", { text: String(only.now) })]
      : lines
  const head = make("span", { class: "edit-where", text: [name, at].filter(Boolean).join(" · ") })
  return make("p", { class: "edit-step" }, head, ...shown)
}

/** @param {Values} entry */
function summarise(entry) {
  return Object.entries(entry)
    .filter(([key]) => !ASIDE.includes(key))
    .map(([, value]) => String(value))
    .join(" · ")
}

onSaved(() => {
  if (openPanel() === TITLE) show()
})
