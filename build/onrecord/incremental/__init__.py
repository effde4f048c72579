"""Building again only what has changed."""

__all__ = [
    "addresses",
    "archive_pages",
    "current_episodes",
    "episodes",
    "pending",
    "shared_files",
    "standing",
    "tasks",
]
