"""What an official of any office answers to any question of his form: plausible, varied, and the same at each play."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from typing import TypeVar

from bot.sop.achievement import Polarity
from bot.sop.forms import Field, Topic
from bot.sop.sheet import IndicatorLine, SheetRow
from bot.texts.formats import angka

_T = TypeVar("_T")
_HUNDRED, _THOUSAND = Decimal(100), Decimal(1000)
_SPENT = ((18, 24), (42, 49), (66, 73), (93, 99))
"""The share of the pagu in per cent that is spent up to the end of each quarter, at least and at most."""

_UNKNOWN_BUDGET = Decimal(20_000_000)
_PUSH = (
    "Pelaksanaan sesuai jadwal yang disepakati sejak awal tahun.",
    "Koordinasi dengan perangkat desa berjalan baik setiap bulan.",
    "Data dukung disampaikan lebih awal daripada triwulan sebelumnya.",
    "Dukungan lintas sektor mempercepat pelaksanaan kegiatan.",
)
_BLOCK = (
    "",
    "",
    "Beberapa pertemuan bergeser karena cuaca dan banjir di jalur poros.",
    "Dua desa terlambat menyampaikan data pendukung.",
    "Pencairan anggaran menunggu pergeseran sehingga sebagian kegiatan mundur.",
)
_FOLLOW = (
    "Pertemuan yang bergeser dijadwalkan kembali pada awal triwulan berikutnya.",
    "Pendampingan kepada desa yang terlambat dilaksanakan bulan depan.",
    "Percepatan dikoordinasikan dengan Subbagian Program dan Keuangan.",
)
_IDLE = ("Menunggu pengesahan pergeseran anggaran; pelaksanaan dijadwalkan pada triwulan berikutnya.",)
_REASON = (
    "Dilaksanakan bersama beberapa desa sekaligus atas permintaan masyarakat.",
    "Sebagian kegiatan triwulan berikutnya dilaksanakan lebih awal.",
    "Kegiatan tertunda karena cuaca dan dilanjutkan pada triwulan berikutnya.",
)
_SENTENCES = {Topic.PUSH: _PUSH, Topic.BLOCK: _BLOCK, Topic.FOLLOW: _FOLLOW, Topic.IDLE: _IDLE}
NOTHING = ""
"""The answer 'tidak ada'."""


@dataclass(frozen=True, slots=True)
class Dice:
    """Choices that depend on nothing but the seed and what is chosen for."""

    seed: str

    def number(self, least: int, most: int, *about: object) -> int:
        """A number between two, both included."""
        digest = sha256("\0".join(map(str, (self.seed, *about))).encode()).digest()
        return least + int.from_bytes(digest[:8]) % (most - least + 1)

    def pick(self, options: Sequence[_T], *about: object) -> _T:
        """One of several."""
        return options[self.number(0, len(options) - 1, *about)]


def answer(field: Field, quarter: int, dice: Dice) -> str:
    """What is typed in answer to a field, NOTHING for 'tidak ada'; not for files."""
    if field.topic is Topic.REALISED:
        assert field.indicator is not None
        return angka(realised(field.indicator, dice))
    if field.topic is Topic.SPENT:
        assert field.row is not None
        return angka(spent(field.row, quarter, dice))
    return dice.pick(_SENTENCES[field.topic], field.key)


def mended(field: Field, quarter: int, by: str, dice: Dice) -> str:
    """What is typed when an arahan asks for something else than what stands there: the target, or more words."""
    line = field.indicator
    if line is not None and line.target is not None:
        return angka(line.target)
    if field.topic in {Topic.REALISED, Topic.SPENT}:
        return answer(field, quarter, dice)
    return f"Sesuai arahan {by}, uraian dilengkapi dan dicocokkan dengan laporan bulanan."


def reason(key: str, dice: Dice) -> str:
    """Why an unusual figure is right."""
    return dice.pick(_REASON, "alasan", key)


def realised(line: IndicatorLine, dice: Dice) -> Decimal:
    """A realisasi near the target, mostly exactly it, sometimes less, seldom much more."""
    target, luck = line.target, dice.number(0, 99, "realisasi", line.key)
    if target is None or target == 0:
        return Decimal(1) if target is None else Decimal(0)
    if luck >= 95 and not line.per_cent:
        return target * 2 if line.polarity is Polarity.NAIK else Decimal(0)
    if line.whole:
        return max(target - 1, Decimal(1)) if luck < 25 else target
    share = Decimal(dice.number(91, 104, "bagian", line.key)) if luck < 60 else _HUNDRED
    figure = (target * share / _HUNDRED).quantize(Decimal("0.01"))
    return min(figure, _HUNDRED) if line.per_cent else figure


def spent(row: SheetRow, quarter: int, dice: Dice) -> Decimal:
    """A realisasi anggaran up to the end of the quarter: never above the pagu, never less than was spent before."""
    if row.ledger is not None:
        return row.ledger
    pagu = _UNKNOWN_BUDGET if row.budget is None else row.budget
    share = Decimal(dice.number(*_SPENT[quarter - 1], "anggaran", row.key))
    figure = (pagu * share / _HUNDRED / _THOUSAND).to_integral_value() * _THOUSAND
    return max(min(figure, pagu), row.spent_before or Decimal(0))
