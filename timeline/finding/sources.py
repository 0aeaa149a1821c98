"""Which words of a sentence name who speaks? The noun phrase before or after a verb of saying, tidied."""

from __future__ import annotations

import re

from timeline.finding.predicates import TRIGGERS, Form
from timeline.finding.saying import FORMS, NOUNLIKE
from timeline.model import Span

#: Nouns that speak although they are not names.
SPEAKERS = re.compile(
    r"\b(?:officials?|ministry|ministries|minister|spokes(?:man|woman|person)|sources?|police|media|authorit(?:y|"
    r"ies)|government|"
    r"diplomats?|witnesses|residents?|analysts?|experts?|army|military|president|agency|agencies|groups?|report|"
    r"reports|"
    r"governor|mayor|commander|general staff|prosecutors?|activists?|observers?|investigators?|scientists?|staff|"
    r"organi[sz]ations?|organi[sz]ers|company|companies|firms?|network|council|court|commission|unions?|rebels|militants|leaders?|"
    r"channel|newspaper|website|outlet|envoy|ambassador|department|embassy|forces|centre|center|bureau|office|"
    r"advisory|navy|air force|coast ?guard|junta|opposition|medics|doctors|rescuers|charit(?:y|ies)|coalition|party|"
    r"alliance|owners?|operators?|airline|railways?|hospital|bishops|judges?|lawyers?|relatives|survivors|protesters|"
    r"villagers|monitors?|watchdog|mission|board|committee|authority|regulator|federation|confederation|association|"
    r"chamber|institute|fighters|insurgents|separatists|elders|lawmakers?|senators?|campaign|lawmaker|think tank)\b",
    re.I,
)

#: These go back to the source before.
PRONOUN = re.compile(
    r"(?:^|\s)(?:he|she|they|it|the ministry|the spokes\w+|the president|the minister|the group|the agency)$", re.I
)

#: What may stand before a subject and is not part of it.
MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
DAY = rf"(?:\d{{1,2}} {MONTH}|{MONTH} \d{{1,2}}(?:st|nd|rd|th)?|{MONTH}|{WEEKDAY})(?:,? \d{{4}})?"
LEAD = re.compile(
    r"^(?:(?:and|but|while|as|though|although|however|also|instead|then|meanwhile|later|earlier|separately|in addition|"
    r"additionally|moreover|"
    r"for (?:his|her|its) part|that|which|(?-i:[Ww]ho)|where|when|because|although|after|before|in turn|still|yet|"
    r"nevertheless|"
    rf"(?:on|in|since|by|late on|early on) (?:late |early )?{DAY}|(?:on )?the (?:same|next|following|"
    rf"previous) (?:day|week|month)|"
    r"(?:in|during) the (?:morning|afternoon|evening|night)|\w+ (?:days?|weeks?|months?) (?:later|earlier|ago)|"
    r"(?:later|earlier) (?:that|this|the same) (?:day|week|month)|(?:last|this) (?:week|month|year)|today|"
    r"yesterday)[\s,]+)+",
    re.I,
)

#: What somebody else did to a subject: "won, | defeating | Ana Ruiz, who said".
DEED_BEFORE = re.compile(r"(?!acting|sitting|ruling|governing|outgoing|incoming|visiting)[a-z]+ing (?=[A-Z])")

#: What may stand between a subject and its verb.
TRAIL = re.compile(
    r"(?:[\s,]+(?:has|have|had|also|later|earlier|then|again|previously|both|jointly|further|already|reportedly|"
    r"repeatedly|"
    r"publicly|strongly|today|yesterday|separately|similarly|only|first|at first|initially|now|still|"
    rf"(?:(?:late |early )?on )?{DAY}|(?:the )?(?:same|next|following) day))+$",
    re.I,
)

#: An article inside a subject follows a verb, whatever else that word may be: "state television broadcast a map".
OBJECT = re.compile(
    r"(?<=\w) (?!(?:of|for|to|in|on|at|by|with|from|and|or|than|as|into|over|under|against|between|both|all)\b)[a-z]+ "
    r"(?:a|an|the)\b"
)

