"""What `onrecord check` looks at: the archive, and the links of the built site."""

__all__ = ["built_page", "links", "report"]
