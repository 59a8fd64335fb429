"""Step 11 and the ways back to it: whoever looks again reads why, and the figures he looks at stand still."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from bot.services.bureau import Bureau
from bot.sop.definition import long_ikis
from bot.texts.form.values import LONGEST_MESSAGE, units
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
