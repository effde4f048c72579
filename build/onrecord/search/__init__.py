"""The search index of a built site."""

__all__ = ["articles", "cache", "filters", "index", "shards", "sources"]
