"""What is an event called? Its sentence, less what stands elsewhere on the card: the date, the source, the aside."""

from __future__ import annotations

import re

LONGEST = 110

#: What may be cut from the front: a time, a source, a connective.
FRONT = re.compile(
    r"^(?:(?:on|in|since|as of|by|during|from|between|until|at|amid|earlier|later|the (?:same|next|following)|two|"
    r"three|last|this)\b[^,]{0,60},\s+"
    r"|according to [^,]{0,90},\s+|(?:in addition|in response|moreover|meanwhile|however|additionally|"
    r"incidentally|separately|also|reportedly|"
    r"overall|instead|finally)[,\s]+)",
    re.I,
)
#: What may be cut from the back.
BACK = re.compile(
    r"(?:,\s+(?:according to|adding|which|who|while|as well as|with|including)\b.*|\s*\([^()]*\)\s*|;.*)$",
    re.I,
)
ASIDE = re.compile(r"\s*\([^()]{0,80}\)")


def entitle(sentence: str) -> str:
    """A title of at most ``LONGEST`` characters, taken from the words of the sentence."""
    words = " ".join(sentence.split()).strip()
    title = ASIDE.sub("", words)
    for _ in range(2):
        shorter = FRONT.sub("", title, count=1)
        title = shorter if len(shorter) > 25 else title
    if len(title) > LONGEST:
        shorter = BACK.sub("", title)
        title = shorter if len(shorter) > 25 else title
    title = title.rstrip(" .;:,")
    title = title if len(title) <= LONGEST else title[: LONGEST - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
    return (title[:1].upper() + title[1:]) or words[:LONGEST]
