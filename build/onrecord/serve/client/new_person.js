/* A person who is not in the archive yet: asked about once, and added to `people.yml`. */
import { episode } from "./episode.js"
import { make, openDialog } from "./theme.js"

/**
 * Ask about a person who is not in the archive yet.
 * @param {string} name
 * @returns {Promise<object[] | null>} the edits that add the person; none if the archive has the
 *   person already; null if the name was a mistake
 */
export async function askAbout(name) {
  const known = [
    ...(episode?.people ?? []).map(one => one.name),
    ...(episode?.archive_people ?? []),
  ]
  if (!name || known.includes(name)) return []
  const role = await askForRole(name)
  return role == null ? null : [{ do: "person", name, ...(role ? { role } : {}) }]
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
