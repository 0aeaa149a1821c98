"""Who says what a sentence says, and does the source assert, claim, deny, doubt, plan, threaten or report it?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from timeline.finding.inflection import gerund, pasts, third_person
from timeline.finding.predicates import TRIGGERS, Form
from timeline.model import Sentence, Span, Stance

#: Stance, and the verbs that carry it. The publisher's own "found" and "recorded" are no claims; others' "said" is.
VERBS: tuple[tuple[Stance, str], ...] = (
    # "said that …", "Peskov added …"
    (
        Stance.CLAIMS,
        """
        say state tell claim allege add note argue insist maintain contend explain write tweet suggest
        declare estimate believe assess reiterate stress emphasize emphasise warn acknowledge admit concede
        accuse describe""",
    ),
    # "denied that …", "dismissed the report"
    (
        Stance.DENIES,
        """
        deny reject refute dismiss dispute disavow""",
    ),
    # "questioned whether …"
    (
        Stance.DOUBTS,
        """
        doubt question""",
    ),
    # "announced that it will …"
    (
        Stance.PLANS,
        """
        announce plan intend vow pledge promise propose""",
    ),
    # "threatened to …"
    (
        Stance.THREATENS,
        """
        threaten""",
    ),
    # "reported that …"
    (
        Stance.REPORTS,
        """
        report""",
    ),
    # "confirmed the cases"
    (
        Stance.ASSERTS,
        """
        confirm verify conclude document reveal prove show establish""",
    ),
)

#: Of those, the ones that claim only with a clause: "reported that …", not "reported 13 cases".
NEEDS_CLAUSE = frozenset(
    "report announce note describe declare acknowledge reveal confirm conclude document assess estimate "
    "believe explain suggest maintain doubt question verify contend write tweet propose prove show establish ".split()
)

#: Forms that are nouns as often as verbs, and then claim nothing: "the state border", "his claims about".
NOUNLIKE = frozenset(
    "state states claim claims report reports estimate estimates tweet tweets note notes doubt doubts document "
    "documents question questions plan plans promise promises pledge pledges vow vows stress".split()
)

#: These deny only what was said: "rejected the claim", not "rejected the budget".
OF_WORDS = frozenset("reject dismiss refute dispute".split())
SAID_THINGS = re.compile(
    r"\s+(?:(?:the|these|this|such|any|all|as|those|his|her|its|their|as)\s+)*(?:[\w-]+\s+)?(?:claims?|allegations?|reports?|"
    r"accusations?|suggestions?|charges?|rumou?rs?|criticism|involvement|responsibility|it|that|them|baseless|false|untrue)\b"
)

#: A verb right after one of these is passive or an adjective: "would be denied", "an alleged launch".
NOT_ACTIVE = re.compile(r"\b(?:be|been|being|is|are|was|were|a|an|the|this|that|of|so)\s+(?:\w+ly\s+)?$", re.I)

#: "unable to find any confirmation", "could not verify"
DOUBTING = re.compile(
    r"\b(?:unable|not able|failed) to (?:find|obtain|get)? ?(?:any )?(?:confirm|verif|corroborat)\w*"
    r"|\b(?:could|can|did|has|have)(?:n't| not)(?: been)?(?: able to)? (?:independently )?(?:confirm|verif|"
    r"corroborat)\w*"
)

#: Words that claim without naming who: "reportedly suspended", "is believed to be".
UNNAMED = re.compile(
    r"\b(?:reportedly|allegedly|purportedly|supposedly|rumou?red|unconfirmed reports?|it (?:was|has been|"
    r"is) (?:reported|claimed|"
    r"alleged|said)|(?:an?|the|this|these) (?:alleged|purported|supposed)|"
    r"(?:numerous|several|some|multiple|other|many) [\w-]*\s?reports that|(?:is|are|was|"
    r"were) (?:widely |generally )?(?:believed|said|thought|reported|alleged|understood) to)\b",
    re.I,
)
NOT_NAMED = "unnamed sources"

ACCORDING = re.compile(r"\b[Aa]ccording to |\b[Ii]n the words of |\b[Aa]s reported by |\b[Cc]iting ")

#: Nouns that speak although they are not names.
SPEAKERS = re.compile(
    r"\b(?:officials?|ministry|ministries|minister|spokes(?:man|woman|person)|sources?|police|media|authorit(?:y|"
    r"ies)|government|"
    r"diplomats?|witnesses|residents?|analysts?|experts?|army|military|president|agency|agencies|groups?|report|"
    r"reports|"
    r"governor|mayor|commander|general staff|prosecutors?|activists?|observers?|investigators?|scientists?|staff|"
    r"organi[sz]ations?|organi[sz]ers|company|network|council|court|commission|union|rebels|militants|leaders?|"
    r"channel|newspaper|website|outlet|envoy|ambassador|department|embassy|forces|centre|center|bureau|office|"
    r"advisory)\b",
    re.I,
)
PRONOUN = re.compile(
    r"(?:^|\s)(?:he|she|they|it|the ministry|the spokes\w+|the president|the minister|the group|the agency)$", re.I
)

#: What may stand before a subject and is not part of it.
MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
DAY = rf"(?:\d{{1,2}} {MONTH}|{MONTH} \d{{1,2}}(?:st|nd|rd|th)?|{MONTH}|{WEEKDAY})(?:,? \d{{4}})?"
LEAD = re.compile(
    r"^(?:(?:and|but|while|as|however|also|instead|then|meanwhile|later|earlier|separately|in addition|"
    r"additionally|moreover|"
    r"for (?:his|her|its) part|that|which|who|where|when|because|although|after|before|in turn|still|yet|nevertheless|"
    rf"(?:on|in|since|by|late on|early on) (?:late |early )?{DAY}|(?:on )?the (?:same|next|following|"
    rf"previous) (?:day|week|month)|"
    r"(?:in|during) the (?:morning|afternoon|evening|night)|\w+ (?:days?|weeks?|months?) (?:later|earlier|ago)|"
    r"(?:later|earlier) (?:that|this|the same) (?:day|week|month)|(?:last|this) (?:week|month|year)|today|"
    r"yesterday)[\s,]+)+",
    re.I,
)
#: What may stand between a subject and its verb.
TRAIL = re.compile(
    r"(?:[\s,]+(?:has|have|had|also|later|earlier|then|again|previously|both|jointly|further|already|reportedly|"
    r"repeatedly|"
    r"publicly|strongly|today|yesterday|separately|similarly|only))+$",
    re.I,
)
#: A finite verb inside what should be a noun phrase: the subject ended before it ("an official spoke with him and
#: warned").
#: An article inside a subject follows a verb, whatever else that word may be: "state television broadcast a map".
OBJECT = re.compile(
    r"(?<=\w) (?!(?:of|for|to|in|on|at|by|with|from|and|or|than|as|into|over|under|against|between|both|all)\b)[a-z]+ "
    r"(?:a|an|the)\b"
)
#: A base form after one of these is no statement made: "may not declare", "not to say".
INFINITIVE = re.compile(r"\b(?:to|not|may|might|could|would|should|can|must|will|cannot|n't)\s+(?:\w+ly\s+)?$")
AUXILIARY = frozenset("is are was were has have had will would could may might can do does did be been".split())
BREAK = re.compile(
    r"[;:]|[,?!]\"(?= )|,(?= )|(?<= )-(?= )|\b(?:that|which|who|while|because|although|after|before|but|when|"
    r"and claimed|and said)\b",
    re.I,
)
QUOTE = '"'
#: Words that no source is called.
#: What may stand between a verb of saying and what is said: "told the council in New York on Monday that".
THAT = re.compile(r"""[^".;]{0,90}?\bthat\b""")
PASSIVE = re.compile(
    r"\b(?:is|are|was|were|been|being)\s+(?:\w+ly\s+)?(?P<verb>said|claimed|denied|reported|confirmed|rejected|dismissed|"
    r"refuted|disputed|alleged) by\s+(?:the\s+)?"
)
HEADLINE = re.compile(r"(?P<source>[A-Z][^:;,.\"]{2,60}): (?=[\w\"'])")
#: How many characters back a quotation may have been opened.
PARAGRAPH = 3_000
EMPTY = frozenset("there this that we i you us these those such up to".split()) | {"some of"}

