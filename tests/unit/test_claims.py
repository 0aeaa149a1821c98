"""Who says what, and with which stance."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.finding.claims import NOT_NAMED, Attribution, attribute
from timeline.finding.sentences import split
from timeline.finding.view import view
from timeline.model import Stance


def said(text: str) -> list[Attribution]:
    seen = view(text)
    found: list[Attribution] = []
    last: Attribution | None = None
    for sentence in split(text):
        new = attribute(seen, sentence, last)
        found += new
        last = new[-1] if new else last
    return found


@pytest.mark.parametrize(
    ("text", "source", "stance"),
    [
        # before the verb
        ("Governor Ana Ruiz said on 3 May that two bridges fell.", "Governor Ana Ruiz", Stance.CLAIMS),
        ("The Ministry of Health reported that 13 people died.", "Ministry of Health", Stance.REPORTS),
        (
            "In an interview with Radio One, Mayor John Okello said that the road is closed.",
            "Mayor John Okello",
            Stance.CLAIMS,
        ),
        ("Acme, which owns the mine, announced that it will close.", "Acme", Stance.PLANS),
        ("A senior official spoke with the envoy and warned that talks would end.", "senior official", Stance.CLAIMS),
        # after it
        ("The road is closed, says Ana Ruiz, head of the council.", "Ana Ruiz", Stance.CLAIMS),
        ("“The road is closed,” army spokesman John Okello said.", "army spokesman John Okello", Stance.CLAIMS),
        # according to
        ("According to the General Staff, the army repelled 20 attacks.", "General Staff", Stance.CLAIMS),
        (
            "A storm moves towards the coast, according to the Hurricane Center (NHC).",
            "Hurricane Center",
            Stance.CLAIMS,
        ),
        # a semicolon, an office, letters that stand for a name
        ("Blasts were heard on Monday; the coalition said it had hit a depot.", "coalition", Stance.CLAIMS),
        ("On Friday Milan Ruiz, deputy head of the party, said that he knew.", "Milan Ruiz", Stance.CLAIMS),
        ("WHO reports that 88 clinics have been damaged.", "WHO", Stance.REPORTS),
        ("US officials said the camp was struck.", "US officials", Stance.CLAIMS),
        ("Local media first reported that the ship had been towed in.", "Local media", Stance.REPORTS),
        ("According to law enforcement officials, two died.", "law enforcement officials", Stance.CLAIMS),
        ("Three died, said the mayor.", "mayor", Stance.CLAIMS),
        ("Fighting resumed on 14 January, medics told AFP.", "medics", Stance.CLAIMS),
        ("The UN, whose monitors were not able to go, said on 3 May that two died.", "UN", Stance.CLAIMS),
        ("On Aug. 10 Georgia said it had left the town.", "Georgia", Stance.CLAIMS),
        ("NATO on 14 October said two ships had left.", "NATO", Stance.CLAIMS),
        ("He won, defeating Ana Ruiz, who said that she accepted it.", "Ana Ruiz", Stance.CLAIMS),
        # what somebody would do is a plan of theirs
        ("The alliance said it would send 200 troops.", "alliance", Stance.PLANS),
        ("The alliance said it would not be drawn in.", "alliance", Stance.CLAIMS),
        # stances
        ("Jamaica and the Bahamas have pledged troops.", "Jamaica and the Bahamas", Stance.PLANS),
        ("Envoys said that the elections were not free or fair.", "Envoys", Stance.CLAIMS),
        ("The guards announced that the tanker had been seized on 14 July.", "guards", Stance.CLAIMS),
        ("Jets violated Turkish airspace on Monday, which Moscow denied.", "Moscow", Stance.DENIES),
        ("The raids were part of a probe, a claim the association rejects.", "association", Stance.DENIES),
        ("The Foreign Ministry denied the report.", "Foreign Ministry", Stance.DENIES),
        ("The spokesman said the army did not cross the border.", "spokesman", Stance.DENIES),
        ("Kommersant was unable to find any confirmation of the deliveries.", "Kommersant", Stance.DOUBTS),
        ("The rebels claim to have captured the airport.", "rebels", Stance.CLAIMS),
        ("The government plans to close the port.", "government", Stance.PLANS),
        ("The group threatened to blow up the dam.", "group", Stance.THREATENS),
        ("The ministry confirmed that two soldiers died.", "ministry", Stance.ASSERTS),
        ("The judge resigned and left the country, his lawyer announced on Tuesday.", "his lawyer", Stance.CLAIMS),
        ("The ministry put the death toll at 2,901 on Tuesday.", "ministry", Stance.CLAIMS),
        ("The group withdrew its claim that it had shot down a plane.", "group", Stance.DENIES),
        # nobody named
        ("The service was reportedly suspended on 10 April.", NOT_NAMED, Stance.REPORTS),
        ("It was reported that the port is closed.", NOT_NAMED, Stance.REPORTS),
        ("Envoys discussed an alleged launch in the capital.", NOT_NAMED, Stance.REPORTS),
        # passive and headline
        ("The report was firmly denied by the Ministry of Health.", "Ministry of Health", Stance.DENIES),
        ("Interior ministry: two killed at the border crossing.", "Interior ministry", Stance.CLAIMS),
        # not yet
        ("The spokesman said the rerouting has yet to begin.", "spokesman", Stance.DENIES),
        # a finding
        (
            "State television broadcast a map, which showed that the drone came from the north.",
            "State television",
            Stance.ASSERTS,
        ),
    ],
)
def test_a_source_and_its_stance_are_found(text: str, source: str, stance: Stance) -> None:
    assert [(a.source, a.stance) for a in said(text)] == [(source, stance)]


@pytest.mark.parametrize(
    "text",
    [
        "The convoy crossed the state border on Monday.",
        "Voters abroad would be denied a ballot.",
        "Parliament rejected the budget on Monday.",
        "The ministry reported 13 new cases.",
        "Chad closes its border with Sudan.",
        "The dialogue ended on 8 October, ten days later than planned.",
        "He beat Ana Ruiz, who conceded the same evening.",
    ],
)
def test_a_sentence_of_the_publishers_own_has_no_source(text: str) -> None:
    assert said(text) == []


def test_he_is_the_source_of_the_sentence_before() -> None:
    sources = [a.source for a in said("Mayor John Okello said the road is closed. He added that two bridges fell.")]
    assert sources == ["Mayor John Okello", "Mayor John Okello"]


def test_a_claim_within_a_claim_has_both_its_sources() -> None:
    found = said("BYPOL said that the ministry had claimed that the road was closed.")
    assert [(a.source, a.stance) for a in found] == [("BYPOL", Stance.CLAIMS), ("ministry", Stance.CLAIMS)]


def test_a_quotation_over_several_sentences_keeps_its_source() -> None:
    found = said("“We saw no drones,” the governor said. “The border is calm.”")
    assert [a.source for a in found] == ["governor", "governor"]


def test_what_is_said_and_who_speaks_are_spans_of_the_sentence() -> None:
    text = "Governor Ana Ruiz said on 3 May that two bridges fell."
    (found,) = said(text)
    assert found.speaker is not None
    assert text[found.speaker.start : found.speaker.end] == "Governor Ana Ruiz"
    assert text[found.cue.start : found.cue.end] == "said"
    assert text[found.content.start : found.content.end].strip() == "two bridges fell."


def test_what_one_says_ends_where_another_speaks() -> None:
    text = "Local media reported that the ship had been towed; the guards said that it had been seized."
    assert [text[a.content.start : a.content.end].strip() for a in said(text)] == [
        "the ship had been towed",
        "it had been seized.",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Five people died, hospital officials in Goma said Monday.", "Five people died,"),
        ("Thousands marched, organisers said, while police saw hundreds.", "Thousands marched,"),
        ("Five towns fell; two camps were lost, according to the army.", "two camps were lost,"),
        (
            "They fled after rumours spread that he hid there, which Paris denied.",
            "after rumours spread that he hid there",
        ),
    ],
)
def test_what_is_said_is_the_clause_that_the_speaker_follows(text: str, told: str) -> None:
    (found,) = said(text)
    assert text[found.content.start : found.content.end].strip() == told


@given(
    st.lists(
        st.sampled_from(
            ["said", "that", "“", "”", ",", "the", "Minister", "denied", "according to", "(", ")", ".", "he", "and"]
        ),
        max_size=40,
    )
)
def test_any_words_are_attributed_without_failing(words: list[str]) -> None:
    text = " ".join(words)
    for found in said(text):
        assert 0 <= found.content.start < found.content.end <= len(text)


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        # Anybody may announce that something will be.
        ("The junta announced on Thursday that it would close the border.", ["junta"]),
        # Who says it may come last, whoever it is.
        (
            "Jets bombed camps near the lake, the defence headquarters said in a statement on 14 March.",
            ["defence headquarters"],
        ),
        ("Seven died, the Karenni Human Rights Group reported.", ["Karenni Human Rights Group"]),
        ("The envoy met the general, state media reported.", ["state media"]),
        # "According to" names anybody, but not a plan.
        ("Fourteen soldiers died, according to local radio.", ["local radio"]),
        ("The works went according to plan.", []),
        ("Guards left the village according to the plan published by Yerevan.", []),
        ("The government confirmed three deaths on Tuesday: a woman and two men.", []),
        ("The seats were shared according to the constitution.", []),
        # To dismiss something as absurd is to deny it.
        (
            "The president accused Riga of lying, a claim that the mayor of Riga dismissed as absurd.",
            ["president", "mayor of Riga"],
        ),
        # In which country the place is that a speaker is named with; who says so of what was said.
        ("Police in Lagos, Nigeria, said that troops had left.", ["Police in Lagos, Nigeria"]),
        ("The army said it had shot down a drone, which the ministry says was civilian.", ["army", "ministry"]),
        # What is done by saying it.
        ("The governor claimed victory on Wednesday evening.", []),
        # What only looks like an afterword.
        ("The convoy left, adding to what was said.", []),
    ],
)
def test_whoever_says_it_is_named(text: str, sources: list[str]) -> None:
    assert [a.source for a in said(text)] == sources


def test_what_is_said_ends_where_who_says_it_begins() -> None:
    text = "Jets bombed camps near the lake, the defence headquarters said in a statement on 14 March."
    (found,) = said(text)
    assert text[found.content.start : found.content.end] == "Jets bombed camps near the lake, "
