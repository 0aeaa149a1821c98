"""Does a sentence tell that something happened, is happening or will happen, and with which word?

A sentence is *news* where signs add up: a predicate that tells a happening, a date, a place, a count; and it is
background, opinion or boilerplate where other signs do. Signs and their weights are one table (``SIGNS``), so that
every decision can be read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from timeline.finding.claims import Attribution
from timeline.finding.predicates import TRIGGERS, UNKNOWN_VERB, Form, Trigger
from timeline.finding.toponyms import Located
from timeline.model import Sentence, Span, Stance, TimePrecision, Timex, TimexKind

WORD = re.compile(r"[A-Za-z][\w]*(?:[-'][\w]+)*")

DETERMINERS = frozenset(
    "a an the this that these those its their his her our some any no each every of by for with".split()
)
#: Before a form that is noun and verb, these make it a noun: "on order", "under fire".
PREPOSITIONS = frozenset("on in at under into from over about per via".split())
#: Endings of words that make the next one a noun: "confirmed orders", "possible bans".
ADJECTIVE = re.compile(r".{2,}(?:ed|ive|al|ous|ful|ible|able|ic|ary|ian|ish|ese)$")
BE = frozenset("is are was were be been being 's 're".split())
HAVE = frozenset("has have had having".split())
MODAL = frozenset("could may might would should must can cannot".split())
FUTURE = frozenset("will shall".split())
#: What is said by the way of a subject: "The union, which mediates, invited both", "Talks, held in Riga, led".
RELATIVE = re.compile(
    r"^(?:[A-Z][\w' -]{2,40}: )?(?P<subject>(?:[\w'.-]+ ){0,7}[\w'.-]+), "
    r"(?P<aside>(?:which|who|whose|where|(?:\w+ly )?\w*(?:ed|held|made|sent|known|shot|set|built|due)"
    r"(?= (?:by|in|on|at|from|since|to|with|as|for|under|up|of|during|until|near)\b))\b[^;]{3,110}?),"
    r"(?= (?!and |or |but )[a-z])"
)
#: Behind these a participle tells by whom or when: "adopted by", "held since".
AGENTS = frozenset("by since during".split())
#: What parts clauses: behind it a past tense has a subject of its own.
CLAUSE_BREAK = re.compile(
    r"[,;:.()\"]|\s-\s|\b(?:and|or|but|that|which|who|where|when|while|as|after|before|because|since|until|if|though|"
    r"although|than|what|how|whether|said|says)\b"
)
NEGATION = re.compile(r"\b(?:not|never|no longer|without)\b|n't\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicate:
    """A word that tells a happening: where it stands, what it is, and whether it is a finite verb of its own clause."""

    span: Span
    trigger: Trigger
    finite: bool
    modal: bool = False
    future: bool = False
    negated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A sentence with all that was found in it: the unit from which events are made.

    ``subject`` is the person for whom a pronoun that opens the sentence stands, empty where that is not known;
    ``remarks`` are of those who speak beside what is told here. ``shift`` is how many characters after the sentence's
    beginning its ``words`` begin, where they are only a part of it.
    """

    sentence: Sentence
    words: str
    timexes: tuple[Timex, ...]
    places: tuple[Located, ...]
    attributions: tuple[Attribution, ...]
    predicates: tuple[Predicate, ...]
    heading: str = ""
    subject: str = ""
    remarks: tuple[Attribution, ...] = ()
    shift: int = 0

    @property
    def start(self) -> int:
        """Where in the text its words begin."""
        return self.sentence.span.start + self.shift

    def around(self, span: Span) -> tuple[str, str, str]:
        """The words before a span of it, those in it, and those behind."""
        first, last = (max(0, edge - self.start) for edge in (span.start, span.end))
        return self.words[:first], self.words[first:last], self.words[last:]

    @property
    def predicate(self) -> Predicate | None:
        """The word that best tells the happening: strong before weak, finite before nominal, then the first."""
        said = [a.content for a in self.attributions]
        aside = self.aside()
        return max(self.predicates, key=lambda p: _rank(p, said, aside), default=None)

    def aside(self) -> Span | None:
        """What stands between commas after a "which" or "who" that follows the subject."""
        found, start = RELATIVE.match(self.words), self.start
        return Span(start=start + found.start("aside"), end=start + found.end("aside")) if found else None


def _rank(predicate: Predicate, said: Sequence[Span], aside: Span | None) -> tuple[int, int, int, int, int]:
    inside = any(span.holds(predicate.span) for span in said) if said else True
    main = aside is None or not aside.holds(predicate.span)
    verb = predicate.trigger.form in (Form.PAST, Form.PRESENT)
    return int(inside), int(main), predicate.trigger.strength + int(predicate.finite), int(verb), -predicate.span.start


