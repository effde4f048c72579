"""Reading the feed of a podcast."""

from onrecord.intake.feeds.facts import is_same_language
from onrecord.intake.feeds.feed import FeedEpisode, FeedFront, read_feed
from onrecord.intake.feeds.podcast import TranscriptLink

__all__ = ["FeedEpisode", "FeedFront", "TranscriptLink", "is_same_language", "read_feed"]
