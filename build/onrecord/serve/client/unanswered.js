/* Edits that the server did not answer: listed, and sent again or dropped. */
import { sentenceAt } from "./episode.js"
import { dropUnanswered, listUnanswered } from "./drafts.js"
import { saveOrAlert } from "./save.js"
import { button, make, openDialog } from "./theme.js"

/** @param {() => void} done called when fewer are left */
export function askToSendAgain(done) {
  const all = listUnanswered()
  const items = all.map(({ edit, title }) => {
    const start = [edit].flat().find(one => one.sentence)?.sentence[0]
    const words = start == null ? "" : sentenceAt(start)?.text
    return make("li", {}, make("b", { text: title }), make("span", { text: ` ${words}` }))
  })
  const drop = () => {
    dialog.close()
    all.forEach(({ key }) => dropUnanswered(key))
    done()
  }
  const sendAgain = async () => {
    dialog.close()
    // In the order in which they were made. One that is not answered is kept anew.
    for (const { key, edit, title } of all) {
      dropUnanswered(key)
      await saveOrAlert(edit, title)
    }
    done()
  }
  const save = button("Save", sendAgain, { class: "edit-main" })
  const dialog = openDialog(
    "edit-unanswered",
    "Not saved: the server did not answer",
    make("ul", {}, ...items),
    make("p", { class: "edit-buttons" }, save, button("Drop", drop)),
  )
  save.focus()
}
