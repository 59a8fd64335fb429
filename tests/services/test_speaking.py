"""A voice message as arahan where the Dokumen of two periods wait for the same signer."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass

import pytest

from bot.services import desk
from bot.services.incoming import Attachment, Message
from bot.sop import commands
from bot.sop.model import SYSTEM
from storage.database import Database
from tests.services.counter import KASUBBAG, SEKRETARIS, Said
from tests.services.limits_desk import LimitsDesk
from tests.services.paper_office import PaperOffice


@dataclass
class Signing:
    """The counter, and the two periods of which the older is TW II."""

    counter: LimitsDesk
    older: PaperOffice
    younger: PaperOffice

    def speak(self) -> Said:
        """The Sekretaris sends a voice message; gives the answer."""
        voice = Attachment("suara", "voice", "suara.ogg", "audio/ogg", 1000)
        message = Message(20_000, 200_000, self.counter.now, attachment=voice)
        (said,) = self.counter.act(SEKRETARIS, lambda work: desk.receive(work, message))
        return said

    def steps(self) -> list[int]:
        """Where both stand."""
        return [one.record.state.open_tasks[0].step for one in (self.older, self.younger)]


def _at_signature(first: PaperOffice, quarter: int) -> PaperOffice:
    """The same office with a cycle of a quarter, for one unit, that waits for the Sekretaris's signature."""
    office = copy(first)
    office.units = {"PEM": first.units["PEM"]}
    office.cycle_id = office.database.write_now(lambda tx: office.open(tx, quarter))
    office.release()
    office.collect()
    office.recap()
    office.compile()
    office.press(commands.FilesReady, office.task(13), by=SYSTEM, document_version=1)
    return office


@pytest.fixture
def signing(sqlite_url: str) -> Signing:
    """An office of which two periods are at step 13."""
    office = PaperOffice(Database(sqlite_url))
    office.join()
    older, younger = (_at_signature(office, quarter) for quarter in (2, 3))
    counter = LimitsDesk(office.database, office_id=office.office_id, cycle_id=younger.cycle_id, now=younger.now)
    counter.bureau = office.bureau
    return Signing(counter, older, younger)


def test_a_spoken_arahan_returns_the_dokumen_that_was_asked_about(signing: Signing) -> None:
    """The open question says which one is meant; the offer and the voice's caption name its period."""
    signing.counter.put(SEKRETARIS, "tolak_dokumen", signing.younger.task(13))
    said = signing.speak()
    assert said.text.endswith("arahan perbaikan atas Dokumen <b>TW III 2026</b>.")
    signing.counter.press(SEKRETARIS, "Jadikan arahan")
    assert signing.steps() == [13, 12]
    captions = [one.text for one in signing.counter.heard(KASUBBAG) if one.text.startswith("Arahan ")]
    assert captions == ["Arahan Bapak Sekretaris atas Dokumen Data Capaian Kinerja TW III 2026."]


def test_without_a_question_the_offer_says_which_dokumen_it_would_return(signing: Signing) -> None:
    """It is the one that has waited longest."""
    assert signing.speak().text.endswith("arahan perbaikan atas Dokumen <b>TW II 2026</b>.")
    signing.counter.press(SEKRETARIS, "Jadikan arahan")
    assert signing.steps() == [12, 13]
