"""Reading the feed of a podcast."""

from onrecord.intake.feeds.feed import FeedEpisode, FeedFront, read_feed
from onrecord.intake.feeds.podcast import TranscriptLink

__all__ = ["FeedEpisode", "FeedFront", "TranscriptLink", "read_feed"]
