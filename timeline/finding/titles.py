"""What is an event called? Its own words, less what stands elsewhere on the card: the date, the source, the aside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from timeline.finding.claims import Attribution
from timeline.finding.happenings import RELATIVE, Telling
from timeline.finding.subjects import person
from timeline.model import Modality, Stance, TimePrecision, TimexKind

MOST_WORDS = 12
FEWEST_WORDS = 4

#: What may be cut from the front: a connective, a circumstance before the first comma.
FRONT = re.compile(
    r"^(?:(?:in addition|in response|moreover|meanwhile|however|additionally|incidentally|separately|also|"
    r"reportedly|overall|instead|finally|and|but|then)\b[,\s]+|it (?:was|is|has been) \w+ that\s+|(?:on|in|"
    r"since|as|by|during|from|between|until|at|amid|following|after|ahead of|prior to|earlier|later|due|responding|"
    r"reacting|despite|close to|next to|near|outside)\b[^,\"]{0,70},\s+)",
    re.I,
)
#: Where a title that is too long may end: before a clause or a circumstance of its own.
END = re.compile(
    r"(?:[;,]|\s-)\s|\s(?=(?:which|who|while|when|where|after|before|because|although|as|amid|despite|following|including|in|"
    r"on|at|for|by|with|from|over|under|against|near|during|via|through|within|and)\s)"
)
ASIDE = re.compile(r"\s*\([^()]{0,80}\)")
#: A place or theme set before the sentence: "KAYAH: Clashes intensified".
LABEL = re.compile(
    r"^(?:\d{1,2}[:.]\d\d(?: ?(?:hrs|GMT|UTC|local time|[ap]\.?m\.?))?|[Mm]orning|"
    r"[Aa]fternoon|[Ee]vening|[Nn]ight|"
    r"[A-Z][A-Z0-9 /&'-]{2,40}|Background|Context|Update|Note|Summary|Highlights?):\s+(?=\w)"
)
#: A preposition that goes with the date after it.
DATE_LEAD = re.compile(
    r"\s*\bbetween\s+$|(?:,\s*)?\b(?:(?:late|early) )?(?:on|at|in|around|about)\s+$|"
    r"(?<=[a-z])(?<!\bfor)(?<!\bfrom)(?<!\bof)(?<!\bto)(?<!\buntil)(?<!\btill)(?<!\bsince)(?<!\bby)(?<!\bbefore)"
    r"(?<!\bafter)(?<!\bpast)(?<!\binto)(?<!\bthrough)(?<!\bthan)\s+$",
    re.I,
)
#: What may stand before a day that opens a sentence: "Late on Monday", but "They will | now".
OPENING = re.compile(
    r"(?:[\W_]|\b(?:on|in|at|by|from|since|until|till|for|over|during|through|throughout|between|as|of|late|early|later|"
    r"earlier|around|about|the|and|but|then|so|only|just|after|before|within|starting|beginning|again|also)\b)*",
    re.I,
)
#: Between the two days of a range: "between 3 May and 5 May".
RANGE = ("and", "to", "until", "till", "-")
#: An aside between commas, before the verb: "the envoy, Ana Ruiz, denied".
APPOSITION = re.compile(r",\s(?!(?:and|but|or|while|then)\b)[^,]{3,70},(?=\s(?!who\b|which\b|whose\b)[a-z])")
#: Words that no title ends with.
DANGLING = re.compile(
    r"(?:\s(?:that|which|who)\s\w+|\s(?:under|to|of|for|from|with|and|or|then|until|the|a|an|at|by|in|on|that|which|as|than|around|about|its|their|his|her|is|was|were|has|"
    r"compared|killing|injuring|wounding|leaving|displacing|damaging|causing))+$"
)
#: Marks that a title does not end with; the point of "8 p.m." is none.
TAIL = re.compile(r"(?:[ ,;:-]|(?<!\b[ap]\.m)\.)+$")
#: Characters that are not seen but turn or hide what is: no title needs them.
UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0e-\x1f\x7f]")
PRONOUN = re.compile(r"(?:He|She|They|It)\b")
HE = re.compile(r"(?:he|she|his|her)\b", re.I)
POSSESSIVE = {"his": "'s", "her": "'s"}
#: These point to a sentence that the title stands without: "This decision was announced"; not where they are all of
#: the subject: "This is the largest".
POINTER = re.compile(
    r"(?:Such\s+(?=[a-z])|(?:These|Those)\s+(?=[a-z][\w -]{0,30}s\s)|(?:This|That)\s+(?!(?:is|was|will|would|has|had|"
    r"can|could|may|might|must|should|does|did|who|which|said|very)\b)(?=[a-z][\w-]*(?:[^\Ws]|[sui]s)\s))"
)
#: Its object is no clause that could stand alone: "accused Riga of lying".
ACCUSED = re.compile(r"accus(?:e[sd]?|ing)\b")
#: How near a pronoun must stand to the verb of saying to be its subject, in characters.
NEXT_TO = 12
SAYING = (Stance.CLAIMS, Stance.REPORTS)


def entitle(telling: Telling, seen: str, modality: Modality) -> str:
    """A title of at most ``MOST_WORDS`` words, from the telling's own; a claim is told without its "X said that"."""
    start = seen.find(telling.words[:40], telling.sentence.span.start)
    best = telling.predicate
    verbs = [""] if best is None else [seen[best.span.start : best.span.end]]
    if start < 0:  # a strand that begins with the words that its "which" stands for
        return _shortened(telling.words, verbs)
    end = start + len(telling.words)
    first = telling.attributions[0] if telling.attributions else None
    if first is not None and ACCUSED.match(seen, first.cue.start):
        return _shortened(_undated(telling, seen, start, end), [seen[first.cue.start : first.cue.end]])
    if modality is Modality.CLAIMED and first is not None and _holds_enough(first, seen, end):
        return _shortened(_undated(telling, seen, max(start, first.content.start), end), verbs, he=person(first.source))
    if first is not None and start < first.content.end <= first.cue.start:  # "Three died, the council reported"
        end = min(end, first.content.end)
    words = _undated(telling, seen, _after_source(first, start), end)
    said = [] if first is None else [seen[first.cue.start : first.cue.end]]
    return _shortened(_named(words, first), [*verbs, *said], he=telling.subject)


