"""Who says what a sentence says, and does the source assert, claim, deny, doubt, plan, threaten or report it?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from timeline.finding.saying import (
    ACCORDING,
    ASIDE_DENIAL,
    CLOSING,
    DEED,
    FORMS,
    HEARSAY,
    INFINITIVE,
    LIES_BEHIND,
    NEEDS_CLAUSE,
    NOT_ACTIVE,
    NOUNLIKE,
    OF_WORDS,
    OWN_DEED,
    PASSIVE,
    PHRASES,
    SAID_THINGS,
    THAT,
    UNNAMED,
    VERB,
)
from timeline.finding.sources import (
    DAY,
    LONGEST_SOURCE,
    PRONOUN,
    SPEAKERS,
    THINGS,
    WEEKDAY,
    is_noun_phrase,
    is_source,
    source_end,
    subject_after,
    subject_before,
    tidy,
)
from timeline.model import Sentence, Span, Stance

NOT_NAMED = "unnamed sources"
QUOTE = '"'
#: How many words must stand before "…, the council reported" to be what is said.
FEWEST_TOLD = 2
#: How many words a speaker may have who is no known sort of speaker.
MOST_OF_ANYBODY = 5
#: The day of saying, before what is said: "said Monday it would reopen".
SAID_ON = re.compile(rf"\s+(?:(?:on|late|early)\s+)*(?:{WEEKDAY}|{DAY}),?(?=\s+\w)")
#: How many characters back a quotation may have been opened.
PARAGRAPH = 3_000
#: "Interior ministry: two killed at the border"
HEADLINE = re.compile(r"(?P<source>[A-Z][^:;,.\"]{2,60}): (?=[\w\"'])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """A source, its stance, the words that carry it, and the stretch that is said (both inside one sentence)."""

    source: str
    stance: Stance
    cue: Span
    content: Span
    speaker: Span | None = None


def attribute(seen: str, sentence: Sentence, before: Attribution | None = None) -> tuple[Attribution, ...]:
    """Who says the sentence, in the order of the words that tell it.

    ``seen`` is the view of the whole text; ``before`` is the attribution of the sentence before in the same
    paragraph, to which "he" and an open quotation go back. Empty where the publisher itself says it.
    """
    phrased = [*_by_aside(seen, sentence, before), *_by_phrase(seen, sentence, before)]
    found = [
        *phrased,
        *_by_according(seen, sentence, before),
        *(spoken for spoken in _by_verb(seen, sentence, before) if not any(p.cue.holds(spoken.cue) for p in phrased)),
        *_by_passive(seen, sentence),
        *_by_headline(seen, sentence),
    ]
    if not found:
        found = list(_by_hearsay(seen, sentence)) or list(_by_open_quotation(seen, sentence, before))
    return tuple(_each_own(sorted(found, key=lambda a: a.cue.start), seen))


def _each_own(found: Sequence[Attribution], seen: str) -> Iterator[Attribution]:
    """What is said ends at the semicolon behind which somebody else speaks: "A said that …; B denied it"."""
    for voice in found:
        others = [o.speaker.start for o in found if o.speaker is not None and o.speaker.start > voice.cue.end]
        stop = seen.find(";", voice.content.start, min(others, default=0))
        ends = voice.content.start < stop < voice.content.end
        yield replace(voice, content=Span(start=voice.content.start, end=stop)) if ends else voice


def _by_according(seen: str, sentence: Sentence, before: Attribution | None) -> Iterator[Attribution]:
    start, end = sentence.span.start, sentence.span.end
    for cue in ACCORDING.finditer(seen, start, end):
        stop = source_end(seen, cue.end(), min(end, cue.end() + LONGEST_SOURCE))
        source = _source_of(tidy(seen[cue.end() : stop]), before)
        if not source:
            continue
        speaker = Span(start=cue.end(), end=stop)
        clause = max(start, seen.rfind(";", start, cue.start()) + 1)
        content = (
            Span(start=stop, end=end)
            if end - stop > cue.start() - start
            else Span(start=clause, end=max(cue.start(), clause + 1))
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
    head = re.split(r"\b(?:by|of|from)\b|(?=\b[A-Z])", words)[0]  # "the plan published by Riga" says nothing
    speaks = SPEAKERS.search(head) or not THINGS.search(head)
    return words if speaks and (is_source(words) or is_noun_phrase(words)) else None


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
            stance=_stance_of(seen, end, verb, content := _content(seen, start, end, verb)),
            cue=Span(start=verb.start(), end=verb.end()),
            content=content,
            speaker=speaker,
        )
        yield last


def _by_phrase(seen: str, sentence: Sentence, before: Attribution | None) -> Iterator[Attribution]:
    """ "The army could not verify it", "withdrew its claim that …", "put the toll at 40": a phrase that says so."""
    start, end = sentence.span.start, sentence.span.end
    for stance, phrase in PHRASES:
        said = phrase.search(seen, start, end)
        speaker = subject_before(seen, start, said.start()) if said else None
        source = _name(seen, speaker, before)
        if said and source:
            cue, content = Span(start=said.start(), end=said.end()), Span(start=said.start(), end=end)
            yield Attribution(source=source, stance=stance, cue=cue, content=content, speaker=speaker)


def _says(seen: str, start: int, end: int, verb: re.Match[str]) -> bool:
    """Whether this form stands as a verb that attributes: active, and with a clause where it needs one."""
    form, (lemma, _) = verb.group(), FORMS[verb.group()]
    after = seen[verb.end() : end]
    lead = seen[max(start, verb.start() - 24) : verb.start()]
    if NOT_ACTIVE.search(lead) or (form == lemma and INFINITIVE.search(lead)):
        return False
    if form in NOUNLIKE and lead.split()[-1:] and lead.split()[-1] in FORMS:
        return False  # "denied reports that"
    if form.endswith("ing") and form not in {"saying", "adding", "claiming", "denying", "alleging"}:
        return False
    if lemma in ("plan", "intend", "threaten", "vow", "pledge", "promise") and re.match(r"\s+to\b", after):
        return True
    if lemma == "claim" and re.match(r"\s+to have\b", after):
        return True
    if DEED.match(after):
        return False
    if lemma == "announce" and re.match(r"\s+(?:\w+\s){0,2}plans?\b", after):
        return True
    if lemma in OF_WORDS:
        return bool(SAID_THINGS.match(after))
    needs = lemma in NEEDS_CLAUSE or lemma in ("plan", "intend", "threaten") or form in NOUNLIKE
    closes = _closes_quotation(seen, start, verb.start()) or _afterword(seen, start, end, verb) is not None
    return not needs or _has_clause(after) or closes


def _speaker(
    seen: str, start: int, end: int, verb: re.Match[str], last: Attribution | None
) -> tuple[Span | None, str | None]:
    """Who speaks, as span and name: before the verb, after it in "…, says the mayor"; a gerund goes on speaking."""
    if verb.group().endswith("ing"):
        return (None, last.source) if last else (None, None)
    lead = seen[max(start, verb.start() - 8) : verb.start()].rstrip()
    if last and last.cue.start >= start and lead.endswith((" and", " but")):
        return None, last.source
    if after := _afterword(seen, start, end, verb):
        return after, _name(seen, after, last, anybody=True)
    inverted = seen[max(start, verb.start() - 3) : verb.start()].rstrip().endswith((",", QUOTE))
    speaker = subject_after(seen, verb.end(), end) if inverted else None
    speaker = speaker or subject_before(seen, start, verb.start())
    source = _name(seen, speaker, last)
    if source is None and _has_clause(seen[verb.end() : end]):
        speaker = _anybody_before(seen, start, verb.start())
        source = _name(seen, speaker, last, anybody=True)
    return speaker, source


def _anybody_before(seen: str, start: int, at: int) -> Span | None:
    """The short noun phrase right before a verb that a clause follows: "The junta | announced that …"."""
    left = max(start, at - LONGEST_SOURCE)
    lead = seen[left:at].rstrip()
    words = re.split(
        r"[,;:()\"]\s*|\b(?:that|which|who|as|while|and|but|because|after|before|when|since|until|if|where)\s",
        lead,
    )[-1]
    if not is_noun_phrase(words) or len(words.split()) > MOST_OF_ANYBODY:
        return None
    return Span(start=left + len(lead) - len(words), end=left + len(lead))


def _afterword(seen: str, start: int, end: int, verb: re.Match[str]) -> Span | None:
    """Who says it, where that ends the sentence: "Three died, | the district council | reported on Monday."."""
    lead = seen[start : verb.start()].rstrip()
    comma = lead.rfind(", ", -LONGEST_SOURCE)
    words = lead[comma + 2 :]
    if comma < 0 or len(lead[:comma].split()) < FEWEST_TOLD or not CLOSING.match(seen[verb.end() : end]):
        return None
    return Span(start=start + comma + 2, end=start + len(lead)) if is_noun_phrase(words) else None


def _content(seen: str, start: int, end: int, verb: re.Match[str]) -> Span:
    """What is said: after the verb and its "that", unless the verb closes what was said before it."""
    after = _afterword(seen, start, end, verb)
    if after is not None:
        return Span(start=start, end=after.start)
    told = FORMS[verb.group()][1] not in (Stance.CLAIMS, Stance.REPORTS)  # "have pledged troops."
    if end - verb.end() > (2 if told else 12) and not _closes_quotation(seen, start, verb.start()):
        that = THAT.match(seen, verb.end(), end - 1) or SAID_ON.match(seen, verb.end(), end - 1)
        return Span(start=that.end() if that else verb.end(), end=end)
    return Span(start=start, end=max(verb.start(), start + 1))


def _by_passive(seen: str, sentence: Sentence) -> Iterator[Attribution]:
    """ "The report was denied by the ministry": the source follows."""
    for cue in PASSIVE.finditer(seen, sentence.span.start, sentence.span.end):
        stop = source_end(seen, cue.end(), min(sentence.span.end, cue.end() + LONGEST_SOURCE))
        source = tidy(seen[cue.end() : stop])
        if stop > cue.end() and is_source(source):
            speaker = Span(start=cue.end(), end=stop)
            content = Span(start=sentence.span.start, end=max(cue.start(), sentence.span.start + 1))
            stance, span = FORMS[cue["verb"]][1], Span(start=cue.start("verb"), end=cue.end("verb"))
            yield Attribution(source=source, stance=stance, cue=span, content=content, speaker=speaker)


def _by_aside(seen: str, sentence: Sentence, before: Attribution | None) -> Iterator[Attribution]:
    """ "The army left, which the rebels denied": of what was only heard, nothing but that is denied."""
    start, end = sentence.span.start, sentence.span.end
    for aside in ASIDE_DENIAL.finditer(seen, start, end):
        speaker = Span(start=aside.start("source"), end=aside.end("source"))
        source = _name(seen, speaker, before, anybody=True)
        heard = HEARSAY.search(seen, start, aside.start())
        begin = heard.start() if heard else max(start, seen.rfind(";", start, aside.start()) + 1)
        if source and begin < aside.start():
            cue = Span(start=aside.start("verb"), end=aside.end("verb"))
            content = Span(start=begin, end=aside.start())
            yield Attribution(source=source, stance=Stance.DENIES, cue=cue, content=content, speaker=speaker)


def _by_headline(seen: str, sentence: Sentence) -> Iterator[Attribution]:
    """ "Interior ministry: two killed at the border": who says it stands before a colon."""
    lead = HEADLINE.match(seen, sentence.span.start, sentence.span.end)
    if lead and SPEAKERS.search(lead["source"]) and is_noun_phrase(lead["source"]):
        yield Attribution(
            source=tidy(lead["source"]),
            stance=Stance.CLAIMS,
            cue=Span(start=lead.end("source"), end=lead.end()),
            content=Span(start=lead.end(), end=sentence.span.end),
            speaker=Span(start=lead.start("source"), end=lead.end("source")),
        )


def _stance_of(seen: str, end: int, verb: re.Match[str], content: Span) -> Stance:
    """The stance of a verb, by what is said behind it or, in "two died, his lawyer announced", before it."""
    stance = FORMS[verb.group()][1]
    told = LIES_BEHIND.search(seen, content.start, content.end) if content.end < verb.start() else None
    if stance is Stance.PLANS and told and told["past"]:
        return Stance.CLAIMS
    own = OWN_DEED.match(seen, verb.end(), end)
    if own and FORMS[verb.group()][0] == "warn":
        return Stance.THREATENS
    if own and own["plain"] and FORMS[verb.group()][0] in ("say", "state", "declare", "confirm"):
        return Stance.PLANS
    return _stance(stance, seen[verb.end() : end])


def _stance(stance: Stance, after: str) -> Stance:
    """ "said that it did not …" denies, "announced that it had …" claims; that "said it will …" is the event's own."""
    told = LIES_BEHIND.search(after) if stance is Stance.PLANS and re.match(r"[^,;]{0,40}\bthat\b", after) else None
    if told and told["past"]:
        return Stance.CLAIMS
    if stance in (Stance.CLAIMS, Stance.REPORTS) and re.match(
        r"[^,;]{0,60}\b(?:did not|didn't|had not|has not|had never|"
        r"(?:was|were) not(?! (?:free|fair|enough|credible|valid|safe|ready)\b)|"
        r"have not|hasn't|wasn't|"
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


def _name(seen: str, speaker: Span | None, before: Attribution | None, *, anybody: bool = False) -> str | None:
    """What a speaker is called; ``anybody`` may speak where the grammar leaves no doubt."""
    if speaker is None:
        return None
    words = tidy(seen[speaker.start : speaker.end])
    if PRONOUN.search(words) and len(words.split()) <= 2:
        return before.source if before else None
    return words if is_source(words) or (anybody and is_noun_phrase(words)) else None


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
