"""Step 12: the number of the Surat Pengantar, typed from the agenda book or drawn from the office's own."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.services import acts
from bot.services.steps import composing
from bot.services.work import Work
from bot.sop.commands import FilesReady, RefuseSignature
from bot.sop.model import SYSTEM
from storage import cycles
from tests.services.composing_desk import ComposingDesk, composing_desk, composing_file
from tests.services.counter import KASUBBAG, SEKRETARIS

PATTERN = "{nomor:3}/{bulan}/KEC-LI/{tahun}"


@pytest.fixture(scope="module")
def composing_template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, datetime]:
    """A file whose cycle is at step 12."""
    return composing_file(sqlite_template, tmp_path_factory.mktemp("composing"))


@pytest.fixture
def office(composing_template: tuple[Path, datetime], tmp_path: Path) -> ComposingDesk:
    """An office that counts its letters, 41 of them before the bot."""
    found = composing_desk(composing_template, tmp_path)
    found.pattern(PATTERN, last=41)
    return found


def _card(office: ComposingDesk) -> tuple[str, list[str]]:
    """The card of step 12 and the labels of its buttons."""

    def look(work: Work) -> tuple[str, list[str]]:
        record = cycles.load(work.tx, office.cycle_id)
        (task,) = record.state.open_tasks
        shown = composing.card(work, record, task)
        return shown.text, [button.label for row in shown.buttons for button in row]

    return office.operate(look)


def _files_ready(work: Work) -> None:
    record = cycles.load(work.tx, cycles.live_of(work.tx, work.office_id)[0])
    (task,) = record.state.open_tasks
    ready = FilesReady(task.number, task.version, record.state.document_version)
    acts.carry_out(work, record, [ready], actor=SYSTEM)


def _acts(office: ComposingDesk) -> list[str]:
    return [action for action, _, _ in office.recorded(f"cycle:{office.cycle_id}") if action.startswith("Letter")]


def test_the_card_offers_the_offices_own_number(office: ComposingDesk) -> None:
    """Until it is drawn; what happens without any is said there, too."""
    text, labels = _card(office)
    assert "belum ada" in text
    assert "ditanyakan lagi pada langkah 14" in text
    assert "Ambil nomor" in labels
    office.verb("ambil_nomor")
    text, labels = _card(office)
    assert "Nomor Surat Pengantar: <b>042/IV/KEC-LI/2026</b>." in text
    assert "Ambil nomor" not in labels


def test_an_office_without_a_pattern_draws_none(office: ComposingDesk) -> None:
    """The card does not offer it, and a forged press is refused."""
    office.pattern("")
    text, labels = _card(office)
    assert "Ambil nomor" not in labels
    assert "pada surat tercetak titik-titik" in text
    office.verb("ambil_nomor")
    assert office.record().letter_number is None
    office.verb("nomor_surat")
    assert [label for label, _ in office.heard(KASUBBAG)[-1].buttons] == []


def test_a_drawn_number_is_the_letters(office: ComposingDesk) -> None:
    """It is told, printed from now on, and on record with its place in the count."""
    (said,) = office.verb("ambil_nomor")
    assert said.text == (
        "Nomor <b>042/IV/KEC-LI/2026</b> diambil dari buku nomor kantor dan dipakai pada Surat Pengantar."
    )
    assert office.record().letter_number == "042/IV/KEC-LI/2026"
    action, _, detail = office.recorded(f"cycle:{office.cycle_id}")[-1]
    assert (action, detail) == ("LetterNumberDrawn", {"number": "042/IV/KEC-LI/2026", "year": 2026, "seq": 42})


def test_pressing_twice_draws_once(office: ComposingDesk) -> None:
    """The second press tells the number that is there."""
    office.verb("ambil_nomor")
    (said,) = office.verb("ambil_nomor")
    assert said.text == "Nomor untuk surat ini sudah diambil: <b>042/IV/KEC-LI/2026</b>."
    assert _acts(office) == ["LetterNumberDrawn"]


def test_a_typed_number_replaces_the_drawn_one(office: ComposingDesk) -> None:
    """The drawn one stays in the agenda as unused, and can be taken back."""
    office.verb("ambil_nomor")
    office.verb("nomor_surat")
    (said,) = office.say(KASUBBAG, "045/7/Kec.LI/2026")
    assert said.text == (
        "Nomor Surat Pengantar dicatat: <b>045/7/Kec.LI/2026</b>. Nomor <b>042/IV/KEC-LI/2026</b> dari buku nomor "
        "kantor menjadi tidak terpakai dan tetap tercatat di sana."
    )
    (said,) = office.verb("buku_nomor")
    assert "042/IV/KEC-LI/2026 · TW I 2026" in said.text
    assert "tidak terpakai" in said.text
    (said,) = office.verb("ambil_nomor")
    assert said.text == (
        "Nomor <b>042/IV/KEC-LI/2026</b> yang sudah diambil untuk surat ini dipakai kembali, "
        "menggantikan 045/7/Kec.LI/2026."
    )
    assert office.record().letter_number == "042/IV/KEC-LI/2026"
    assert _acts(office) == ["LetterNumberDrawn", "LetterNumbered", "LetterNumbered"]


def test_a_drawn_number_replaces_the_typed_one(office: ComposingDesk) -> None:
    """And says so; typing the drawn one by hand leaves nothing unused."""
    office.verb("nomor_surat")
    (said,) = office.say(KASUBBAG, "045/7/Kec.LI/2026")
    assert said.text == "Nomor Surat Pengantar dicatat: <b>045/7/Kec.LI/2026</b>."
    (said,) = office.verb("ambil_nomor")
    assert said.text.endswith("dipakai pada Surat Pengantar, menggantikan 045/7/Kec.LI/2026.")
    office.verb("nomor_surat")
    (said,) = office.say(KASUBBAG, "042/IV/KEC-LI/2026")
    assert "tidak terpakai" not in said.text
    (said,) = office.verb("buku_nomor")
    assert said.text.endswith("2026")


def test_an_agenda_without_numbers_says_so(office: ComposingDesk) -> None:
    """It is opened from the question for a number."""
    office.verb("nomor_surat")
    (said,) = office.press(KASUBBAG, "Buku nomor kantor")
    assert said.text == "Buku nomor kantor masih kosong; belum ada nomor yang diambil."


def test_the_number_is_of_the_offices_own_day(office: ComposingDesk) -> None:
    """In Long Ikis the new year has begun while it is still the old one in UTC; its count begins at one."""
    office.now = datetime(2026, 12, 31, 16, 30, tzinfo=UTC)
    office.verb("ambil_nomor")
    assert office.record().letter_number == "001/I/KEC-LI/2027"


def test_a_number_is_kept_over_a_return(office: ComposingDesk) -> None:
    """Step 13 sends the files back: the same letter goes out under the same number."""
    office.verb("ambil_nomor")
    office.verb("lanjut")
    office.operate(_files_ready)
    office.order(SEKRETARIS, lambda record, task: RefuseSignature(task.number, task.version))
    office.verb("ambil_nomor")
    assert office.record().letter_number == "042/IV/KEC-LI/2026"
    assert _acts(office) == ["LetterNumberDrawn"]
