"""English words that tell a quotable sentence from talk around it. A language without such a file gets no automatic quotes."""

from __future__ import annotations

import re

LANGUAGES = frozenset({"en"})

# Said while thinking; stripped for scoring and for showing. Without that, what is quotable starts like what is not.
OPENERS = re.compile(
    r"(?:(?:so|but|and|well|yeah|yes|no|okay|ok|oh|right|now|like|um|uh|anyway|also|because|actually|basically|i mean|you know|i guess"
    r"|i think that|i think|i would say|i'd say|i feel like|in some sense|got it|all right|alright|look|see)\b[,.]?\s+)+(?=\w)",
    re.IGNORECASE,
)
# These are for small letters: without re.IGNORECASE they take half the time.
FILLERS = re.compile(
    r"\b(?:you know|i mean|sort of|kind of|kinda|um+|uh+|er|like,|, like|or something|stuff like that|and so on|whatever|gonna"
    r"|you see what i mean|let's say|or whatever|i guess|right\?)(?!\w)",
)
# A question whose mark the recogniser has left out.
ASKING = re.compile(
    r"(?:what|why|how|who|where|when|which|do you|did you|are you|is there|can you|could you|would you)\b"
)
# Not yet a claim.
HEDGES = re.compile(
    r"\b(?:maybe|perhaps|probably|might|could be|i'd say|i would say|i guess|i hesitate|not sure|hard to (?:say|answer)|can't answer"
    r"|don't know|good question|somehow|in some sense|or some|so to speak|something like)\b",
)
# A sentence that starts with one of these leans on the one before.
_DANGLING = (
    "it its thats that this these those they theyre he she hes shes him her them which there theres then such same both either neither "
    "also otherwise instead here one or than as"
)
DANGLING = frozenset(_DANGLING.split())
PRONOUNS = DANGLING | frozenset(
    ["thing", "things", "stuff", "something", "anything", "someone", "somebody"]
)
# What is said because of what came before, or of what is to come: it says little alone.
LEANING = re.compile(
    r"(?:in (?:this|that|which|my|your|our|other|some|these|those) \w+|(?:at|by|around|from|since|until) (?:that|this|the same) \w+"
    r"|(?:with|on|to|for|of) (?:this|that|these|those|the other)\b|the (?:other|answer|reason|question|thing|idea|point|way|first|second"
    r"|third|next|rest)\b|back then|even (?:in|if (?:they|it|he|she))|for (?:example|instance)|again\b|another\b|first of all"
    r"|(?:second|third|final)ly\b|(?:that|either|one|some) way\b|once\b|until\b|instead\b|here'?s\b|let me\b)"
    r"|.*\b(?:as (?:i|we|you) (?:said|mentioned)|(?:i|we|you) (?:just |already )?(?:mentioned|talked about|were saying)|going back to"
    r"|(?:get|come) (?:back )?to that|the following|(?:two|three|four|several|couple of|few) (?:\w+ )?(?:parts|things|ways|reasons|steps"
    r"|kinds|types|options|questions|points))\b"
)
# What a stranger has a stake in.
_STAKES = (
    "people time learn understand human humans humanity world life lives future truth trust freedom power fear hope love matter matters "
    "believe wrong right dangerous danger honest beautiful children family country history remember forget mistake fail failure success "
    "everyone everybody nobody anybody ourselves yourself happy afraid courage lie lies secret mind soul heart dream death"
)
STAKES = frozenset(_STAKES.split())
# A story of one day is for those who know the day.
_PAST = "was were had did went said told came got took made saw knew thought started wanted decided used happened"
PAST = frozenset(_PAST.split())
# Where one more clause is hung on.
JOINTS = re.compile(r",|\b(?:and|but|so|because|which|or)\b")
_CLAIMS = (
    "never always every everyone everybody nobody nothing only most best worst biggest must need cannot cant wont will should "
    "fundamentally impossible inevitable matters mean means because believe real truth wrong important better worse everything "
    "more less than"
)
CLAIMS = frozenset(_CLAIMS.split())
_ADDRESSED = "you your youre we our us everyone people"
ADDRESSED = frozenset(_ADDRESSED.split())
# Greetings, thanks, sponsors, housekeeping.
HOUSEKEEPING = re.compile(
    r"\b(?:thanks?|thank you|welcome|episodes?|podcast|show notes|sponsor(?:ed|s)?|brought to you|subscribe|newsletter|patreon"
    r"|discount|promo|coupon|sign up|check out|dot com|\.com|listeners?|listening|joining|joined|last week|next week|today we|hello|hey"
    r"|goodbye|bye|cheers|good morning|let's (?:talk|get|start|go|move|take|dive|jump)|first question|final question|next question"
    r"|interview(?:ing)?)\b",
)
# What carries no subject.
_COMMON = (
    "a an the and or but if so of in on at to for from by with as is are was were be been being am do does did done have has had having "
    "i me my mine you your we us our he him his she her they them their it its this that these those who whom whose which what when where "
    "why how not no nor can could will would shall should may might must just very really quite much many more most some any all each "
    "other another than then there here about into over under out up down off again too also even still yet only own same such like "
    "think know mean say said going go get got make made want way thing things lot kind sort yeah yes okay right well now one two because "
    "actually something anything dont thats im youre were theyre ive id ill cant wont didnt doesnt isnt bit see look come take put let"
)
COMMON = frozenset(_COMMON.split())
_ENDINGS_CUT = "a an the of to and or but that in on for with by as is are was were if when because my your our their his her"
ENDINGS_CUT = frozenset(_ENDINGS_CUT.split())