def predicates(seen: str, sentence: Sentence, names: Sequence[Span], spoken: Sequence[Span]) -> tuple[Predicate, ...]:
    """The words that may tell a happening; not those inside ``names``, nor the verbs of saying in ``spoken``."""
    words = list(WORD.finditer(seen, sentence.span.start, sentence.span.end))
    found: list[Predicate] = []
    bares: list[int] = []
    for at, word in enumerate(words):
        span = Span(start=word.start(), end=word.end())
        if any(name.start < span.end and span.start < name.end for name in (*names, *spoken)):
            continue
        trigger = _trigger(words, at)
        if trigger and (predicate := _predicate(words, at, trigger, span)):
            bare = _is_bare(words, at)
            if not bare and predicate.finite and bares and _hangs(seen, found[bares[-1] : bares[-1] + 1], span):
                found[bares[-1]] = replace(found[bares[-1]], finite=False)  # "a curfew ordered in August was extended"
            reduced = bare and _hangs(seen, [p for i, p in enumerate(found) if p.finite and i not in bares], span)
            bares += [len(found)] if bare else []
            found.append(replace(predicate, finite=False) if reduced else predicate)
    return tuple(found)


def _is_bare(words: list[re.Match[str]], at: int) -> bool:
    """Whether a word stands between a noun and a preposition, without an auxiliary: "a resolution | adopted | on"."""
    before = [_lower(word.group()) for word in words[max(0, at - 4) : at]]
    following = words[at + 1].group().lower() if at + 1 < len(words) else ""
    return following in PREPOSITIONS | AGENTS and not _helpers(before)


def _hangs(seen: str, finite: Sequence[Predicate], span: Span) -> bool:
    """Whether a participle only says more of a noun in the clause of the verb before it."""
    between = seen[finite[-1].span.end : span.start] if finite else ","
    return len(between.split()) > 1 and not CLAUSE_BREAK.search(between)


def _trigger(words: list[re.Match[str]], at: int) -> Trigger | None:
    word = words[at].group()
    opens = at == 0 or ":" in words[at].string[words[at - 1].end() : words[at].start()]
    if not opens and word[0].isupper() and not word.isupper():
        return None  # part of a name: "Fire Department"
    low = word.lower()
    if at + 1 < len(words) and (pair := TRIGGERS.get(f"{low} {words[at + 1].group().lower()}")):
        return pair
    if at and f"{words[at - 1].group().lower()} {low}" in TRIGGERS:
        return None  # told by the pair: "general strike"
    trigger = TRIGGERS.get(low)
    if trigger is None and "-" in low:
        trigger = TRIGGERS.get(low.replace("-", ""))
    if trigger is None and low.endswith("ed") and len(low) > 4:
        return UNKNOWN_VERB
    return trigger


def _is_subject(words: list[re.Match[str]], at: int) -> bool:
    """Whether a verb comes right after, of which this is the subject: "security forces killed", "strikes have hit"."""
    if at == 0 or at + 1 >= len(words) or words[at].end() + 1 != words[at + 1].start():
        return False
    following = _lower(words[at + 1].group())
    told = TRIGGERS.get(following)
    return following in BE | HAVE | MODAL | FUTURE or (told is not None and told.form is Form.PAST)


def _predicate(words: list[re.Match[str]], at: int, trigger: Trigger, span: Span) -> Predicate | None:
    before = [_lower(w.group()) for w in words[max(0, at - 4) : at]]
    last = before[-1] if before else ""
    if trigger.form is Form.PAST and last in DETERMINERS and last not in {"that", "this"}:
        return None  # "the occupied town", "of sanctioned oil"
    if trigger.form is Form.PRESENT and (last in DETERMINERS or last == "to") and last != "that":
        return _infinitive(trigger, span, before) if last == "to" else None
    if trigger.form is Form.PRESENT and (last in PREPOSITIONS or ADJECTIVE.match(last) or _is_subject(words, at)):
        return Predicate(span=span, trigger=_weak_noun(trigger), finite=False)
    helpers = _helpers(before)
    finite = (
        trigger.form is Form.PAST
        or (trigger.form is Form.PRESENT)
        or (trigger.form is Form.GERUND and bool(set(before[-2:]) & BE))
    )
    return Predicate(
        span=span,
        trigger=trigger,
        finite=finite,
        modal=bool(helpers & MODAL),
        future=bool(helpers & FUTURE),
        negated=any(NEGATION.search(word) for word in before[-3:]),
    )


