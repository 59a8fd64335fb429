"""The pictures in the chat: what they show to whom, when a new one is made, and how they are sent."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.documents.models.pictures import RecapPicture, StatusPicture, StatusStep
from bot.services import cards
from bot.services.papers import chat_pictures
from bot.services.papers.publish import PICTURES, Kind
from bot.sop import commands
from bot.sop.model import Actor, Role
from bot.sop.working_time import Limit
from bot.texts.publishing import NAMES
from storage.database import Database
from storage.messages import OutboxMessage
from storage.records import Document
from tests.services.counter import ANALIS, CAMAT, KASUBBAG, SEKRETARIS, Counter
from tests.services.paper_office import PaperOffice
from tests.services.printed import model


@pytest.fixture
def office(sqlite_url: str) -> PaperOffice:
    """The demo's office with a cycle at step 1."""
    return PaperOffice(Database(sqlite_url))


@pytest.fixture
def counter(sqlite_url: str) -> Counter:
    """The same office with everyone in, at its counter."""
    return Counter(Database(sqlite_url)).open().propose()


def steps(office: PaperOffice, part: str = "kasubbag") -> tuple[StatusStep, ...]:
    """The steps that a status picture shows to those of a part."""
    return office.read(lambda work, record: chat_pictures.steps(work, record, part))


def parts(counter: Counter, code: str) -> str:
    """For whose eyes the picture is that an official gets."""
    sent = counter.say(code, "/status")[-1].document
    query = select(Document.part).where(Document.id == sent)
    return counter.database.read_now(lambda tx: tx.execute(query).scalar_one())


def test_every_kind_has_a_name_for_people() -> None:
    """The pictures too, should one fail to be made."""
    assert set(NAMES) == set(Kind)


def test_the_recap_picture_has_the_recaps_figures(office: PaperOffice) -> None:
    """It follows the recap's version; the present period ends its trend."""
    office.release()
    office.collect()
    office.recap()
    shown = model(office, Kind.GAMBAR_REKAP)
    assert isinstance(shown, RecapPicture)
    assert shown.recap.units_received == 6
    assert [(one.year, one.quarter, one.mean) for one in shown.trend] == [(2026, 1, shown.recap.summary.mean)]
    assert office.request(Kind.GAMBAR_REKAP).version == office.request(Kind.REKAP).version


def test_the_status_picture_shows_the_steps_of_its_part(office: PaperOffice) -> None:
    """As they were when it was asked for."""
    office.complete(1)
    shown = model(office, Kind.GAMBAR_STATUS, "camat")
    assert isinstance(shown, StatusPicture)
    assert (shown.steps, shown.putaran) == (steps(office, "camat"), 1)


def test_a_step_is_done_under_way_or_ahead(office: PaperOffice) -> None:
    """Who is awaited is named with the limit; the Kasubbag's own step has its time."""
    office.complete(1)
    office.minutes = 12
    office.complete(2)
    first, second, third, fourth, *_ = steps(office)
    assert [first.state, second.state, third.state, fourth.state] == ["selesai", "selesai", "berjalan", "belum"]
    assert first.title.startswith("Memerintahkan Kasubbag Program & Keuangan")
    assert second.title == "Penyiapan formulir"
    assert (second.used, second.limit, second.late) == (timedelta(minutes=12), timedelta(minutes=30), False)
    assert third.holders == "Ibu Kasubbag Program dan Keuangan"
    assert third.until == office.task(3).due_at


def test_a_superiors_time_is_shown_only_upwards(office: PaperOffice) -> None:
    """The Camat's to nobody, the Sekretaris's to the Camat, and to others nobody's."""
    office.minutes = 60
    office.complete(1)
    office.complete(2)
    assert [one.late for one in steps(office, "camat")[:2]] == [False, True]
    assert steps(office, "camat")[0].used is None
    assert [one.used for one in steps(office, "")[:2]] == [None, None]
    office.minutes = 1
    office.complete(3)
    office.press(commands.Distribute, office.task(4), units=tuple(office.units.values()))
    office.collect()
    office.recap()
    office.complete(11)
    assert steps(office, "kasubbag")[10].used is None
    assert steps(office, "camat")[10].used is not None


