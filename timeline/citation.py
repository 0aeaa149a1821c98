"""How is an edition cited? What it was read from, when that was published, and the id that no other edition has."""

from __future__ import annotations

from typing import Literal

import orjson

from timeline import bibtex
from timeline.errors import ArgumentRefused
from timeline.holdings import Holdings

Form = Literal["text", "bibtex", "csl"]
NAMED = 3  # publishers; of more the others are counted


def cited(of: Holdings, form: Form = "text", address: str | None = None) -> str:
    """The citation as a line of text, a BibTeX entry or CSL-JSON; ``address`` is where the edition is served.

    Raises ArgumentRefused for another form.
    """
    if form == "text":
        return _text(of, address)
    if form == "bibtex":
        return _bibtex(of, address)
    if form == "csl":
        return _csl(of, address)
    raise ArgumentRefused(f"no form of citation {form!r:.60}; have text, bibtex, csl")


def title(of: Holdings) -> str:
    """What is cited, in words: "29 events told in 1 briefing, published 2022-02-07"."""
    events = f"{of.events:,} event{'s' * (of.events != 1)}"
    told = f"{events} told in {of.briefings:,} briefing{'s' * (of.briefings != 1)}"
    if of.published is None:
        return told
    first, last = of.published
    return f"{told}, published {first}" + ("" if first == last else f" to {last}")


def publishers(of: Holdings) -> str:
    """Who published the briefings: up to three names; "" where nobody is named."""
    named = [bibtex.on_one_line(name) for name in of.publishers if name.strip()]
    if len(named) <= NAMED:
        return ", ".join(named)
    return f"{', '.join(named[:NAMED])} and {len(named) - NAMED:,} others"


def _text(of: Holdings, address: str | None) -> str:
    parts = [publishers(of), title(of), f"Dateline, edition {of.edition}", address]
    return ". ".join(part for part in parts if part)


def _bibtex(of: Holdings, address: str | None) -> str:
    fields = {
        "author": bibtex.verbatim(publishers(of)) if publishers(of) else "",
        "title": bibtex.verbatim(title(of)),
        "year": str(of.published[1].year) if of.published else "",
        "version": bibtex.tex(of.edition),
        "howpublished": "Dateline",
        "url": bibtex.address(address) if address else "",
        "note": f"Edition {bibtex.tex(of.edition)}",
    }
    return bibtex.entry(
        "misc", f"dateline-edition-{of.edition}", {name: value for name, value in fields.items() if value}
    )


def _csl(of: Holdings, address: str | None) -> str:
    item: dict[str, object] = {
        "id": f"dateline-edition-{of.edition}",
        "type": "dataset",
        "title": title(of),
        "publisher": "Dateline",
        "version": of.edition,
    }
    if publishers(of):
        item["author"] = [{"literal": bibtex.on_one_line(name)} for name in of.publishers if name.strip()]
    if of.published:
        day = of.published[1]
        item["issued"] = {"date-parts": [[day.year, day.month, day.day]]}
    if address:
        item["URL"] = address
    return orjson.dumps([item], option=orjson.OPT_INDENT_2).decode()
