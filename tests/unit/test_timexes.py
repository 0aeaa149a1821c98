"""Sentences, and the times that are read in them: words, kind and value. Published on Monday, 7 February 2022."""

from __future__ import annotations

from datetime import date

import pytest

from timeline.finding import timexes
from timeline.model import TimexKind

MONDAY = date(2022, 2, 7)


def read(text: str, published: date = MONDAY) -> list[tuple[str, str]]:
    """The words and value of each time in ``text``."""
    return [(text[found.span.start : found.span.end], found.value) for found in timexes.find(text, published)]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        # written out
        ("Troops arrived on 3 February 2022.", "3 February 2022", "2022-02-03"),
        ("Troops arrived on February 3, 2022.", "February 3, 2022", "2022-02-03"),
        ("Troops arrived on 3rd February.", "3rd February", "2022-02-03"),
        ("Troops arrived on Feb. 3.", "Feb. 3", "2022-02-03"),
        ("Troops arrived early on February 3.", "February 3", "2022-02-03"),
        ("Troops arrived on the morning of the 3rd.", "the morning of the 3rd", "2022-02-03TMO"),
        ("Troops arrived on Thursday, 3 Feb 2022, in force.", "Thursday, 3 Feb 2022", "2022-02-03"),
        ("He left on the third of May 2021.", "the third of May 2021", "2021-05-03"),
        ("He left on the twenty-third of May 2021.", "the twenty-third of May 2021", "2021-05-23"),
        ("It fell in August 1991.", "August 1991", "1991-08"),
        ("It fell in 1991.", "1991", "1991"),
        # in figures
        ("Signed 2022-02-03.", "2022-02-03", "2022-02-03"),
        ("Signed 2022-02-03T10:35:00Z.", "2022-02-03T10:35:00Z", "2022-02-03T10:35:00Z"),
        ("Signed on 3.2.2022 in Brest.", "3.2.2022", "2022-02-03"),
        ("Signed on 03.02.22 in Brest.", "03.02.22", "2022-02-03"),
        ("Signed on 25/12/2021.", "25/12/2021", "2021-12-25"),
        ("Signed on 12/25/2021.", "12/25/2021", "2021-12-25"),
        # military
        ("At 071200Z FEB 22 the unit moved.", "071200Z FEB 22", "2022-02-07T12:00Z"),
        ("At 071200ZFEB22 the unit moved.", "071200ZFEB22", "2022-02-07T12:00Z"),
        ("Dated 07FEB2022.", "07FEB2022", "2022-02-07"),
        # parts
        ("It began in mid-2021.", "mid-2021", "2021"),
        ("It began in early February.", "early February", "2022-02"),
        ("It began at the end of January.", "the end of January", "2022-01"),
        ("It grew in the second half of 2021.", "the second half of 2021", "2021-H2"),
        ("It grew in the last week of August 2021.", "the last week of August 2021", "P1W"),
        ("It grew in the first two months of 2021.", "the first two months of 2021", "P2M"),
        # longer
        ("It grew in the 1990s.", "the 1990s", "199"),
        ("It grew in the late '80s.", "the late '80s", "198"),
        ("It grew in the nineties.", "the nineties", "199"),
        ("It grew in the 19th century.", "the 19th century", "18"),
        ("It grew in the third quarter of 1984.", "the third quarter of 1984", "1984-Q3"),
        ("It grew in Q3 2021.", "Q3 2021", "2021-Q3"),
        ("It grew in H1 2021.", "H1 2021", "2021-H1"),
        ("It grew in FY2021.", "FY2021", "2021"),
        ("It grew in fiscal 2021.", "fiscal 2021", "2021"),
        ("It began in the summer of 2020.", "the summer of 2020", "2020-SU"),
        ("It began in winter 2021-22.", "winter 2021-22", "2022-WI"),
        ("Athens fell in 404 BC.", "404 BC", "BC0404"),
        # of the day
        ("The convoy left at 10:35 a.m. on Friday.", "10:35 a.m. on Friday", "2022-02-04T10:35"),
        ("The convoy left on Friday at 10 p.m.", "Friday at 10 p.m.", "2022-02-04T22:00"),
        ("The convoy left at noon Thursday.", "noon Thursday", "2022-02-03T12:00"),
        ("The convoy left on Friday night.", "Friday night", "2022-02-04TNI"),
        ("The convoy left on the night of 3 February.", "the night of 3 February", "2022-02-03TNI"),
        # holidays
        ("It happened on Christmas Day 2021.", "Christmas Day 2021", "2021-12-25"),
        ("It happened on New Year's Eve.", "New Year's Eve", "2021-12-31"),
        ("It happened on Good Friday 2021.", "Good Friday 2021", "2021-04-02"),
        ("It happened last Thanksgiving.", "last Thanksgiving", "2021-11-25"),
    ],
)
def test_a_date_says_its_value(text: str, words: str, value: str) -> None:
    assert read(text) == [(words, value)]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The crossing will open on Friday.", "Friday", "2022-02-11"),
        ("The talks are to begin on Friday.", "Friday", "2022-02-11"),
        ("The crossing opened on Friday.", "Friday", "2022-02-04"),
        ("On Friday, the minister announced a ban.", "Friday", "2022-02-04"),
        ("On Friday, the minister will announce a ban.", "Friday", "2022-02-11"),
        ("The vote is scheduled for Sunday.", "Sunday", "2022-02-13"),
        ("The ministry on Sunday issued a denial.", "Sunday", "2022-02-06"),
        ("Many rejected Wednesday's ruling.", "Wednesday", "2022-02-02"),
        ("On Monday, the defence minister flew to Syria.", "Monday", "2022-02-07"),
        ("He came last Friday.", "last Friday", "2022-02-04"),
        ("He came last Monday.", "last Monday", "2022-01-31"),
        ("He comes next Monday.", "next Monday", "2022-02-14"),
        ("He came on Wednesday last week.", "Wednesday last week", "2022-02-02"),
        ("The law will enter into force in April.", "April", "2022-04"),
        ("The law entered into force in April.", "April", "2021-04"),
        ("The law entered into force last December.", "last December", "2021-12"),
        ("The law entered into force in June last year.", "June last year", "2021-06"),
        ("The law should expire by March.", "March", "2022-03"),
        ("He was arrested on 25 November.", "25 November", "2021-11-25"),
        ("The referendum will be held on 27 February.", "27 February", "2022-02-27"),
        ("Payment is due to the bank on 1 March.", "1 March", "2022-03-01"),
    ],
)
def test_the_tense_says_which_weekday_or_month_is_meant(text: str, words: str, value: str) -> None:
    assert read(text) == [(words, value)]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("He came yesterday.", "yesterday", "2022-02-06"),
        ("He came the day before yesterday.", "the day before yesterday", "2022-02-05"),
        ("He comes tonight.", "tonight", "2022-02-07TNI"),
        ("He came last night.", "last night", "2022-02-06TNI"),
        ("He came this morning.", "this morning", "2022-02-07TMO"),
        ("He came last week.", "last week", "2022-W05"),
        ("He came earlier this week.", "earlier this week", "2022-W06"),
        ("He comes next month.", "next month", "2022-03"),
        ("He came last year.", "last year", "2021"),
        ("He comes over the weekend.", "the weekend", "2022-W05-WE"),
        ("He will come at the weekend.", "the weekend", "2022-W06-WE"),
        ("He came two days ago.", "two days ago", "2022-02-05"),
        ("He came three weeks ago.", "three weeks ago", "2022-W03"),
        ("He came five months ago.", "five months ago", "2021-09"),
        ("He came half a year ago.", "half a year ago", "2021-08"),
        ("More came in the same period last year.", "the same period last year", "2021"),
        ("He came some days ago.", "some days ago", "PAST_REF"),
        ("In just two days, the ban will begin.", "just two days", "2022-02-09"),
        ("In just three weeks, a referendum will be held.", "just three weeks", "2022-W09"),
        ("The dam will be gone in five years.", "five years", "2027"),
        # no day of the month
        ("He left on Thursday, the 13th day of unrest.", "Thursday", "2022-02-03"),
    ],
)
def test_relative_times_count_from_publication(text: str, words: str, value: str) -> None:
    assert read(text) == [(words, value)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("He came on 24 January. The next day, Kyiv denied it.", "2022-01-25"),
        ("He came on 24 January. The president next day left for Kyiv.", "2022-01-25"),
        ("He came on 24 January. The same day, Kyiv denied it.", "2022-01-24"),
        ("He came on 24 January. That same afternoon, Kyiv denied it.", "2022-01-24TAF"),
        ("He came on 24 January. Later that day, Kyiv denied it.", "2022-01-24"),
        ("He came on 24 January. Two days later, Kyiv denied it.", "2022-01-26"),
        ("He came on 24 January. Two days earlier, Kyiv denied it.", "2022-01-22"),
        ("He came on 24 January. The day before, Kyiv denied it.", "2022-01-23"),
        ("He came on 24 January. The previous week, Kyiv denied it.", "2022-W03"),
        ("He came on 24 January. The following Friday, Kyiv denied it.", "2022-01-28"),
        ("He came in 2014. The following year, Kyiv denied it.", "2015"),
        ("He came in March 2014. A month later, Kyiv denied it.", "2014-04"),
        ("Feb 7 (Factbox) - Envoys met.\n\n* On Feb. 2, tanks came. They left the following day.", "2022-02-03"),
        # the day that the passage is about, not the one it looked back to
        ("On 3 February, Minsk spoke of a drone seen on 24 January.\n\nThe next day, Kyiv denied it.", "2022-02-04"),
        # a paragraph of its own, whatever opened the one before
        ("On 3 February he came.\n\nRoads were cleared on Sunday, 30 January, and shut that evening.", "2022-01-30TEV"),
    ],
)
def test_the_next_day_counts_from_the_day_told_before(text: str, value: str) -> None:
    assert read(text)[-1][1] == value