def test_forms_that_are_awaited_are_counted(office: PaperOffice) -> None:
    """Step 5 has as many tasks as there are forms; the receivers of step 6 wait beside it, without a limit yet."""
    office.release()
    office.collect("PEM")
    fifth, sixth = steps(office)[4:6]
    assert fifth.holders == "ditunggu 5 dari 6 formulir"
    assert (sixth.state, sixth.until) == ("berjalan", None)
    assert "Ibu Kasubbag Program dan Keuangan" in sixth.holders


def test_a_vacant_post_is_named_as_such(office: PaperOffice) -> None:
    """Nobody is awaited by name where nobody holds the post."""
    office.complete(1)
    office.vacate(Role.KASUBBAG)
    assert steps(office)[1].holders == "belum ada pejabat"


def test_a_superior_is_never_shown_a_limit_that_has_passed(office: PaperOffice) -> None:
    """Of the Camat's waiting task only its place is shown."""
    office.now += timedelta(days=2)
    assert steps(office)[0].until is None


def test_a_finished_collection_has_no_step_ahead(office: PaperOffice) -> None:
    """Should the last step be done while the picture is made."""
    office.release()
    office.collect()
    office.recap()
    office.compile()
    office.sign()
    office.archive()
    assert {one.state for one in steps(office)} == {"selesai"}


def test_the_same_status_is_the_same_picture(office: PaperOffice) -> None:
    """Asked again it is not made again; whatever it would show anew makes a new one."""
    first = office.request(Kind.GAMBAR_STATUS)
    office.now += timedelta(minutes=3)
    assert office.request(Kind.GAMBAR_STATUS).id == first.id
    assert office.request(Kind.GAMBAR_STATUS, "camat").id != first.id
    office.complete(1)
    assert office.request(Kind.GAMBAR_STATUS).id != first.id


def test_more_time_is_a_new_picture(office: PaperOffice) -> None:
    """Nothing was opened or closed, yet limits are other ones."""
    office.release()
    first = office.request(Kind.GAMBAR_STATUS)
    by = Actor(None, frozenset({(Role.KASUBBAG, None)}))
    for unit in office.units.values():
        office.press(
            commands.Extend, office.task(5, unit), by=by, granted=0, limit=Limit.parse("1 hari"), reason="Rapat."
        )
    assert office.request(Kind.GAMBAR_STATUS).id != first.id


@pytest.mark.parametrize(("code", "part"), [(CAMAT, "camat"), (KASUBBAG, "kasubbag"), (SEKRETARIS, ""), (ANALIS, "")])
def test_each_gets_the_picture_for_his_eyes(counter: Counter, code: str, part: str) -> None:
    """Times are for those who coordinate."""
    assert parts(counter, code) == part


def test_a_picture_is_sent_as_a_photo_after_the_text(counter: Counter) -> None:
    """The text does not wait for it."""
    said, shown = counter.say(KASUBBAG, "/status")
    assert said.text.startswith("<b>Data Kinerja")
    query = select(OutboxMessage.method, OutboxMessage.payload)
    sent = counter.database.read_now(lambda tx: tx.execute(query).all())
    assert [row.method for row in sent if row.payload.get("document_id") == shown.document] == ["photo"]


def test_those_who_read_the_recap_see_it(office: PaperOffice) -> None:
    """At steps 10 and 11 the picture stands above the card; the Analis works on the figures themselves."""

    def shown(step: int) -> bool:
        task = office.task(step)
        card = office.read(lambda work, record: cards.build(work, record, task))
        return (Kind.GAMBAR_REKAP, "") in card.documents

    office.release()
    office.collect()
    found = []
    for step in (7, 8, 9, 10, 11):
        found.append(shown(step))
        office.complete(step)
    assert found == [False, False, False, True, True]


def test_pictures_are_no_papers() -> None:
    """They are not filed."""
    assert {Kind.GAMBAR_REKAP, Kind.GAMBAR_STATUS} == PICTURES
