"""The colours of the pages, computed: legible as text, visible as marks, told apart by colour-blind readers too."""

from __future__ import annotations

import itertools
import math
import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parents[2] / "static" / "tokens.css").read_text(encoding="utf-8")
FAMILIES = ("force", "restriction", "politics", "rights", "life", "information", "other")
SCHEMES = ("light", "dark")
Colour = tuple[float, float, float]

# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB.
SIGHTS: dict[str, tuple[Colour, Colour, Colour]] = {
    "common": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}
# Distance in OKLab. About 0.02 is the least difference seen side by side; marks lie apart, so far more is asked.
TOLD_APART = 0.08


def linear(colour: str) -> Colour:
    """``#rrggbb`` as linear-light RGB (IEC 61966-2-1)."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _light(red), _light(green), _light(blue)


def _light(value: float) -> float:
    return float(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)


def luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def seen(colour: Colour, sight: str) -> Colour:
    found = (sum(weight * part for weight, part in zip(row, colour, strict=True)) for row in SIGHTS[sight])
    red, green, blue = (min(1.0, max(0.0, part)) for part in found)
    return red, green, blue


def oklab(colour: Colour) -> Colour:
    """Ottosson's OKLab of a linear RGB colour."""
    r, g, b = colour
    long = math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    medium = math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    short = math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    return (
        0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short,
    )


def tokens(scheme: str) -> dict[str, str]:
    """The custom properties of a scheme; dark ones over the light ones."""
    light, dark = TOKENS.split("@media (prefers-color-scheme: dark)")
    found = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})\b", light))
    return found | (dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})\b", dark)) if scheme == "dark" else {})


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("text", ["ink", "ink-muted", "link", *(f"{family}-text" for family in FAMILIES)])
@pytest.mark.parametrize("ground", ["paper", "paper-raised", "select-wash", "wash"])
def test_text_is_legible(scheme: str, text: str, ground: str) -> None:
    colours = tokens(scheme)
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("ground", ["land", "water"])
def test_labels_of_the_basemap_are_legible(scheme: str, ground: str) -> None:
    colours = tokens(scheme)
    assert contrast(colours["label"], colours[ground]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("mark", [*FAMILIES, "select", "ink-muted"])  # muted: what was before
@pytest.mark.parametrize("ground", ["paper", "land", "water"])
def test_marks_are_visible(scheme: str, mark: str, ground: str) -> None:
    colours = tokens(scheme)
    assert contrast(colours[mark], colours[ground]) >= 3.0


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("edge", ["rule-strong"])
def test_edges_of_controls_are_visible(scheme: str, edge: str) -> None:
    colours = tokens(scheme)
    assert contrast(colours[edge], colours["paper"]) >= 3.0


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("sight", SIGHTS)
def test_families_are_told_apart(scheme: str, sight: str) -> None:
    colours = tokens(scheme)
    labs = {family: oklab(seen(linear(colours[family]), sight)) for family in FAMILIES}
    near = {
        (one, other): math.dist(labs[one], labs[other])
        for one, other in itertools.combinations(FAMILIES, 2)
        if math.dist(labs[one], labs[other]) < TOLD_APART
    }
    assert not near


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_basemap_is_quieter_than_anything_on_it(scheme: str) -> None:
    colours = tokens(scheme)
    loudest = max(contrast(colours[line], colours["land"]) for line in ("water", "border", "border-disputed"))
    assert loudest < min(contrast(colours[family], colours["land"]) for family in FAMILIES)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_family_has_a_mark_and_a_text_colour(scheme: str) -> None:
    assert {name for family in FAMILIES for name in (family, f"{family}-text")} <= set(tokens(scheme))
