"""Text, times and languages as people write and read them."""

__all__ = [
    "collation",
    "direction",
    "folding",
    "join_cues",
    "languages",
    "markdown",
    "page_html",
    "reading_length",
    "role_labels",
    "scripts",
    "shorten",
    "slug_pool",
    "slugs",
    "times",
    "titles",
    "word_lists",
]
