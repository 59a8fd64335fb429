"""Words of step 2 and of the correction: the forms before they are released."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import Protocol

from bot.sop.sheet import Sheet, SheetRow
from bot.texts.form.values import clipped, fitting
from bot.texts.formats import angka, nama_periode_ringkas, rupiah
from bot.texts.html import esc

_BUTTON = 40
_LOOK = 3500
_WHAT = {"pagu": "Pagu", "keuangan": "Catatan realisasi keuangan", "target": "Target periode ini"}


class CycleView(Protocol):
    """What a card says of its cycle."""

    @property
    def year(self) -> int:
        """The year reported."""

    @property
    def quarter(self) -> int:
        """The triwulan reported."""

    @property
    def urgency(self) -> str:
        """The sifat of the disposisi."""


class ReadinessView(Protocol):
    """What the forms hold before they go out."""

    @property
    def activities(self) -> int:
        """Sub kegiatan."""

    @property
    def look(self) -> Sequence[str]:
        """What should be looked at, a line each."""


class FormView(Protocol):
    """A unit's form."""

    @property
    def unit(self) -> str:
        """The unit's name."""

    @property
    def sheet(self) -> Sheet:
        """Its rows."""


def short(text: str) -> str:
    """A text as it fits on a button."""
    return clipped(text, _BUTTON)


def released_next(heading: str, address: str, cycle: CycleView, ready: ReadinessView) -> str:
    """Message 2."""
    period = nama_periode_ringkas(cycle.year, cycle.quarter)
    honorific = address.partition(" ")[0]
    look = f" <b>Perlu {honorific} lihat: {len(ready.look)}</b> ({_kinds(ready.look)})." if ready.look else ""
    return (
        f"{heading}\n{address}, mohon disiapkan formulir <b>Data Kinerja {period}</b> (sifat: {esc(cycle.urgency)}). "
        f"Lembar Disposisi terlampir.\nFormulir {ready.activities} sub kegiatan sudah terisi target dan pagu.{look}"
    )


def _kinds(look: Sequence[str]) -> str:
    """How many of each: 'pagu kosong 1, target kosong 1'."""
    counted = Counter(line.partition(":")[0].lower() for line in look)
    return ", ".join(f"{kind} {count}" for kind, count in sorted(counted.items()))


def correction(heading: str, asked: str) -> str:
    """The card of a correction."""
    return (
        f"{heading}\nSekretaris Kecamatan mencatat: <i>“{esc(asked)}”</i>\n"
        "Mohon target atau pagu dibetulkan dengan menyebut DPA/PK acuannya. Realisasi yang sudah diterima tetap."
    )


def overview(look: Sequence[str]) -> str:
    """What should be looked at, and from where."""
    if not look:
        return "Semua baris sudah memuat target dan pagu. Formulir mana yang hendak dilihat?"
    listed = "\n".join(fitting([f"• {esc(line)}" for line in look], _LOOK, "catatan lain"))
    return f"<b>Perlu dilihat</b>\n{listed}\n\nFormulir mana yang hendak diperiksa?"


def form(form: FormView) -> list[str]:
    """A unit's rows with pagu and targets, a line each."""
    lines = [f"<b>Formulir {esc(form.unit)}</b>"]
    for number, one in enumerate(form.sheet.rows, 1):
        lines.append(f"{number}. {esc(one.name)}: pagu {_pagu(one.budget)}")
        lines += [f"    {esc(line.name)}: {_target(line.target, line.measure)}" for line in one.indicators]
    lines += [f"IKU: {esc(line.name)}: {_target(line.target, line.measure)}" for line in form.sheet.iku]
    return [*lines, "Baris mana yang hendak diubah?"]


def _pagu(value: Decimal | None) -> str:
    return "<b>kosong</b>" if value is None else rupiah(value)


def _target(value: Decimal | None, measure: str) -> str:
    return "tidak ditargetkan" if value is None else f"target {angka(value)} {esc(measure)}"


def row(row: SheetRow) -> str:
    """One row in full."""
    lines = [f"<b>{esc(row.name)}</b>", f"Kode {esc(row.code)}", f"Pagu {_pagu(row.budget)}"]
    if row.ledger is not None:
        lines.append(f"Catatan realisasi keuangan {rupiah(row.ledger)}")
    lines += [f"{esc(line.name)}: {_target(line.target, line.measure)}" for line in row.indicators]
    if not row.running:
        lines.append(f"Belum berjalan: {esc(row.idle_reason or '')}")
    return "\n".join([*lines, "Perubahan hanya berlaku untuk periode ini."])


def ask_value(what: str, subject: str) -> str:
    """The new figure."""
    example = "2" if what == "target" else "48.500.000"
    return (
        f"<b>{_WHAT[what]}</b> · {esc(subject)}\nMohon tuliskan angkanya, misalnya {example}; "
        "ketik <i>kosong</i> bila memang tidak ada."
    )


def ask_reference() -> str:
    """On what the correction rests."""
    return "Mohon tuliskan acuannya, misalnya: DPA Perubahan Nomor 12 Tahun 2026 atau Perjanjian Kinerja 2026."


def changed(what: str, subject: str, before: Decimal | None, value: Decimal | None) -> str:
    """What the form says now, as plain text."""
    shown = angka if what == "target" else rupiah
    old, new = ("kosong" if figure is None else shown(figure) for figure in (before, value))
    return f"{_WHAT[what]} {subject}, semula {old}, menjadi {new}."


def dropped(name: str) -> str:
    """A row is out of this cycle."""
    return f"Baris {esc(name)} dikeluarkan dari formulir periode ini. Data induk tidak berubah."
