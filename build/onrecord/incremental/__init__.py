"""Building again only what has changed."""

__all__ = [
    "addresses",
    "archive_pages",
    "cluster",
    "current",
    "current_episodes",
    "episodes",
    "executor",
    "ledgers",
    "publish",
    "render",
    "site",
]
