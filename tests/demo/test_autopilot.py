"""The autopilot plays whole cycles of any office, from the schedule's proposal to the archive."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from bot.demo.play.checking import check
from bot.sop.model import CycleStatus
from tests.builders import DEMO_WORKBOOK
from tests.demo.training import at_work, small_office

pytestmark = pytest.mark.usefixtures("unmeasured")


@pytest.mark.slow
async def test_a_fresh_cycle_is_played_to_the_archive(tmp_path: Path) -> None:
    """From the eve of the period everyone does his part; every document is there and the audit verifies."""
    said: list[str] = []
    async with at_work(tmp_path, DEMO_WORKBOOK) as room:
        assert await room.pilot.cycle(said.append) == "Siklus TW I 2026 selesai dan diarsipkan."
        await room.theatre.stage.settle()
        assert check(room.theatre, 1).documents
        steps = [task.step for task in room.state().tasks]
        assert sorted(set(steps)) == list(range(1, 15))
        assert not any(task.expired for task in room.state().tasks)
    assert said[0] == "Rabu, 1 April 2026: jadwal mengusulkan pengumpulan data TW I 2026 kepada Camat."
    assert said[1] == "Bapak Camat memerintahkan pengumpulan data kinerja (TW I 2026, langkah 1)."
    assert "Bapak Camat menyetujui dokumen dan surat pengantar (TW I 2026, langkah 13)." in said
    assert not any("belum disimpan" in line or "ini untuk isian" in line for line in room.lines)


async def test_two_cycles_of_another_office_back_to_back(tmp_path: Path) -> None:
    """Other people, units and figures, a Plh. Sekretaris who returns a form in each cycle: both are archived."""
    async with at_work(tmp_path, small_office(tmp_path), troublesome=True) as room:
        assert await room.pilot.cycle() == "Siklus TW I 2026 selesai dan diarsipkan."
        assert await room.pilot.cycle() == "Siklus TW II 2026 selesai dan diarsipkan."
        for cycle_id in (1, 2):
            state = room.state(cycle_id)
            assert (state.status, state.putaran) == (CycleStatus.SELESAI, 2)
        before, after = ({unit: form.answers for unit, form in room.forms(one).items()} for one in (1, 2))
    social = after["Seksi Sosial"]["bud:1"].value
    assert Decimal(before["Seksi Sosial"]["bud:1"].value) <= Decimal(social) <= Decimal(64_000_500)
