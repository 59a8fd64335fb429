"""Sending an archived collection's documents, and what people sent beside them, to whoever asks (SOP step 14)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.services.archive.groups import GROUPS, OF_UNITS, Group
from bot.services.claims import Claim
from bot.services.papers.publish import DRAFT
from bot.services.people import people
from bot.services.work import REPLY, Button, Work
from bot.sop.errors import Refusal
from bot.texts import archive_list as texts
from storage import archive, documents, forms, status
from storage.archive import FiledUpload
from storage.database import Transaction
from storage.documents import DocumentRow
from storage.status import FinishedCycle

Activities = Mapping[tuple[int | None, str | None], tuple[str, str]]
"""Unit and sub kegiatan by unit id and row key."""

MOST_FILES = 40
"""A chat takes a file a second; more would keep it busy for minutes."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A group of an archived collection's papers; those of one unit, or of all where `unit_id` is None."""

    cycle: FinishedCycle
    group: Group
    unit_id: int | None


def button(cycle: FinishedCycle, kind: str, unit_id: int | None = None, unit: str = "") -> Button:
    """The button that sends a group, of one unit where the group is by units."""
    label = texts.button(cycle.year, cycle.quarter, GROUPS[kind].label, unit)
    return Button(label, Claim("arsip_kirim", arg=f"{cycle.id}.{kind}" + (f".{unit_id}" if unit_id else "")))


def send(work: Work, claim: Claim) -> None:
    """The last version of each document of the group, and its files; the rest is named where they are too many."""
    wanted = _wanted(work, claim)
    papers, files = _papers(work, wanted), _files(work, wanted)
    if not papers and not files:
        raise Refusal("berkas_tidak_ada")
    for paper in papers[:MOST_FILES]:
        _tell(work, "document", document_id=paper.id)
    shown = files[: max(0, MOST_FILES - len(papers))]
    named = activities(work.tx, wanted.cycle.id) if shown else {}
    for file in shown:
        unit, activity = named.get((file.unit_id, file.row), ("", ""))
        caption = texts.caption(file.purpose, wanted.cycle.year, wanted.cycle.quarter, unit, activity)
        _tell(work, "photo" if _is_photo(file) else "document", upload_id=file.id, caption=caption)
    sent = min(len(papers), MOST_FILES) + len(shown)
    if left := len(papers) + len(files) - sent:
        work.reply(texts.left_out(left))
    work.toast = texts.sending(sent)


def _wanted(work: Work, claim: Claim) -> Wanted:
    cycle_id, kind, unit_id = [*claim.arg.split("."), "", "", ""][:3]
    cycle = archived(work, people.number(cycle_id))
    if kind not in GROUPS or (unit_id and kind not in OF_UNITS):
        raise Refusal("tombol_lama")
    return Wanted(cycle, GROUPS[kind], people.number(unit_id) if unit_id else None)


def archived(work: Work, cycle_id: int) -> FinishedCycle:
    """An archived collection of the office; refused for any other cycle."""
    found = next((one for one in status.finished(work.tx, work.office_id) if one.id == cycle_id), None)
    if found is None:
        raise Refusal("tombol_lama")
    return found


def _papers(work: Work, wanted: Wanted) -> list[DocumentRow]:
    found = last_versions(documents.of_cycle(work.tx, wanted.cycle.id))
    order = [kind.value for kind in wanted.group.kinds]
    mine = [row for row in found if row.kind in order and _of_unit(wanted, row.part)]
    return sorted(mine, key=lambda row: (order.index(row.kind), row.part))


def _of_unit(wanted: Wanted, part: str) -> bool:
    return wanted.unit_id is None or part == str(wanted.unit_id)


def last_versions(found: Iterable[DocumentRow]) -> list[DocumentRow]:
    """Of each paper of a collection the last version; what was still with the Analis is no paper of it."""
    latest = {(row.kind, row.part): row for row in sorted(found, key=lambda row: row.version) if row.part != DRAFT}
    return list(latest.values())


def _files(work: Work, wanted: Wanted) -> list[FiledUpload]:
    order = wanted.group.purposes
    found = [
        one
        for one in archive.uploads_of(work.tx, work.office_id, wanted.cycle.id)
        if one.purpose in order and wanted.unit_id in {None, one.unit_id}
    ]
    return sorted(found, key=lambda one: order.index(one.purpose))


def activities(tx: Transaction, cycle_id: int) -> Activities:
    """What the rows of a collection's forms are called."""
    every = forms.all_forms(tx, cycle_id)
    return {(form.unit_id, row.key): (form.unit, row.name) for form in every for row in form.sheet.rows}


def _is_photo(file: FiledUpload) -> bool:
    """Telegram sends a photo again only as a photo, and a document as a document; photos are named so on arrival."""
    return file.name == f"foto-{file.message_id}.jpg"


def _tell(work: Work, method: str, **what: int | str) -> None:
    me = work.me
    work.tell(me.officer_id, "", method=method, priority=REPLY, chat_id=me.telegram_id, **what)  # type: ignore[arg-type]
