"""The words that readers see: gathered from the sources, kept in a catalogue a language, compiled for the pages.

`tools/words.py` gathers them and brings every catalogue up to date; `tools/words.py compile` makes what pages read.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from timeline.web.tongues import DOMAIN, LANGUAGES, LOCALE, SOURCE
from timeline.web.words import SOUNDS, months

ROOT = Path(__file__).parents[1]
TEMPLATE = LOCALE / f"{DOMAIN}.pot"
TRANSLATED = tuple(tongue for tongue in LANGUAGES if tongue != SOURCE)
WIDTH = 120
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)  # in every compiled catalogue: the same words, the same bytes
# Where words stand: files, how they are read, and which calls have a message (gettext's own are known everywhere).
SOURCES: tuple[tuple[str, str, str], ...] = (
    ("templates", "**/*.html", "jinja2"),
    ("timeline/web", "**/*.py", "python"),
    ("static", "*.js", "javascript"),
)
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None, "gettext": None, "ngettext": (1, 2), "marked": None, "t": None, "tn": (1, 2),
}  # fmt: skip
OPTIONS: dict[str, dict[str, Any]] = {
    "jinja2": {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"},
    "javascript": {"jsx": False, "parse_template_string": True},
}
HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals};\\n"

"""


def gathered() -> Catalog:
    """Every message in the sources, with the files that it stands in and what they tell translators."""
    catalog = Catalog(fuzzy=False)
    for folder, pattern, method in SOURCES:
        for path in sorted((ROOT / folder).glob(pattern)):
            name = str(path.relative_to(ROOT))
            found = extract_from_file(method, path, KEYWORDS, ("Translators:",), OPTIONS.get(method), True)
            for _, message, comments, _ in found:
                catalog.add(message, locations=[(name, 0)], auto_comments=comments)
    return catalog


def template(catalog: Catalog) -> bytes:
    """The catalogue as a .pot file: the same for the same sources."""
    return _written(catalog)


def catalogue(tongue: str) -> Catalog:
    """What is translated into ``tongue``."""
    with path_of(tongue).open("rb") as file:
        catalog = read_po(file, locale=tongue)
    catalog.creation_date = catalog.revision_date = LONG_AGO
    return catalog


def path_of(tongue: str) -> Path:
    return LOCALE / tongue / "LC_MESSAGES" / f"{DOMAIN}.po"


def renew(tongue: str, of: Catalog) -> bytes:
    """The catalogue with the messages of the sources, no others, in their order; new ones are empty."""
    known = catalogue(tongue) if path_of(tongue).is_file() else Catalog(locale=tongue)
    renewed = Catalog(locale=tongue, fuzzy=False)
    for message in messages(of):
        before = known.get(message.id)
        same = before is not None and before.pluralizable == message.pluralizable
        string = before.string if before and same and not before.fuzzy else None
        renewed.add(message.id, string, locations=message.locations, auto_comments=message.auto_comments)
    return HEADER.format(language=tongue, plurals=renewed.plural_forms.rstrip(";")).encode() + _written(renewed)


def _written(catalog: Catalog) -> bytes:
    buffer = BytesIO()
    write_po(buffer, catalog, width=WIDTH, omit_header=True, sort_by_file=True, include_lineno=False)
    return buffer.getvalue().lstrip(b"\n")


def messages(catalog: Catalog) -> Iterable[Message]:
    """The messages of a catalogue, without its header."""
    return (message for message in catalog if message.id)


def is_translated(message: Message) -> bool:
    """Whether all forms of a message are there."""
    return all(message.string if isinstance(message.string, (tuple, list)) else (message.string,))


def for_scripts(tongue: str) -> dict[str, Any]:
    """What the scripts of a page say: their messages, the months, what sounds better."""
    alone, of_month = months(tongue)
    said = {
        message.id if isinstance(message.id, str) else message.id[0]: message.string
        for message in messages(catalogue(tongue))
        if is_translated(message) and any(name.startswith("static/") for name, _ in message.locations)
    }
    better = {"sounds": SOUNDS[tongue]} if tongue in SOUNDS else {}
    return {"lang": tongue, "months": alone, "ofMonths": of_month, **better, "words": said}


def update() -> None:
    """Bring the .pot and every .po file up to date with the sources."""
    catalog = gathered()
    TEMPLATE.write_bytes(template(catalog))
    for tongue in TRANSLATED:
        path_of(tongue).parent.mkdir(parents=True, exist_ok=True)
        path_of(tongue).write_bytes(renew(tongue, catalog))
        missing = sum(not is_translated(message) for message in messages(catalogue(tongue)))
        print(f"{tongue}: {len(catalog)} messages, {missing} not translated")


def compile_all() -> None:
    """Make what the pages read: a .mo file a language, and what their scripts say as JSON."""
    for tongue in TRANSLATED:
        with path_of(tongue).with_suffix(".mo").open("wb") as file:
            write_mo(file, catalogue(tongue))
        said = json.dumps(for_scripts(tongue), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        (LOCALE / tongue / "scripts.json").write_text(said + "\n", encoding="utf-8")


if __name__ == "__main__":
    compile_all() if sys.argv[1:] == ["compile"] else update()
