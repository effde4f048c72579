"""From cues to sentences with times, and from sentences to turns and paragraphs."""

from onrecord.transcript.arrange import arrange, arrange_chapter
from onrecord.transcript.detect_language import detect_language
from onrecord.transcript.divide import divide
from onrecord.text.join_cues import text_of

__all__ = ["arrange", "arrange_chapter", "detect_language", "divide", "text_of"]
