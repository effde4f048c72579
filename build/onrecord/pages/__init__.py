"""Pages as HTML that any renderer can use, and the files beside them."""

from onrecord.pages.annotations_json import write_annotations
from onrecord.pages.archive import render_archive
from onrecord.pages.chapter_files import write_chapters, write_simple_chapters
from onrecord.pages.environment import bytecode_cache
from onrecord.pages.episode import render_episode
from onrecord.pages.feed import FEED, write_feed
from onrecord.pages.llms_txt import LLMS, write_llms
from onrecord.pages.markdown import render_markdown
from onrecord.pages.old_links import list_addresses
from onrecord.pages.people import render_people
from onrecord.pages.quote_card import draw_card, draw_cards
from onrecord.pages.quote_feed import write_quote_feed
from onrecord.pages.quote_lists import render_quote_lists
from onrecord.pages.quote_page import render_quotes, write_quotes
from onrecord.pages.quote_refs import list_on_topics
from onrecord.pages.stub_pages import draft_stubs
from onrecord.pages.summary import summarise
from onrecord.pages.topic_index import render_topic_index
from onrecord.pages.topics import render_topics
from onrecord.pages.topics_json import write_locators, write_topics_json, write_topics_skos
from onrecord.pages.urls import below, list_quote_addresses
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
    "list_addresses",
    "list_on_topics",
    "list_quote_addresses",
    "render_archive",
    "render_episode",
    "render_markdown",
    "render_people",
    "render_quote_lists",
    "render_quotes",
    "render_topic_index",
    "render_topics",
    "summarise",
    "write_annotations",
    "write_chapters",
    "write_feed",
    "write_llms",
    "write_locators",
    "write_quote_feed",
    "write_quotes",
    "write_simple_chapters",
    "write_topics_json",
    "write_topics_skos",
]
