"""The cycle's own copy of what one unit reports: sub kegiatan, indicators, targets and pagu (SOP steps 2, 5 and 11)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Any, TypeVar

from bot.sop.achievement import NegativeFormula, Polarity, YearMethod
from bot.sop.errors import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorLine:
    """An indikator of one period; `measure` is its satuan, `earlier` the year's quarters before this one.

    `target` is None where nothing is targeted this period, `previous` is what was reported the period before.
    """

    key: str
    code: str
    name: str
    measure: str
    objective: str = ""
    polarity: Polarity = Polarity.NAIK
    formula: NegativeFormula = NegativeFormula.A
    year_method: YearMethod = YearMethod.JUMLAH
    whole: bool = True
    target: Decimal | None = None
    target_year: Decimal | None = None
    previous: Decimal | None = None
    earlier: tuple[Decimal | None, ...] = ()
    source: str = ""

    @property
    def per_cent(self) -> bool:
        """Whether it is measured in per cent."""
        return "%" in self.measure or "persen" in self.measure.lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """A sub kegiatan; `budget` its pagu, `ledger` the treasurer's figure, `spent_before` what was spent until then."""

    key: str
    code: str
    name: str
    program: str = ""
    activity: str = ""
    budget: Decimal | None = None
    ledger: Decimal | None = None
    spent_before: Decimal | None = None
    running: bool = True
    idle_reason: str | None = None
    indicators: tuple[IndicatorLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What one unit reports in one cycle; `iku` are the indicators of the Camat whose data it holds."""

    rows: tuple[SheetRow, ...]
    iku: tuple[IndicatorLine, ...] = ()

    @property
    def runs(self) -> bool:
        """Whether anything in it can be collected ('kegiatan belum berjalan' cannot)."""
        return any(row.running for row in self.rows) or any(line.target is not None for line in self.iku)

    def row(self, key: str) -> SheetRow:
        """The sub kegiatan with this key; raises Refusal if there is none."""
        return _one(self.rows, key)

    def indicator(self, key: str) -> IndicatorLine:
        """The indicator with this key, an IKU included; raises Refusal if there is none."""
        return _one((*(line for row in self.rows for line in row.indicators), *self.iku), key)


@dataclass(frozen=True, slots=True)
class Direction:
    """An arahan for a form, or for one of its fields; `by` is how its writer is called ('Bapak Sekretaris')."""

    field: str | None
    text: str
    by: str
    done: bool = False


_Keyed = TypeVar("_Keyed", IndicatorLine, SheetRow)


def _one(found: Iterable[_Keyed], key: str) -> _Keyed:
    for one in found:
        if one.key == key:
            return one
    raise Refusal("baris_tidak_ada", key=key)


def without_row(sheet: Sheet, key: str) -> Sheet:
    """Drop a sub kegiatan for this cycle; raises Refusal for the last thing that the form reports."""
    kept = tuple(row for row in sheet.rows if row is not sheet.row(key))
    if not kept and not sheet.iku:
        raise Refusal("baris_terakhir", key=key)
    return replace(sheet, rows=kept)


def with_budget(sheet: Sheet, key: str, budget: Decimal | None) -> Sheet:
    """Correct a pagu."""
    return _with_row(sheet, key, lambda row: replace(row, budget=budget))


def with_ledger(sheet: Sheet, key: str, spent: Decimal | None) -> Sheet:
    """Note the treasurer's cumulative figure of a sub kegiatan."""
    return _with_row(sheet, key, lambda row: replace(row, ledger=spent))


def with_target(sheet: Sheet, key: str, target: Decimal | None) -> Sheet:
    """Correct this period's target of an indicator, an IKU included."""
    changed = replace(sheet.indicator(key), target=target)

    def swap(lines: tuple[IndicatorLine, ...]) -> tuple[IndicatorLine, ...]:
        return tuple(changed if line.key == key else line for line in lines)

    rows = tuple(replace(row, indicators=swap(row.indicators)) for row in sheet.rows)
    return Sheet(rows=rows, iku=swap(sheet.iku))


def _with_row(sheet: Sheet, key: str, change: Callable[[SheetRow], SheetRow]) -> Sheet:
    found = sheet.row(key)
    return replace(sheet, rows=tuple(change(row) if row is found else row for row in sheet.rows))


def to_plain(sheet: Sheet) -> dict[str, Any]:
    """The sheet as JSON values, figures as text."""
    return {
        "rows": [_plain(row) | {"indicators": [_plain(line) for line in row.indicators]} for row in sheet.rows],
        "iku": [_plain(line) for line in sheet.iku],
    }


def _plain(one: IndicatorLine | SheetRow) -> dict[str, Any]:
    return {item.name: _plain_value(getattr(one, item.name)) for item in fields(one) if item.name != "indicators"}


def _plain_value(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain_value(one) for one in value]
    return format(value, "f") if isinstance(value, Decimal) else value


def from_plain(plain: dict[str, Any]) -> Sheet:
    """The sheet that `to_plain` wrote."""
    return Sheet(
        rows=tuple(_row(row) for row in plain["rows"]),
        iku=tuple(_line(line) for line in plain["iku"]),
    )


def _row(plain: dict[str, Any]) -> SheetRow:
    figures = {name: _figure(plain[name]) for name in ("budget", "ledger", "spent_before")}
    return SheetRow(**{**plain, **figures, "indicators": tuple(_line(line) for line in plain["indicators"])})


def _line(plain: dict[str, Any]) -> IndicatorLine:
    figures = {name: _figure(plain[name]) for name in ("target", "target_year", "previous")}
    return IndicatorLine(
        **{
            **plain,
            **figures,
            "earlier": tuple(_figure(one) for one in plain["earlier"]),
            "polarity": Polarity(plain["polarity"]),
            "formula": NegativeFormula(plain["formula"]),
            "year_method": YearMethod(plain["year_method"]),
        }
    )


def _figure(plain: str | None) -> Decimal | None:
    return None if plain is None else Decimal(plain)
