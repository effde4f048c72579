/* Talk about a sentence, by what the archive has chosen. Nothing of it is loaded before the reader asks. A thread is named by episode and anchor:
   it stays with the sentence when its chapter changes. */
import { quoteText } from "./copy.js"
import { make, open, say } from "./element.js"
import { episodePath, facts, sentencesOf } from "./passage.js"

/** @typedef {import("./passage.js").Passage} Passage */

/** @param {string} anchor */
function thread(anchor) {
  return `${episodePath()}#${anchor}`
}

/** @param {Passage} passage */
export function discuss(passage) {
  const chosen = facts()?.comments ?? {}
  const title = `${facts()?.title ?? ""}, ${passage.time}`
  if (chosen.provider === "mailto") {
    location.href = `${chosen.url}?subject=${encodeURIComponent(title)}&body=${encodeURIComponent(quoteText(passage) + "\n\n")}`
  } else if (chosen.provider === "hypothesis") {
    addScript("https://hypothes.is/embed.js")
    say("Select words to annotate them")
  } else {
    const anchor = passage.sentences[0].id
    const place = make("div", { class: "discuss-thread" })
    open(
      "discuss",
      "Discussion",
      make("blockquote", { text: passage.words.map(({ text }) => text).join(" ") }),
      place,
    )
    if (chosen.provider === "isso") isso(chosen, place, anchor, title)
    else giscus(chosen, place, anchor)
  }
}

/** @param {Record<string, string>} chosen @param {HTMLElement} place @param {string} anchor @param {string} title */
function isso({ url }, place, anchor, title) {
  const server = url.replace(/\/$/, "")
  place.append(
    make("section", { id: "isso-thread", "data-isso-id": thread(anchor), "data-title": title }),
  )
  const known = /** @type {any} */ (window).Isso
  if (known) {
    known.init()
    known.fetchComments?.()
  } else
    addScript(`${server}/js/embed.min.js`, {
      "data-isso": `${server}/`,
      "data-isso-require-author": "true",
      "data-isso-max-comments-top": "inf",
    })
}

/** @param {Record<string, string>} chosen @param {HTMLElement} place @param {string} anchor */
function giscus({ repo, repo_id, category, category_id }, place, anchor) {
  addScript(
    "https://giscus.app/client.js",
    {
      "data-repo": repo,
      "data-repo-id": repo_id,
      "data-category": category,
      "data-category-id": category_id,
      "data-mapping": "specific",
      "data-term": thread(anchor),
      "data-strict": "1",
      "data-reactions-enabled": "0",
      "data-theme": "preferred_color_scheme",
      crossorigin: "anonymous",
    },
    place,
  )
}

/** @param {string} src @param {Record<string, string>} [fields] @param {HTMLElement} [place] */
function addScript(src, fields = {}, place = document.head) {
  place.append(
    make("script", {
      src,
      async: true,
      ...fields,
      onerror: () => say("The discussion could not be loaded"),
    }),
  )
}

/** A button that shows how much is said, beside each sentence and for the episode: asking the server is the reader's choice.
 * @param {{signal: AbortSignal}} options @param {(sentence: HTMLElement) => void} act */
export function mountCounts(options, act) {
  const known = facts()
  const head = document.querySelector(".or-main .head")
  if (known?.comments?.provider !== "isso" || !head) return
  const button = make("button", {
    type: "button",
    class: "discuss-counts",
    text: "Show discussion",
    onclick: show,
  })
  head.append(button)
  options.signal.addEventListener("abort", () => button.remove())

  async function show() {
    try {
      const here = sentencesOf()
      const ids = here.length ? here.map(({ id }) => id) : await allAnchors()
      const counts = await countComments(known?.comments?.url ?? "", ids)
      button.textContent = `Discussion (${counts.reduce((sum, each) => sum + each, 0)})`
      document.querySelectorAll(".tr [data-count]").forEach(each => each.remove())
      here.forEach((sentence, at) => {
        if (counts[at])
          sentence.after(
            make("button", {
              type: "button",
              class: "count",
              "data-count": true,
              "aria-label": `${counts[at]} ${counts[at] === 1 ? "comment" : "comments"} on this sentence`,
              text: counts[at],
              onclick: () => act(sentence),
            }),
          )
      })
    } catch {
      say("The discussion could not be loaded")
    }
  }
}

/** @param {string} server @param {string[]} ids @returns {Promise<number[]>} */
async function countComments(server, ids) {
  const answer = await fetch(`${server.replace(/\/$/, "")}/count`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(ids.map(thread)),
  })
  if (!answer.ok) throw new Error(answer.statusText)
  return answer.json()
}

/** Anchors of the whole episode, from its page that has all. */
async function allAnchors() {
  const page = await (
    await fetch(
      /** @type {HTMLElement} */ (document.querySelector(".rail")).dataset.transcript ?? "",
    )
  ).text()
  return sentencesOf(new DOMParser().parseFromString(page, "text/html")).map(({ id }) => id)
}
