"""The search index of a built site."""

__all__ = ["articles", "bundle", "index", "shards", "sources", "state"]