@pytest.mark.parametrize(
    ("head", "told", "value"),
    [
        ("Week in review (31 January - 6 February 2022)", "Students marched on Monday.", "2022-01-31"),
        ("Incident report\nWeek ending 6 February 2022", "Two ships were boarded this week.", "2022-W05"),
        ("Review, week of 31 January", "Students marched on Monday.", "2022-01-31"),
        ("The reporting period is 31 January to 6 February.", "Students marched on Monday.", "2022-01-31"),
        # what is to come is told from publication; other days of the head are no period
        ("Week in review (31 January - 6 February 2022)", "Students will march on Monday.", "2022-02-07"),
        ("Rain fell from 31 January to 6 February.", "Students marched on Monday.", "2022-02-07"),
        ("Truce of 31 January - 6 February 2021", "Students marched on Monday.", "2022-02-07"),
    ],
)
def test_a_review_tells_of_the_week_that_its_head_names(head: str, told: str, value: str) -> None:
    assert read(f"{head}\n\n{told}")[-1][1] == value


def test_a_narrative_of_a_past_war_is_dated_by_its_own_years() -> None:
    text = (
        "In June 1940 France fell. In September 1940 Japan entered Indochina. In October 1940 Greece was attacked. "
        "In April the Greeks surrendered. By May 1941 Crete was lost. On 22 June the invasion of Russia began."
    )
    assert [value for _, value in read(text, date(2009, 12, 19))] == [
        *("1940-06", "1940-09", "1940-10", "1940-04", "1941-05", "1941-06-22"),
    ]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Exercises run on 24–26 February.", ["2022-02-24", "2022-02-26"]),
        ("Exercises ran from 15 to 22 January.", ["2022-01-15", "2022-01-22"]),
        ("They met on April 5 and 6.", ["2021-04-05", "2021-04-06"]),
        ("They met on 3, 4 and 6 January 2022.", ["2022-01-03", "2022-01-04", "2022-01-06"]),
        ("They fought on March 5-9, 1918.", ["1918-03-05", "1918-03-09"]),
        ("They fought in 1915-17.", ["1915", "1917"]),
        ("They fought in 490-480 BC.", ["BC0490", "BC0480"]),
        ("They fought between January and March 2021.", ["2021-01", "2021-03"]),
    ],
)
def test_both_ends_of_a_range_are_times(text: str, values: list[str]) -> None:
    assert [value for _, value in read(text)] == values


