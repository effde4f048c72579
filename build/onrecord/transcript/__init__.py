"""From cues to sentences with times, and from sentences to turns and paragraphs."""

from onrecord.text.join_cues import text_of
from onrecord.transcript.arrange import arrange, arrange_chapter
from onrecord.transcript.detect_language import detect_language, is_unlikely
from onrecord.transcript.divide import divide

__all__ = ["arrange", "arrange_chapter", "detect_language", "divide", "is_unlikely", "text_of"]
