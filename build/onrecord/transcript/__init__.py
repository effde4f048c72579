"""From cues to sentences with times, and from sentences to turns and paragraphs."""

from onrecord.transcript.arrange import arrange
from onrecord.transcript.divide import divide

__all__ = ["arrange", "divide"]
