"""Building again only what has changed."""

__all__ = [
    "addresses",
    "archive_pages",
    "current_episodes",
    "episodes",
    "frozen",
    "pending",
    "shared_files",
    "standing",
    "tasks",
]
