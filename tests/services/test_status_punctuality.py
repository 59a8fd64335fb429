"""/status on how limits were kept: for the Camat and the Kasubbag, and never to a superior about himself."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import insert, update

from bot.services import acts
from bot.services.work import Work
from bot.sop.commands import Complete, Distribute, Extend
from bot.sop.model import Role
from bot.sop.working_time import Limit
from bot.texts import status as texts
from bot.texts.status import Granted, Overrun
from storage import cycles
from storage.database import Database
from storage.records import Task
from storage.tables import Assignment
from tests.services.counter import ANALIS, CAMAT, KASI, KASUBBAG, SEKRETARIS, Counter

HEADING = "<b>Ketepatan waktu</b>\n"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def office(sqlite_url: str) -> Counter:
    """The demo's office with everyone in and a cycle at step 1."""
    return Counter(Database(sqlite_url)).open().propose()


def done(office: Counter, code: str, minutes: int) -> None:
    """Let an official finish the newest open task after so many minutes."""
    office.now += minutes * MINUTE
    office.order(code, lambda _, task: Complete(task.number, task.version))


def block(office: Counter, code: str) -> str:
    """What /status says of punctuality; empty where it says nothing."""
    said, _ = office.say(code, "/status")
    return said.text.partition(HEADING)[2]


def test_before_a_step_is_finished_nothing_is_said(office: Counter) -> None:
    """There is nothing to tell yet."""
    assert block(office, KASUBBAG) == ""


def test_a_superiors_own_steps_are_left_out(office: Counter) -> None:
    """The Camat took an hour over step 1: neither he nor the Kasubbag reads of it."""
    done(office, CAMAT, 60)
    assert block(office, CAMAT) == block(office, KASUBBAG) == ""
    done(office, KASUBBAG, 10)
    assert block(office, CAMAT) == block(office, KASUBBAG) == "1 tugas selesai, 1 tepat waktu."


def test_a_late_step_is_named_with_its_delay(office: Counter) -> None:
    """To those who coordinate; nobody else is told of it."""
    done(office, CAMAT, 1)
    done(office, KASUBBAG, 50)
    said = "1 tugas selesai, 0 tepat waktu.\n• Langkah 2, Penyiapan formulir: terlambat 20 menit"
    assert block(office, CAMAT) == block(office, KASUBBAG) == said
    assert block(office, SEKRETARIS) == block(office, ANALIS) == block(office, KASI) == ""


def test_the_camat_reads_of_the_sekretaris_and_the_kasubbag_does_not(office: Counter) -> None:
    """Nor does a Sekretaris who stands in for the Camat read of himself."""
    for code in (CAMAT, KASUBBAG, KASUBBAG):
        done(office, code, 1)
    reviewed = {"step": 11, "role": Role.SEKRETARIS, "closed_by": office.officer_id(SEKRETARIS)}
    later = {"closed_at": office.now + timedelta(minutes=8 * 60)}
    office.database.write_now(lambda tx: tx.execute(update(Task).where(Task.step == 3).values(**reviewed, **later)))
    office.now += timedelta(days=2)
    late = "\n• Langkah 11, Telaah rekapitulasi: terlambat "
    assert late in block(office, CAMAT)
    assert block(office, KASUBBAG) == "1 tugas selesai, 1 tepat waktu."
    stand_in(office, SEKRETARIS)
    assert block(office, SEKRETARIS) == "1 tugas selesai, 1 tepat waktu."


def stand_in(office: Counter, code: str) -> None:
    """Let an official act as Plh. Camat."""
    values = {"role": Role.CAMAT, "capacity": "plh", "starts_at": office.now, "office_id": office.office_id}
    row = {**values, "officer_id": office.officer_id(code)}
    office.database.write_now(lambda tx: tx.execute(insert(Assignment).values(row)))


def test_units_and_extensions_are_named(office: Counter) -> None:
    """A form that was given more time says how much."""
    for code in (CAMAT, KASUBBAG, KASUBBAG):
        done(office, code, 1)
    units = tuple(form.unit for form in office.record().state.forms)
    office.order(ANALIS, lambda _, task: Distribute(task.number, task.version, units))
    task = office.task(5, "PEM")

    def grant(work: Work) -> None:
        command = Extend(task.number, task.version, 0, Limit.parse("1 hari"), "perjalanan dinas")
        acts.carry_out(work, cycles.load(work.tx, office.cycle_id), [command])

    office.act(KASUBBAG, grant)
    assert block(office, CAMAT) == (
        "3 tugas selesai, 3 tepat waktu.\nPerpanjangan: langkah 5, Seksi Pemerintahan (+1 hari kerja)."
    )


def test_a_correction_is_named_by_what_it_is(office: Counter) -> None:
    """It is no step of the paper."""
    for code in (CAMAT, KASUBBAG):
        done(office, code, 1)
    corrected = {"purpose": "koreksi", "closed_at": office.now + timedelta(hours=1)}
    office.database.write_now(lambda tx: tx.execute(update(Task).where(Task.step == 2).values(corrected)))
    office.now += timedelta(days=1)
    assert "• Langkah 2, Membetulkan target atau pagu sesuai DPA/PK: terlambat 31 menit" in block(office, KASUBBAG)


def test_the_block_stays_short() -> None:
    """The longest delays first; what is more is summed up, in eight lines at most."""
    late = [Overrun(5, "Pengisian formulir", f"Seksi <{number}>", number * MINUTE) for number in range(1, 8)]
    granted = [Granted(5, f"Seksi {number}", "+30 menit") for number in range(1, 5)]
    lines = texts.punctuality(9, 8, late, granted)
    assert lines[0] == ""
    assert len(lines[1:]) == 8
    assert lines[3] == "• Langkah 5, Seksi &lt;7&gt;: terlambat 7 menit"
    assert lines[-2] == "• 3 lainnya: terlambat paling lama 3 menit"
    assert lines[-1].endswith("langkah 5, Seksi 2 (+30 menit); 2 lainnya.")


def test_an_extension_of_a_step_of_one_names_the_step_alone() -> None:
    """There is no unit to name."""
    assert texts.punctuality(1, 1, [], [Granted(8, "", "+1 jam")])[-1] == "Perpanjangan: langkah 8 (+1 jam)."
