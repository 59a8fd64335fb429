"""Words of steps 8 to 11 about the recap."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Protocol

from bot.texts.formats import nama_periode, persen
from bot.texts.html import esc


class SummaryView(Protocol):
    """The figures that a card says of a recap."""

    @property
    def year(self) -> int:
        """The year reported."""

    @property
    def quarter(self) -> int:
        """The triwulan reported."""

    @property
    def received(self) -> int:
        """Forms that came in."""

    @property
    def expected(self) -> int:
        """Forms awaited."""

    @property
    def mean(self) -> Decimal | None:
        """Mean capaian in per cent."""

    @property
    def predicate(self) -> str | None:
        """Its predikat."""

    @property
    def absorption(self) -> Decimal | None:
        """Serapan in per cent."""

    @property
    def activities(self) -> int:
        """Sub kegiatan."""

    @property
    def reached(self) -> int:
        """Those with a capaian of 76 % or more."""

    @property
    def below(self) -> int:
        """Those below."""

    @property
    def untargeted(self) -> int:
        """Those without a target now."""

    @property
    def idle(self) -> int:
        """Those belum berjalan."""

    @property
    def attention(self) -> Sequence[str]:
        """What should be looked at, a line each."""


def figures(view: SummaryView) -> str:
    """Mean, serapan and counts, two lines."""
    predicate = f" ({esc(view.predicate)})" if view.predicate else ""
    counts = [f"{view.reached} mencapai 76% atau lebih", f"{view.below} di bawahnya"]
    if view.untargeted:
        counts.append(f"{view.untargeted} tidak ditargetkan")
    if view.idle:
        counts.append(f"{view.idle} belum berjalan")
    return (
        f"Rata-rata capaian <b>{persen(view.mean)}{predicate}</b>, serapan <b>{persen(view.absorption)}</b>.\n"
        f"{view.activities} sub kegiatan: {', '.join(counts)}."
    )


def _attention(view: SummaryView) -> str:
    if not view.attention:
        return ""
    return f"\n⚠ <b>Mohon dicermati: {len(view.attention)}</b>."


def recap(heading: str, view: SummaryView) -> str:
    """The Analis's card."""
    return (
        f"{heading}\nRekapitulasi Data Kinerja {nama_periode(view.year, view.quarter)} sudah dihitung dari "
        f"{view.received} dari {view.expected} formulir dan terlampir (PDF, Excel).\n{figures(view)}{_attention(view)}"
    )


def returned_because(reason: str | None) -> str:
    """Why the recap is made again."""
    return f"\nCatatan: <i>“{esc(reason)}”</i>" if reason else ""


def hand_over(heading: str) -> str:
    """Step 9 alone."""
    return f"{heading}\nRekapitulasi sudah selesai dan siap diserahkan kepada Kasubbag Program &amp; Keuangan."


def report(heading: str, view: SummaryView) -> str:
    """The Kasubbag's card."""
    return (
        f"{heading}\nRekapitulasi dari Analis terlampir (PDF, Excel). Formulir masuk {view.received} dari "
        f"{view.expected}.\n{figures(view)}{_attention(view)}"
    )


def ask_note(written: str | None) -> str:
    """The Analis's note."""
    now = f"Catatan saat ini: <i>{esc(written)}</i>\n" if written else ""
    return f"{now}Mohon tuliskan catatan untuk rekapitulasi. Catatan ini tercetak; angka tidak berubah."


def noted(note: str) -> str:
    """It is kept."""
    return f"Catatan tersimpan dan akan tercetak pada rekapitulasi: <i>{esc(note)}</i>"


def ask_return() -> str:
    """What is wrong with the recap."""
    return "Apa yang perlu diperbaiki pada rekapitulasi? Mohon tuliskan dalam satu atau dua kalimat."


def returned() -> str:
    """It went back to the Analis."""
    return "Rekapitulasi dikembalikan kepada Analis beserta catatan tersebut. Formulir para PPTK tidak berubah."


def review(heading: str, view: SummaryView) -> str:
    """Message 9: the Sekretaris's card."""
    return (
        f"{heading}\nRekapitulasi Data Kinerja {nama_periode(view.year, view.quarter)} terlampir (PDF, Excel). "
        f"Formulir masuk {view.received} dari {view.expected}.\n{figures(view)}{_attention(view)}"
    )


def attention_list(lines: Sequence[str]) -> str:
    """[Lihat catatan]: every point in full."""
    return "<b>Mohon dicermati</b>\n" + "\n".join(f"{number}. {esc(line)}" for number, line in enumerate(lines, 1))
