from __future__ import annotations

import json
from datetime import date
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline import reading
from timeline.errors import BriefingRefused
from timeline.reading import document, front_matter, read, read_noted
from timeline.reading.content import Content, Stated
from timeline.reading.files import briefings
from timeline.reading.normal import normalise
from timeline.reading.publication import in_title, in_words, stated

DAY = date(2022, 2, 7)
PROSE = "Weekly review — 7 February 2022\n\nOn Monday a train left Orsha."


def file(folder: Path, content: str | bytes, name: str = "review.txt") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def page(body: str, head: str = "") -> str:
    return f"<!doctype html><html lang='en'><head>{head}</head><body>{body}</body></html>"


# When? --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("Belarus Review — February 7, 2022", DAY),
        ("Weekly review – 7 February 2022", DAY),
        ("Weekly review, 7th of February", None),
        ("Situation report #3 (Feb. 7, 2022)", DAY),
        ("Situation report, 7th Feb 2022", DAY),
        ("Frontline update February 7 2022", DAY),
        ("Review — 2022-02-07", DAY),
        ("Обзор 07.02.2022", DAY),
        ("Review for 1–7 February 2022", DAY),
        ("Review for 31 January – 7 February 2022", DAY),
        ("Review from 1 February 2022 to 7 February 2022", DAY),
        ("Review 02/07/2022", None),  # or the second of July
        ("Review 31 February 2022", None),
        ("February 2022", None),
        ("Resolution 1234-56-78", None),
        ("Version 1.2.2022.7", None),
        ("Mayor 7, 2022", None),
        ("Belarus: the week", None),
    ],
)
def test_a_title_names_a_day_or_none(title: str, day: date | None) -> None:
    assert in_title(title) == day


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2022-02-07", DAY),
        (" 2022-02-07T23:30:00-05:00", DAY),
        ("2022-02-30", None),
        ("2022-02", None),
        ("20220207", None),
        ("today", None),
        ("", None),
    ],
)
def test_a_stated_date_is_iso_8601(words: str, day: date | None) -> None:
    assert stated(words) == day


def test_the_argument_comes_before_the_sidecar_before_the_document_before_its_title(tmp_path: Path) -> None:
    path = file(tmp_path, "---\npublished: 2022-02-05\n---\nReview — February 4, 2022\n\nOn Monday it rained.")
    assert read(path).published == date(2022, 2, 5)
    (tmp_path / "review.meta.json").write_text('{"published": "2022-02-06"}')
    assert read(path).published == date(2022, 2, 6)
    assert read(path, DAY).published == DAY


def test_without_any_date_a_briefing_is_refused_and_told_what_to_do(tmp_path: Path) -> None:
    path = file(tmp_path, "A review\n\nOn Monday, 7 February 2022, it rained.")
    with pytest.raises(BriefingRefused, match=r"no publication date.*--published.*review\.meta\.json"):
        read(path)


@pytest.mark.parametrize(
    "text",
    [
        "On 5 February 2022, Russia deployed troops to Brest, Belarus.",
        "On 5 February 2022, Russia deployed troops to Brest, Belarus.\n\nIt rained.",
        'He said: "Wait until 5 February 2022!"\n\nIt rained.',
        "Did it rain on 5 February 2022?\nIt did.",
        "On 5 February 2022, Russia deployed troops to\na town near the border.",  # a sentence in several lines
        f"On 5 February 2022 {'and on ' * 9}a Monday",
    ],
)
def test_a_sentence_states_no_publication_date(tmp_path: Path, text: str) -> None:
    with pytest.raises(BriefingRefused, match="no publication date"):
        read(file(tmp_path, text))


@pytest.mark.parametrize("text", ["Review, 7 February 2022\nIt rained.", "Review (7 Feb. 2022)\n\nit rained."])
def test_a_title_states_the_publication_date(tmp_path: Path, text: str) -> None:
    assert read(file(tmp_path, text)).published == DAY


