"""Which archived collections a search finds, and where in each of them its words stand."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from bot.services.archive.query import Query
from bot.services.work import Work
from storage import archive, forms, offices, status
from storage.archive import Place
from storage.status import FinishedCycle

_CYCLE = Place()


@dataclass(frozen=True, slots=True)
class Found:
    """An archived collection; `place` is where most of the words stand, `others` how many places have as many."""

    cycle: FinishedCycle
    place: Place | None = None
    others: int = 0


def find(work: Work, query: Query) -> list[Found]:
    """The office's archived collections that suit, newest first."""
    suitable = [
        one
        for one in status.finished(work.tx, work.office_id)
        if (not query.years or one.year in query.years) and (not query.quarters or one.quarter in query.quarters)
    ]
    if not query.words or not suitable:
        return [Found(one) for one in suitable]
    hits = _hits(work, [one.id for one in suitable], query.words)
    return [_found(one, hits[one.id]) for one in suitable if _complete(hits[one.id], query.words)]


Hits = dict[Place, set[str]]
"""Which of the words stand in each place of a collection."""


def _hits(work: Work, cycle_ids: list[int], words: tuple[str, ...]) -> dict[int, Hits]:
    found: dict[int, Hits] = defaultdict(lambda: defaultdict(set))
    for passage in archive.passages(work.tx, cycle_ids, words):
        text = " ".join(passage.text.casefold().split())
        if matched := {word for word in words if word in text}:
            found[passage.cycle_id][passage.place] |= matched
    return found


def _complete(hits: Hits, words: tuple[str, ...]) -> bool:
    return set().union(*hits.values()) == set(words)


def _found(cycle: FinishedCycle, hits: Hits) -> Found:
    """A row counts with its unit's name; of places with as many words the widest is named, and a form before all."""
    scores = {place: len(words | hits.get(Place(place.unit_id), set())) for place, words in hits.items()}
    most = max(scores.values())
    best = [place for place, score in scores.items() if score == most]
    wide = [place for place in best if place.unit_id is not None and place.row is None]
    inside = {place.unit_id for place in wide}
    separate = [place for place in best if place.row is None or place.unit_id not in inside]
    separate.sort(key=lambda place: (place.unit_id is None, place.row is not None))
    return Found(cycle, separate[0], len(separate) - 1)


def names(work: Work, found: Found) -> tuple[str, str, str]:
    """Unit, sub kegiatan, and what else the place of a found collection is; each '' where it does not apply."""
    place = found.place or _CYCLE
    if place.unit_id is None:
        return "", "", place.other
    unit = next((one.name for one in offices.units(work.tx, work.office_id) if one.id == place.unit_id), "")
    if place.row is None:
        return unit, "", ""
    rows = forms.of_unit(work.tx, found.cycle.id, place.unit_id).sheet.rows
    return unit, next((row.name for row in rows if row.key == place.row), ""), ""
