"""The end of a play: the cycle is archived, every document is there, the audit is sealed and replays to the state."""

from __future__ import annotations

from dataclasses import dataclass

from bot.demo.play.theatre import Theatre
from bot.services.papers.publish import PICTURES, Kind
from bot.sop.model import CycleStatus
from bot.sop.record import replay
from storage import audit, cycles, documents, offices, status
from storage.database import Transaction

EXPECTED = frozenset(Kind) - PICTURES - {Kind.DAFTAR_ARSIP}
"""At the end there is a paper of every kind; pictures are made for whoever asks."""


class CycleFaultyError(Exception):
    """A cycle was played to its end and is not as it must be; the text says what is wrong."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What there is at the end of a cycle."""

    documents: tuple[str, ...]
    entries: int


def check(theatre: Theatre, cycle_id: int) -> Outcome:
    """Put every issued document on the shelf and verify the cycle; raises CycleFaultyError."""
    return theatre.database.read_now(lambda tx: _check(tx, theatre, cycle_id))


def _check(tx: Transaction, theatre: Theatre, cycle_id: int) -> Outcome:
    record = cycles.load(tx, cycle_id, lock=False)
    if record.state.status is not CycleStatus.SELESAI:
        raise CycleFaultyError(f"Siklus berstatus {record.state.status.value}, seharusnya selesai.")
    names = []
    kinds = set()
    for row in documents.of_cycle(tx, cycle_id):
        file = documents.load_file(tx, row.id)
        if not file.content:
            raise CycleFaultyError(f"Dokumen {file.filename} kosong.")
        names.append(theatre.shelf.keep(file.filename, file.content))
        kinds.add(row.kind)
    missing = sorted(EXPECTED - kinds)
    if missing:
        raise CycleFaultyError(f"Dokumen belum ada: {', '.join(missing)}.")
    return Outcome(tuple(names), _verified(tx, theatre, cycle_id))


def _verified(tx: Transaction, theatre: Theatre, cycle_id: int) -> int:
    """Count the entries of the cycle's sealed chain, whose events lead to the stored state."""
    chain, key = f"cycle:{cycle_id}", audit.load_key(theatre.settings.data_dir)
    try:
        count = audit.verify(tx, key, chain)
    except audit.AuditBroken as error:
        raise CycleFaultyError(str(error)) from error
    events = [event for detail in audit.details(tx, chain) for event in detail.get("events", ())]
    if replay(events) != cycles.load(tx, cycle_id, lock=False).state:
        raise CycleFaultyError("Catatan audit tidak mengarah pada keadaan siklus yang tersimpan.")
    return count


def cycle_of(theatre: Theatre, year: int, quarter: int) -> int:
    """The archived cycle of a period; raises CycleFaultyError if there is none."""

    def look(tx: Transaction) -> list[int]:
        archived = (one for office in offices.office_ids(tx) for one in status.finished(tx, office))
        return [one.id for one in archived if (one.year, one.quarter) == (year, quarter)]

    found = theatre.database.read_now(look)
    if not found:
        raise CycleFaultyError("Siklus belum diarsipkan.")
    return found[0]
