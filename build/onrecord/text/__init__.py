"""Text and numbers as people write and read them: times, slugs, order, scripts."""

__all__ = [
    "collation",
    "direction",
    "languages",
    "page_html",
    "reading_length",
    "scripts",
    "shorten",
    "slugs",
    "times",
    "word_lists",
]
