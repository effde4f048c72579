"""From cues to sentences with times, and from sentences to turns for reading."""

from onrecord.transcript.arrange import arrange, arrange_chapter, text_of
from onrecord.transcript.divide import divide

__all__ = ["arrange", "arrange_chapter", "divide", "text_of"]
