"""Turns the sheets with sub kegiatan, indicators, schedule and earlier figures into plans, and checks them."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from bot.documents.workbook.layout import QUARTERS
from bot.documents.workbook.office import spans
from bot.documents.workbook.people import known_code, unique
from bot.documents.workbook.rows import Record
from bot.office_plan import (
    EarlierPlan,
    Fault,
    IndicatorPlan,
    PeriodPlan,
    Quarters,
    SpecialDayPlan,
    SubActivityPlan,
    UnitPlan,
)
from bot.sop.achievement import NegativeFormula, Polarity, YearMethod


def sub_activity_plans(records: Sequence[Record], units: Mapping[str, UnitPlan]) -> dict[str, SubActivityPlan]:
    """Return the sub kegiatan by code."""
    plans: dict[str, SubActivityPlan] = {}
    for record in records:
        running = record.choice("running", "ya") == "ya"
        reason = record.text("idle_reason")
        if not running and not reason:
            record.fault("idle_reason", "wajib diisi karena kegiatan belum berjalan")
        plan = SubActivityPlan(
            code=unique(record, plans),
            name=record.text("name"),
            activity=record.text("activity"),
            program=record.text("program"),
            unit=known_code(record, "unit", units, "Unit"),
            budget=record.number("budget"),
            running=running,
            idle_reason=None if running else reason,
        )
        plans.setdefault(plan.code, plan)
    return plans


def indicator_plans(
    records: Sequence[Record],
    units: Mapping[str, UnitPlan],
    sub_activities: Mapping[str, SubActivityPlan],
    warnings: list[Fault],
) -> dict[str, IndicatorPlan]:
    """Return the indicators by code; a sub kegiatan gives its indicators their unit."""
    plans: dict[str, IndicatorPlan] = {}
    for record in records:
        code = unique(record, plans)
        if code in sub_activities:
            record.fault("code", f"kode {code} sudah dipakai sebuah sub kegiatan")
        plan = _indicator(record, code, units, sub_activities)
        _check_targets(record, plan, warnings)
        plans.setdefault(code, plan)
    return plans


def _indicator(
    record: Record, code: str, units: Mapping[str, UnitPlan], sub_activities: Mapping[str, SubActivityPlan]
) -> IndicatorPlan:
    sub_activity = known_code(record, "sub_activity", sub_activities, "Sub Kegiatan")
    whole = record.choice("whole") == "bulat"
    return IndicatorPlan(
        code=code,
        sub_activity=sub_activity,
        unit=_holder(record, units, sub_activities.get(sub_activity)),
        objective=record.text("objective"),
        name=record.text("name"),
        measure=record.text("measure"),
        polarity=Polarity(record.choice("polarity", Polarity.NAIK)),
        formula=NegativeFormula(record.choice("formula", NegativeFormula.A)),
        year_method=_METHODS[record.choice("year_method", "jumlah")],
        whole=whole,
        targets=_targets(record, whole=whole),
        target_year=_target(record, "target_year", whole=whole),
        source=record.text("source"),
    )


_METHODS = {"jumlah": YearMethod.JUMLAH, "posisi akhir": YearMethod.POSISI_AKHIR, "rata-rata": YearMethod.RATA_RATA}


def _holder(record: Record, units: Mapping[str, UnitPlan], parent: SubActivityPlan | None) -> str:
    unit = known_code(record, "unit", units, "Unit")
    if parent is None:
        if record.cells["unit"] is None and record.cells["sub_activity"] is None:
            record.fault("unit", "IKU wajib menyebut unit pemegang datanya")
        return unit
    if unit and parent.unit and unit != parent.unit:
        record.fault("unit", f"berbeda dari unit sub kegiatannya ({parent.unit})")
    return parent.unit


def _targets(record: Record, *, whole: bool) -> Quarters:
    first, second, third, fourth = (_target(record, f"target_{number}", whole=whole) for number in range(1, 5))
    return first, second, third, fourth


def _target(record: Record, key: str, *, whole: bool) -> Decimal | None:
    value = record.number(key)
    if value is not None and whole and value != value.to_integral_value():
        record.fault(key, "seharusnya bilangan bulat, sesuai kolom Bilangan")
    return value


def _check_targets(record: Record, plan: IndicatorPlan, warnings: list[Fault]) -> None:
    """Note a sum of quarters that is not the year's target: odd, yet it may be what the Perjanjian Kinerja says."""
    given = [target for target in plan.targets if target is not None]
    year = plan.target_year
    if plan.year_method is YearMethod.JUMLAH and given and year is not None and sum(given) != year:
        reason = f"jumlah target triwulan {sum(given):f} tidak sama dengan target tahun {year:f}"
        warnings.append(Fault(record.sheet.name, record.places["target_year"], reason))


def period_plans(records: Sequence[Record], year: int) -> tuple[PeriodPlan, ...]:
    """Return the lines of the Jadwal Kerja; an empty sheet stands for the four quarters of the budget year."""
    plans: dict[tuple[int, int], PeriodPlan] = {}
    for record in records:
        key = _period_key(record, plans, "quarter")
        opens_on, send_by = record.day("opens_on"), record.day("send_by")
        if opens_on and send_by and send_by < opens_on:
            record.fault("send_by", "batas kirim mendahului tanggal dibuka")
        plans.setdefault(key, PeriodPlan(year=key[0], quarter=key[1], opens_on=opens_on, send_by=send_by))
    if not records:
        return tuple(PeriodPlan(year=year, quarter=quarter) for quarter in range(1, 5))
    return tuple(plans.values())


def _period_key(record: Record, known: Mapping[tuple[int, int], object], key: str) -> tuple[int, int]:
    period = record.year("year"), _quarter(record)
    if all(period) and period in known:
        record.fault(key, "triwulan ini sudah tertulis")
    return period


def _quarter(record: Record) -> int:
    cell = record.cells["quarter"]
    if cell is not None and cell.text.strip() in {"1", "2", "3", "4"}:
        return int(cell.text)
    name = record.choice("quarter")
    return QUARTERS.index(name) + 1 if name else 0


def special_day_plans(records: Sequence[Record]) -> tuple[SpecialDayPlan, ...]:
    """Return the dated exceptions to the office hours."""
    plans: dict[object, SpecialDayPlan] = {}
    for record in records:
        day, hours, reason = record.day("day"), spans(record, "hours"), record.text("reason")
        if day in plans:
            record.fault("day", "tanggal ini sudah tertulis")
        if day is not None and hours is not None:
            plans.setdefault(day, SpecialDayPlan(day=day, spans=hours, reason=reason))
    return tuple(plans.values())


def earlier_plans(records: Sequence[Record], known: Mapping[str, object]) -> tuple[EarlierPlan, ...]:
    """Return the figures of earlier quarters, each of a known indicator or sub kegiatan."""
    plans: dict[tuple[int, int, str], EarlierPlan] = {}
    for record in records:
        year, quarter = record.year("year"), _quarter(record)
        code, value = record.text("code"), record.number("value")
        if code and code not in known:
            record.fault("code", f"{code} bukan kode indikator maupun sub kegiatan")
        if (year, quarter, code) in plans:
            record.fault("code", f"nilai {code} untuk triwulan ini sudah tertulis")
        if value is not None:
            plans.setdefault((year, quarter, code), EarlierPlan(year=year, quarter=quarter, code=code, value=value))
    return tuple(plans.values())