#: A finite verb inside what should be a noun phrase: the subject ended before it ("spoke with him and warned").
AUXILIARY = frozenset("is are was were has have had will would could may might can do does did be been".split())

#: Where one noun phrase ends and the next may begin.
BREAK = re.compile(
    r"[;:]|[,?!]\"(?= )|,(?= )|(?<= )-(?= )|\b(?:that|which|(?-i:[Ww]ho)|while|because|although|after|before|but|when|"
    r"(?<!such )(?<!well )as|and claimed|and said)\b",
    re.I,
)

#: What is said of a subject by the way, up to its verb: "the envoy, who met both in Riga, Tallinn and Vilnius, |".
ASIDE = re.compile(r", (?:who|which|whose|where)\b[^;:\"]{3,160},\s*$")

#: What says itself in such an aside: "a drone, which | the army said |".
OWN_SUBJECT = re.compile(r" (?:(?:the|an?|his|her|its|their) |[A-Z])[^,;:\"]*$")

#: Who somebody is, up to the verb: "Milan Ruiz, deputy head of the party, |".
APPOSED = re.compile(
    r"(?<=[A-Z])[\w'’-]+ [A-Z][\w'’-]+(?P<who>, (?!and |or |but |while |who |which )[a-z][^,;:\"]{3,90},\s*)$"
)

#: In which country the place is that a speaker is named with, up to the verb: "Police in Lagos, Nigeria, |".
WITHIN = re.compile(
    r"\b(?:in|of|at|near|from) (?:[A-Z][\w'’-]+ ){0,2}[A-Z][\w'’-]+"
    r"(?P<land>, (?:[A-Z][\w'’.-]+ ){0,2}[A-Z][\w'’.-]+),\s*$"
)

#: These begin a clause that has its subject behind them: "a ship turned back after the crew threatened".
CLAUSES = frozenset("because although after before when while ;".split())

#: Words that no source is called.
EMPTY = frozenset("there this that we i you us these those such up to".split()) | {"some of"}

#: What no one says although it is stated "according to" it.
THINGS = re.compile(
    r"\b(?:plans?|schedule|laws?|rules?|needs?|terms|tradition|custom|constitution|article|agreement|principles?|protocol|"
    r"standards?|criteria|type|size|age|rank)\b",
    re.I,
)
#: A noun phrase that may be anybody: "the junta", "local radio", "two officers of the unit".
NOUN_PHRASE = re.compile(r"(?:[\w'’.&/-]+ ){0,9}[\w'’.&/-]{2,}$")
#: Words that begin something else than a subject.
NO_SUBJECT = re.compile(
    r"(?:in|on|at|by|since|until|during|amid|following|under|as|for|with|from|to|of|after|before|when|while|if|including|"
    r"and|or|but|there|this|that|these|those|it|which|(?-i:[Ww]ho)|what|not|also|only|adding|saying|according)\b",
    re.I,
)

#: How far before a verb its subject is looked for, and how long a source may be, in characters.
REACH = 240
LONGEST_SOURCE = 160


def subject_before(seen: str, start: int, at: int) -> Span | None:
    """The noun phrase before a verb: the nearest stretch that can speak, cut where another verb begins."""
    left = max(start, at - REACH)
    segment = seen[left:at]
    if aside := ASIDE.search(segment):
        segment = segment[: aside.start()]
    elif (within := WITHIN.search(segment)) and _speaks(piece := BREAK.split(segment[: within.start("land")])[-1]):
        return _trimmed(seen, left + within.start("land") - len(piece), left + within.end("land"))
    elif (apposed := APPOSED.search(segment)) and _speaks(BREAK.split(segment[: apposed.start("who")])[-1]):
        segment = segment[: apposed.start("who")]
    breaks = [
        m for m in BREAK.finditer(segment) if segment.count("(", 0, m.start()) <= segment.count(")", 0, m.start())
    ]
    stop = len(segment)
    for mark in [*reversed(breaks), None]:
        piece_start = mark.end() if mark else 0
        piece = segment[piece_start:stop]
        relative = mark is not None and mark.group().lower() in ("which", "who") and not OWN_SUBJECT.match(piece)
        if not relative and _speaks(piece):
            return _trimmed(seen, left + piece_start, left + stop)
        if mark is not None and mark.group().lower() in CLAUSES:
            return None
        stop = mark.start() if mark else 0
    return None


