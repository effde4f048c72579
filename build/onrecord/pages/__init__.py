"""Pages as HTML that any renderer can use, and the files beside them."""

from onrecord.pages.archive import render_archive
from onrecord.pages.downloads import write_chapter_texts, write_downloads
from onrecord.pages.environment import bytecode_cache
from onrecord.pages.episode import render_episode
from onrecord.pages.episode_addresses import list_addresses
from onrecord.pages.feed import FEED, write_feed
from onrecord.pages.llms_txt import LLMS, write_llms
from onrecord.pages.markdown import render_markdown, render_note
from onrecord.pages.people import gather_profiles, render_people
from onrecord.pages.quote_card import draw_card, draw_cards
from onrecord.pages.quote_feed import write_quote_feed
from onrecord.pages.quote_lists import render_quote_lists
from onrecord.pages.quote_page import render_quotes, write_quotes
from onrecord.pages.quote_refs import list_on_topics
from onrecord.pages.short_titles import shorten_titles
from onrecord.pages.stub_pages import draft_stubs
from onrecord.pages.summary import summarise
from onrecord.pages.topic_finder import write_topic_finder
from onrecord.pages.topic_index import render_topic_index
from onrecord.pages.topics import render_topics, version_topics
from onrecord.pages.topics_json import write_locators, write_topics_json, write_topics_skos
from onrecord.pages.urls import below
from onrecord.pages.written_page import frame_written

__all__ = [
    "FEED",
    "LLMS",
    "below",
    "bytecode_cache",
    "draft_stubs",
    "draw_card",
    "draw_cards",
    "frame_written",
    "gather_profiles",
    "list_addresses",
    "list_on_topics",
    "render_archive",
    "render_episode",
    "render_markdown",
    "render_note",
    "render_people",
    "render_quote_lists",
    "render_quotes",
    "render_topic_index",
    "render_topics",
    "shorten_titles",
    "summarise",
    "version_topics",
    "write_chapter_texts",
    "write_downloads",
    "write_feed",
    "write_llms",
    "write_locators",
    "write_quote_feed",
    "write_quotes",
    "write_topic_finder",
    "write_topics_json",
    "write_topics_skos",
]
