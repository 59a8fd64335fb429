"""/arsip: the archived collections, newest first; words narrow them, a press sends their papers to whoever asks."""

from __future__ import annotations

from bot.services.archive import finding, giving, late_scan, query
from bot.services.archive.finding import Found
from bot.services.archive.groups import OF_UNITS
from bot.services.archive.query import Query
from bot.services.claims import LONGEST, Claim
from bot.services.cycle import listing
from bot.services.papers import files
from bot.services.papers.publish import Kind
from bot.services.work import REPLY, Button, Work
from bot.sop.errors import Refusal
from bot.texts import archive_list as texts
from bot.texts.formats import hari_tanggal
from bot.texts.html import esc
from storage import cycles, status

SHOWN = 8
_ALWAYS, _OF_UNIT = ("akhir", "semua"), ("formulir", "bukti")


def show(work: Work, args: str = "", start: int = 0) -> None:
    """Answer /arsip; words narrow it by year, triwulan and kind, or are found in what was reported."""
    asked = query.read(args)
    found = finding.find(work, asked)
    shown = found[start : start + SHOWN]
    if start and not shown:
        raise Refusal("tombol_lama")
    lines = texts.head(len(found), start + 1, start + len(shown))
    buttons = list[list[Button]]()
    for one in shown:
        line, rows = _entry(work, asked, one)
        lines.append(line)
        buttons += rows
    if len(found) > start + SHOWN:
        older = _older(args, start + SHOWN)
        buttons += [[older]] if older else []
        lines += [] if older else [texts.narrower()]
    if found and not args:
        buttons.append([Button(texts.REGISTER, Claim("arsip_daftar"))])
    listing.send(work, lines, buttons)


def _entry(work: Work, asked: Query, found: Found) -> tuple[str, list[list[Button]]]:
    """A collection's line and its buttons."""
    one = found.cycle
    when = hari_tanggal(work.local(one.closed_at).date())
    line = texts.archived(one.year, one.quarter, when, esc(one.letter_number or ""))
    unit = ""
    if found.place is not None:
        unit, activity, other = finding.names(work, found)
        line += texts.found_in(unit, activity, other, found.others)
    unit_id = found.place.unit_id if found.place else None
    rows = [[_button(found, kind, unit_id, unit) for kind in asked.kinds or _ALWAYS]]
    if unit_id is not None and not asked.kinds:
        rows.append([_button(found, kind, unit_id, unit) for kind in _OF_UNIT])
    if late_scan.may_send(work, one) and late_scan.awaited(work, one):
        line += texts.follows()
        rows.append([late_scan.button(one)])
    return line, rows


def _button(found: Found, kind: str, unit_id: int | None, unit: str) -> Button:
    return giving.button(found.cycle, kind, unit_id, unit) if kind in OF_UNITS else giving.button(found.cycle, kind)


def _older(args: str, start: int) -> Button | None:
    """[Lebih lama] says the search again, which a button can unless it is long."""
    words = " ".join(args.split())
    room = LONGEST - len(str(Claim("arsip_lama", version=start)))
    return Button(texts.OLDER, Claim("arsip_lama", version=start, arg=words)) if len(words.encode()) <= room else None


def more(work: Work, claim: Claim) -> None:
    """[Lebih lama]: the same search, further down."""
    show(work, claim.arg, claim.version)


def send_register(work: Work, _claim: Claim) -> None:
    """[Daftar arsip (Excel)]: kept with the newest archived collection, and made anew once there is more to list."""
    found = status.finished(work.tx, work.office_id)
    if not found:
        raise Refusal("tombol_lama")
    files.send(work, cycles.load(work.tx, found[0].id), [(Kind.DAFTAR_ARSIP, "")], priority=REPLY)
    work.toast = texts.sending(1)


PRESSES = {"arsip_kirim": giving.send, "arsip_lama": more, "arsip_daftar": send_register, **late_scan.PRESSES}
TEXTS = dict(late_scan.TEXTS)