@pytest.mark.parametrize(
    ("text", "words", "kind", "value"),
    [
        ("It lasted about a week.", "about a week", TimexKind.DURATION, "P1W"),
        ("It lasted two and a half years.", "two and a half years", TimexKind.DURATION, "P2Y6M"),
        ("It lasted 5 1/2 hours.", "5 1/2 hours", TimexKind.DURATION, "PT5H30M"),
        ("It lasted an hour and 30 minutes.", "an hour and 30 minutes", TimexKind.DURATION, "PT1H30M"),
        ("It lasted several days.", "several days", TimexKind.DURATION, "PXD"),
        ("It lasted more than four decades.", "more than four decades", TimexKind.DURATION, "P40Y"),
        ("He gave a 48-hour ultimatum.", "48-hour", TimexKind.DURATION, "PT48H"),
        ("He comes every Monday.", "every Monday", TimexKind.SET, "XXXX-WXX-1"),
        ("It floods every Feb. here.", "every Feb.", TimexKind.SET, "XXXX-02"),
        ("He comes every two weeks.", "every two weeks", TimexKind.SET, "P2W"),
        ("He comes daily.", "daily", TimexKind.SET, "P1D"),
        ("He comes twice a week.", "a week", TimexKind.SET, "P1W"),
        ("It cost $33 million a year.", "a year", TimexKind.SET, "P1Y"),
        ("He is currently in Minsk.", "currently", TimexKind.DATE, "PRESENT_REF"),
        ("He was recently in Minsk.", "recently", TimexKind.DATE, "PAST_REF"),
        ("He thinks of the future.", "the future", TimexKind.DATE, "FUTURE_REF"),
    ],
)
def test_durations_sets_and_references_are_told_apart(text: str, words: str, kind: TimexKind, value: str) -> None:
    found = timexes.find(text, MONDAY)
    assert [(text[one.span.start : one.span.end], one.kind, one.value) for one in found] == [(words, kind, value)]


