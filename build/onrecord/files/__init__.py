"""Reading and writing files of the file system."""

__all__ = ["atomic_write", "digest", "stat"]
