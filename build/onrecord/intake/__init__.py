"""Ways in: a new archive, episodes from files, addresses and feeds."""

__all__ = ["add", "download", "feeds", "new_archive", "sources", "sync", "sync_state"]
