"""`bot report`: how the limits of the SOP were kept over many cycles, as PDF and XLSX for each office."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from bot.app import clock_of
from bot.documents.excel.compliance_sheet import compliance_sheet
from bot.documents.models.compliance import ComplianceReport
from bot.documents.papers.compliance_report import compliance_report
from bot.operator.operating import OperatingError, open_database
from bot.services.bureau import Bureau
from bot.services.papers.compliance_report import Quarter, found, report
from bot.settings import Settings
from bot.sop.definition import long_ikis
from storage.database import Transaction
from storage.offices import load_office, office_ids

Watch = Callable[[Sequence[int]], Iterable[int]]
"""Gives back the cycles that are reckoned one by one, so that whoever waits can see how far it is."""

_QUARTER = re.compile(r"(\d{4})-TW([1-4])", re.IGNORECASE)
_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")
_KIND_OF_OFFICE = re.compile(r"^(?:(?:kantor|kecamatan)-)+")


def quarter(text: str) -> Quarter:
    """Read '2026-TW1'; raises OperatingError for anything else."""
    read = _QUARTER.fullmatch(text.strip())
    if read is None:
        raise OperatingError(f"Periode '{text}' tidak terbaca; mohon dituliskan seperti 2026-TW1.")
    return Quarter(int(read[1]), int(read[2]))


def write_reports(
    settings: Settings, first: Quarter | None, last: Quarter | None, out: Path, watch: Watch
) -> Iterator[Path]:
    """Write two files for each office that has a cycle in these periods; gives their paths as they are written."""
    if first is not None and last is not None and last < first:
        raise OperatingError("Periode akhir (--to) mendahului periode awal (--from).")
    now = clock_of(settings).now().replace(second=0, microsecond=0)
    database, bureau = open_database(settings, now), Bureau(long_ikis(), b"")
    taken: set[str] = set()
    for office_id in database.read_now(office_ids):

        def made(tx: Transaction, office_id: int = office_id) -> tuple[str, ComplianceReport] | None:
            return _report(tx, bureau, office_id, (first, last), now, watch)

        done = database.read_now(made)
        if done is not None:
            name, content = done
            taken.add(stem := f"{name}-{office_id}" if name in taken else name)
            yield from _written(out, stem, content)
    if not taken:
        raise OperatingError("Belum ada pengumpulan data pada periode yang diminta.")


def _report(
    tx: Transaction,
    bureau: Bureau,
    office_id: int,
    asked: tuple[Quarter | None, Quarter | None],
    now: datetime,
    watch: Watch,
) -> tuple[str, ComplianceReport] | None:
    """An office's report and the name of its files; None without a cycle."""
    cycle_ids = found(tx, office_id, *asked)
    if not cycle_ids:
        return None
    content = report(tx, bureau, office_id, watch(cycle_ids), now)
    return _stem(load_office(tx, office_id).profile.name, content, asked), content


def _stem(office: str, content: ComplianceReport, asked: tuple[Quarter | None, Quarter | None]) -> str:
    """'kepatuhan-sop-long-ikis-2026'; with the quarters where a part of a year was asked for."""
    plain = _NOT_IN_NAMES.sub("-", office.lower()).strip("-")
    first, last = content.first, content.period
    begins, ends = asked
    if (begins and begins.quarter != 1) or (ends and ends.quarter != 4):
        name = f"{first.year}-tw{first.quarter}-{last.year}-tw{last.quarter}"
    else:
        name = f"{first.year}" if first.year == last.year else f"{first.year}-{last.year}"
    return f"kepatuhan-sop-{_KIND_OF_OFFICE.sub('', plain) or 'kantor'}-{name}"


def _written(out: Path, stem: str, content: ComplianceReport) -> Iterator[Path]:
    out.mkdir(parents=True, exist_ok=True)
    for suffix, make in (("pdf", compliance_report), ("xlsx", compliance_sheet)):
        path = out / f"{stem}.{suffix}"
        path.write_bytes(make(content))
        yield path
