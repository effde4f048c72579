"""Building again only what has changed."""

__all__ = [
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
