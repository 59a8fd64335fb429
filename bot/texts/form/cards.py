"""The cards of step 5: a first visit, a repair with its arahan, and a form that was withdrawn (messages 3 and 10)."""

from __future__ import annotations

from collections.abc import Sequence

from bot.sop.forms import Answers, Field
from bot.sop.sheet import Direction, Sheet
from bot.texts.form.values import LABELS, clipped, in_messages, shown
from bot.texts.formats import nama_periode_ringkas
from bot.texts.html import esc

_MINUTES_A_FIELD = 1


def first(address: str, sheet: Sheet, fields: int, year: int, quarter: int, until: str) -> str:
    """Message 3; `address` and `until` are ready to print."""
    honorific = address.split(maxsplit=1)[0]
    iku = f" dan <b>{len(sheet.iku)} IKU</b>" if sheet.iku else ""
    minutes = max(5, -(-fields * _MINUTES_A_FIELD // 5) * 5)
    return (
        f"<b>Formulir Data Kinerja {nama_periode_ringkas(year, quarter)}</b>\n"
        f"{address}, mohon kesediaan {honorific} mengisi data <b>{len(sheet.rows)} sub kegiatan</b>{iku} "
        f"(± {minutes} menit). Target dan pagu sudah tersedia; {honorific} cukup melengkapi realisasi, catatan, "
        f"dan bukti dukung.\n{until}"
        "Pengisian boleh dicicil; setiap jawaban langsung tersimpan."
    )


def behalf(address: str, unit: str) -> str:
    """How whoever fills on a unit's behalf is spoken to; `address` is ready to print."""
    return f"{address} (atas nama {esc(unit)})"


def again(address: str, year: int, quarter: int, until: str) -> str:
    """After Tarik: everything is still there."""
    return (
        f"<b>Formulir Data Kinerja {nama_periode_ringkas(year, quarter)} ditarik kembali</b>\n"
        f"{address}, semua jawaban masih tersimpan. Mohon diperbaiki seperlunya, lalu dikirim kembali.\n{until}"
    ).rstrip()


def repair(
    address: str,
    fields: Sequence[tuple[Field | None, Direction]],
    answers: Answers,
    year: int,
    quarter: int,
    until: str,
) -> str:
    """Message 10: what is to be repaired, what stands there, and the arahan."""
    named = [field for field, _ in fields if field is not None]
    title = f"{len(named)} isian" if len(named) == len(fields) else "formulir"
    lines = [f"<b>Mohon perbaikan {title}</b> · {nama_periode_ringkas(year, quarter)}"]
    if len(named) == len(fields):
        lines.append(f"{address}, terima kasih. Isian lain sudah diterima dan tidak perlu diubah.")
    else:
        lines.append(f"{address}, terima kasih. Mohon formulir dilengkapi sesuai arahan; jawaban lain tetap tersimpan.")
    for field, direction in fields:
        lines.append(_directed(field, direction, answers))
    return in_messages([*lines, until.rstrip()])[0]


def _directed(field: Field | None, direction: Direction, answers: Answers) -> str:
    arahan = f'Arahan {esc(direction.by)}: <i>"{esc(clipped(direction.text, 600))}"</i>'
    if field is None:
        return arahan
    given = answers.get(field.key)
    stands = f", tertulis {esc(clipped(shown(field, given.value), 200))}" if given else ", belum diisi"
    return f"<b>{esc(LABELS[field.topic].capitalize())} {esc(clipped(field.subject, 120))}</b>{stands}.\n{arahan}"
