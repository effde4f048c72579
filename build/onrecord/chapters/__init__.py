"""Chapters: from `episode.yml`, `chapters.json`, headings or the description, or neutral parts."""

from onrecord.chapters.chapter import Chaptering, chapter
from onrecord.chapters.marks_file import read_marks

__all__ = ["Chaptering", "chapter", "read_marks"]