@pytest.mark.parametrize("written", ["0001-01-01", "1899-12-31", "2200-01-02", "9999-12-31"])
def test_a_day_on_which_nothing_can_be_published_is_refused_by_name(tmp_path: Path, written: str) -> None:
    path = file(tmp_path, "On Monday it rained.")
    (tmp_path / "review.meta.json").write_text(json.dumps({"published": written}))
    with pytest.raises(BriefingRefused, match=f"{written} is not between.*--published"):
        read(path)
    with pytest.raises(BriefingRefused, match=f"{written} is not between"):
        read(path, date.fromisoformat(written))
    with pytest.raises(BriefingRefused, match=f"{written} is not between.*published"):
        document.parse(json.dumps({"doc_id": "a", "text": "It rained.", "published": written}).encode(), "line 1")


@pytest.mark.parametrize("written", ["1900-01-01", "2200-01-01"])
def test_the_first_and_the_last_day_are_taken(tmp_path: Path, written: str) -> None:
    assert read(file(tmp_path, "It rained."), date.fromisoformat(written)).published.isoformat() == written


def test_a_stated_date_that_is_none_is_refused_and_never_passed_over(tmp_path: Path) -> None:
    path = file(tmp_path, "---\npublished: the other day\n---\nReview — February 4, 2022\n\nIt rained.")
    with pytest.raises(BriefingRefused, match="the other day"):
        read(path)


# Sidecars and front matter -------------------------------------------------------------------------------------------


def test_a_sidecar_speaks_for_its_briefing(tmp_path: Path) -> None:
    path = file(tmp_path, "It rained.", "a.b.txt")
    said = {
        "title": "Rain",
        "publisher": "Weather Desk",
        "published": "2022-02-07",
        "language": "en",
        "id": 4,
        "url": "u",
    }
    (tmp_path / "a.b.meta.json").write_text(json.dumps(said))
    got = read(path)
    assert (got.title, got.publisher, got.published, got.language, got.url) == ("Rain", "Weather Desk", DAY, "en", "u")


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("{", "not JSON"),
        ("[1]", "not a JSON object"),
        ('{"published": 20220207}', "published is not text"),
        ('{"published": "soon"}', "soon"),
        ("[" * 100_000, "not JSON"),
    ],
)
def test_a_faulty_sidecar_is_named(tmp_path: Path, written: str, reason: str) -> None:
    path = file(tmp_path, PROSE)
    (tmp_path / "review.meta.json").write_text(written)
    with pytest.raises(BriefingRefused, match=reason):
        read(path)


@pytest.mark.parametrize(
    ("source", "said", "text"),
    [
        ("---\ntitle: Rain\n---\nIt rained.", Stated(title="Rain"), "It rained."),
        ("---\ntitle: 'Rain: a review'\n...\nIt", Stated(title="Rain: a review"), "It"),
        ("---\ndate: 2022-02-07 # Monday\n---\nIt", Stated(published="2022-02-07"), "It"),
        ("---\ntags:\n  - rain\n- snow\n\n# note\nlang: en\n---\nIt", Stated(language="en"), "It"),
        ("---\nIt rained.\n---\nIt", Stated(), "---\nIt rained.\n---\nIt"),  # a rule, not front matter
        ("---\ntitle: Rain\nIt rained.", Stated(), "---\ntitle: Rain\nIt rained."),
        ("Title: Rain\n---\nIt", Stated(), "Title: Rain\n---\nIt"),
        ("---\ntitle: \n---\nIt", Stated(), "It"),
    ],
)
def test_front_matter_is_a_block_of_pairs_at_the_top(source: str, said: Stated, text: str) -> None:
    assert front_matter.split(source) == (said, text)


# Text ---------------------------------------------------------------------------------------------------------------

FORMS = {
    "line ends of Windows": PROSE.replace("\n", "\r\n").encode(),
    "line ends of old Macs": PROSE.replace("\n", "\r").encode(),
    "line separators": PROSE.replace("\n", "\u2028").encode(),
    "next lines": PROSE.replace("\n", "\x85").encode(),
    "a byte-order mark": b"\xef\xbb\xbf" + PROSE.encode(),
    "UTF-16": b"\xff\xfe" + PROSE.encode("utf-16-le"),
    "UTF-16, the other way": b"\xfe\xff" + PROSE.encode("utf-16-be"),
    "UTF-32": b"\xff\xfe\0\0" + PROSE.encode("utf-32-le"),
    "Windows-1252": PROSE.encode("cp1252"),
    "blanks at line ends": PROSE.replace("\n", " \t\n").encode(),
    "blank lines around": f"\n\n{PROSE}\n\n".encode(),
}