def _lower(word: str) -> str:
    """In lower case, but for the month: "May" is no modal verb."""
    return word if word == "May" else word.lower()


def _infinitive(trigger: Trigger, span: Span, before: list[str]) -> Predicate | None:
    """An infinitive after "plans", "is expected", "are" is future; any other tells nothing by itself."""
    lead = " ".join(before[:-1])
    if re.search(
        r"(?:yet|plan\w*|expect\w*|inten\w+|schedul\w+|forecast|due|set|about|is|are|aims?|likely|vow\w*|pledg\w+|"
        r"decid\w+)$",
        lead,
    ):
        return Predicate(span=span, trigger=trigger, finite=True, future=True)
    return Predicate(span=span, trigger=_weak_noun(trigger), finite=False)


def _weak_noun(trigger: Trigger) -> Trigger:
    """The same word where it is a noun or names no deed done: it tells a category, but no happening by itself."""
    return replace(trigger, form=Form.NOUN, strength=1)


def _helpers(before: list[str]) -> set[str]:
    """Auxiliaries right before a word, adverbs and negations between them skipped."""
    found: set[str] = set()
    for word in reversed(before):
        if word in BE | HAVE | MODAL | FUTURE:
            found.add(word)
        elif not (word.endswith("ly") or word in {"not", "also", "already", "never", "now", "still", "then"}):
            break
    return found


# --- is it news? -----------------------------------------------------------------------------------------------------

OPINION = re.compile(
    r"\b(?:likely|unlikely|possibl[ey]|probably|perhaps|appears?|seems?|indicat\w+|suggest\w*|demonstrat\w+|"
    r"highlight\w*|underscor\w+|reflect\w*|represent\w*|assess\w*|argu\w+|risk(?:s|ed|ing)?|attempt(?:s|ing)? to|"
    r"aim(?:s|ed|ing)? (?:to|at)|intend\w*|efforts? to|in order to|rather than|in an attempt|question|thinks?|"
    r"alarm|concerns?|hopes?|believes?|opinion|clearly|of course|not surprisingly|unclear|significant\w*|"
    r"important\w*|consistent with|rhetoric\w*|narrative\w*|longstanding)\b",
    re.I,
)
BOILERPLATE = re.compile(
    r"\b(?:this (?:report|update|review|document|bulletin|briefing|sample)|please|click|subscri\w+|newsletter|"
    r"below|see the|attachment|photo|copyright|all times|for more|contact|e-?mail|website|based on information|"
    r"prepared for|recommends? that|should be aware|note that)\b",
    re.I,
)
BACKGROUND = re.compile(
    r"\b(?:previously|historically|in the past|for (?:many )?(?:years|decades|months)|traditionally|usually|"
    r"typically|generally|often|always|annually|each year|every year|on average|an average|per (?:day|month|year)|"
    r"a year through|long been|has been (?:a|an|the)|works? (?:closely )?with|mandate|the aim of|the purpose of|"
    r"consists? of|includes?\b|is responsible)\b",
    re.I,
)
FIRST_PERSON = re.compile(r"\b(?:we|our|us|i|my|you|your)\b", re.I)
COUNT = re.compile(
    r"(?<![\w-])(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|dozens?|hundreds?|thousands?|"
    r"several|scores)\b",
    re.I,
)
HARM = re.compile(r"\b(?:killed|dead|injur\w+|wound\w+|casualt\w+|deaths?|displac\w+|kills?)\b", re.I)
COPULA = re.compile(
    r"\b(?:is|are|was|were|remains?|remained|has|have)\s+(?:(?:not|also|still|now|currently|\w+ly)\s+)*(?:a|an|"
    r"the|one|very|no|no longer|more|less|unable)\b"
    r"|\bremain(?:s|ed)? (?:\w+ly )?(?:high|low|active|tense|calm|quiet|stable|volatile|fragile|critical|dire|poor|"
    r"limited|difficult|unclear|unchanged|severe|elevated|widespread|common|scarce)\b",
    re.I,
)

#: A sentence whose subject is what was told before comments on it: "This is the largest deployment since 1991".
COMMENT = re.compile(
    r"(?:This|That)\s+(?:\w+ly\s+|very\s+|also\s+)*(?:is|was|will|would|has|had|could|may|might|should|means?|\w+s)\s"
)