#: How far before a verb its subject is looked for, and how long a source may be.
REACH = 240
LONGEST_SOURCE = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """A source, its stance, the words that carry it, and the stretch that is said (both inside one sentence)."""

    source: str
    stance: Stance
    cue: Span
    content: Span
    speaker: Span | None = None


def _forms() -> dict[str, tuple[str, Stance]]:
    table = {}
    for stance, lemmas in VERBS:
        for lemma in lemmas.split():
            for form in (*pasts(lemma), third_person(lemma), lemma, gerund(lemma)):
                table[form] = (lemma, stance)
    return table


FORMS = _forms()
VERB = re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(FORMS, key=len, reverse=True))})(?![\w-])")


def attribute(seen: str, sentence: Sentence, before: Attribution | None = None) -> tuple[Attribution, ...]:
    """Who says the sentence, in the order of the words that tell it.

    ``seen`` is the view of the whole text; ``before`` is the attribution of the sentence before in the same
    paragraph, to which "he" and an open quotation go back. Empty where the publisher itself says it.
    """
    found = [
        *_by_according(seen, sentence, before),
        *_by_verb(seen, sentence, before),
        *_by_passive(seen, sentence),
        *_by_headline(seen, sentence),
    ]
    if not found:
        found = list(_by_hearsay(seen, sentence)) or list(_by_open_quotation(seen, sentence, before))
    return tuple(sorted(found, key=lambda a: a.cue.start))