@pytest.mark.parametrize("form", FORMS)
def test_the_same_text_in_another_form_is_the_same_briefing(tmp_path: Path, form: str) -> None:
    plain, other = read(file(tmp_path, PROSE, "a.txt")), read(file(tmp_path, FORMS[form], "b.txt"))
    assert (plain.id, plain.text) == (other.id, other.text)
    assert plain.text == PROSE


def test_composed_and_decomposed_letters_are_the_same_text(tmp_path: Path) -> None:
    composed = read(file(tmp_path, "Suwa\u0142ki \u2014 \u017b\u00f3\u0142w", "a.txt"), DAY)
    decomposed = read(file(tmp_path, "Suwa\u0142ki \u2014 Z\u0307o\u0301\u0142w", "b.txt"), DAY)
    assert composed.text == decomposed.text


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    once.encode()  # no lone surrogates
    assert not {"\r", "\0", "\u2028", "\x85"} & set(once)


OLD = {
    "be cp1251": ("cp1251", "Агляд. Міністэрства абароны паведаміла, што верталёт прызямліўся ў Лунінцы ў панядзелак."),
    "ru cp1251": ("cp1251", "Обзор. Министерство обороны сообщило, что в понедельник вертолёт приземлился в Лунинце."),
    "ru koi8-r": ("koi8-r", "Обзор. Министерство обороны сообщило, что в понедельник вертолёт приземлился в Лунинце."),
    "ru cp866": ("cp866", "Обзор. Министерство обороны сообщило, что в понедельник вертолёт приземлился в Лунинце."),
    "el cp1253": ("cp1253", "Το υπουργείο ανακοίνωσε το κλείσιμο των συνόρων κοντά στην Κομοτηνή. Οι αρχές σιωπούν."),
}


@pytest.mark.parametrize("name", OLD)
def test_an_old_encoding_is_told_and_said(tmp_path: Path, name: str) -> None:
    encoding, text = OLD[name]
    got = read_noted(file(tmp_path, text.encode(encoding)), DAY)
    assert got.briefing.text == text
    assert "read as" in got.notes[0]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        (
            "iso8859-2",
            "Władze ogłosiły zamknięcie przejścia granicznego w Kuźnicy. Żołnierze stacjonują, źródła milczą.",
        ),
        ("cp1254", "Bakanlık, sınırın Iğdır yakınlarında kapatıldığını açıkladı. Görgü tanıkları farklı söylüyor."),
        ("cp1252", "Le ministère a annoncé la fermeture de la frontière. Les réfugiés ont été évacués, dit-il là-bas."),
        ("cp1251", "Обзор"),
    ],
)
def test_an_encoding_that_cannot_be_told_for_sure_is_refused(tmp_path: Path, encoding: str, text: str) -> None:
    with pytest.raises(BriefingRefused, match=r"encoding.*UTF-8"):
        read(file(tmp_path, text.encode(encoding)), DAY)


def test_a_web_page_may_name_its_encoding(tmp_path: Path) -> None:
    body = page("<p>Żołnierze stacjonują w Kuźnicy.</p>", '<meta charset="iso-8859-2">')
    got = read_noted(file(tmp_path, body.encode("iso8859-2"), "a.html"), DAY)
    assert got.briefing.text == "Żołnierze stacjonują w Kuźnicy."


@pytest.mark.parametrize("named", ["rot13", "hex", "x-none", "utf-8", "utf-16"])
def test_an_encoding_that_a_page_names_wrongly_is_not_believed(tmp_path: Path, named: str) -> None:
    body = page("<p>Żołnierze stacjonują w Kuźnicy.</p>", f'<meta charset="{named}">')
    assert "Żołnierze" in read(file(tmp_path, body, "a.html"), DAY).text
    with pytest.raises(BriefingRefused):
        read(file(tmp_path, body.encode("iso8859-2") + b"\n", "b.html"), DAY)


def test_damaged_utf_8_is_read_in_part_and_the_place_named(tmp_path: Path) -> None:
    text = "Żołnierze stacjonują w Kuźnicy, ogłosił rzecznik."
    damaged = text.encode().replace(b"w Ku", b"w \xff Ku")
    got = read_noted(file(tmp_path, damaged), DAY)
    assert got.briefing.text == text.replace("w Ku", "w \ufffd Ku")
    assert got.losses == (f"1 damaged characters, the first at {text.index('Ku')}",)


