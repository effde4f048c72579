"""`onrecord serve`: a preview of the site whose pages can be edited, on this machine only."""

__all__ = ["server"]
