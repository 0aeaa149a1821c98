"""What comes out of sentences as events: when, where, what, and how it is put."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.gazetteer import Gazetteer, open_gazetteer
from timeline.model import Anchor, Briefing, Category, Event, Modality, Role, Stance, TimePrecision
from timeline.pipeline import chronicle

PUBLISHED = date(2022, 2, 7)  # a Monday


def briefing(text: str, title: str = "Weekly review", publisher: str = "Watch") -> Briefing:
    return Briefing(id="b", title=title, publisher=publisher, published=PUBLISHED, language="en", text=text)


def events(text: str, gazetteer: Gazetteer) -> tuple[Event, ...]:
    return chronicle(briefing(text), gazetteer).events


def only(text: str, gazetteer: Gazetteer) -> Event:
    (event,) = events(text, gazetteer)
    return event


@pytest.mark.parametrize(
    "text",
    [
        # opinion, description, advice, boilerplate, background
        "The agreement could possibly be a sign of deeper problems in the region.",
        "The country is a landlocked state with a long history.",
        "This report is produced by the secretariat with its partners.",
        "Please subscribe below to receive the newsletter by e-mail.",
        "What does it mean for the region?",
        "Tensions remain high in Gomel and along its roads.",
        "Experts usually describe the border regime as generally strict.",
        "Weekly review",
    ],
)
def test_what_tells_no_happening_is_no_event(text: str, gazetteer: Gazetteer) -> None:
    assert events(text, gazetteer) == ()


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("On 3 February the army moved two brigades and their tanks to Gomel.", Category.MILITARY_MOVEMENT),
        ("On 3 February rebels shelled Donetsk and wounded four soldiers.", Category.ARMED_CLASH_OR_STRIKE),
        # Who is hurt, and by whom, tells what it was.
        ("On 3 February security forces killed 114 people in Mandalay.", Category.ARMED_CLASH_OR_STRIKE),
        ("On 3 February seventeen soldiers were injured in Quito.", Category.ARMED_CLASH_OR_STRIKE),
        (
            "Eighteen people were killed in Karbala on 2 February when gunmen opened fire on a crowd.",
            Category.ARMED_CLASH_OR_STRIKE,
        ),
        ("On 3 February unions called a general strike in Brussels.", Category.PROTEST),
        ("On 3 February humanitarian convoys were stopped at Brest.", Category.HUMANITARIAN),
        ("On 3 February a drone violated the airspace of Poland.", Category.AIRSPACE_OR_BORDER_INCIDENT),
        ("On 3 February Niger closed its border with Nigeria.", Category.BORDER_OR_TRANSIT_RESTRICTION),
        ("On 3 February the United States sanctioned two banks in Minsk.", Category.SANCTIONS_OR_TRADE),
        ("On 3 February the foreign ministers of France and Germany met in Paris.", Category.DIPLOMACY),
        (
            "On 3 February the parliament in Nairobi dissolved itself before the election.",
            Category.POLITICS_OR_ELECTION,
        ),
        ("On 3 February police in Cairo arrested three journalists.", Category.REPRESSION_OR_RIGHTS),
        ("On 3 February thousands protested in Lima.", Category.PROTEST),
        ("On 3 February floods displaced 4,000 families in Sindh.", Category.HUMANITARIAN),
        ("On 3 February the central bank in Ankara raised its interest rate.", Category.ECONOMY_OR_ENERGY),
        ("On 3 February hackers leaked documents of a network operator in Kyiv.", Category.CYBER_OR_INFORMATION),
        # What a word tells in its company.
        ("On 3 February unions of teachers in Lima began a strike.", Category.PROTEST),
        ("On 3 February a drone strike hit a union hall in Sanaa.", Category.ARMED_CLASH_OR_STRIKE),
        ("On 3 February students occupied the main building of a university in Santiago.", Category.PROTEST),
        ("On 3 February police raided the homes of two editors in Minsk.", Category.REPRESSION_OR_RIGHTS),
        ("On 3 February the Swat river breached its banks near Peshawar.", Category.HUMANITARIAN),
        ("On 3 February Pretoria deployed doctors to Beitbridge.", Category.HUMANITARIAN),
        ("On 3 February New Delhi banned 59 apps of telegram and twitter.", Category.CYBER_OR_INFORMATION),
        ("On 3 February the president signed the law on foreign agents in Tbilisi.", Category.POLITICS_OR_ELECTION),
        ("On 3 February hackers attacked a network of clinics in Dublin.", Category.CYBER_OR_INFORMATION),
        ("On 3 February the army airlifted 110 people from a valley near Peshawar.", Category.HUMANITARIAN),
        ("On 3 February four guards died in an exchange of fire at Batken.", Category.ARMED_CLASH_OR_STRIKE),
        ("On 3 February the storm damaged 40 roads and bridges in Sindh.", Category.HUMANITARIAN),
        ("On 3 February an earthquake struck Port-au-Prince.", Category.HUMANITARIAN),
        ("On 3 February a carmaker halted production at a plant in Gurugram.", Category.ECONOMY_OR_ENERGY),
        ("On 3 February pirates boarded a container ship off Cotonou.", Category.ARMED_CLASH_OR_STRIKE),
        ("On 3 February two singers were summoned over a song in Tehran.", Category.REPRESSION_OR_RIGHTS),
        ("On 3 February Paris summoned the ambassador of Iran.", Category.DIPLOMACY),
        ("On 3 February a pipeline off Lagos leaked oil.", Category.ECONOMY_OR_ENERGY),
        ("On 3 February a gang posted gigabytes from its attack on a ministry in Bern.", Category.CYBER_OR_INFORMATION),
        ("On 3 February the prime minister of Lebanon stepped down.", Category.POLITICS_OR_ELECTION),
        ("On 3 February a captain seized power in Niamey.", Category.POLITICS_OR_ELECTION),
        ("On 3 February the president extended polling by a day in Harare.", Category.POLITICS_OR_ELECTION),
        ("On 3 February the European Union published a report in Harare.", Category.OTHER),
        ("On 3 February a convoy with 1,200 tonnes of food reached Mekelle.", Category.HUMANITARIAN),
        ("On 3 February protesters set fire to shops in Honiara.", Category.PROTEST),
        ("On 3 February Tonga recorded its first case of COVID-19.", Category.HUMANITARIAN),
        ("On 3 February a woman in Donetsk was injured by shrapnel.", Category.ARMED_CLASH_OR_STRIKE),
        (
            "On 3 February China ordered mines in Shanxi to sell more coal, state television said.",
            Category.ECONOMY_OR_ENERGY,
        ),
        ("On 3 February twelve people died when a bus collided with a truck near Accra.", Category.OTHER),
    ],
)
def test_the_words_vote_on_the_category(text: str, category: Category, gazetteer: Gazetteer) -> None:
    assert only(text, gazetteer).category is category


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("On 3 February troops entered Gomel.", Modality.ASSERTED),
        ("The governor said on 3 February that troops had entered Gomel.", Modality.CLAIMED),
        ("On 3 February the port of Odesa was reportedly closed.", Modality.CLAIMED),
        ("The governor denied on 3 February that troops had entered Gomel.", Modality.DENIED),
        ("The governor said on 3 February that troops had not entered Gomel.", Modality.DENIED),
        ("The port of Odesa will close on 12 February.", Modality.PLANNED),
        ("India plans to buy one million tonnes of grain from Ukraine this month.", Modality.PLANNED),
        ("Floods are expected in Sindh on 9 February.", Modality.PLANNED),
        ("On 9 February troops could attack Kharkiv.", Modality.HYPOTHETICAL),
        ("The mission must leave Gomel by 31 March under a resolution adopted on 30 June.", Modality.PLANNED),
        ("Damiba agreed to resign in Gomel on Sunday.", Modality.ASSERTED),
        ("The visit to Gomel had been planned for 9 January but was cancelled on 2 February.", Modality.ASSERTED),
        ("Two men are believed to be held in Gomel.", Modality.CLAIMED),
        ("Paris warned on 4 February that it would expel diplomats from Minsk.", Modality.ASSERTED),
        (
            "On 3 February a mayor closed a road in Lima; a minister rejected the fears as baseless.",
            Modality.ASSERTED,
        ),
        ("The city of Lima confirmed on 3 February that a thief broke in but denied that it paid.", Modality.ASSERTED),
        ("Talks between the parties, mediated by the church, are to begin in Minsk on Friday.", Modality.PLANNED),
    ],
)
def test_how_an_event_is_put(text: str, modality: Modality, gazetteer: Gazetteer) -> None:
    assert only(text, gazetteer).modality is modality


def test_the_publisher_s_own_findings_are_no_claims(gazetteer: Gazetteer) -> None:
    text = "The Watch said on 3 February that it saw two trucks burn in Lviv."
    (event,) = chronicle(briefing(text, publisher="The Watch"), gazetteer).events
    assert event.modality is Modality.ASSERTED
    assert event.claims == ()


def test_a_stated_day_dates_its_event(gazetteer: Gazetteer) -> None:
    when = only("On 3 February troops entered Gomel.", gazetteer).when
    assert when is not None
    assert (when.interval.start, when.interval.end) == (date(2022, 2, 3), date(2022, 2, 4))
    assert (when.precision, when.anchor) == (TimePrecision.DAY, Anchor.STATED)


def test_since_leaves_the_end_open(gazetteer: Gazetteer) -> None:
    when = only("Since 1 February the railway stopped carrying potash to Klaipeda.", gazetteer).when
    assert when is not None
    assert (when.interval.start, when.interval.end) == (date(2022, 2, 1), None)


def test_a_day_is_carried_on_in_its_paragraph_as_an_approximation(gazetteer: Gazetteer) -> None:
    text = "On 3 February troops entered Gomel. Police then arrested two journalists in Brest."
    carried = events(text, gazetteer)[-1].when
    assert carried is not None
    assert (carried.interval.start, carried.anchor, carried.precision) == (
        date(2022, 2, 3), Anchor.CARRIED, TimePrecision.APPROX,
    )  # fmt: skip


def test_what_was_over_by_a_day_lies_between_what_was_told_and_that_day(gazetteer: Gazetteer) -> None:
    when = events("Police in Gomel detained 22 men on 2 February. All were freed by 4 February.", gazetteer)[1].when
    assert when is not None
    assert (when.interval.start, when.interval.end) == (date(2022, 2, 2), date(2022, 2, 5))
    assert when.precision is TimePrecision.APPROX


def test_how_things_have_become_is_of_no_day_told_before(gazetteer: Gazetteer) -> None:
    when = events("Troops crossed into Gomel on 11 January. Paris has frozen bank assets since.", gazetteer)[-1].when
    assert when is not None
    assert when.interval.start == PUBLISHED


def test_without_any_word_for_time_the_publication_day_stands_in(gazetteer: Gazetteer) -> None:
    when = only("Police arrested two journalists in Brest.", gazetteer).when
    assert when is not None
    assert (when.interval.start, when.anchor, when.precision) == (PUBLISHED, Anchor.PUBLICATION, TimePrecision.APPROX)


def test_a_stated_reporting_day_stands_in_before_the_publication_day(gazetteer: Gazetteer) -> None:
    text = "Based on information as of 5 February 2022.\n\nPolice arrested two journalists in Brest."
    when = events(text, gazetteer)[-1].when
    assert when is not None
    assert when.interval.start == date(2022, 2, 5)


def test_happenings_of_two_days_in_one_sentence_are_two_events(gazetteer: Gazetteer) -> None:
    text = "The ministers met in Paris on 3 February and signed a treaty in Berlin on 5 February."
    days = [e.when.interval.start for e in events(text, gazetteer) if e.when]
    places = [[w.place.name for w in e.where] for e in events(text, gazetteer)]
    assert days == [date(2022, 2, 3), date(2022, 2, 5)]
    assert places == [["Paris"], ["Berlin"]]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (  # what was, and what may be
            "Two soldiers died in Gomel on 3 February, though talks may resume in Minsk next week.",
            [
                ("Two soldiers died in Gomel", Modality.ASSERTED),
                ("Talks may resume in Minsk next week", Modality.HYPOTHETICAL),
            ],
        ),
        (  # what the publisher tells of one day, what somebody says of another
            "The cabinet declared an emergency on 2 February, after rebels said they had taken Gomel over the weekend.",
            [
                ("The cabinet declared an emergency", Modality.ASSERTED),
                ("They had taken Gomel over the weekend", Modality.CLAIMED),
            ],
        ),
        (  # only what was heard is denied
            "Crowds attacked the embassy in Minsk on Saturday, after rumours that he hid there - which Paris denied.",
            [("Crowds attacked the embassy in Minsk", Modality.ASSERTED)],
        ),
        (  # a denial of something else, on another day or beside what the publisher tells
            "Two cases were reported in Brest on 2 February; the ministry denied on Friday that there was an outbreak.",
            [
                ("Two cases were reported in Brest", Modality.ASSERTED),
                ("The ministry denied that there was an outbreak", Modality.DENIED),
            ],
        ),
        (
            "Rebels seized Gomel on 2 February, but the army denied that it had left the town.",
            [("Rebels seized Gomel", Modality.ASSERTED)],
        ),
        (  # a month, and a day outside it
            "A leader was killed in Gomel in January, and marchers reached Minsk on 1 February.",
            [
                ("A leader was killed in Gomel in January", Modality.ASSERTED),
                ("Marchers reached Minsk", Modality.ASSERTED),
            ],
        ),
        (  # what is promised beside a deed, and what a decision demands
            "The governor visited the camp in Brest on Friday and promised support.",
            [("The governor visited the camp in Brest and promised support", Modality.ASSERTED)],
        ),
        (
            "A court in Minsk ruled on Friday that a sixth woman must be appointed.",
            [("A court in Minsk ruled that a sixth woman must be appointed", Modality.ASSERTED)],
        ),
        (  # who is told of behind a semicolon
            "Floods killed 55 in Gomel; 13 rescuers were missed on Tuesday and found dead in Brest on Thursday.",
            [
                ("Floods killed 55 in Gomel; 13 rescuers were missed", Modality.ASSERTED),
                ("13 rescuers found dead in Brest on Thursday", Modality.ASSERTED),
            ],
        ),
        (  # what joins two nouns, or two days, parts nothing
            "Minsk agreed on Wednesday to import sugar and cotton from Chad, but the cabinet withdrew a day later.",
            [
                ("Minsk agreed to import sugar and cotton from Chad", Modality.ASSERTED),
                ("The cabinet withdrew", Modality.ASSERTED),
            ],
        ),
        (
            "The presidents met in Minsk on February 3 and 4 and discussed gas.",
            [("The presidents met in Minsk and discussed gas", Modality.ASSERTED)],
        ),
    ],
)
def test_a_sentence_tells_as_many_events_as_it_has_matters(
    text: str, told: list[tuple[str, Modality]], gazetteer: Gazetteer
) -> None:
    assert [(event.title, event.modality) for event in events(text, gazetteer)] == told


@pytest.mark.parametrize(
    ("text", "reached"),
    [
        (
            "The mission must leave Gomel by 31 March under a resolution adopted on 30 June.",
            (PUBLISHED, date(2022, 4, 1)),
        ),
        ("Drills that had been due to take place from 10 to 14 February in Brest were cancelled.", PUBLISHED),
        ("Unions in Gomel shelved the strike they had planned for 9 February.", PUBLISHED),
        ("Crowds in Minsk demanded the release of 46 men held since 10 July.", PUBLISHED),
        ("Paris demanded a return to civilian rule in Mali by 1 July 2024.", PUBLISHED),
        ("A strike called by workers in Gomel ended in January.", (date(2022, 1, 1), date(2022, 2, 1))),
        ("Two trucks were heading for Gomel, a town under blockade since October.", PUBLISHED),
        ("The dialogue in Gomel, which opened on 20 January, voted on 4 February to go on.", date(2022, 2, 4)),
        ("The Leyla is expected at Odesa by 28 February.", (PUBLISHED, date(2022, 3, 1))),
        ("A curfew in Gomel was extended until 14 February.", (PUBLISHED, date(2022, 2, 15))),
        ("The court in Minsk barred two parties from the elections on 27 February.", PUBLISHED),
        ("Minsk called elections on 27 February.", date(2022, 2, 27)),
        ("The congress of both unions of miners, planned for 12 February in Brest, was put off.", PUBLISHED),
        ("The Taliban warned on Friday that they would attack Kabul if talks went beyond 1 May.", date(2022, 2, 4)),
        ("BREST: Ana Ruiz, who ended a fast on 1 February, was visited by her sons on Friday.", date(2022, 2, 4)),
        ("A clinic was to open in Brest on 3 February but has been delayed.", PUBLISHED),
    ],
)
def test_the_day_of_another_matter_dates_no_event(
    text: str, reached: date | tuple[date | None, date], gazetteer: Gazetteer
) -> None:
    when = only(text, gazetteer).when
    assert when is not None
    assert (when.interval.start, when.interval.end) == reached or when.interval.start == reached


def test_what_somebody_reports_of_a_day_is_news_though_its_verb_is_plain(gazetteer: Gazetteer) -> None:
    title = only(
        "Power was cut nationwide for the fourth night in a row on Wednesday, NetBlocks reported.", gazetteer
    ).title
    assert title.startswith("Power was cut nationwide")


def test_what_has_happened_is_not_dated_by_a_day_to_come(gazetteer: Gazetteer) -> None:
    text = "The law will take effect in Belarus on 1 March. The opposition called for a vote in Gomel to be cancelled."
    when = next(event.when for event in events(text, gazetteer) if "called" in event.title)
    assert when is not None
    assert when.interval.start == PUBLISHED


def test_what_a_second_clause_tells_undated_counts_on_from_the_first(gazetteer: Gazetteer) -> None:
    text = "The council said on 4 February that aid arrived in Gomel; London will send 20 men."
    days = [event.when and event.when.interval.start for event in events(text, gazetteer)]
    assert days == [date(2022, 2, 4), date(2022, 2, 4)]


def test_a_place_that_stands_alone_labels_its_paragraph(gazetteer: Gazetteer) -> None:
    text = "BELARUS. On Thursday a Minsk court jailed two men.\n\nTURKEY. Ana Ruiz will go on trial on 2 April."
    trial = next(event for event in events(text, gazetteer) if "trial" in event.title)
    assert [where.place.name for where in trial.where] == ["Turkey"]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("On 3 February trucks left from Warsaw to Vilnius.", {("Warsaw", Role.ORIGIN), ("Vilnius", Role.DESTINATION)}),
        ("On 3 February two rockets hit Kharkiv.", {("Kharkiv", Role.TARGET)}),
        ("On 3 February four people were killed in Dadeville, Alabama, United States.", {("Dadeville", Role.LOCATION)}),
    ],
)
def test_places_have_roles_and_no_qualifier_is_a_place_of_its_own(
    text: str, places: set[tuple[str, Role]], gazetteer: Gazetteer
) -> None:
    assert {(w.place.name, w.role) for w in only(text, gazetteer).where} == places


def test_a_closed_border_is_a_border_not_a_pin(gazetteer: Gazetteer) -> None:
    event = only("On 3 February Niger closed its border with Nigeria.", gazetteer)
    assert Role.BORDER in {w.role for w in event.where}


def test_an_institution_without_a_place_is_drawn_where_it_sits_and_said_to_be_a_seat(gazetteer: Gazetteer) -> None:
    (where,) = only("On 3 February the Ukrainian Foreign Ministry summoned two envoys.", gazetteer).where
    assert (where.place.country, where.seat, where.precision) == ("UA", True, 3)


def test_a_place_carried_from_the_sentence_before_has_no_words_of_its_own(gazetteer: Gazetteer) -> None:
    text = "On 3 February troops entered Gomel. They then shelled the airport for two hours."
    (where,) = events(text, gazetteer)[-1].where
    assert where.toponym is None
    assert where.precision >= 2


def test_a_seat_in_the_sentence_comes_before_a_place_carried_on(gazetteer: Gazetteer) -> None:
    text = (
        "Lithuania banned the transit of potash on 1 February. "
        "Officials in Minsk said on 3 February that the referendum would take place on 27 February."
    )
    vote = events(text, gazetteer)[-1]
    assert [w.place.country for w in vote.where] == ["BY"]
    assert vote.modality is Modality.PLANNED


def test_a_retelling_is_the_same_event(gazetteer: Gazetteer) -> None:
    text = (
        "On 3 February the civil protection agency issued an orange alert for the city of Gonaives.\n\n"
        "Situation overview\n\n"
        "On 3 February, the civil protection agency issued an orange alert for the city of Gonaives, "
        "urging people to stay in."
    )
    assert len(events(text, gazetteer)) == 1


def test_claim_and_denial_stand_side_by_side(gazetteer: Gazetteer) -> None:
    text = (
        "According to the Belarusian Foreign Ministry, a Ukrainian drone crossed the border on 24 January. "
        "Ukraine's Foreign Ministry denied that any Ukrainian drone had flown there."
    )
    incident = next(e for e in events(text, gazetteer) if e.modality is Modality.CLAIMED)
    assert [(c.source, c.stance) for c in incident.claims] == [
        ("Belarusian Foreign Ministry", Stance.CLAIMS),
        ("Ukraine's Foreign Ministry", Stance.DENIES),
    ]


def test_a_finding_stands_beside_claim_and_denial(gazetteer: Gazetteer) -> None:
    text = (
        "According to the Belarusian Foreign Ministry, a Ukrainian drone crossed the border on 24 January. "
        "On 3 February Belarusian television showed that the drone had taken off in Belarus."
    )
    incident = next(e for e in events(text, gazetteer) if e.modality is Modality.CLAIMED)
    assert [(c.source, c.stance) for c in incident.claims] == [
        ("Belarusian Foreign Ministry", Stance.CLAIMS),
        ("Belarusian television", Stance.ASSERTS),
    ]


def test_the_day_of_saying_is_kept_where_it_differs(gazetteer: Gazetteer) -> None:
    (event,) = events("The governor said on 5 February that troops entered Gomel on 3 February.", gazetteer)
    assert event.when is not None
    assert event.when.interval.start == date(2022, 2, 3)
    assert [claim.said for claim in event.claims] == [date(2022, 2, 5)]


def test_a_denial_of_another_thing_stays_away(gazetteer: Gazetteer) -> None:
    text = (
        "The envoy said on 31 January that Russia had moved 5,000 soldiers into Belarus. "
        "The minister denied on 1 February that the bank in Kyiv would close."
    )
    claimed = next(e for e in events(text, gazetteer) if e.modality is Modality.CLAIMED)
    assert Stance.DENIES not in {c.stance for c in claimed.claims}


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("On 3 February, troops entered Gomel.", "Troops entered Gomel"),
        ("Since 1 February Lithuanian Railways has refused to carry potash to Klaipeda.",
         "Lithuanian Railways has refused to carry potash to Klaipeda"),
        ("According to the General Staff, on 3 February rebels shelled Donetsk (an industrial city).",
         "Rebels shelled Donetsk"),
        ("The governor said on 3 February that troops had entered Gomel from the north.",
         "Troops had entered Gomel from the north"),
        ("On 20 January the president set a referendum in Belarus for 27 February.",
         "The president set a referendum in Belarus for 27 February"),
        ("The envoy of Chad, Ana Ruiz, flew from Paris to Niamey on 3 February.",
         "The envoy of Chad, Ana Ruiz, flew from Paris to Niamey"),
    ],
)  # fmt: skip
def test_a_title_leaves_out_what_the_card_says_elsewhere(text: str, title: str, gazetteer: Gazetteer) -> None:
    assert only(text, gazetteer).title == title


@pytest.mark.parametrize(
    "text",
    [
        "On 3 February the envoy, Ana Ruiz, flew from Paris to Niamey to meet the ministers of five countries.",
        "On 3 February police arrested two journalists in Brest and three in Gomel after a raid on their newsroom.",
    ],
)
def test_a_title_has_twelve_words_at_most_and_keeps_its_verb(text: str, gazetteer: Gazetteer) -> None:
    title = events(text, gazetteer)[0].title
    assert len(title.split()) <= 12
    assert "flew" in title or "arrested" in title


def test_a_title_holds_no_character_that_turns_the_line(gazetteer: Gazetteer) -> None:
    title = only("On 3 February troops entered \u202eGomel\u202c from the north.", gazetteer).title
    assert title == "Troops entered Gomel from the north"


def test_a_title_names_whom_its_pronoun_means(gazetteer: Gazetteer) -> None:
    text = (
        "Mayor Ana Ruiz said that floods closed the port of Odesa on 3 February. She denied that floods reached Izmail."
    )
    assert "Ana Ruiz denied that floods reached Izmail" in {e.title for e in events(text, gazetteer)} | {
        e.title.removeprefix("Mayor ") for e in events(text, gazetteer)
    }


def test_every_event_says_by_which_signs_it_was_taken_for_news(gazetteer: Gazetteer) -> None:
    rule = only("On 3 February troops entered Gomel.", gazetteer).provenance.rule
    assert {"strong verb", "dated", "placed"} <= set(rule.split("; "))


def test_the_same_text_gives_the_same_ids(gazetteer: Gazetteer) -> None:
    text = "On 3 February troops entered Gomel. Police arrested two journalists in Brest on 4 February."
    assert [e.id for e in events(text, gazetteer)] == [e.id for e in events(text, gazetteer)]
    assert len({e.id for e in events(text, gazetteer)}) == 2


WORDS = st.sampled_from(
    "On 3 February troops entered Gomel . , Minsk said that “ ” the ministry denied 24 January according to border "
    "between Belarus and "
    "Ukraine will could shelled \n \n\n ( ) ; which \u202e \u0000 ${alert(1)} <script> 12 killed".split(" ")
)


@given(st.lists(WORDS, max_size=60))
def test_any_text_gives_events_inside_it(words: list[str]) -> None:
    text = " ".join(words)
    for event in chronicle(briefing(text), open_gazetteer()).events:
        assert 0 <= event.evidence.start < event.evidence.end <= len(text)
        assert event.title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        # A label above the sentence is none of its words.
        ("KHARKIV: Clashes intensified on 3 February in Izium.", "Clashes intensified in Izium"),
        # Both days of a range go, or none.
        (
            "About 400 people fled from Izium between 1 February and 4 February.",
            "About 400 people fled from Izium",
        ),
        # An accusation is told with who makes it.
        (
            "On 3 February the governor of Kharkiv accused Belgorod of shelling two villages.",
            "The governor of Kharkiv accused Belgorod of shelling two villages",
        ),
        # What "which" adds to the subject is left out of a long title.
        (
            "The union, which mediates in that war, invited both governments to Geneva on 3 February for secret talks.",
            "The union invited both governments to Geneva for secret talks",
        ),
        # A circumstance before the comma is left out where the verb of saying stays.
        (
            "Ahead of the vote in Kyiv, the governor vowed on 3 February to end the strike.",
            "The governor vowed to end the strike",
        ),
    ],
)
def test_a_title_says_who_did_what(text: str, title: str, gazetteer: Gazetteer) -> None:
    assert title in [event.title for event in events(text, gazetteer)]


@pytest.mark.parametrize(
    "text",
    [
        # who denies, an embassy's own country, where a body that spoke sits, where somebody left for
        "Troops took Gomel on 2 February. Crowds burned the French embassy after rumours, which Paris denied.",
        "Troops took Gomel on 2 February. The EU condemned them on 3 February. Crowds burned forty shops on Friday.",
        "Troops took Gomel on 2 February. The mayor resigned and left for Togo. Crowds burned forty shops on Friday.",
    ],
)
def test_what_others_say_or_do_elsewhere_moves_no_event(text: str, gazetteer: Gazetteer) -> None:
    *_, last = events(text, gazetteer)
    assert [(w.place.name, w.role) for w in last.where] == [("Homyel'", Role.LOCATION)]


def test_what_another_country_did_does_not_take_the_story_there(gazetteer: Gazetteer) -> None:
    text = (
        "Notes on Haiti\n\nMexico and the United States circulated two drafts on 3 February. A vote is expected on "
        "Friday.\n\nUS marines clashed with gangs on 4 February."
    )
    found = {event.title[:9]: [(w.place.name, w.role) for w in event.where] for event in events(text, gazetteer)}
    assert found["A vote is"] == found["US marine"] == [("Haiti", Role.LOCATION)]


def test_a_strand_has_no_seat_of_another(gazetteer: Gazetteer) -> None:
    text = "Notes on Haiti\n\nThe mayor asked for troops on 1 February; the UN backed the request two days later."
    assert [w.place.name for w in events(text, gazetteer)[0].where] == ["Haiti"]


def test_what_names_no_place_happens_in_the_region_of_the_title(gazetteer: Gazetteer) -> None:
    text = "Floods in Borno State, Nigeria\n\nWater rose to the roofs on 3 February, and 4,000 people were evacuated."
    (event,) = events(text, gazetteer)
    assert [w.place.name for w in event.where] == ["Borno State"]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Turkey-bound ships were stopped in Odesa on 3 February.", [("Odesa", "location"), ("Turkey", "destination")]),
        ("A Geneva-based group was raided in Minsk on 3 February.", [("Minsk", "location")]),
        ("US and Canadian jets landed in Minsk on 3 February.", [("Minsk", "location")]),
        ("A UK warship was seen off Odesa on 3 February.", [("Odesa", "location")]),
        ("The US sanctioned two banks on 3 February.", [("United States", "location")]),
        ("Two men were shot in the US capital on 3 February.", [("United States", "location")]),
    ],
)
def test_a_name_that_only_tells_whose_something_is_is_no_site(
    text: str, places: list[tuple[str, str]], gazetteer: Gazetteer
) -> None:
    assert [(w.place.name, w.role.value) for w in only(text, gazetteer).where] == places


def test_a_denial_that_is_no_event_stands_beside_what_it_denies(gazetteer: Gazetteer) -> None:
    text = (
        "Shells hit a school in Izium on 3 February, killing seven. The military said it aimed elsewhere and rejected "
        "reports of civilian deaths as fabricated. Minsk has denied supplying jets."
    )
    (event,) = (e for e in events(text, gazetteer) if e.title.startswith("Shells"))
    assert [(c.source, c.stance) for c in event.claims] == [("military", Stance.DENIES)]


def test_a_denial_of_what_its_own_sentence_claims_stands_beside_no_other(gazetteer: Gazetteer) -> None:
    text = "The vote in Minsk began on 3 February. Ana Ruiz alleges that the vote is rigged; the party denies it."
    assert events(text, gazetteer)[0].claims == ()


def test_a_line_that_is_a_province_heads_what_stands_below(gazetteer: Gazetteer) -> None:
    text = "Security brief\n\nIturi\n\nMilitiamen killed 15 civilians on 3 February.\n\nGoma is in Kivu."
    event = next(e for e in events(text, gazetteer) if "killed" in e.title)
    assert [w.place.name for w in event.where] == ["Ituri"]
    assert event.category is Category.ARMED_CLASH_OR_STRIKE


def test_the_next_day_dates_only_what_is_told_with_it(gazetteer: Gazetteer) -> None:
    text = (
        "The port of Odesa closed on 1 February. Three workers were arrested in Izmail; two were released the next day."
    )
    found = {e.title: e.when for e in events(text, gazetteer) if e.when}
    assert found["Two were released"].interval.start == date(2022, 2, 2)
    assert found["Three workers were arrested in Izmail"].precision is TimePrecision.APPROX


def test_two_weekdays_that_follow_each_other_are_two_days(gazetteer: Gazetteer) -> None:
    """Told on a Monday: the Monday before, not today."""
    when = only("Jets bombed camps near Izium on Monday and Tuesday.", gazetteer).when
    assert when is not None
    assert (when.interval.start, when.interval.end) == (date(2022, 1, 31), date(2022, 2, 2))


def test_what_residents_say_happened_where_they_live(gazetteer: Gazetteer) -> None:
    event = only("Residents of Izium said that drones struck a market late on 3 February.", gazetteer)
    assert [(w.place.name, w.precision) for w in event.where] == [("Izyum", 2)]


def test_a_day_for_which_it_was_first_planned_dates_nothing(gazetteer: Gazetteer) -> None:
    when = only("The council in Kyiv postponed the census, originally scheduled for 1 February.", gazetteer).when
    assert when is not None
    assert when.anchor is Anchor.PUBLICATION


@pytest.mark.parametrize(
    ("text", "title"),
    [
        # An open quotation is closed.
        (
            'On 3 February Minsk called the measures "illegal". Talks go on.',
            'Minsk called the measures "illegal"',
        ),
        # Whoever went on to do the next thing is named.
        (
            "Minsk called the measures illegal on 3 February and expelled two diplomats the next day.",
            "Minsk expelled two diplomats the next day",
        ),
        ("The votes in Gomel will now be held on 12 February.", "The votes in Gomel will now be held"),
        ("They will now be counted in Gomel on 12 February.", "They will now be counted in Gomel"),
        ("Three days of mourning ended in Gomel on 2 February.", "Three days of mourning ended in Gomel"),
    ],
)
def test_a_title_is_whole(text: str, title: str, gazetteer: Gazetteer) -> None:
    assert title in [event.title for event in events(text, gazetteer)]


def test_the_month_of_may_is_no_possibility(gazetteer: Gazetteer) -> None:
    text = "On 3 February the elections in Kyiv, which had been planned for May 24, have been postponed."
    assert only(text, gazetteer).modality is Modality.ASSERTED


def test_last_year_dates_what_happened_then(gazetteer: Gazetteer) -> None:
    text = "Last year, rebels killed 400 people in Kyiv and 300 soldiers in Lviv."
    for event in events(text, gazetteer):
        assert event.when is not None
        assert event.when.interval.start == date(2021, 1, 1)


def test_the_day_of_saying_is_not_the_day_of_what_is_said(gazetteer: Gazetteer) -> None:
    event = only("The government in Kyiv said Thursday it would reopen the bridge from 1 March.", gazetteer)
    assert event.modality is Modality.PLANNED
    assert event.when is not None
    assert event.when.interval.start == date(2022, 3, 1)


def test_a_country_that_opens_the_sentence_gives_way_to_the_town_in_it(gazetteer: Gazetteer) -> None:
    event = only("In Malawi, flash floods hit Nsanje on 3 February.", gazetteer)
    assert [w.place.name for w in event.where] == ["Nsanje"]


def test_overnight_is_the_night_before_publication(gazetteer: Gazetteer) -> None:
    text = "On 28 January the port of Odesa closed.\n\nSoldiers withdrew from Izium overnight."
    when = {e.title: e.when for e in events(text, gazetteer)}["Soldiers withdrew from Izium"]
    assert when is not None
    assert when.interval.start == date(2022, 2, 6)


def test_what_a_government_says_of_elsewhere_did_not_happen_at_its_seat(gazetteer: Gazetteer) -> None:
    text = "A missile hit a tanker off Feodosia on 3 February, killing two. Moscow said that a vessel had been damaged."
    event = events(text, gazetteer)[-1]
    assert "Moscow" not in [w.place.name for w in event.where]


def test_a_body_that_works_in_the_field_is_not_where_it_sits(gazetteer: Gazetteer) -> None:
    text = "On 1 February troops entered Goma. WFP suspended deliveries to the area on 3 February."
    event = events(text, gazetteer)[-1]
    assert [w.place.name for w in event.where] == ["Goma"]


def test_claim_and_denial_in_one_sentence_speak_of_no_other(gazetteer: Gazetteer) -> None:
    text = (
        "The European Commission froze its aid to Armenia on 1 February.\n\n"
        "On 3 February Azerbaijan's defence ministry accused Armenian forces of firing on its aid near Lachin; Yerevan "
        "denied the allegation."
    )
    assert events(text, gazetteer)[0].claims == ()


def test_a_new_matter_later_that_day_is_an_event(gazetteer: Gazetteer) -> None:
    text = "Lawmakers in Tbilisi passed the law on 3 February. Thousands rallied in Tbilisi that evening."
    assert [e.category for e in events(text, gazetteer)] == [Category.POLITICS_OR_ELECTION, Category.PROTEST]
    same = "Police in Minsk arrested ten people on Friday. That evening officers detained two lawyers."
    assert len(events(same, gazetteer)) == 2
    assert len(events(same.replace("officers", "they"), gazetteer)) == 1


def test_what_has_yet_to_begin_is_planned(gazetteer: Gazetteer) -> None:
    event = only("On 3 February troops in Goma had yet to begin their withdrawal from the city.", gazetteer)
    assert event.modality is Modality.PLANNED


def test_who_speaks_behind_a_semicolon_casts_no_doubt_on_what_is_told_before_it(gazetteer: Gazetteer) -> None:
    event = only(
        "On 2 February jets bombed a rebel camp near Gomel; the defence minister said the dead were traitors.",
        gazetteer,
    )
    assert (event.title, event.modality) == ("Jets bombed a rebel camp near Gomel", Modality.ASSERTED)
    assert [(claim.source, claim.stance) for claim in event.claims] == [("defence minister", Stance.CLAIMS)]
    denied = only("On 2 February jets bombed a rebel camp near Gomel; the army denied the attack.", gazetteer)
    assert denied.modality is Modality.DENIED
    said = only("The mayor said on 2 February that jets bombed a camp near Gomel; it burned down.", gazetteer)
    assert said.modality is Modality.CLAIMED


def test_reports_that_are_denied_are_not_reported(gazetteer: Gazetteer) -> None:
    event = only("On 2 February the mayor of Brest denied reports that police had fired on the crowd.", gazetteer)
    assert [claim.stance for claim in event.claims] == [Stance.DENIES]


def test_a_dateline_is_no_heading(gazetteer: Gazetteer) -> None:
    told = "Soldiers shot two people on 2 February, witnesses told reporters there."
    (written,) = events(f"Weekly review\n\nKyiv, 7 February 2022\n\n{told}", gazetteer)
    assert "Kyiv" not in [where.place.name for where in written.where]
    (by,) = events(f"Weekly review\nBy the eastern desk, Kyiv | 7 February 2022\n\n{told}", gazetteer)
    assert "Kyiv" not in [where.place.name for where in by.where]
    (headed,) = events(f"Weekly review\n\nKyiv\n\n{told}", gazetteer)
    assert [where.place.name for where in headed.where] == ["Kyiv"]


def test_a_place_that_nobody_knows_is_not_where_the_last_event_was(gazetteer: Gazetteer) -> None:
    first = "On 1 February rebels attacked Brest and wounded four soldiers."
    known, unknown = (
        events(f"{first} On 2 February they shot two soldiers {where}.", gazetteer)[1] for where in ("", "in Zzyqagou")
    )
    assert [where.place.name for where in known.where] == ["Brest"]
    assert "Brest" not in [where.place.name for where in unknown.where]


def test_where_a_blocked_road_leads_is_not_where_it_goes_on(gazetteer: Gazetteer) -> None:
    told = "On 1 February protesters in Brest blocked the road to Minsk. On 2 February police arrested two of them."
    blocked, arrested = events(told, gazetteer)
    assert {where.place.name for where in blocked.where} == {"Brest", "Minsk"}
    assert [where.place.name for where in arrested.where] == ["Brest"]


def test_regions_in_a_row_are_several_places(gazetteer: Gazetteer) -> None:
    event = only("On 2 February protesters blocked roads in Imbabura, Cotopaxi and Azuay.", gazetteer)
    assert [where.place.name for where in event.where] == ["Imbabura", "Cotopaxi", "Azuay"]


def test_whose_a_place_is_is_no_place_of_its_own(gazetteer: Gazetteer) -> None:
    event = only("Clashes broke out on 2 February in Kyrgyzstan's Batken region.", gazetteer)
    assert [where.place.country for where in event.where] == ["KG"]
    assert event.where[0].precision < 3


def test_a_place_behind_a_semicolon_is_not_where_something_unknown_was_hit(gazetteer: Gazetteer) -> None:
    text = "On 2 February jets bombed a village in Zzyqagou district; 3,000 people fled to Thailand."
    event = events(f"{text} Soldiers shot two people in Mandalay and Bago on 3 February.", gazetteer)[0]
    assert [where.place.country for where in event.where] == ["MM"]


def test_the_next_morning_counts_from_the_day_told_and_not_from_a_dateline(gazetteer: Gazetteer) -> None:
    text = (
        "Border watch\nMonday, February 7, 2022\n\nClashes broke out on January 28 near Brest.\n\n"
        "A ceasefire took effect on January 29, but shooting resumed the next morning."
    )
    resumed = next(event for event in events(text, gazetteer) if "resumed" in event.title)
    assert resumed.when is not None
    assert resumed.when.interval.start == date(2022, 1, 30)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("In Brest, close to Poland, four people were shot dead on 2 February.", "Four people were shot dead"),
        ("Background: the union declared a strike in Minsk on 2 February.", "The union declared a strike in Minsk"),
        ("On 2 February jets bombed a camp in Gomel, Belarus, killing at least ten people there in the morning hours.",
         "Jets bombed a camp in Gomel"),
        ("Captain Ruiz seized power in Gomel on Friday, ousting Colonel Okello, who had taken over last year.",
         "Captain Ruiz seized power in Gomel"),
        ("Voting was postponed in 141 villages of Gomel until 3 March.",
         "Voting was postponed in 141 villages of Gomel until 3 March"),
        ("The curfew ordered in August in Gomel was extended on 3 February by the council of the region and its mayor.",
         "The curfew ordered in August in Gomel was extended"),
        ("Jamaica and the Bahamas have pledged troops.", "Jamaica and the Bahamas have pledged troops"),
        ("The operator warned on 2 February of a blackout in Gomel after strikes on two substations.",
         "The operator warned of a blackout in Gomel after strikes"),
        ("06:40: Two guards were killed near Brest on 3 February.", "Two guards were killed near Brest"),
        ("On 2 February two brigades attacked villages near Gomel, Brest, Lida, Pinsk, Orsha, Mazyr and Slutsk.",
         "Two brigades attacked villages near Gomel"),
        ("A curfew will be in force in Brest from 8 p.m. on Friday until Monday morning and through the week.",
         "A curfew will be in force in Brest from 8 p.m."),
    ],
)  # fmt: skip
def test_a_title_ends_and_begins_where_its_clause_does(text: str, title: str, gazetteer: Gazetteer) -> None:
    assert only(text, gazetteer).title == title


def test_a_title_line_that_ends_with_a_month_cut_short_is_no_event(gazetteer: Gazetteer) -> None:
    text = "Border crisis: flash note, 4 Feb.\n\nOn 2 February the army closed two crossings near Brest."
    assert [event.title for event in events(text, gazetteer)] == ["The army closed two crossings near Brest"]


def test_who_speaks_behind_after_is_nobody_before_it(gazetteer: Gazetteer) -> None:
    event = only("On 2 February a ferry from Odesa turned back after the crew threatened to open fire.", gazetteer)
    assert "ferry" not in " ".join(claim.source for claim in event.claims)


def test_what_is_said_of_a_speaker_by_the_way_names_nobody_else(gazetteer: Gazetteer) -> None:
    text = "On 2 February President Ana Ruiz, who flew over Brest, Gomel and Minsk on Saturday, pledged aid to Vitebsk."
    event = only(text, gazetteer)
    assert [claim.source for claim in event.claims] == ["President Ana Ruiz"]
    assert event.title.startswith("President Ana Ruiz pledged aid")


def test_a_firm_that_speaks_between_commas_is_named(gazetteer: Gazetteer) -> None:
    event = only(
        "On 2 February land borders were reopened in Guinea, mining companies said, though Reuters doubted it.",
        gazetteer,
    )
    assert event.claims[0].source == "mining companies"