# Markdown and HTML --------------------------------------------------------------------------------------------------

MARKDOWN = """---
published: 2022-02-07
---
# The *week*

A train left
[Orsha](https://example.org/orsha "station") on `Monday`.\\
Then it **stopped**. ![a train](t.jpg)

- first <b>item</b>
- second

> quoted

| place | day |
|---|---|
| Orsha | Monday |

<div>An <i>island</i></div>

    code
"""


def test_markdown_is_read_as_its_reader_sees_it(tmp_path: Path) -> None:
    got = read(file(tmp_path, MARKDOWN, "a.md"))
    assert got.title == "The week"
    assert got.text.split("\n\n") == [
        "The week",
        "A train left Orsha on Monday.\nThen it stopped.",
        "first item",
        "second",
        "quoted",
        "place | day",
        "Orsha | Monday",
        "An island",
        "code",
    ]


HTML = [
    ("<p>One <b>two</b><br>three</p><p>four", ["One two\nthree", "four"]),
    ("<h1>T</h1>\n<ul><li>a<li>b</ul>c", ["T", "a", "b", "c"]),
    ("<p>A&nbsp;&amp;&#8212;B &unknown;</p>", ["A &—B &unknown;"]),
    ("<script>var x = '<p>no</p>'</script><style>p{}</style><p>yes</p>", ["yes"]),
    ("<nav><ul><li>Home<nav>x</nav></ul></nav><p>yes</p>", ["yes"]),
    ("<p>yes</p><nav>open for ever<p>more</p>", ["yes", "open for ever", "more"]),
    ("<p>before <svg><text>no</text></svg>after</p>", ["before after"]),
    (
        "<table><tr><th>place<th>day<tr><td>Orsha</td><td></td><td>Monday</td></table>",
        ["place | day", "Orsha | Monday"],
    ),
    ("<pre>a\n  b</pre>", ["a\n  b"]),
    ("<p>a\n\n\n   b\tc</p>", ["a b c"]),
    ("<p>3 < 4 and <3</p>", ["3 < 4 and <3"]),
    ("<p title='a>b' data-x=it's>yes</p>", ["yes"]),
    ("<p>a<!-- <p>no</p> -->b</p>", ["ab"]),
    ("<textarea><p>no</textarea><p>yes", ["yes"]),
    ("<P>yes</P><SCRIPT>no</SCRIPT >", ["yes"]),
    ("<template><p>no</template><noscript>no</noscript>yes", ["yes"]),
]


@pytest.mark.parametrize(("body", "blocks"), HTML)
def test_html_is_read_as_its_reader_sees_it(tmp_path: Path, body: str, blocks: list[str]) -> None:
    got = read_noted(file(tmp_path, page(body), "a.html"), DAY)
    assert got.briefing.text.split("\n\n") == blocks
    assert got.losses == ()


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2022-02-07T10:00"><meta name="date" content="2020-01-01">',
        '<meta content="2022-02-07" name="DC.date">',
        '<script type="application/ld+json">{"@graph": [{"x": 1}, {"datePublished": "2022-02-07"}]}</script>',
        '<script type="application/ld+json">{broken</script><meta itemprop="datePublished" content="7 February 2022">',
        "<title>Review — 7 February 2022</title>",
    ],
)
def test_a_web_page_states_its_date_in_many_ways(tmp_path: Path, head: str) -> None:
    assert read(file(tmp_path, page("<p>It rained.</p>", head), "a.html")).published == DAY


def test_a_time_element_states_the_date_where_nothing_else_does(tmp_path: Path) -> None:
    body = "<nav><time datetime='2020-01-01'>x</time></nav><time datetime='2022-02-07'>Monday</time><p>It rained."
    assert read(file(tmp_path, page(body), "a.html")).published == DAY


def test_a_web_page_states_its_title_publisher_language_and_address(tmp_path: Path) -> None:
    names = "<title>Rain | Desk</title><meta property='og:site_name' content='Desk'>"
    head = f"{names}<meta property=og:url content=https://e.org/1>"
    got = read(file(tmp_path, page("<h1>Rain &amp; <em>snow</em></h1><p>It rained.", head), "a.html"), DAY)
    assert (got.title, got.publisher, got.language, got.url) == ("Rain & snow", "Desk", "en", "https://e.org/1")


