"""Turns the sheets 'Unit' and 'Pejabat' into plans, and checks that every role of the SOP is held."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bot.documents.workbook.layout import ROLES
from bot.documents.workbook.reader import NUMBER
from bot.documents.workbook.rows import Record
from bot.documents.workbook.sheets import OFFICIAL, UNIT
from bot.documents.workbook.values import codes
from bot.office_plan import Capacity, Fault, OfficialPlan, RolePlan, UnitPlan
from bot.sop.model import Role

_CAPACITIES: Mapping[str, Capacity] = {"definitif": "definitif", "Plh.": "plh", "Plt.": "plt"}
_NIP = re.compile(r"[0-9]{18}", re.ASCII)


def unit_plans(records: Sequence[Record], faults: list[Fault]) -> dict[str, UnitPlan]:
    """Return the units by code."""
    units: dict[str, UnitPlan] = {}
    for record in records:
        plan = UnitPlan(code=unique(record, units), name=record.text("name"))
        units.setdefault(plan.code, plan)
    if not records:
        faults.append(Fault(UNIT.name, "", "paling sedikit satu unit harus diisi"))
    return units


def unique(record: Record, known: Mapping[str, object], key: str = "code") -> str:
    """Return the record's code, noting a fault if it was already used."""
    code = record.text(key)
    if code and code in known:
        record.fault(key, f"kode {code} sudah dipakai; setiap kode hanya boleh satu kali")
    return code


def known_code(record: Record, key: str, known: Mapping[str, object], sheet: str) -> str:
    """Return the code in the cell, empty if there is none or the sheet that it refers to does not have it."""
    code = record.text(key)
    if code and code not in known:
        record.fault(key, f'{code} tidak ada pada lembar "{sheet}"')
        return ""
    return code


def official_plans(
    records: Sequence[Record], units: Mapping[str, UnitPlan], faults: list[Fault]
) -> tuple[OfficialPlan, ...]:
    """Return the officials; the Kasubbag is administrator if the workbook names none."""
    officials: dict[str, OfficialPlan] = {}
    for record in records:
        plan = _official(record, units, unique(record, officials))
        officials.setdefault(plan.code, plan)
    plans = tuple(officials.values())
    if not any(plan.admin for plan in plans):
        plans = tuple(replace(plan, admin=_coordinates(plan)) for plan in plans)
    faults.extend(_missing_roles(plans, units))
    return plans


def _coordinates(official: OfficialPlan) -> bool:
    return any(role.role is Role.KASUBBAG for role in official.roles)


def _official(record: Record, units: Mapping[str, UnitPlan], code: str) -> OfficialPlan:
    return OfficialPlan(
        code=code,
        name=record.text("name"),
        honorific=record.choice("honorific"),
        post=record.text("post"),
        rank=record.text("rank"),
        nip=_nip(record),
        roles=_roles(record, units),
        admin=record.choice("admin") == "ya",
    )


def _nip(record: Record) -> str:
    cell = record.cells["nip"]
    text = record.text("nip").replace(" ", "")
    # A number keeps 15 digits only, so that the last three would be wrong without a sign of it.
    if text and (not _NIP.fullmatch(text) or (cell and cell.kind == NUMBER)):
        record.fault("nip", "NIP harus 18 angka dan diketik sebagai teks, bukan sebagai bilangan")
        return ""
    return text


def _roles(record: Record, units: Mapping[str, UnitPlan]) -> tuple[RolePlan, ...]:
    capacity = _CAPACITIES[record.choice("capacity", "definitif")]
    held: list[RolePlan] = []
    for name in codes(record.text("role")):
        if name.casefold() not in ROLES:
            record.fault("role", f"peran '{name}' tidak dikenal; pilihannya: {', '.join(ROLES)}")
            continue
        role = Role(name.casefold())
        first = "definitif" if held else capacity
        if role is Role.PPTK:
            held.extend(RolePlan(role=role, unit=unit, capacity=first) for unit in _units(record, units))
        else:
            held.append(RolePlan(role=role, capacity=first))
    return tuple(held)


def _units(record: Record, units: Mapping[str, UnitPlan]) -> list[str]:
    names = codes(record.text("unit"))
    if not names:
        record.fault("unit", "pptk wajib menyebut kode unitnya")
    for name in names:
        if name not in units:
            record.fault("unit", f'{name} tidak ada pada lembar "{UNIT.name}"')
    return [name for name in names if name in units]


def _missing_roles(officials: Sequence[OfficialPlan], units: Mapping[str, UnitPlan]) -> Iterator[Fault]:
    held = Counter((role.role, role.unit) for official in officials for role in official.roles)
    for role in Role:
        if role is not Role.PPTK and held[role, ""] != 1:
            reason = f"peran {role.value} harus dipegang tepat satu pejabat; tertulis {held[role, '']}"
            yield Fault(OFFICIAL.name, "", reason)
    for code, unit in units.items():
        if held[Role.PPTK, code] != 1:
            reason = f"unit {code} ({unit.name}) harus mempunyai tepat satu pptk; tertulis {held[Role.PPTK, code]}"
            yield Fault(OFFICIAL.name, "", reason)
