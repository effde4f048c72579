"""Creating archives, and episodes from files, web addresses and feeds."""

__all__ = ["add", "download", "feeds", "new_archive", "sources", "sync", "sync_run", "sync_state"]