#: What had happened already is told to explain what did: "Before the storm, 2,100 cases had been recorded".
PLUPERFECT = re.compile(r"\bhad (?:been |already |also |previously |\w+ly )*\w+(?:ed|en|wn|ught|ne)\b")

#: How long before publication a stated date is still this briefing's news, in days.
RECENT_DAYS = 120

#: A trigger of this strength is a happening by itself.
STRONG = 2

#: Sign -> weight; what adds up to more than ``THRESHOLD`` is news. Weights were set on development briefings.
SIGNS: dict[str, float] = {
    "strong verb": 1.7,
    "strong noun": 0.9,
    "weak verb": 0.2,
    "announced": 1.0,
    "denied": 1.0,
    "dated": 1.6,
    "dated vaguely": 0.6,
    "long past": -1.0,
    "placed": 1.0,
    "placed by adjective": 0.4,
    "counted": 0.6,
    "harm": 0.7,
    "modal": -1.0,
    "negated": -0.6,
    "opinion": -1.2,
    "boilerplate": -2.2,
    "background": -1.0,
    "first person": -0.6,
    "description": -0.8,
    "only words": -0.5,
    "within a quotation": -0.8,
    "question": -2.0,
    "comment": -0.8,
    "before that": -0.8,
    "short": -1.1,
}
THRESHOLD = 1.65


def signs(telling: Telling, published: date) -> tuple[str, ...]:
    """The names of the signs, of ``SIGNS``, that the telling shows."""
    return tuple(name for name, shown in _shown(telling, published) if shown)


def weigh(shown: Sequence[str]) -> float:
    """The weight of signs: news where it exceeds ``THRESHOLD``."""
    return sum(SIGNS[name] for name in shown)


def _shown(telling: Telling, published: date) -> list[tuple[str, bool]]:
    words, best = telling.words, telling.predicate
    happens = [p for p in telling.predicates if p.trigger.strength == STRONG]
    verb = any(p.finite and p.trigger.form is not Form.NOUN for p in happens)
    weak = any(p.finite and p.trigger.strength < STRONG for p in telling.predicates)
    stated = [t for t in telling.timexes if t.interval is not None and t.kind in (TimexKind.DATE, TimexKind.TIME)]
    fresh = [t for t in stated if _recent(t, published)]
    precise = [t for t in fresh if t.precision is not None and t.precision.value in ("day", "week")]
    named = [p for p in telling.places if not p.demonym and p.place is not None]
    claims = [a for a in telling.attributions if a.stance in (Stance.CLAIMS, Stance.REPORTS)]
    return [
        ("strong verb", verb),
        ("strong noun", bool(happens) and not verb),
        ("weak verb", weak and not verb),
        ("announced", any(a.stance is Stance.PLANS for a in telling.attributions)),
        ("denied", any(a.stance in (Stance.DENIES, Stance.DOUBTS) for a in telling.attributions)),
        ("dated", bool(precise)),
        ("dated vaguely", bool(fresh) and not precise),
        ("long past", bool(stated) and not fresh),
        ("placed", bool(named)),
        ("placed by adjective", not named and bool(telling.places)),
        ("counted", bool(COUNT.search(_untimed(telling)))),
        ("harm", bool(HARM.search(words))),
        ("modal", best is not None and best.modal),
        ("negated", best is not None and best.negated and not claims),
        ("opinion", bool(OPINION.search(words))),
        ("boilerplate", bool(BOILERPLATE.search(words))),
        ("background", bool(BACKGROUND.search(words))),
        ("first person", bool(FIRST_PERSON.search(words)) and '"' not in words),
        ("description", bool(COPULA.search(words)) and not verb),
        ("only words", bool(claims) and not happens and not precise),
        ("within a quotation", words.startswith('"') or (words.count('"') == 1 and words.rstrip(".").endswith('"'))),
        ("question", words.endswith("?")),
        ("comment", bool(COMMENT.match(words))),
        ("before that", not telling.attributions and not precise and bool(PLUPERFECT.search(words))),
        ("short", len(words.split()) < 6),
    ]


def _untimed(telling: Telling) -> str:
    """The words of a telling without its times: "3 February" counts nothing."""
    start, words = telling.start, telling.words
    for timex in reversed(telling.timexes):
        words = words[: timex.span.start - start] + words[timex.span.end - start :]
    return words


def _recent(timex: Timex, published: date) -> bool:
    interval = timex.interval
    if interval is None:
        return False
    last = interval.end or published + timedelta(days=1)
    if timex.precision is TimePrecision.YEAR and last <= published:  # "last year", told in January too
        return False
    return last > published - timedelta(days=RECENT_DAYS)
