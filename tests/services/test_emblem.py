"""The lambang on the letterhead: asked of the administrator, fetched, painted anew, audited, printed from then on."""

from __future__ import annotations

import hashlib
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import select

from bot.clock import FixedClock
from bot.services import desk
from bot.services.claims import Claim
from bot.services.filling.evidence import DownloadError, Fetcher
from bot.services.incoming import Attachment, Message
from bot.services.papers import frame
from bot.services.people import emblem
from bot.texts import emblem as texts
from storage import emblems, uploads
from storage.database import Database
from storage.records import Upload, UploadBytes
from storage.uploads import Waiting
from tests.services.counter import KASI, KASUBBAG, Counter, Said


def drawn(kind: str = "PNG", size: tuple[int, int] = (800, 1000)) -> bytes:
    """A picture file."""
    buffer = BytesIO()
    Image.new("RGB", size, (10, 90, 40)).save(buffer, kind)
    return buffer.getvalue()


@pytest.fixture
def office(sqlite_url: str) -> Counter:
    """The demo's office; the Kasubbag administers it."""
    return Counter(Database(sqlite_url)).open()


def send(office: Counter, code: str = KASUBBAG, *, size: int = 1000, kind: str = "document") -> list[Said]:
    """Send a file; gives the answer."""
    file = Attachment("berkas-1", kind, "lambang.png", "image/png", size)
    message = Message(update_id=9, message_id=9, at=office.now, attachment=file)
    return office.act(code, lambda work: desk.receive(work, message))


async def fetched(office: Counter, content: bytes | DownloadError) -> Said:
    """Let the fetcher bring these bytes; gives what the Kasubbag is told."""

    async def download(_file_id: str) -> bytes:
        if isinstance(content, DownloadError):
            raise content
        return content

    before = len(office.heard(KASUBBAG))
    office.database.start()
    try:
        await Fetcher(office.database, download, FixedClock(office.now), office.bureau, lambda: 0.0).run_once()
    finally:
        await office.database.close()
    office.operate(lambda _: None)
    (said,) = office.heard(KASUBBAG)[before:]
    return said


def logo(office: Counter) -> bytes | None:
    """What a letterhead made now bears."""
    return office.operate(lambda work: frame.letterhead(work).logo)


async def test_a_picture_sent_in_admin_stands_on_the_letterhead(office: Counter) -> None:
    """Scaled to 600 pixels as PNG, with its hash in the office's audit; the file itself is not kept."""
    assert logo(office) is None
    office.say(KASUBBAG, "/admin")
    asked = office.press(KASUBBAG, "Lambang kantor")
    assert "masih memakai gambar netral" in asked[-1].text
    assert send(office)[-1].text == texts.received()
    assert (await fetched(office, drawn())).text == texts.changed(480, 600)
    hung = logo(office)
    assert hung is not None
    assert Image.open(BytesIO(hung)).size == (480, 600)
    changed = [detail for action, _, detail in office.recorded() if action == "EmblemChanged"]
    assert changed == [{"sha256": hashlib.sha256(hung).hexdigest(), "officer": office.officer_id(KASUBBAG)}]
    assert office.database.read_now(lambda tx: tx.execute(select(UploadBytes.upload_id)).all()) == []
    assert office.database.read_now(uploads.waiting) == ()


async def test_a_photo_replaces_it_and_the_question_names_the_present_one(office: Counter) -> None:
    """What was printed before is not touched: a letterhead is read when a paper is made."""
    for kind, content in (("document", drawn()), ("photo", drawn("JPEG", (300, 150)))):
        asked = office.claim(KASUBBAG, Claim("lambang"))
        send(office, kind=kind)
        said = await fetched(office, content)
    assert "lambang yang dikirim pada 1 April 2026" in asked[-1].text
    assert said.text == texts.changed(300, 150)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"%PDF-1.7 bukan gambar", texts.UNREADABLE),
        (b"", texts.UNREADABLE),
        (drawn()[:60], texts.UNREADABLE),
        (drawn(size=(60, 60)), texts.TOO_SMALL),
        (b"\x89PNG\r\n\x1a\n" + bytes(emblem.MOST_BYTES), texts.TOO_LARGE),
    ],
)
async def test_a_file_that_is_no_lambang_is_refused_with_the_reason(office: Counter, content: bytes, why: str) -> None:
    """The one before stays, and nothing is written to the audit."""
    office.claim(KASUBBAG, Claim("lambang"))
    send(office)
    assert (await fetched(office, content)).text == texts.refused("lambang.png", why)
    assert logo(office) is None
    assert "EmblemChanged" not in [action for action, *_ in office.recorded()]


async def test_a_file_that_telegram_does_not_give_is_refused(office: Counter) -> None:
    """Its sender hears it, as of any file."""
    office.claim(KASUBBAG, Claim("lambang"))
    send(office)
    said = await fetched(office, DownloadError("BadRequest", gone=True))
    assert "berkas tidak berhasil diambil dari Telegram" in said.text


def test_a_file_too_large_is_refused_before_it_is_fetched(office: Counter) -> None:
    """The question stays open for a smaller one."""
    office.claim(KASUBBAG, Claim("lambang"))
    assert "melebihi 5 MB" in send(office, size=emblem.MOST_BYTES + 1)[-1].text
    assert send(office)[-1].text == texts.received()


def test_a_voice_message_or_a_text_is_no_picture(office: Counter) -> None:
    """One sentence says what is awaited; 'batal' drops the question."""
    office.claim(KASUBBAG, Claim("lambang"))
    assert "Yang ditunggu adalah foto atau berkas" in send(office, kind="other")[-1].text
    text = Message(update_id=8, message_id=8, at=office.now, text="batal")
    assert "batal" in office.act(KASUBBAG, lambda work: desk.receive(work, text))[-1].text.lower()


def test_only_the_administrator_may_change_it(office: Counter) -> None:
    """A forged press changes nothing."""
    assert "hanya untuk pengelola" in office.claim(KASI, Claim("lambang"))[-1].text


async def test_who_is_no_administrator_any_more_changes_nothing(office: Counter) -> None:
    """His right is looked at again when the file is there."""
    office.claim(KASUBBAG, Claim("lambang"))
    send(office)
    office.change(KASUBBAG, is_admin=False)
    assert (await fetched(office, drawn())).text == texts.refused("lambang.png", texts.NO_LONGER_ADMIN)
    assert logo(office) is None


async def test_a_file_that_was_settled_before_is_settled_once(office: Counter) -> None:
    """A second fetch of the same file changes nothing and says nothing."""
    office.claim(KASUBBAG, Claim("lambang"))
    send(office)
    (one,) = office.database.read_now(uploads.waiting)
    assert isinstance(one, Waiting)
    office.database.start()
    try:
        done = [
            await emblem.settle(office.database, office.bureau, one, content, office.now)
            for content in (drawn(), drawn("JPEG"), b"rusak")
        ]
    finally:
        await office.database.close()
    assert done == [True, False, False]
    states = office.database.read_now(lambda tx: tx.execute(select(Upload.state)).scalars().all())
    assert len(states) == 1
    found = office.database.read_now(lambda tx: emblems.find(tx, office.office_id))
    assert found is not None
    assert [action for action, *_ in office.recorded()].count("EmblemChanged") == 1