def _by_according(seen: str, sentence: Sentence, before: Attribution | None) -> Iterator[Attribution]:
    start, end = sentence.span.start, sentence.span.end
    for cue in ACCORDING.finditer(seen, start, end):
        stop = _source_end(seen, cue.end(), min(end, cue.end() + LONGEST_SOURCE))
        source = _source_of(_tidy(seen[cue.end() : stop]), before)
        if not source:
            continue
        speaker = Span(start=cue.end(), end=stop)
        content = (
            Span(start=stop, end=end)
            if end - stop > cue.start() - start
            else Span(start=start, end=max(cue.start(), start + 1))
        )
        yield Attribution(
            source=source,
            stance=Stance.CLAIMS,
            cue=Span(start=cue.start(), end=cue.end()),
            content=content,
            speaker=speaker,
        )


def _source_of(words: str, before: Attribution | None) -> str | None:
    """ "according to his information" goes back to the source before."""
    if re.match(r"(?:his|her|its|their|him|them)\b", words, re.I):
        return before.source if before else None
    return words if _is_source(words) else None


def _source_end(seen: str, start: int, limit: int) -> int:
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


def _by_verb(seen: str, sentence: Sentence, before: Attribution | None) -> Iterator[Attribution]:
    start, end = sentence.span.start, sentence.span.end
    last = before
    for verb in VERB.finditer(seen, start, end):
        if not _says(seen, start, end, verb):
            continue
        speaker, source = _speaker(seen, start, end, verb, last)
        if source is None:
            continue
        last = Attribution(
            source=source,
            stance=_stance(FORMS[verb.group()][1], seen[verb.end() : end]),
            cue=Span(start=verb.start(), end=verb.end()),
            content=_content(seen, start, end, verb),
            speaker=speaker,
        )
        yield last
    doubt = DOUBTING.search(seen, start, end)
    if doubt and (speaker := _subject_before(seen, start, doubt.start())) and (source := _name(seen, speaker, before)):
        cue, content = Span(start=doubt.start(), end=doubt.end()), Span(start=doubt.start(), end=end)
        yield Attribution(source=source, stance=Stance.DOUBTS, cue=cue, content=content, speaker=speaker)


def _says(seen: str, start: int, end: int, verb: re.Match[str]) -> bool:
    """Whether this form stands as a verb that attributes: active, and with a clause where it needs one."""
    form, (lemma, _) = verb.group(), FORMS[verb.group()]
    after = seen[verb.end() : end]
    lead = seen[max(start, verb.start() - 24) : verb.start()]
    if NOT_ACTIVE.search(lead) or (form == lemma and INFINITIVE.search(lead)):
        return False
    if form.endswith("ing") and form not in {"saying", "adding", "claiming", "denying", "alleging"}:
        return False
    if lemma in ("plan", "intend", "threaten", "vow", "pledge", "promise") and re.match(r"\s+to\b", after):
        return True
    if lemma == "claim" and re.match(r"\s+to have\b", after):
        return True
    if lemma == "announce" and re.match(r"\s+(?:\w+\s){0,2}plans?\b", after):
        return True
    if lemma in OF_WORDS:
        return bool(SAID_THINGS.match(after))
    needs = lemma in NEEDS_CLAUSE or lemma in ("plan", "intend", "threaten") or form in NOUNLIKE
    return not needs or _has_clause(after) or _closes_quotation(seen, start, verb.start())


