"""English word lists and patterns of the quote ranking. Other languages get no automatic quotes."""

from __future__ import annotations

import re

from onrecord.text.word_lists import load_word_lists

_WORDS = load_word_lists(__file__, "english.txt")

DANGLING = _WORDS["dangling"]
PRONOUNS = DANGLING | _WORDS["pronouns"]
COMMON = _WORDS["common"]
CUT_ENDINGS = _WORDS["cut endings"]
COUNTED_WORDS = {
    "pronouns": PRONOUNS,
    **{name: _WORDS[name] for name in ("claims", "stakes", "addressed", "first person", "past")},
}

LANGUAGES = frozenset({"en"})

# Openings that tie a sentence to the one before it, removed for scoring and display: quotable
# sentences start with them like others. A sentence that has one is not whole without an ellipsis.
OPENERS = re.compile(
    r"(?:(?:so|but|and|or|well|yeah|yes|no|okay|ok|oh|right|now|like|um|uh|anyway|also|because"
    r"|actually|basically|i mean|you know|i guess|got it|all right|alright|look|see|then|plus"
    r"|though|although|whereas|however|exactly|absolutely|definitely|certainly|sure|great"
    r"|again|otherwise|instead|not only|in fact|of course)\b[,.]?\s+)+(?=\w)",
    re.IGNORECASE,
)
# The following match lower-case text: without re.IGNORECASE they take half the time.
_FILLERS = re.compile(
    r"\b(?:you know|i mean|sort of|kind of|kinda|um+|uh+|er|like,|, like|or something"
    r"|stuff like that|and so on|whatever|gonna"
    r"|you see what i mean|let's say|or whatever|i guess|right\?)(?!\w)",
)
# A question whose mark the speech recognition left out.
ASKING = re.compile(
    r"(?:what|why|how|who|where|when|which|do you|did you|are you|is there|can you|could you"
    r"|would you)\b"
)
# Hedges: not yet a claim.
_HEDGES = re.compile(
    r"\b(?:maybe|perhaps|probably|might|could be|i'd say|i would say|i guess|i hesitate|not sure"
    r"|hard to (?:say|answer)|can't answer"
    r"|don't know|good question|somehow|in some sense|or some|so to speak|something like)\b",
)
# Openings and phrases that refer to what came before or follows, so that the sentence says little
# on its own.
LEANING = re.compile(
    r"(?:in (?:this|that|which|my|your|our|other|some|these|those) \w+|(?:at|by|around|from|since"
    r"|until) (?:that|this|the same) \w+"
    r"|(?:with|on|to|for|of) (?:this|that|these|those|the other)\b|the (?:other|answer|reason"
    r"|question|thing|idea|point|way|first|second"
    r"|third|next|rest)\b|back then|even (?:in|if (?:they|it|he|she))|for (?:example|instance)"
    r"|again\b|another\b|first of all"
    r"|(?:second|third|final)ly\b|(?:that|either|one|some) way\b|once\b|until\b|instead\b"
    r"|here'?s\b|let me\b)"
    r"|.*\b(?:as (?:i|we|you) (?:said|mentioned)|(?:i|we|you) (?:just |already )?(?:mentioned"
    r"|talked about|were saying)|going back to"
    r"|(?:get|come) (?:back )?to that|the following|(?:two|three|four|several|couple of"
    r"|few) (?:\w+ )?(?:parts|things|ways|reasons|steps"
    r"|kinds|types|options|questions|points))\b"
)
# Demonstratives and pronouns that stand for something said before: "these", "with that", "use it".
_REFERENCES = re.compile(
    r"\b(?:this|these|those)\b|\b(?:of|do|does|did|for|about|with|in|on|from|at|by|like|to|past"
    r"|around|than|is|into|all|over|know|get|using?|have|see|make|build) (?:that|it|them|him|her)"
    r"\b(?! (?:you|we|i|they|people|the|a|is|are))|\bthat(?:'s)? ?(?:[.,;]|$)",
)
# A view of the speaker's own.
OPINION = re.compile(
    r"(?:i (?:think|believe|hope|want|would (?:say|advise|argue|recommend))|i'd (?:say|argue)|in my"
    r"|to me)\b"
)
# The start of a sentence that qualifies or completes the one before it.
QUALIFYING = re.compile(
    r"(?:but|however|and that|that's|this is|these|they|it|it's|because|for example|whereas)\b"
)
# Conjunctions and commas that add a clause.
_JOINTS = re.compile(r",|\b(?:and|but|so|because|which|or)\b")
COUNTED_PHRASES = {
    "fillers": _FILLERS,
    "hedges": _HEDGES,
    "joints": _JOINTS,
    "references": _REFERENCES,
}
# Greetings, thanks, sponsors, housekeeping.
HOUSEKEEPING = re.compile(
    r"\b(?:thanks?|thank you|welcome|episodes?|podcast|show notes|sponsor(?:ed|s)?|brought to you"
    r"|subscribe|newsletter|patreon"
    r"|discount|promo|coupon|sign up|check out|dot com|\.com|listeners?|listening|joining|joined"
    r"|last week|next week|today we|hello|hey"
    r"|goodbye|bye|cheers|good morning|let's (?:talk|get|start|go|move|take|dive|jump)"
    r"|first question|final question|next question"
    r"|interview(?:ing)?)\b",
)
