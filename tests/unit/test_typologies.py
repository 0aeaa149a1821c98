"""ACLED's and PLOVER's types: given where the title names one, never guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.exporting.typologies import ACLED, PLOVER, acled_type, plover_type
from timeline.model import Category, Modality

# The types of ACLED's codebook that an event may have here, and PLOVER's event types.
ACLED_TYPES = {"Battles", "Explosions/Remote violence", "Riots", "Protests", "Strategic developments"}
PLOVER_TYPES = {
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "DEMAND", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
}  # fmt: skip
SHELLED = "Explosions/Remote violence: Shelling/artillery/missile attack"


@pytest.mark.parametrize(
    ("category", "title", "acled", "plover"),
    [
        ("armed_clash_or_strike", "Government forces shelled the town of Gao", SHELLED, "ASSAULT/heavy-weapons"),
        (
            "armed_clash_or_strike",
            "An air strike hit the market",
            "Explosions/Remote violence: Air/drone strike",
            "ASSAULT/heavy-weapons",
        ),
        ("armed_clash_or_strike", "Clashes near Bakhmut continued", "Battles: Armed clash", "ASSAULT"),
        ("armed_clash_or_strike", "Clashes and shelling near Bakhmut", None, "ASSAULT/heavy-weapons"),
        ("armed_clash_or_strike", "A car bomb and shelling killed six", "Explosions/Remote violence", "ASSAULT"),
        ("armed_clash_or_strike", "The market was bombed", "Explosions/Remote violence", None),
        ("armed_clash_or_strike", "Ground attacks near Avdiivka", "Battles", "ASSAULT"),
        ("armed_clash_or_strike", "Air defence intercepted a drone attack", None, None),
        ("armed_clash_or_strike", "Three people were killed", None, None),
        (
            "military_movement",
            "5,000 troops were deployed to Brest",
            "Strategic developments: Change to group/activity",
            "MOBILIZE/troops",
        ),
        ("military_movement", "The last units withdrew from Kidal", None, "RETREAT/withdraw"),
        ("border_or_transit_restriction", "Lithuania closed its border", None, "COERCE/restrict"),
        ("border_or_transit_restriction", "Lithuania refused to close its border", None, None),
        ("border_or_transit_restriction", "Queues grew close to the border", None, None),
        ("border_or_transit_restriction", "Poland lifted the ban on lorries", None, None),
        ("sanctions_or_trade", "The Council imposed new sanctions on two banks", None, "COERCE/restrict"),
        ("sanctions_or_trade", "Two codes, unsanctioned 2707 and sanctioned 2710", None, None),
        ("diplomacy", "The parties signed a ceasefire", "Strategic developments: Agreement", None),
        ("diplomacy", "The mediator urged them to agree to a ceasefire", None, None),
        ("diplomacy", "The ministers met in Geneva", None, "CONSULT"),
        ("diplomacy", "The president visited Minsk for talks", None, "CONSULT/visit"),
        ("repression_or_rights", "Two journalists were detained", None, "COERCE/arrest"),
        ("repression_or_rights", "Mass arrests in Minsk", "Strategic developments: Arrests", "COERCE/arrest"),
        ("protest", "Thousands demonstrated in Sofia", "Protests", "PROTEST/demo"),
        ("protest", "Rioters burned shops", "Riots", "PROTEST/riot"),
        ("protest", "Teachers began a strike on 3 March", None, "PROTEST/boycott"),
        ("protest", "Prisoners on hunger strike", None, "PROTEST/hunger"),
        ("humanitarian", "The agency delivered food to 4,000 families", None, "AID"),
        ("humanitarian", "Floods displaced 4,000 families", None, None),
        ("economy_or_energy", "Clashes stopped the refinery", None, None),
    ],
)
def test_a_type_is_what_the_title_names(category: str, title: str, acled: str | None, plover: str | None) -> None:
    kind = (Category(category), Modality.ASSERTED, title)
    assert (acled_type(*kind), plover_type(*kind)) == (acled, plover)


@pytest.mark.parametrize(
    ("category", "modality", "title", "acled", "plover"),
    [
        ("diplomacy", "planned", "The ministers will meet in Geneva", None, "AGREE"),
        ("protest", "planned", "A rally will be held in Sofia", None, "PROTEST/demo"),
        ("armed_clash_or_strike", "hypothetical", "Shelling may resume at Gao", None, None),
        ("armed_clash_or_strike", "hypothetical", "The town may be shelled", None, "ASSAULT/heavy-weapons"),
        ("armed_clash_or_strike", "claimed", "The army shelled the town", SHELLED, "ASSAULT/heavy-weapons"),
        ("armed_clash_or_strike", "denied", "The army shelled the town", None, None),
    ],
)
def test_what_did_not_happen_is_none_of_acleds(
    category: str, modality: str, title: str, acled: str | None, plover: str | None
) -> None:
    kind = (Category(category), Modality(modality), title)
    assert (acled_type(*kind), plover_type(*kind)) == (acled, plover)


def test_every_type_is_one_of_the_codebooks() -> None:
    assert {row.type.partition(":")[0] for row in ACLED} <= ACLED_TYPES
    assert {row.type.partition("/")[0] for row in PLOVER} <= PLOVER_TYPES


@given(st.sampled_from(Category), st.sampled_from(Modality), st.text())
def test_any_title_has_at_most_one_type(category: Category, modality: Modality, title: str) -> None:
    assert acled_type(category, modality, title) in {None, *(row.type for row in ACLED)}
    named = plover_type(category, modality, title)
    assert named is None or named.partition("/")[0] in PLOVER_TYPES