def _speaker(
    seen: str, start: int, end: int, verb: re.Match[str], last: Attribution | None
) -> tuple[Span | None, str | None]:
    """Who speaks, as span and name: before the verb, after it in "…, says the mayor"; a gerund goes on speaking."""
    if verb.group().endswith("ing"):
        return (None, last.source) if last else (None, None)
    lead = seen[max(start, verb.start() - 8) : verb.start()].rstrip()
    if last and last.cue.start >= start and lead.endswith((" and", " but")):
        return None, last.source
    inverted = seen[max(start, verb.start() - 3) : verb.start()].rstrip().endswith((",", QUOTE))
    speaker = _subject_after(seen, verb.end(), end) if inverted else None
    speaker = speaker or _subject_before(seen, start, verb.start())
    return speaker, _name(seen, speaker, last)


def _content(seen: str, start: int, end: int, verb: re.Match[str]) -> Span:
    """What is said: after the verb and its "that", unless the verb closes what was said before it."""
    if end - verb.end() > 12 and not _closes_quotation(seen, start, verb.start()):
        that = THAT.match(seen, verb.end(), end - 1)
        return Span(start=that.end() if that else verb.end(), end=end)
    return Span(start=start, end=max(verb.start(), start + 1))


def _by_passive(seen: str, sentence: Sentence) -> Iterator[Attribution]:
    """ "The report was denied by the ministry": the source follows."""
    for cue in PASSIVE.finditer(seen, sentence.span.start, sentence.span.end):
        stop = _source_end(seen, cue.end(), min(sentence.span.end, cue.end() + LONGEST_SOURCE))
        source = _tidy(seen[cue.end() : stop])
        if stop > cue.end() and _is_source(source):
            speaker = Span(start=cue.end(), end=stop)
            content = Span(start=sentence.span.start, end=max(cue.start(), sentence.span.start + 1))
            stance, span = FORMS[cue["verb"]][1], Span(start=cue.start("verb"), end=cue.end("verb"))
            yield Attribution(source=source, stance=stance, cue=span, content=content, speaker=speaker)


def _by_headline(seen: str, sentence: Sentence) -> Iterator[Attribution]:
    """ "Interior ministry: two killed at the border": who says it stands before a colon."""
    lead = HEADLINE.match(seen, sentence.span.start, sentence.span.end)
    if lead and SPEAKERS.search(lead["source"]):
        yield Attribution(
            source=_tidy(lead["source"]),
            stance=Stance.CLAIMS,
            cue=Span(start=lead.end("source"), end=lead.end()),
            content=Span(start=lead.end(), end=sentence.span.end),
            speaker=Span(start=lead.start("source"), end=lead.end("source")),
        )


def _stance(stance: Stance, after: str) -> Stance:
    """ "said that it did not …" denies; "said it will …" stays a claim, the future is the event's own."""
    if stance in (Stance.CLAIMS, Stance.REPORTS) and re.match(
        r"[^,;]{0,60}\b(?:did not|didn't|had not|has not|had never|was not|were not|have not|hasn't|wasn't|"
        r"(?:has|have|had) yet to|"
        r"no \w+ (?:was|were|had))\b",
        after,
    ):
        return Stance.DENIES
    return stance


def _has_clause(after: str) -> bool:
    """Whether what follows a verb is a clause: "that …", or a quotation, or a subject with a verb of its own soon."""
    return bool(
        re.match(r"(?:\s+(?:on|in|at|late|early|last|this|earlier|today)\s[^,;]{0,40}?)?\s+(?:that\b|\")", after)
    )


def _closes_quotation(seen: str, start: int, at: int) -> bool:
    """Whether the words before a verb are what is said: '"… in our region," he said'."""
    lead = seen[start:at]
    return QUOTE in lead and bool(re.search(r"""[,?!]["']?\s+[^"']{0,120}$""", lead[-140:]))


