"""`bot export`: a collection as one ZIP for SRIKANDI with the hashes of all in it, the same bytes each time."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from bot.app import clock_of
from bot.documents.excel.archive_sheet import archive_sheet
from bot.operator.operating import OperatingError, open_database, the_office
from bot.services.archive import filing, register
from bot.services.archive.filing import Filed, Made
from bot.services.archive.groups import SCAN
from bot.services.bureau import Bureau
from bot.services.papers.compliance_report import Quarter
from bot.services.work import Work
from bot.settings import Settings
from bot.sop.definition import long_ikis
from bot.sop.model import CycleStatus
from bot.texts import filing as texts
from storage import archive, audit, cycles
from storage.audit import AuditBroken, load_key
from storage.cycles import CycleRecord
from storage.database import Transaction

PROGRAM = "data-kinerja-bot"
Watch = Callable[[Sequence[Filed]], Iterable[Filed]]
"""Gives back the files that are written one by one, so that whoever waits can see how far it is."""

_READABLE = 0o100644 << 16
_UNIX = 3


@dataclass(frozen=True, slots=True)
class Exported:
    """The archive that was written, how many files it lists, and whether the audit fits its key."""

    path: Path
    count: int
    intact: bool


def export(settings: Settings, period: Quarter, office: str | None, out: Path, watch: Watch) -> Exported:
    """Write the whole file of an archived collection; the bot may run meanwhile.

    Raises OperatingError where there is none, where some of it is still being made, or where `out` exists.
    """
    now = clock_of(settings).now()
    database, bureau = open_database(settings, now), Bureau(long_ikis(), load_key(settings.data_dir))

    def look(tx: Transaction) -> Exported:
        work = the_office(tx, bureau, office, now, "ekspor")
        record = _archived(work, period)
        try:
            target = out.open("xb")
        except FileExistsError as error:
            raise OperatingError(texts.exists(str(out))) from error
        return _written(out, target, work, record, watch)

    return database.read_now(look)


def _archived(work: Work, period: Quarter) -> CycleRecord:
    found = archive.last_of_period(work.tx, work.office_id, period.year, period.quarter)
    if found is None:
        raise OperatingError(texts.never_collected(period.year, period.quarter))
    if found.status is not CycleStatus.SELESAI:
        raise OperatingError(texts.unfinished(period.year, period.quarter))
    if coming := archive.still_coming(work.tx, found.id):
        raise OperatingError(texts.still_coming(coming))
    return cycles.load(work.tx, found.id, lock=False)


def _written(out: Path, target: IO[bytes], work: Work, record: CycleRecord, watch: Watch) -> Exported:
    """Fill the new file; what broke off half-way is not left behind."""
    try:
        # Closed before it is removed, since Windows removes no file that is open.
        with target, ZipFile(target, "w") as packed:
            return _fill(_Archive(packed, work, record), out, watch)
    except BaseException:
        out.unlink(missing_ok=True)
        raise


@dataclass(frozen=True, slots=True)
class _Trail:
    """A collection's audit: its chain, the number of its entries, the last seal, and whether all fit the key."""

    chain: str
    entries: int
    head: str
    intact: bool


