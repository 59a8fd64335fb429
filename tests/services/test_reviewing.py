"""Step 11 and the ways back to it: whoever looks again reads why, and the figures he looks at stand still."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from bot.services.bureau import Bureau
from bot.sop.definition import long_ikis
from bot.sop.model import Purpose, Role
from bot.texts.form.values import LONGEST_MESSAGE, units
from storage import forms
from storage.database import Database
from tests.services.counter import ANALIS, KASUBBAG, KEY, SEKRETARIS
from tests.services.limits_desk import LimitsDesk
from tests.services.paper_office import PaperOffice, collected_copy


@pytest.fixture(scope="module")
def reviewing(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, datetime]:
    """A file whose cycle is at step 11, and its hour."""
    path, now = collected_copy(sqlite_template, tmp_path_factory.mktemp("reviewing"))
    office = PaperOffice(Database(f"sqlite:///{path}"), now)
    office.recap()
    office.join()
    return path, office.now


@pytest.fixture
def office(reviewing: tuple[Path, datetime], tmp_path: Path) -> LimitsDesk:
    """The counter of an office on a copy of that file."""
    path, now = reviewing
    database = Database(f"sqlite:///{shutil.copy(path, tmp_path / 'reviewing.sqlite3')}")
    found = LimitsDesk(database, office_id=1, cycle_id=1, now=now)
    found.bureau = Bureau(long_ikis(), KEY, bot_name="contoh_bot", random=bytes)
    return found


def _sent_back(office: LimitsDesk, reason: str) -> str:
    """The Kasubbag asks for another review; gives the card that the Sekretaris reads."""
    office.put(SEKRETARIS, "lanjut", office.task(11))
    office.press(KASUBBAG, "Telaah ulang")
    office.write(KASUBBAG, reason)
    return office.heard(SEKRETARIS)[-1].text


def test_whoever_reviews_again_reads_why(office: LimitsDesk) -> None:
    """The Kasubbag's reason stands on the card, and no more on a card to which something else led."""
    card = _sent_back(office, "Realisasi rapat <koordinasi> ternyata 2 laporan.")
    assert "memohon telaah ulang: <i>“Realisasi rapat &lt;koordinasi&gt; ternyata 2 laporan.”</i>" in card
    office.press(SEKRETARIS, "Rekap diulang")
    office.write(SEKRETARIS, "Mohon rekap dihitung kembali.")
    office.put(ANALIS, "lanjut", office.task(8))
    office.put(KASUBBAG, "lanjut", office.task(10))
    assert "telaah ulang" not in office.heard(SEKRETARIS)[-1].text


def test_the_longest_reason_fits_the_card(office: LimitsDesk) -> None:
    """Telegram counts some signs twice."""
    assert units(_sent_back(office, "📈" * 1000)) <= LONGEST_MESSAGE


def _correction_asked(office: LimitsDesk) -> None:
    office.put(SEKRETARIS, "target_keliru", office.task(11))
    office.write(SEKRETARIS, "Pagu rapat koordinasi tidak sesuai DPA.")


def test_a_correction_that_is_done_approves_nothing(office: LimitsDesk) -> None:
    """The Kasubbag's card says what she did and of which limit, not that the recap is approved."""
    _correction_asked(office)
    office.press(KASUBBAG, "Selesai, rekap ulang")
    line = next(said.text for said in office.heard(KASUBBAG) if said.text.startswith("✓ Langkah 11"))
    assert line.startswith("✓ Langkah 11 · Membetulkan target atau pagu sesuai DPA/PK: <b>selesai</b> ")
    assert line.endswith("dari batas 30 menit.")


def _take_back(office: LimitsDesk) -> str:
    """The Sekretaris takes his last act back, or is told why not."""
    task = next(one for one in reversed(office.record().state.tasks) if one.role is Role.SEKRETARIS and not one.open)
    said = office.put(SEKRETARIS, "urung", task)
    return said[0].text


def _mend_target(office: LimitsDesk) -> None:
    """The Kasubbag changes the first target of the first form, citing the DPA."""
    record = office.record()
    unit = record.state.forms[0].unit
    sheet = office.database.read_now(lambda tx: forms.of_unit(tx, record.id, unit).sheet)
    (correction,) = record.state.open_tasks
    office.put(KASUBBAG, "ubah_target", correction, f"{unit}.{sheet.rows[0].indicators[0].key}")
    office.write(KASUBBAG, "7")
    (said, *_) = office.write(KASUBBAG, "DPA Perubahan Nomor 12 Tahun 2026")
    assert "menjadi" in said.text


def test_a_request_for_a_correction_is_taken_back_while_no_figure_has_changed(office: LimitsDesk) -> None:
    """What the Sekretaris is shown again is the recap that he saw."""
    _correction_asked(office)
    _take_back(office)
    assert office.task(11).role is Role.SEKRETARIS


def test_a_request_for_a_correction_stands_once_a_figure_has_changed(office: LimitsDesk) -> None:
    """Otherwise he would approve files that say other figures than the forms do."""
    _correction_asked(office)
    _mend_target(office)
    assert _take_back(office).startswith("Pejabat berikutnya sudah melanjutkan langkah ini")
    (correction,) = office.record().state.open_tasks
    assert correction.purpose is Purpose.KOREKSI
    # Nor does it help that the Kasubbag takes back that she is done.
    office.press(KASUBBAG, "Selesai, rekap ulang")
    office.press(KASUBBAG, "Batalkan")
    _take_back(office)
    assert [task.purpose for task in office.record().state.open_tasks] == [Purpose.KOREKSI]


def test_an_earlier_correction_holds_no_later_request(office: LimitsDesk) -> None:
    """The recap that is shown says its figures already."""
    _correction_asked(office)
    _mend_target(office)
    office.press(KASUBBAG, "Selesai, rekap ulang")
    office.put(ANALIS, "lanjut", office.task(8))
    office.put(KASUBBAG, "lanjut", office.task(10))
    _correction_asked(office)
    _take_back(office)
    assert office.task(11).role is Role.SEKRETARIS
