"""Words of steps 8 to 11 about the recap."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Protocol

from bot.texts.form.values import fitting, in_messages, units
from bot.texts.formats import nama_periode, persen
from bot.texts.html import esc
from bot.texts.noticing import KINDS

_ARAHAN = 2000
_REST = "perubahan lain; lengkap pada rekapitulasi terlampir"


class WeakView(Protocol):
    """An indicator below what is graded as reached."""

    @property
    def name(self) -> str:
        """The indicator's name."""

    @property
    def value(self) -> Decimal:
        """Its capaian in per cent."""


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
    def others(self) -> int:
        """Those whose capaian cannot be computed."""

    @property
    def worst(self) -> Sequence[WeakView]:
        """The weakest indicators."""

    @property
    def attention(self) -> Sequence[str]:
        """What should be looked at, a line each."""

    @property
    def kinds(self) -> Sequence[int]:
        """How many of these there are of each of `noticing.KINDS`."""


def figures(view: SummaryView) -> str:
    """Mean, serapan and counts, two lines; then what is weakest."""
    predicate = f" ({esc(view.predicate)})" if view.predicate else ""
    counts = [f"{view.reached} mencapai 76% atau lebih"]
    counts += [f"{view.below} di bawahnya"] * bool(view.below)
    counts += [f"{view.untargeted} tidak ditargetkan"] * bool(view.untargeted)
    counts += [f"{view.others} belum dapat dihitung"] * bool(view.others)
    counts += [f"{view.idle} belum berjalan"] * bool(view.idle)
    weak = "; ".join(f"{esc(one.name)} <b>{persen(one.value)}</b>" for one in view.worst)
    return (
        f"Rata-rata capaian <b>{persen(view.mean)}{predicate}</b>, serapan <b>{persen(view.absorption)}</b>.\n"
        f"{view.activities} sub kegiatan: {', '.join(counts)}."
    ) + (f"\nPerlu perhatian: {weak}." if weak else "")


def _attention(view: SummaryView) -> str:
    if not view.attention:
        return ""
    parts = ", ".join(f"{count} {kind}" for count, kind in zip(view.kinds, KINDS, strict=True) if count)
    return f"\n⚠ <b>Mohon dicermati: {len(view.attention)}</b> ({parts})."


def _received(view: SummaryView) -> str:
    return f"Formulir masuk {view.received} dari {view.expected}."


def recap(heading: str, view: SummaryView) -> str:
    """The Analis's card."""
    return (
        f"{heading}\nRekapitulasi Data Kinerja {nama_periode(view.year, view.quarter)} sudah dihitung dan terlampir "
        f"(PDF, Excel). {_received(view)}\n{figures(view)}{_attention(view)}\n"
        "Mohon diperiksa, lalu diserahkan kepada Kasubbag Program &amp; Keuangan."
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
        f"{heading}\nRekapitulasi dari Analis terlampir (PDF, Excel). {_received(view)}\n"
        f"{figures(view)}{_attention(view)}"
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


def review(heading: str, view: SummaryView, followed: Sequence[str] = (), asked: str | None = None) -> str:
    """Message 9: the Sekretaris's card; `followed` are lines, as Telegram HTML, on what became of his arahan.

    What he approved before is looked at again for the reason that was `asked`.
    """
    room = _ARAHAN - units(asked or "")
    arahan = "\n".join(["", "<b>Tindak lanjut arahan</b>", *fitting(followed, room, _REST)]) if followed else ""
    again = f"\nKasubbag Program &amp; Keuangan memohon telaah ulang: <i>“{esc(asked)}”</i>" if asked else ""
    return (
        f"{heading}{again}\nRekapitulasi Data Kinerja {nama_periode(view.year, view.quarter)} terlampir (PDF, Excel). "
        f"{_received(view)}\n{figures(view)}{_attention(view)}{arahan}"
    )


def attention_list(lines: Sequence[str]) -> list[str]:
    """[Lihat catatan]: every point in full."""
    if not lines:
        return ["Tidak ada lagi yang perlu dicermati pada rekapitulasi ini."]
    return in_messages(["<b>Mohon dicermati</b>", *(f"{number}. {esc(line)}" for number, line in enumerate(lines, 1))])


def look_label(view: SummaryView) -> str:
    """The button that shows every point."""
    return f"Lihat {len(view.attention)} catatan"