def subject_after(seen: str, at: int, end: int) -> Span | None:
    """'…, says Vaidotas Sileika': the subject follows its verb only where what is said came first."""
    begin = at + len(seen[at:end]) - len(seen[at:end].lstrip())
    stop = source_end(seen, begin, min(end, begin + LONGEST_SOURCE))
    words = seen[begin:stop].rstrip(".!?")
    named = words[:1].isupper() or (SPEAKERS.search(words) is not None and is_noun_phrase(words))
    return Span(start=begin, end=stop) if begin > at and named else None


def _trimmed(seen: str, start: int, end: int) -> Span | None:
    """A subject without the words that lead to it, and without the verbs and adverbs after it."""
    piece = seen[start:end]
    lead = LEAD.match(piece.lstrip()) or DEED_BEFORE.match(piece.lstrip())
    start += len(piece) - len(piece.lstrip()) + (lead.end() if lead else 0)
    piece = seen[start:end].rstrip(" ,")
    for word in re.finditer(r"(?<![\w'-])[a-z][a-z]+(?![\w-])", piece):
        if word.start() and _is_verb(word.group()):
            piece = piece[: word.start()].rstrip(" ,")
            break
    object_ = OBJECT.search(piece)
    piece = piece[: object_.start()].rstrip(" ,") if object_ else piece
    trail = TRAIL.search(piece)
    piece = piece[: trail.start()] if trail else piece
    return Span(start=start, end=start + len(piece)) if piece.strip() else None


def _is_verb(word: str) -> bool:
    trigger = TRIGGERS.get(word)
    return (
        word in AUXILIARY
        or (word in FORMS and word not in NOUNLIKE)
        or (trigger is not None and trigger.form is Form.PAST)
    )


def _speaks(piece: str) -> bool:
    words = LEAD.sub("", piece.strip(" ,") + " ").strip()
    if not words or len(words) > LONGEST_SOURCE:
        return False
    if re.search(r"\b(?:in|on|at|by|from|of|for|with|to|amid|under)$", words):
        return False
    first = re.match(r"(?:in|on|at|by|since|until|during|amid|following|under|as of|for|with)\b", words, re.I)
    return not first and bool(PRONOUN.search(words) or re.search(r"[A-Z]\w", words) or SPEAKERS.search(words))


def is_noun_phrase(words: str) -> bool:
    """Whether words can be the subject of a verb of saying, whoever it is: "the junta", not "in a statement"."""
    words = words.strip()
    inner = words.split()[1:]
    return (
        NOUN_PHRASE.match(words) is not None
        and NO_SUBJECT.match(words) is None
        and not any(word.islower() and _is_verb(word) for word in inner)
    )


def source_end(seen: str, start: int, limit: int) -> int:
    """Where a source that begins at ``start`` ends: at a comma, a quotation, or the sentence's end."""
    depth = 0
    for at in range(start, limit):
        mark = seen[at]
        depth += (mark == "(") - (mark == ")")
        if depth < 0 or (depth == 0 and mark in ';:"'):
            return at
        if depth == 0 and mark == "," and seen[at + 1 : at + 2] == " ":
            return at
        if depth == 0 and mark == "." and at + 1 >= limit:
            return at
    return limit


def is_source(words: str) -> bool:
    """Whether words can name somebody: a name, or a noun that speaks; not "this brings the company"."""
    first, _, rest = words.partition(" ")
    if _low(words) in EMPTY or (_low(first) in EMPTY and rest[:1].islower()):
        return False
    return bool(re.search(r"[A-Z]", words) or SPEAKERS.search(words))


def _low(words: str) -> str:
    """In lower case, but for letters that stand for a name: "US" is not "us"."""
    return words if len(words) > 1 and words.isupper() else words.lower()


def tidy(words: str) -> str:
    words = re.sub(r"\s*\([^)]*\)", "", " ".join(words.replace('"', "").split()))
    words = re.sub(r"^(?:the|a|an)\s+(?=[A-Z])", "", words, flags=re.I)
    return words.strip(" ,.;:'-")