def test_parts_that_a_page_hides_are_read_and_said(tmp_path: Path) -> None:
    got = read_noted(file(tmp_path, page("<p style='display: none'>x</p><p hidden>y</p>z"), "a.html"), DAY)
    assert got.notes == ("2 parts that the page hides are read too",)


SHARDS = (
    "<p> </p> <nav> </nav> < > <!-- --> <a_b=' ' =\" w & <br/> <script> </script> <td> <h1> </h1> <pre> </pre> </"
    " <![CDATA["
).split(" ")


@given(st.lists(st.sampled_from(SHARDS)))
def test_any_page_is_read(pieces: list[str]) -> None:
    from timeline.reading import html

    content = html.read("".join(pieces).replace("_", " ").encode(), "a.html")
    assert isinstance(content.text, str)


# Plug point and folders ----------------------------------------------------------------------------------------------


def read_shouted(data: bytes, name: str) -> Content:
    assert name.endswith("a.LOUD")
    return Content(text=data.decode().upper())


def test_another_package_may_add_a_format(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    added = EntryPoint(name="loud", value=f"{__name__}:read_shouted", group=reading.GROUP)
    monkeypatch.setattr(EntryPoint, "load", lambda self: read_shouted if self.name == "loud" else None)
    monkeypatch.setattr(reading, "entry_points", lambda **_: [added])
    reading._readers.cache_clear()
    try:
        assert read(file(tmp_path, "it rained", "a.LOUD"), DAY).text == "IT RAINED"
    finally:
        reading._readers.cache_clear()


def test_every_built_in_reader_can_be_loaded() -> None:
    assert all(callable(point.load()) for point in reading.BUILT_IN)
    assert reading.suffixes() >= {".txt", ".md", ".html", ".htm"}


def test_folders_are_walked_in_order_for_what_can_be_read(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "a.meta.json", ".hidden.txt", "notes.pdf", "x/c.HTML", ".git/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "x" / "loop").symlink_to(tmp_path)
    found = [path.relative_to(tmp_path).as_posix() for path in briefings([tmp_path], reading.suffixes())]
    assert found == ["a.md", "b.txt", "x/c.HTML"]


# Documents ----------------------------------------------------------------------------------------------------------


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_the_text_of_a_document_is_taken_exactly_as_given(text: str) -> None:
    line = json.dumps({"doc_id": "d", "text": text, "published": "2022-02-07"}).encode()
    assert document.parse(line, "line 1").text == text


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{", "line 7: not JSON"),
        (b"[]", "not a JSON object"),
        (b"{}", "no doc_id"),
        (b'{"doc_id": "a", "published": "2022-02-07"}', "no text"),
        (b'{"doc_id": "a", "text": "b"}', "no publication date"),
        (b'{"doc_id": "a", "text": "b", "published": "today"}', "published is no date: 'today'"),
        (b'{"doc_id": "a", "text": "b", "published": 20220207}', "published is no date"),
        (b'{"doc_id": "a", "text": "\\ud800", "published": "2022-02-07"}', "not JSON"),
        (b'{"doc_id": "a", "text": "b", "published": "2022-02-07", "title": []}', "title is not text"),
        (b'{"doc_id": [], "text": "b", "published": "2022-02-07"}', "no doc_id"),
        (b"\xff\xfe", "not JSON"),
    ],
)
def test_a_faulty_document_is_named(line: bytes, reason: str) -> None:
    with pytest.raises(BriefingRefused, match=reason.replace("(", r"\(")):
        document.parse(line, "line 7")


@pytest.mark.parametrize(
    "phrase",
    ["7 февраля 2022", "7 лютага 2022", "7 лютого 2022", "7 lutego 2022", "7. Februar 2022", "7 février 2022",
     "Mon, 07 Feb 2022 10:00:00 GMT"],
)  # fmt: skip
def test_a_date_written_out_in_another_language_is_read_from_metadata(phrase: str) -> None:
    assert in_words(phrase) == date(2022, 2, 7)


@pytest.mark.parametrize(
    "phrase",
    ["yesterday", "in two days", "February 2022", "31 February 2022", "02/07/2022", "the year 2022 of 7 days",
     "7 February 2022 " * 9, ""],
)  # fmt: skip
def test_what_is_no_whole_date_is_not_made_one(phrase: str) -> None:
    assert in_words(phrase) is None
