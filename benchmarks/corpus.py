"""What a folder of briefings with gold events holds: ``docs/ID.txt``, ``docs/ID.meta.json`` and ``gold/ID.json``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from timeline.model import Briefing


class CorpusMissing(Exception):
    """The folder is not there or holds no briefings with gold; the message says what was looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldPlace:
    """Where a gold event was: a point, or a line; ``radius_km`` is its rough extent, forgiven when measuring."""

    lat: float
    lon: float
    radius_km: float
    line: BaseGeometry | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """One event found by a reader. Several starts, categories and modalities are right where readings differ."""

    spans: tuple[tuple[int, int], ...]
    quote: str
    starts: tuple[str, ...]
    end: str
    places: tuple[GoldPlace, ...]
    categories: tuple[str, ...]
    modalities: tuple[str, ...]
    optional: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One briefing, as ``dateline extract`` reads it, and its gold events."""

    id: str
    text: str
    meta: Mapping[str, Any]
    gold: tuple[Gold, ...]

    def line(self) -> str:
        """The line of JSON that ``dateline extract`` takes."""
        known = {key: self.meta[key] for key in ("published", "title", "publisher", "language") if key in self.meta}
        return json.dumps({"doc_id": self.id, "text": self.text, **known}, ensure_ascii=False)

    def briefing(self) -> Briefing:
        """The same, in the process."""
        return Briefing(
            id=self.id,
            title=self.meta.get("title", ""),
            publisher=self.meta.get("publisher", ""),
            published=date.fromisoformat(self.meta["published"]),
            language=self.meta.get("language", "en"),
            text=self.text,
        )


def _place(record: Mapping[str, Any]) -> GoldPlace:
    line = shape(record["geometry"]) if record.get("geometry") else None
    return GoldPlace(lat=record["lat"], lon=record["lon"], radius_km=record.get("radius_km") or 0.0, line=line)


def _gold(record: Mapping[str, Any]) -> Gold:
    return Gold(
        spans=((record["char_start"], record["char_end"]), *((a, b) for a, b in record.get("alt_spans", ()))),
        quote=record["quote"],
        starts=(record["start"], *record.get("start_alt", ())),
        end=record.get("end") or record["start"],
        places=tuple(map(_place, record["places"])),
        categories=(record["category"], *record.get("category_alt", ())),
        modalities=(record["modality"], *record.get("modality_alt", ())),
        optional=bool(record.get("optional")),
    )


def read(folder: Path) -> tuple[Document, ...]:
    """The documents of ``folder`` that have gold events, by id; raises CorpusMissing where there are none."""
    found = sorted((folder / "gold").glob("*.json"))
    if not found:
        raise CorpusMissing(f"{folder}: no briefings with gold events (docs/ID.txt, docs/ID.meta.json, gold/ID.json)")
    return tuple(_document(folder / "docs", gold) for gold in found)


def _document(docs: Path, gold: Path) -> Document:
    return Document(
        id=gold.stem,
        text=(docs / f"{gold.stem}.txt").read_text(encoding="utf-8"),
        meta=json.loads((docs / f"{gold.stem}.meta.json").read_text(encoding="utf-8")),
        gold=tuple(map(_gold, json.loads(gold.read_text(encoding="utf-8")))),
    )
