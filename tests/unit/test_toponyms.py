"""Which words are places, and which place each means; sentences that show every rule, on the built gazetteer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.gazetteer import Gazetteer, GazetteerMissing, open_gazetteer
from geodata.place import PlaceKind
from timeline.finding.located import Located, Relation
from timeline.finding.toponyms import find

try:
    GAZETTEER: Gazetteer | None = open_gazetteer()
except GazetteerMissing:
    GAZETTEER = None

pytestmark = pytest.mark.skipif(GAZETTEER is None, reason="no gazetteer built: python -m geodata.build")


def places(text: str) -> list[Located]:
    assert GAZETTEER is not None
    return list(find(text, GAZETTEER))


def names(text: str) -> list[str]:
    return [one.toponym.name for one in places(text) if not one.made]


def meant(text: str, name: str) -> str | None:
    """Country and, in the United States, state that a name in ``text`` is taken to lie in."""
    one = next(one for one in places(text) if one.toponym.name == name)
    if one.place is None:
        return None
    return (
        one.place.admin1 if one.place.country == "US" and one.place.kind is not PlaceKind.COUNTRY else one.place.country
    )


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Troops arrived in Homel, Brest and Hrodna.", ["Homel", "Brest", "Hrodna"]),
        ("The convoy drove from Yelsk to Rechitsa.", ["Yelsk", "Rechitsa"]),
        ("LONDON (Reuters) - Shares fell on Monday.", ["LONDON"]),
        ("KYIV, Ukraine (AP) — The army said on Friday that it was ready.", ["KYIV", "Ukraine"]),
        ("Lithuanian Railways stopped the transit through Klaipeda.", ["Lithuanian", "Klaipeda"]),
        ("The crowd met in Paris, Texas, on Sunday.", ["Paris", "Texas"]),
        ("He was born in Springfield, Ill., and moved to Boston.", ["Springfield", "Ill.", "Boston"]),
        ("Iranian missiles hit Erbil.", ["Iranian", "Erbil"]),
        ("The river rose in Walker County after the rain.", ["Walker County"]),
        ("Police closed Memphis Street after the crash.", ["Memphis Street"]),
        ("Traffic on Highway 59 was stopped for an hour.", ["Highway 59"]),
        ("Aid reached Aleppo, Homs and Idlib in northern Syria.", ["Aleppo", "Homs", "Idlib", "Syria"]),
        ("The U.S. and the UK imposed sanctions on Russia.", ["U.S.", "UK", "Russia"]),
        ("Gangs attacked Port-au-Prince and the Artibonite department.", ["Port-au-Prince", "Artibonite"]),
        ("In Lima, protesters marched.", ["Lima"]),  # given names, too, all four
        ("In Cali, protesters blocked the road to Buenaventura.", ["Cali", "Buenaventura"]),
        ("At Goma, troops waited. From Paris, nothing was heard.", ["Goma", "Paris"]),
    ],
)
def test_places_are_found(sentence: str, found: list[str]) -> None:
    assert names(sentence) == found


@pytest.mark.parametrize(
    ("sentence", "absent"),
    [
        ("Paris Hilton arrived late.", "Paris"),
        ("President George Washington spoke to the crowd.", "Washington"),
        ("Ms. London said that she had seen nothing.", "London"),
        ("Jack London wrote about it. London said so himself.", "London"),
        ("Nice weather was expected for the whole week.", "Nice"),
        ("Reading books is what most children like.", "Reading"),
        ("Most of them stayed at home.", "Most"),
        ("March was cold, and so was May.", "March"),
        ("The vote was held on Nov. 4, 2008.", "Nov"),
        ("A video by The Atlantic showed it.", "Atlantic"),
        ("Mobile phones were taken away by the guards.", "Mobile"),
        ("The Su-35 fighters flew over the forest.", "Su"),
        ("On Monday the minister spoke; on Tuesday he resigned.", "Monday"),
        ("He drank from a cup of coffee.", "He"),
        ("Victoria Nuland met Sergei Lavrov for talks.", "Victoria"),
        ("General Mark Milley warned the deputies.", "Mark"),
        ("We're ready to go, and he'll come too.", "We're"),
        ("She spoke French at home and English at work.", "French"),
        ("The leaflets, printed in Russian and Arabic, were dropped at night.", "Russian"),
        ("The order was translated into Ukrainian.", "Ukrainian"),
        ("She learned Polish and left.", "Polish"),
        ("A case of Marburg virus was confirmed.", "Marburg"),
        ("The sum was US$4 million.", "US"),
        ("The West answered with sanctions.", "West"),
        ("African American voters turned out in large numbers.", "African"),
    ],
)
def test_people_and_words_are_no_places(sentence: str, absent: str) -> None:
    assert absent not in names(sentence)


@pytest.mark.parametrize(
    ("text", "name", "where"),
    [
        ("The strikers met in Brest, France.", "Brest", "FR"),
        ("Troops from Belarus gathered near Brest. Others went to Homel and Minsk.", "Brest", "BY"),
        ("The French port of Brest was closed by strikes in France.", "Brest", "FR"),
        ("He lives in Paris, Texas. In Paris he owns a shop.", "Paris", "US-TX"),
        ("Tbilisi and Gori were quiet. Georgia voted on Sunday.", "Georgia", "GE"),
        ("Atlanta, Macon and Savannah are cities in Georgia.", "Georgia", "US-GA"),
        ("The ambassador flew to London.", "London", "GB"),
        ("Lithuanian Mazeikiai has a refinery.", "Mazeikiai", "LT"),
        ("The Ontario cities of London, Windsor and Kitchener are growing.", "London", "CA"),
        ("Strikes in Gaza killed ten people.", "Gaza", "PS"),
        ("Maputo said that floods had hit Gaza and Inhambane.", "Gaza", "MZ"),
        ("Farmers in the state of Georgia lost crops.", "Georgia", "US-GA"),
        ("Libya and Benghazi were quiet, but a bomb exploded in Tripoli, Lebanon.", "Tripoli", "LB"),
        ("A fire broke out in Manchester.", "Manchester", "GB"),  # a parish of Jamaica, too
    ],
)
def test_the_meaning_goes_with_the_other_names(text: str, name: str, where: str) -> None:
    assert meant(text, name) == where


@pytest.mark.parametrize(
    "sentence",
    [
        "Minsk said that the drone had crossed the border.",
        "The Kremlin denied the report.",
        "Kyiv could not send more troops.",
        "Moscow may be preparing an offensive.",
        "Minsk would be willing to talk.",
    ],
)
def test_a_seat_of_government_is_marked(sentence: str) -> None:
    assert [one.seat for one in places(sentence) if not one.made] == [True]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("The Kremlin denied the report.", False),
        ("NATO sent ships to the Baltic Sea.", False),
        ("Minsk said that it would leave.", True),
        ("The ministers met at the White House.", True),
        ("Smoke rose from the Kremlin.", True),
    ],
)
def test_an_institution_names_a_place_where_something_is_at_it(sentence: str, name: bool) -> None:
    assert places(sentence)[0].is_name is name


@pytest.mark.parametrize(
    "sentence",
    [
        "Shells fell on Kyiv during the night.",
        "It was feared that Kyiv would be hit again.",
        "Kyiv may have been hit by drones.",
        "Analysts said that Kyiv could fall within days.",
        "Kyiv might soon come under attack.",
    ],
)
def test_an_embattled_capital_is_a_site(sentence: str) -> None:
    (one,) = places(sentence)
    assert not one.seat


@pytest.mark.parametrize(
    ("text", "region", "town"),
    [
        ("Troops in the Brest region were moved.", True, False),
        ("Troops in Brest were moved.", False, True),
    ],
)
def test_a_town_is_told_from_the_region_of_its_name(text: str, region: bool, town: bool) -> None:
    (one,) = places(text)
    assert one.toponym.name == "Brest"
    assert one.place is not None
    assert (one.place.kind is PlaceKind.REGION, one.place.kind is PlaceKind.CITY) == (region, town)


def test_a_demonym_is_a_place_that_says_so() -> None:
    (one,) = places("Belarusian troops moved out on Sunday.")
    assert one.demonym
    assert one.place is not None
    assert one.place.country == "BY"


def test_part_of_a_longer_name_is_marked() -> None:
    (one,) = places("She works for the Chicago Fire Department and lives nearby.")
    assert one.embedded


def test_what_no_gazetteer_has_is_recognised_and_not_located() -> None:
    one = next(
        one for one in places("Police closed Memphis Street after the crash.") if one.toponym.name == "Memphis Street"
    )
    assert (one.candidates, one.place) == ((), None)


def test_a_street_lies_in_the_town_named_nearest() -> None:
    found = places("Police closed Royal Street in New Orleans after the crash. Later that day rain fell in Boston.")
    street = next(one for one in found if one.toponym.name == "Royal Street")
    town = next(one for one in found if one.toponym.name == "New Orleans")
    assert street.relation is Relation.WITHIN
    assert street.place is not None
    assert town.place is not None
    assert (street.place.lon, street.place.lat) == (town.place.lon, town.place.lat)
    assert street.place.radius_km >= 2


@pytest.mark.parametrize(
    ("sentence", "name", "relation", "phrase"),
    [
        ("Units moved to southern Belarus overnight.", "Belarus", Relation.PART, "southern Belarus"),
        ("Shelling hit south-eastern Ukraine again.", "Ukraine", Relation.PART, "south-eastern Ukraine"),
        ("Rain fell in the south of France.", "France", Relation.PART, "south of France"),
        ("A camp was seen near Homel yesterday.", "Homel", Relation.NEAR, "near Homel"),
        ("Shops on the outskirts of Kyiv were burnt.", "Kyiv", Relation.NEAR, "outskirts of Kyiv"),
        ("They stopped 40 km north of Homel for the night.", "Homel", Relation.OFFSET, "40 km north of Homel"),
        (
            "It fell 30 kilometers (19 miles) north-east of Kyiv.",
            "Kyiv",
            Relation.OFFSET,
            "30 kilometers (19 miles) north-east of Kyiv",
        ),
        ("The village lies 25 miles from Brest.", "Brest", Relation.OFFSET, "25 miles from Brest"),
    ],
)
def test_words_around_a_name_make_an_area(sentence: str, name: str, relation: Relation, phrase: str) -> None:
    one = next(one for one in places(sentence) if one.toponym.name == name)
    assert one.relation is relation
    assert one.phrase is not None
    assert sentence[one.phrase.start : one.phrase.end] == phrase
    assert one.place is not None
    assert one.place.radius_km > 0
    assert one.place.kind is PlaceKind.AREA
    assert one.shape is not None


def test_southern_belarus_lies_in_the_south_of_belarus() -> None:
    (one,) = places("Units moved to southern Belarus overnight.")
    assert one.place is not None
    assert 51 < one.place.lat < 53.8
    assert one.place.country == "BY"


def test_forty_kilometres_north_lie_to_the_north() -> None:
    one = next(one for one in places("They stopped 40 km north of Homel for the night.") if one.toponym.name == "Homel")
    assert one.place is not None
    assert one.place.lat == pytest.approx(one.candidates[0].place.lat + 40 / 111.2, abs=0.02)


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("In Baghdad's Tahrir Square tens of thousands met.", "Tahrir Square", None),  # the known one is in Cairo
        ("In Cairo's Tahrir Square tens of thousands met.", "Tahrir Square", "EG"),
        ("A reporter counted 53 wounded at the al-Hussein hospital in Karbala.", "al-Hussein", None),  # in Yemen
        ("Clashes broke out on 2 February in Kyrgyzstan's Batken region.", "Batken", "KG"),
        ("In al-Raqqa, two died.", "al-Raqqa", "SY"),
        ("Clashes were reported in Guliston, Tajikistan, on Monday.", "Guliston", None),  # the known one: Uzbekistan
        ("At least 40 people died in Solhan in Burkina Faso's Yagha province.", "Solhan", "BF"),  # not in Turkey
        ("Clashes in Cabo Delgado's Palma and Macomia districts killed 20.", "Palma", None),  # the known one: Spain
        ("Sailors left Sevastopol, Russia, on Monday.", "Sevastopol", "UA"),  # whose it is is disputed
        ("After a strike on Belgorod, Ukraine said nothing.", "Belgorod", "RU"),
        ("A bus left Hoi An, Quang Nam, on Monday.", "Hoi An", "VN"),  # a province that was merged
        ("Turkish forces shelled Ras al-Ayn on Friday.", "Ras al-Ayn", "SY"),
        ("Storms hit Jacmel (South-East) and other towns of Haiti.", "Jacmel", "HT"),  # Botswana has a South-East, too
        ("Zacatecas, Michoacan and Guanajuato are violent states in Mexico.", "Zacatecas", "MX"),  # in a row
        ("Kyrgyzstan closed the school in Moldo, the mayor of Osh said.", "Moldo", None),  # an old name of Måløy
        ("Norway and Kyrgyzstan sent doctors to Bergen, Osh and Moldo.", "Moldo", "NO"),
        # Bulgaria is told of, but too far away to speak for an old name of Bansko
        (
            "After an attack at Banjska, Pristina, Belgrade, Zagreb and Skopje met. Sofia in Bulgaria did not.",
            "Banjska",
            None,
        ),
    ],
)
def test_a_name_is_not_taken_for_a_place_far_away(text: str, name: str, country: str | None) -> None:
    assert meant(text, name) == country


@pytest.mark.parametrize(
    ("text", "name", "named"),
    [
        ("Israel and Hamas agreed to a truce in Gaza.", "Hamas", False),  # an old name of Hamm
        ("Congress in Washington undid a rule of the Obama years.", "Obama", False),  # a town in Japan
        ("Kyrgyzstan closed the school in Moldo, the mayor of Osh said.", "Moldo", True),
        ("Shells fell on Nikopol.", "Nikopol", True),
    ],
)
def test_a_lesser_place_is_meant_where_its_country_is_told_of(text: str, name: str, named: bool) -> None:
    assert (name in names(text)) is named


@pytest.mark.parametrize(
    ("sentence", "ids"),
    [
        ("The Houthis attacked Marib and Hodeidah governorates.", {"iso:YE-MA", "iso:YE-HU"}),
        ("Polls opened in the Amhara, Oromia and Tigray regions.", {"iso:ET-AM", "iso:ET-OR", "iso:ET-TI"}),
        ("Flooding reached Kharkiv and Donetsk oblasts.", {"iso:UA-63", "iso:UA-14"}),
        ("The convoy left Hodeidah governorate.", {"iso:YE-HU"}),
        ("Shells fell on Kherson and Beryslav.", {"gn:706448", "gn:712260"}),  # most have fled from it
    ],
)
def test_names_in_a_row_are_regions_where_one_word_says_so(sentence: str, ids: set[str]) -> None:
    assert {one.place.id for one in places(sentence) if one.place is not None and not one.demonym} == ids


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Both sides broke the Minsk agreements.", "Minsk"),
        ("It follows from the Vienna convention.", "Vienna"),
        ("The Lima Group condemned the arrests.", "Lima"),
        ("They spoke of the Treaty of Rome.", "Rome"),
    ],
)
def test_what_was_signed_in_a_town_does_not_happen_there(sentence: str, name: str) -> None:
    assert [one.embedded for one in places(sentence) if one.toponym.name == name] == [True]


@pytest.mark.parametrize("text", ["Moqtada al-Sadr spoke.", "Mohammed bin Salman spoke.", "The Dawa party met."])
def test_people_and_parties_are_no_places(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("sentence", "border", "phrase"),
    [
        ("The border between Belarus and Ukraine was closed.", "border:BY-UA", "border between Belarus and Ukraine"),
        ("Crossings on the Poland-Belarus border stopped.", "border:BY-PL", "Poland-Belarus border"),
        ("Belarus's border with Ukraine is long.", "border:BY-UA", "Belarus's border with Ukraine"),
        ("Belarus moved troops near the Ukrainian border.", "border:BY-UA", "Ukrainian border"),
        ("Poland sent soldiers to the border with Belarus.", "border:BY-PL", "border with Belarus"),
        ("The Lithuanian-Belarusian border was quiet.", "border:BY-LT", "Lithuanian-Belarusian border"),
    ],
)
def test_two_countries_make_a_border(sentence: str, border: str, phrase: str) -> None:
    one = next(one for one in places(sentence) if one.relation is Relation.BORDER)
    assert one.place is not None
    assert one.place.id == border
    assert one.phrase is not None
    assert sentence[one.phrase.start : one.phrase.end] == phrase
    assert one.shape is not None
    assert one.shape.geom_type in ("LineString", "MultiLineString")


@pytest.mark.parametrize(
    "sentence", ["Ukrainian border guards saw it.", "The border was closed.", "The French border dispute went on."]
)
def test_no_border_is_made_without_both_sides(sentence: str) -> None:
    assert not [one for one in places(sentence) if one.relation is Relation.BORDER]


def test_a_route_goes_through_its_places() -> None:
    one = next(
        one for one in places("Potash travels from Minsk via Vilnius to Klaipeda.") if one.relation is Relation.ROUTE
    )
    assert one.place is not None
    assert one.place.kind is PlaceKind.ROUTE
    assert one.shape is not None
    assert len(one.shape.coords) == 3


NAMES = (
    "Minsk Brest Georgia Ukrainian President London County Highway the border between and near north of south via to"
)
SIGNS = (",", ".", "-", "(", ")", "\n", "'s", "Île", "İ", "\u202e", "ß", "U.S.", "St", "40", "59", "km", "from")
pieces = st.sampled_from((*NAMES.split(), *SIGNS))
texts = st.one_of(
    st.text(max_size=80), st.lists(pieces, max_size=25).map(" ".join), st.lists(pieces, max_size=25).map("".join)
)


@given(texts)
def test_any_text_gives_spans_inside_it_in_order(text: str) -> None:
    end = 0
    for one in places(text):
        assert end <= one.toponym.span.start
        end = one.toponym.span.end
        assert end <= len(text)
        assert one.toponym.name == " ".join(text[one.toponym.span.start : end].split())
        assert one.phrase is None or one.phrase.end <= len(text)
        assert [c.score for c in one.candidates] == sorted((c.score for c in one.candidates), reverse=True)


@given(texts)
def test_the_same_text_gives_the_same_places(text: str) -> None:
    assert places(text) == places(text)