def test_the_document_says_whether_the_month_comes_first() -> None:
    assert read("Signed on 25/01/2022, in force 03/02/2022.")[1][1] == "2022-02-03"
    assert read("Signed on 01/25/2022, in force 03/02/2022.")[1][1] == "2022-03-02"
    assert read("Signed on 25.01.2022, in force 03/02/2022.")[1][1] == "2022-02-03"


def test_where_the_document_does_not_say_only_the_year_is_told() -> None:
    assert read("In force 03/02/2022.") == [("03/02/2022", "2022")]
    assert read("In force 02/02/2022.") == [("02/02/2022", "2022-02-02")]


@pytest.mark.parametrize("odd", ["3\u00a0February 2022", "3\u202fFebruary\u00a02022", "3 February\t2022"])
def test_odd_spaces_are_spaces(odd: str) -> None:
    assert read(f"On {odd} troops arrived.") == [(odd, "2022-02-03")]


def test_a_wrapped_line_does_not_cut_a_date() -> None:
    text = "The first of these units is said to have arrived there on 3 February\n2022 by train."
    assert read(text) == [("3 February\n2022", "2022-02-03")]


def test_two_paragraphs_are_never_one_date() -> None:
    assert [value for _, value in read("in March\n\n2022 was bad")] == ["2022-03", "2022"]