def _subject_before(seen: str, start: int, at: int) -> Span | None:
    """The noun phrase before a verb: the nearest stretch that can speak, cut where another verb begins."""
    left = max(start, at - REACH)
    segment = seen[left:at]
    breaks = [
        m for m in BREAK.finditer(segment) if segment.count("(", 0, m.start()) <= segment.count(")", 0, m.start())
    ]
    stop = len(segment)
    for mark in [*reversed(breaks), None]:
        piece_start = mark.end() if mark else 0
        piece = segment[piece_start:stop]
        if (mark is None or mark.group().lower() not in ("which", "who")) and _speaks(piece):
            return _trimmed(seen, left + piece_start, left + stop)
        stop = mark.start() if mark else 0
    return None


def _trimmed(seen: str, start: int, end: int) -> Span | None:
    """A subject without the words that lead to it, and without the verbs and adverbs after it."""
    piece = seen[start:end]
    lead = LEAD.match(piece.lstrip())
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


def _subject_after(seen: str, at: int, end: int) -> Span | None:
    """'…, says Vaidotas Sileika': the subject follows its verb only where what is said came first."""
    match = re.match(r"\s+(?=[A-Z])", seen[at:end])
    if not match:
        return None
    begin = at + match.end()
    stop = _source_end(seen, begin, min(end, begin + LONGEST_SOURCE))
    return Span(start=begin, end=stop) if stop > begin else None


def _speaks(piece: str) -> bool:
    words = LEAD.sub("", piece.strip(" ,") + " ").strip()
    if not words or len(words) > LONGEST_SOURCE:
        return False
    if re.search(r"\b(?:in|on|at|by|from|of|for|with|to|amid|under)$", words):
        return False
    first = re.match(r"(?:in|on|at|by|since|until|during|amid|following|under|as of|for|with)\b", words, re.I)
    return not first and bool(PRONOUN.search(words) or re.search(r"[A-Z]\w", words) or SPEAKERS.search(words))


def _name(seen: str, speaker: Span | None, before: Attribution | None) -> str | None:
    if speaker is None:
        return None
    words = _tidy(seen[speaker.start : speaker.end])
    if PRONOUN.search(words) and len(words.split()) <= 2:
        return before.source if before else None
    return words if _is_source(words) else None


def _is_source(words: str) -> bool:
    """Whether words can name somebody: a name, or a noun that speaks; not "this brings the company"."""
    first, _, rest = words.partition(" ")
    if words.lower() in EMPTY or (first.lower() in EMPTY and rest[:1].islower()):
        return False
    return bool(re.search(r"[A-Z]", words) or SPEAKERS.search(words))


def _tidy(words: str) -> str:
    words = re.sub(r"\s*\([^)]*\)", "", " ".join(words.replace('"', "").split()))
    words = re.sub(r"^(?:the|a|an)\s+(?=[A-Z])", "", words, flags=re.I)
    return words.strip(" ,.;:'-")


def _by_hearsay(seen: str, sentence: Sentence) -> Iterator[Attribution]:
    cue = UNNAMED.search(seen, sentence.span.start, sentence.span.end)
    if cue:
        yield Attribution(
            source=NOT_NAMED,
            stance=Stance.REPORTS,
            cue=Span(start=cue.start(), end=cue.end()),
            content=Span(start=cue.start(), end=sentence.span.end),
        )


def _by_open_quotation(seen: str, sentence: Sentence, before: Attribution | None) -> Iterator[Attribution]:
    """A sentence inside a quotation, or that is one, belongs to the source before it in the same paragraph."""
    if before and _is_quoted(seen, sentence):
        yield Attribution(source=before.source, stance=before.stance, cue=before.cue, content=sentence.span)


def _is_quoted(seen: str, sentence: Sentence) -> bool:
    start, end = sentence.span.start, sentence.span.end
    opened = seen.count(QUOTE, max(seen.rfind("\n", 0, start) + 1, start - PARAGRAPH), start) % 2 == 1
    words = seen[start:end].rstrip(".!?,")
    return opened or (words.startswith(QUOTE) and words.endswith(QUOTE))
