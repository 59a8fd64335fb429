"""[Batalkan] where a press wrote more than the engine keeps: arahan on forms, reasons of forms gone without."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.services import desk
from bot.services.claims import Claim
from bot.services.incoming import Message
from bot.sop.model import FormStatus
from storage import forms
from storage.database import Database
from storage.forms import FormRecord
from tests.services.counter import KASI, KASUBBAG, SEKRETARIS, Counter
from tests.services.paper_office import PaperOffice, collected_copy


def _counter(office: PaperOffice) -> Counter:
    """The office's counter, where its officials press."""
    office.join()
    found = Counter(office.database, office_id=office.office_id, cycle_id=office.cycle_id, now=office.now)
    found.bureau = office.bureau
    return found


def _press(counter: Counter, code: str, step: int, verb: str, arg: str = "") -> None:
    task = counter.task(step)
    counter.claim(code, Claim(verb, counter.record().task_id(task), task.version, arg))


def _write(counter: Counter, code: str, text: str) -> None:
    message = Message(1, 1_000_000, counter.now, text)
    counter.act(code, lambda work: desk.receive(work, message))


def _form(counter: Counter, unit: str) -> FormRecord:
    unit_id = counter.unit_id(unit)
    return counter.database.read_now(lambda tx: forms.of_unit(tx, counter.cycle_id, unit_id))


@pytest.fixture
def reviewed(sqlite_template: Path, tmp_path: Path) -> Counter:
    """The demo's office at step 11."""
    path, now = collected_copy(sqlite_template, tmp_path)
    office = PaperOffice(Database(f"sqlite:///{path}"), now)
    office.recap()
    return _counter(office)


def test_a_tidak_that_was_taken_back_leaves_no_arahan_on_a_form(reviewed: Counter) -> None:
    """The arahan are drafts again, so that they can be mended and sent, or dropped."""
    unit = reviewed.unit_id("PEM")
    _press(reviewed, SEKRETARIS, 11, "arahan_isian", f"{unit}.semua")
    _write(reviewed, SEKRETARIS, "Mohon dicocokkan dengan laporan desa.")
    _press(reviewed, SEKRETARIS, 11, "kirim_arahan")
    assert [one.text for one in _form(reviewed, "PEM").directions] == ["Mohon dicocokkan dengan laporan desa."]
    task = next(one for one in reversed(reviewed.record().state.tasks) if one.step == 11)
    reviewed.claim(SEKRETARIS, Claim("urung", reviewed.record().task_id(task), task.version))
    assert _form(reviewed, "PEM").directions == ()
    assert _form(reviewed, "PEM").status is FormStatus.DITERIMA
    assert reviewed.record().state.putaran == 1
    card = reviewed.heard(SEKRETARIS)[-1]
    assert "Kirim 1 arahan" in [label for label, _ in card.buttons]
    assert any("Mohon dicocokkan dengan laporan desa." in one.text for one in reviewed.heard(SEKRETARIS)[-6:])
    reviewed.press(SEKRETARIS, "Kirim 1 arahan")
    assert [one.text for one in _form(reviewed, "PEM").directions] == ["Mohon dicocokkan dengan laporan desa."]
    assert reviewed.record().state.putaran == 2
    assert "Mohon perbaikan" in reviewed.heard(KASI)[-1].text


def test_a_form_that_is_awaited_again_is_no_longer_gone_without(sqlite_url: str) -> None:
    """Taking back the last [Lanjut tanpa] takes its reason away with it."""
    office = PaperOffice(Database(sqlite_url))
    office.release()
    office.collect(*(code for code in office.units if code != "PEM"))
    office.skip("PEM", "Pejabat bertugas di luar daerah.")
    counter = _counter(office)
    done = next(one for one in reversed(counter.record().state.tasks) if one.step == 6 and not one.open)
    counter.claim(KASUBBAG, Claim("urung", counter.record().task_id(done), done.version))
    assert _form(counter, "PEM").status is not FormStatus.DILEWATI
    assert _form(counter, "PEM").note is None