@dataclass(slots=True)
class _Archive:
    """A ZIP under way; `listed` is what its manifest says of the files in it."""

    packed: ZipFile
    work: Work
    record: CycleRecord
    listed: list[dict[str, Any]] = field(default_factory=list)

    @property
    def closed_at(self) -> datetime:
        """When the collection was archived: the time of what is made for the archive."""
        return register.closed_at(self.record)

    def file(self, one: Filed) -> None:
        """Copy a paper, or a file that was sent; raises OperatingError if its bytes are not those of its hash."""
        content = one.load(self.work.tx)
        if hashlib.sha256(content).hexdigest() != one.sha256:
            raise OperatingError(texts.changed(one.path))
        self.packed.writestr(self.entry(one.path, one.at), content)
        self._list(one.path, one.sha256, len(content), one.kind, version=one.version, code=one.code, seal=one.seal)

    def made(self, path: str, kind: Made, content: bytes) -> None:
        """Add what was made for the archive itself."""
        self.write(path, content)
        self._list(path, hashlib.sha256(content).hexdigest(), len(content), kind)

    def write(self, path: str, content: bytes) -> None:
        """Add what the manifest does not list: the manifest itself."""
        self.packed.writestr(self.entry(path, self.closed_at, ZIP_DEFLATED), content)

    def lines(self, path: str, kind: Made, entries: Iterator[Mapping[str, Any]]) -> int:
        """Add JSON lines, one at a time; gives their number."""
        digest, size, count = hashlib.sha256(), 0, 0
        with self.packed.open(self.entry(path, self.closed_at, ZIP_DEFLATED), "w", force_zip64=True) as target:
            for entry in entries:
                line = _json(entry) + b"\n"
                target.write(line)
                digest.update(line)
                size, count = size + len(line), count + 1
        self._list(path, digest.hexdigest(), size, kind)
        return count

    def entry(self, path: str, at: datetime, compression: int = ZIP_STORED) -> ZipInfo:
        """A file's place in the ZIP, dated by the data on the office's clock."""
        info = ZipInfo(path, self.work.local(at).timetuple()[:6])
        info.compress_type, info.create_system, info.external_attr = compression, _UNIX, _READABLE
        return info

    def _list(
        self,
        path: str,
        sha256: str,
        size: int,
        kind: str,
        *,
        version: int | None = None,
        code: str | None = None,
        seal: str | None = None,
    ) -> None:
        what = {"kind": kind, "version": version, "code": code, "seal": seal}
        self.listed.append({"path": path, "sha256": sha256, "size": size, **what})


def _fill(made: _Archive, out: Path, watch: Watch) -> Exported:
    """One file's bytes at a time: papers, what was sent, the audit, and then what tells of them all."""
    work, record = made.work, made.record
    found = [*filing.papers(work.tx, record), *filing.sent(work.tx, record)]
    for one in watch(found):
        made.file(one)
    chain = f"cycle:{record.id}"
    head, intact = audit.head(work.tx, chain), _intact(work, chain)
    path = f"{texts.AUDIT_FOLDER}/{texts.AUDIT}"
    entries = made.lines(path, Made.AUDIT, audit.entries(work.tx, chain))
    made.made(texts.LIST, Made.LIST, archive_sheet(register.of_cycle(work, record, found)))
    trail = _Trail(chain, entries, head, intact)
    made.made(texts.README, Made.README, _readme(made, found, trail).encode())
    made.write(texts.MANIFEST, _json(_manifest(made, trail), indent=2) + b"\n")
    return Exported(out, len(made.listed), intact)


def _intact(work: Work, chain: str) -> bool:
    try:
        audit.verify(work.tx, work.audit_key, chain)
    except AuditBroken:
        return False
    return True


def _readme(made: _Archive, found: Sequence[Filed], trail: _Trail) -> str:
    office, record = made.work.office, made.record
    return texts.readme(
        texts.Filing(
            office=office.name,
            government=office.government,
            year=record.year,
            quarter=record.quarter,
            letter_number=record.letter_number or "",
            closed_at=made.closed_at,
            zone=office.zone,
            folders={part for one in found for part in one.path.split("/")[:-1]},
            entries=trail.entries,
            head=trail.head,
            intact=trail.intact,
            scanned=any(one.kind == SCAN for one in found),
        )
    )


def _manifest(made: _Archive, trail: _Trail) -> dict[str, Any]:
    office, record = made.work.office, made.record
    return {
        "program": {"name": PROGRAM, "version": version(PROGRAM)},
        "office": {"code": office.code, "name": office.name, "government": office.government},
        "period": {"year": record.year, "quarter": record.quarter},
        "letter_number": record.letter_number,
        "closed_at": made.work.local(made.closed_at).isoformat(timespec="seconds"),
        "audit": asdict(trail),
        "berkas": made.listed,
    }


def _json(value: Mapping[str, Any], indent: int | None = None) -> bytes:
    separators = (",", ": ") if indent else (",", ":")
    return json.dumps(
        value, ensure_ascii=False, sort_keys=indent is None, indent=indent, separators=separators
    ).encode()
