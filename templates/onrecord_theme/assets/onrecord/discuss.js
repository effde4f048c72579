/* Discussion of a sentence with the provider that the archive has configured. Nothing is requested
   from the provider before a click. A thread is identified by the episode and the anchor of the
   sentence: it stays with the sentence when its chapter changes. */
import { encodeQuery, quoteText } from "./copy.js"
import { make, notify, openDialog } from "./element.js"
import { episodePath, readFacts } from "./facts.js"
import { sentencesOf } from "./passage.js"

/** @typedef {import("./passage.js").Passage} Passage */

/** @param {string} anchor */
function threadId(anchor) {
  return `${episodePath()}#${anchor}`
}

/** @param {Passage} passage */
export function openDiscussion(passage) {
  const { comments: settings = {}, title = "" } = readFacts() ?? {}
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
    if (settings.provider === "isso") mountIsso(settings, thread, anchor, subject)
    else mountGiscus(settings, thread, anchor)
  }
}

/**
 * @param {Record<string, string>} settings
 * @param {HTMLElement} thread
 * @param {string} anchor
 * @param {string} title
 */
function mountIsso({ url }, thread, anchor, title) {
  const fields = { "data-isso-id": threadId(anchor), "data-title": title }
  thread.append(make("section", { id: "isso-thread", ...fields }))
  const loaded = /** @type {any} */ (window).Isso
  if (loaded) {
    loaded.init()
    loaded.fetchComments?.()
    return
  }
  const server = withoutSlash(url)
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
 * @param {(sentence: HTMLElement) => void} discuss opens the thread of a sentence
 */
export function mountCounts(options, discuss) {
  const comments = readFacts()?.comments
  const head = document.querySelector(".or-main .head")
  if (comments?.provider !== "isso" || !head) return
  const button = make("button", {
    type: "button",
    class: "discuss-counts",
    text: "Show discussion",
    onclick: () => showCounts(comments.url).catch(reportFailure),
  })
  head.append(button)
  options.signal.addEventListener("abort", () => button.remove())

  /** @param {string} server */
  async function showCounts(server) {
    const sentences = sentencesOf()
    const anchors = sentences.length ? sentences.map(({ id }) => id) : await fetchAnchors()
    const counts = await fetchCounts(server, anchors)
    button.textContent = `Discussion (${counts.reduce((sum, count) => sum + count, 0)})`
    document.querySelectorAll(".tr [data-count]").forEach(each => each.remove())
    sentences.forEach((sentence, at) => {
      if (counts[at]) sentence.after(countButton(counts[at], () => discuss(sentence)))
    })
  }
}

/**
 * @param {number} count
 * @param {() => void} onclick
 */
function countButton(count, onclick) {
  return make("button", {
    type: "button",
    class: "count",
    "data-count": true,
    "aria-label": `${count} ${count === 1 ? "comment" : "comments"} on this sentence`,
    text: count,
    onclick,
  })
}

/**
 * @param {string} server
 * @param {string[]} anchors
 * @returns {Promise<number[]>}
 */
async function fetchCounts(server, anchors) {
  const response = await fetch(`${withoutSlash(server)}/count`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(anchors.map(threadId)),
  })
  if (!response.ok) throw new Error(response.statusText)
  return response.json()
}

/** Fetch the anchors of the whole episode, from its transcript page. */
async function fetchAnchors() {
  const rail = /** @type {HTMLElement} */ (document.querySelector(".rail"))
  const page = await (await fetch(rail.dataset.transcript ?? "")).text()
  return sentencesOf(new DOMParser().parseFromString(page, "text/html")).map(({ id }) => id)
}

/** @param {string} url */
function withoutSlash(url) {
  return url.replace(/\/$/, "")
}
