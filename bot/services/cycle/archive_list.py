"""/arsip: the archived collections, newest first; a press sends their documents to whoever asks."""

from __future__ import annotations

from bot.services.claims import Claim
from bot.services.cycle import listing
from bot.services.papers.publish import Kind
from bot.services.people import people
from bot.services.work import REPLY, Button, Work
from bot.sop.errors import Refusal
from bot.texts import commands as texts
from bot.texts.formats import TRIWULAN, hari_tanggal
from bot.texts.html import esc
from storage import documents
from storage import status as rows
from storage.documents import DocumentRow
from storage.status import FinishedCycle

SHOWN = 8
FINAL = (Kind.DOKUMEN, Kind.SURAT_PENGANTAR, Kind.PENGESAHAN, Kind.RIWAYAT)
_GROUPS: dict[str, tuple[str, tuple[Kind, ...]]] = {
    "akhir": ("dokumen akhir", FINAL),
    "dokumen": ("Dokumen", (Kind.DOKUMEN,)),
    "surat": ("Surat Pengantar", (Kind.SURAT_PENGANTAR,)),
    "pengesahan": ("lembar pengesahan", (Kind.PENGESAHAN,)),
    "riwayat": ("riwayat SOP", (Kind.RIWAYAT,)),
    "rekap": ("rekapitulasi", (Kind.REKAP, Kind.REKAP_XLSX)),
    "formulir": ("formulir", (Kind.FORMULIR,)),
    "disposisi": ("disposisi", (Kind.DISPOSISI,)),
    "tanda": ("Tanda Terima", (Kind.TANDA_TERIMA,)),
    "semua": ("semua berkas", tuple(Kind)),
}
_WORDS = {"rekapitulasi": "rekap", "pengantar": "surat", "sop": "riwayat", "terima": "tanda"}
_QUARTERS = {name.lower(): number for number, name in enumerate(TRIWULAN, 1)} | {str(one): one for one in range(1, 5)}


def show(work: Work, args: str = "") -> None:
    """Answer /arsip; words narrow it by year, triwulan and kind: '2026', 'tw 1', 'tw iii', 'dokumen'."""
    years, quarters, kinds = _read(args)
    found = [
        one
        for one in rows.finished(work.tx, work.office_id)
        if (not years or one.year in years) and (not quarters or one.quarter in quarters)
    ]
    shown = found[:SHOWN]
    lines = [*texts.archive(len(found), len(shown)), *(_line(work, one) for one in shown)]
    buttons = [[_button(one, kind) for kind in kinds or ("akhir", "semua")] for one in shown]
    listing.send(work, lines, buttons)


def _read(args: str) -> tuple[set[int], set[int], tuple[str, ...]]:
    words = [_WORDS.get(word, word) for word in args.lower().replace("tw", " ").replace("triwulan", " ").split()]
    years = {int(word) for word in words if word.isascii() and word.isdigit() and len(word) == 4}
    quarters = {_QUARTERS[word] for word in words if word in _QUARTERS}
    return years, quarters, tuple(dict.fromkeys(word for word in words if word in _GROUPS))[:3]


def _line(work: Work, one: FinishedCycle) -> str:
    when = hari_tanggal(work.local(one.closed_at).date())
    return texts.archived(one.year, one.quarter, when, esc(one.letter_number or ""))


def _button(one: FinishedCycle, kind: str) -> Button:
    label = texts.archive_button(one.year, one.quarter, _GROUPS[kind][0])
    return Button(label, Claim("arsip_kirim", arg=f"{one.id}.{kind}"))


def send(work: Work, claim: Claim) -> None:
    """Send an archived collection's documents, the last version of each, to the officer who asks."""
    cycle_arg, _, kind = claim.arg.partition(".")
    wanted = people.number(cycle_arg)
    archived = {one.id for one in rows.finished(work.tx, work.office_id)}
    if wanted not in archived or kind not in _GROUPS:
        raise Refusal("tombol_lama")
    found = _last_versions(documents.of_cycle(work.tx, wanted), _GROUPS[kind][1])
    if not found:
        raise Refusal("berkas_tidak_ada")
    for one in found:
        work.tell(
            work.me.officer_id,
            "",
            method="document",
            document_id=one.id,
            priority=REPLY,
            chat_id=work.me.telegram_id,
        )
    work.toast = texts.sending(len(found))


def _last_versions(found: list[DocumentRow], kinds: tuple[Kind, ...]) -> list[DocumentRow]:
    latest: dict[tuple[str, str], DocumentRow] = {}
    for one in sorted(found, key=lambda row: row.version):
        latest[one.kind, one.part] = one
    order = [kind.value for kind in kinds]
    chosen = [one for one in latest.values() if one.kind in order]
    return sorted(chosen, key=lambda row: (order.index(row.kind), row.part))


PRESSES = {"arsip_kirim": send}
