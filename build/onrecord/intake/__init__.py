"""Creating archives, and episodes from files, web addresses and feeds."""

__all__ = [
    "add",
    "download",
    "feeds",
    "known_episodes",
    "new_archive",
    "sources",
    "sync",
    "sync_run",
    "sync_state",
    "take_episode",
    "update_episode",
]
