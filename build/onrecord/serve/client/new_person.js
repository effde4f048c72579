/* A person who is not in the archive yet: asked about once, and added to `people.yml`. */
import { episode } from "./episode.js"
import { saveOrAlert } from "./save.js"
import { make, openDialog } from "./theme.js"

/**
 * Ask for a person who is not in the archive yet, once.
 * @param {string} name
 * @returns {Promise<boolean>} whether the person is known now
 */
export async function isKnown(name) {
  const known = [
    ...(episode?.people ?? []).map(one => one.name),
    ...(episode?.archive_people ?? []),
  ]
  if (!name || known.includes(name)) return true
  const role = await askForRole(name)
  if (role == null) return false
  if (!(await saveOrAlert({ do: "person", name, ...(role ? { role } : {}) }))) return false
  episode?.archive_people.push(name)
  return true
}

/**
 * @param {string} name
 * @returns {Promise<string | null>} null if it was a mistake
 */
function askForRole(name) {
  return new Promise(resolve => {
    /** @type {string | null} */
    let role = null
    const field = make("input", { name: "role", list: "edit-roles", autocomplete: "off" })
    const roles = make(
      "datalist",
      { id: "edit-roles" },
      ...["host", "guest"].map(value => make("option", { value })),
    )
    const submit = (/** @type {Event} */ event) => {
      event.preventDefault()
      role = field.value.trim()
      dialog.close()
    }
    const form = make(
      "form",
      { class: "edit-form", onsubmit: submit },
      make("p", { text: "This name is not in people.yml yet. It is added there." }),
      make("label", {}, "Role, if any ", field, roles),
      make("p", { class: "edit-buttons" }, make("button", { text: `Add ${name}` })),
    )
    const dialog = openDialog("edit-person", `Who is ${name}?`, form)
    dialog.addEventListener("close", () => resolve(role))
    field.focus()
  })
}
