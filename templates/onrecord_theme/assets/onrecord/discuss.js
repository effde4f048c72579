/* Discussion of a sentence with the provider that the archive has configured. Nothing is requested
   from the provider before a click. A thread is identified by the episode and the anchor of the
   sentence: it stays with the sentence when its chapter changes. */
import { encodeQuery, quoteText } from "./copy.js"
import { button, make, notify, openDialog } from "./element.js"
import { countOf, episodePaths, findAll, passageOf, readFacts, sentencesOf } from "./page.js"

/** @typedef {import("./page.js").Passage} Passage */

/** @param {string} anchor */
function threadId(anchor) {
  return `${episodePaths().episode}#${anchor}`
}

/** @param {Passage} passage */
export function openDiscussion(passage) {
  const { comments: settings = {}, title = "" } = readFacts()
  const subject = `${title}, ${passage.time}`
  if (settings.provider === "mailto") {
    const body = quoteText(passage) + "\n\n"
    location.href = `${settings.url}?${encodeQuery({ subject, body })}`
  } else if (settings.provider === "hypothesis") {
    addScript("https://hypothes.is/embed.js")
    notify("Select words to annotate them")
  } else {
    const anchor = passage.sentences[0].id
    const thread = make("div", { class: "discuss-thread" })
    const quote = make("blockquote", { text: passage.words.map(({ text }) => text).join(" ") })
    openDialog("discuss", "Discussion", quote, thread)
    if (settings.provider === "isso") mountIsso(thread, anchor, subject)
    else mountGiscus(settings, thread, anchor)
  }
}

/** @returns {string | undefined} URL of the Isso server, without a slash at the end */
function readServer() {
  return readFacts().comments?.url.replace(/\/$/, "")
}

/**
 * @param {HTMLElement} thread
 * @param {string} anchor
 * @param {string} title
 */
function mountIsso(thread, anchor, title) {
  const fields = { "data-isso-id": threadId(anchor), "data-title": title }
  thread.append(make("section", { id: "isso-thread", ...fields }))
  const loaded = /** @type {any} */ (window).Isso
  if (loaded) {
    loaded.init()
    loaded.fetchComments?.()
    return
  }
  const server = readServer()
  addScript(`${server}/js/embed.min.js`, {
    "data-isso": `${server}/`,
    "data-isso-require-author": "true",
    "data-isso-max-comments-top": "inf",
  })
}

/**
 * @param {Record<string, string>} settings
 * @param {HTMLElement} thread
 * @param {string} anchor
 */
function mountGiscus({ repo, repo_id, category, category_id }, thread, anchor) {
  const fields = {
    "data-repo": repo,
    "data-repo-id": repo_id,
    "data-category": category,
    "data-category-id": category_id,
    "data-mapping": "specific",
    "data-term": threadId(anchor),
    "data-strict": "1",
    "data-reactions-enabled": "0",
    "data-theme": "preferred_color_scheme",
    crossorigin: "anonymous",
  }
  addScript("https://giscus.app/client.js", fields, thread)
}

/**
 * @param {string} src
 * @param {Record<string, string>} [fields]
 * @param {HTMLElement} [parent]
 */
function addScript(src, fields = {}, parent = document.head) {
  parent.append(make("script", { src, async: true, ...fields, onerror: reportFailure }))
}

function reportFailure() {
  notify("The discussion could not be loaded")
}

/**
 * Add a button that shows the number of comments on the episode and on each sentence. The server is
 * asked only after a click.
 * @param {{signal: AbortSignal}} options
 */
export function mountCounts(options) {
  const head = document.querySelector(".or-main .head")
  if (readFacts().comments?.provider !== "isso" || !head) return
  const show = button("Show discussion", () => showCounts().catch(reportFailure), {
    class: "discuss-counts",
  })
  head.append(show)
  options.signal.addEventListener("abort", () => show.remove())

  async function showCounts() {
    const sentences = sentencesOf()
    const anchors = sentences.length ? sentences.map(({ id }) => id) : await fetchAnchors()
    const counts = await fetchCounts(anchors)
    show.textContent = `Discussion (${counts.reduce((sum, count) => sum + count, 0)})`
    findAll(".tr [data-count]").forEach(each => each.remove())
    sentences.forEach((sentence, at) => {
      if (counts[at])
        sentence.after(countButton(counts[at], () => openDiscussion(passageOf([sentence]))))
    })
  }
}

/**
 * @param {number} count
 * @param {() => void} onclick
 */
function countButton(count, onclick) {
  return button(String(count), onclick, {
    class: "count",
    "data-count": true,
    "aria-label": `${countOf(count, "comment")} on this sentence`,
  })
}

/**
 * @param {string[]} anchors
 * @returns {Promise<number[]>}
 */
async function fetchCounts(anchors) {
  const response = await fetch(`${readServer()}/count`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(anchors.map(threadId)),
  })
  if (!response.ok) throw new Error(response.statusText)
  return response.json()
}

/** Fetch the anchors of the whole episode, from its transcript page. */
async function fetchAnchors() {
  const page = await (await fetch(episodePaths().transcript ?? "")).text()
  return sentencesOf(new DOMParser().parseFromString(page, "text/html")).map(({ id }) => id)
}
