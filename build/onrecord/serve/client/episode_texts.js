/* The title and the description of the episode, from any of its pages. */
import { episode, fetchEpisode } from "./episode.js"
import { area, input, labelled, openForm } from "./forms.js"
import { save, showError } from "./save.js"
import { readFacts } from "./theme.js"

/** @typedef {import("./episode.js").Episode} Episode */

/** @returns {boolean} whether the page belongs to an episode */
export function isInEpisode() {
  return Boolean(readFacts().slug)
}

export async function changeTexts() {
  /** @type {Episode} */
  let loaded
  try {
    loaded = await fetchEpisode(readFacts().slug)
  } catch (error) {
    return showError(error)
  }
  const { slug, title, description } = loaded
  const shown = { title, description }
  openForm({
    title: "Title and description",
    content: [
      labelled("Title", input("title", title, { maxlength: 500 })),
      labelled("Description, in Markdown", area("description", description, { rows: 8 })),
    ],
    done: "Saved in episode.yml",
    editOf(filled) {
      const changed = /** @type {("title" | "description")[]} */ (Object.keys(shown)).filter(
        key => filled[key] !== shown[key].trim(),
      )
      if (!changed.length) return null
      return changed.map(key => ({ do: "text", key, shown: shown[key], typed: filled[key] }))
    },
    send: edit => save(edit, slug),
    // Drafts are those of the episode that is loaded, which it is not on all pages.
    draft: episode ? { key: "texts", about: { kind: "texts" } } : undefined,
  })
}
