"""Reads the part of the SOP table that says when people are reminded, and to whom a task is brought after its limit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any

from bot.sop.errors import SopDefinitionError, word
from bot.sop.ladder import BEFORE, ESCALATING, Ladder, Rung
from bot.sop.model import Role
from bot.sop.working_time import Limit

_LONG, _SHORT = "panjang", "singkat"
_NAME, _LINE = "pengingat", "jenjang penyampaian"


@dataclass(frozen=True, slots=True)
class Reminders:
    """The local hour of the reminders after a limit, and the ladders by name; longer limits than `long_over` climb
    'panjang', others 'singkat', unless a step names its own; `mornings_only` hear of nothing but in the morning."""

    morning: time
    long_over: Limit
    ladders: Mapping[str, Ladder]
    mornings_only: frozenset[Role]

    def ladder(self, limit: Limit, name: str | None = None) -> Ladder:
        """The ladder of a limit; raises SopDefinitionError for a name that the table does not have."""
        wanted = name or (_LONG if limit.nominal > self.long_over.nominal else _SHORT)
        if wanted not in self.ladders:
            raise SopDefinitionError(f"tangga '{wanted}' tidak ada; yang ada: {', '.join(self.ladders)}")
        return self.ladders[wanted]


def read_reminders(table: Mapping[str, Any]) -> Reminders:
    """Read [reminders]; raises SopDefinitionError naming the fault."""
    try:
        quiet = frozenset(word(Role, one) for one in table["mornings_only"])
        ladders = {name: _ladder(name, row) for name, row in table["ladders"].items()}
        found = Reminders(_hour(table["morning"]), Limit.parse(table["long_over"]), ladders, quiet)
        for name in (_LONG, _SHORT):
            found.ladder(found.long_over, name)
    except KeyError as error:
        raise SopDefinitionError(f"{_NAME}: {error} belum diisi") from error
    except ValueError as error:
        raise SopDefinitionError(f"{_NAME}: {error}") from error
    except (AttributeError, TypeError) as error:
        raise SopDefinitionError(f"{_NAME}: bentuk isian tidak sesuai") from error
    return found


def _hour(text: str) -> time:
    try:
        return time.fromisoformat(text.replace(".", ":"))
    except ValueError as error:
        raise SopDefinitionError(f"jam '{text}' tidak terbaca; mohon dituliskan seperti '08.00'") from error


def _ladder(name: str, row: Mapping[str, Any]) -> Ladder:
    before, escalates = [word(Rung, one) for one in row["before"]], word(Rung, row["escalates"])
    if not set(before) <= set(BEFORE) or escalates not in ESCALATING:
        raise SopDefinitionError(f"anak tangga '{name}' tidak pada tempatnya")
    return Ladder(tuple(before), escalates)


def read_escalation(table: Mapping[str, Any]) -> dict[Role, tuple[Role, ...]]:
    """Read [escalation]: each role with those who hear, in order; nobody hears about himself or twice."""
    try:
        lines = {word(Role, role): tuple(word(Role, one) for one in line) for role, line in table.items()}
    except ValueError as error:
        raise SopDefinitionError(f"{_LINE}: {error}") from error
    except (TypeError, AttributeError) as error:
        raise SopDefinitionError(f"{_LINE}: bentuk isian tidak sesuai") from error
    if missing := set(Role) - set(lines):
        raise SopDefinitionError(f"{_LINE} belum memuat: {', '.join(sorted(missing))}")
    for role, line in lines.items():
        if role in line or len(set(line)) != len(line):
            raise SopDefinitionError(f"{_LINE} '{role}' berulang atau memuat dirinya sendiri")
    return lines