def _holds_enough(voice: Attribution, seen: str, end: int) -> bool:
    """Whether what is said follows its verb and is a clause by itself."""
    after = voice.cue.end <= voice.content.start < end
    said = seen[voice.content.start : end].lstrip()
    clause = not said.startswith(("to ", "of ", "against ", "responsibility "))  # "claimed | to have", "warned | of"
    return after and clause and voice.stance in SAYING and len(seen[voice.content.start : end].split()) > FEWEST_WORDS


def _after_source(first: Attribution | None, start: int) -> int:
    """Where the telling goes on after "According to the ministry,"; ``start`` where it does not begin so."""
    if first is None or first.speaker is None or first.cue.start != start or first.content.start < first.speaker.end:
        return start
    return first.speaker.end


def _undated(telling: Telling, seen: str, start: int, end: int) -> str:
    """The words of ``[start, end)`` without the days that they name: the card has them."""
    return "".join(_kept(telling, seen, start, end))


def _kept(telling: Telling, seen: str, start: int, end: int) -> Iterator[str]:
    at = start
    for timex in telling.timexes:
        opens = timex.kind is not TimexKind.DURATION and OPENING.fullmatch(seen, start, timex.span.start) is not None
        if timex.span.start < at or timex.span.end > end or not (opens or _is_plain_day(timex.precision, timex.cue)):
            continue
        lead = seen[at : timex.span.start]
        ends_range = at > start and lead.strip() in RANGE
        bare = "" if opens or ends_range else DATE_LEAD.sub("", lead)
        if bare == lead and not opens:  # "set a referendum for 27 February": the day is what is told
            continue
        yield bare
        at = timex.span.end
    yield seen[at:end]


def _is_plain_day(precision: TimePrecision | None, cue: str | None) -> bool:
    return precision is TimePrecision.DAY and cue in (None, "between")


def _named(words: str, first: Attribution | None) -> str:
    """The words with a name for a pronoun that opens them, where it is the speaker's: "She said …"."""
    pronoun = PRONOUN.match(words)
    if pronoun is None or first is None or first.speaker is None or first.cue.start - first.speaker.end > NEXT_TO:
        return words
    return first.source + words[pronoun.end() :]


def _pointed(title: str, he: str) -> str:
    """The title without what points to a sentence before it; in brackets, as editors do, the name of who ``he`` is."""
    pronoun = HE.match(title)
    if pronoun is None or not he:
        return POINTER.sub(lambda pointer: "" if pointer[0].startswith("Such") else "The ", title, count=1)
    return f"[{he}]{POSSESSIVE.get(pronoun[0].lower(), '')}{title[pronoun.end() :]}"


def _shortened(words: str, verbs: Sequence[str], he: str = "") -> str:
    """The words cut to a title that keeps the first of ``verbs`` that it can; ``he`` is whom a pronoun stands for."""

    def cut(title: str, pattern: re.Pattern[str], kept: str = "") -> str:
        shorter = pattern.sub(kept, title, count=1)
        return shorter if any(verb in shorter for verb in verbs) and len(shorter.split()) >= FEWEST_WORDS else title

    title = _pointed(cut(cut(_plain(words), FRONT), FRONT), he)
    for aside, kept in ((RELATIVE, r"\g<subject>"), (APPOSITION, "")):
        found = aside.search(title) if aside is RELATIVE or len(title.split()) > MOST_WORDS else None
        if found and not any(verb and verb in title[: found.start() or 0] for verb in verbs):
            title = cut(title, aside, kept)
    title = TAIL.sub("", _ended(title, next((verb for verb in verbs if verb in title), verbs[0]))).lstrip(" ,;:-.")
    title = _closed(title) if title.count('"') % 2 else title
    return title[:1].upper() + title[1:] or words.strip()[:80] or "…"


def _plain(words: str) -> str:
    """The words in one line, without what is not seen, stands in brackets or labels the sentence."""
    line = " ".join(UNSEEN.sub("", words).split())
    for mark in ",;:":  # a day cut out leaves a space before them
        line = line.replace(f" {mark}", mark)
    return LABEL.sub("", ASIDE.sub("", line).strip(" ,;:-.\"'"))


def _closed(title: str) -> str:
    """The title with its open quotation closed; without a mark that only closes one."""
    opens = re.search(r'(?:^|[\s(])"(?=[^"]*$)', title)
    return f'{title}"' if opens else title.replace('"', "", 1)


def _ended(title: str, verb: str) -> str:
    """The title up to its last natural end within ``MOST_WORDS`` that keeps the verb; else cut, with an ellipsis."""
    words = title.split()
    if len(words) <= MOST_WORDS:
        return title
    ends = [(m.group().strip() != "", DANGLING.sub("", title[: m.start()])) for m in END.finditer(title)]
    fitting = [(mark, t) for mark, t in ends if verb in t and FEWEST_WORDS < len(t.split()) <= MOST_WORDS]
    marked = [t for mark, t in fitting if mark and len(t.split()) >= MOST_WORDS // 2]
    if marked or fitting:  # at a comma rather than before a preposition
        return marked[0] if marked else fitting[-1][1]
    return DANGLING.sub("", " ".join(words[:MOST_WORDS])).rstrip(" ,;:") + "…"
