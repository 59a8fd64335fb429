"""Bukti dukung: noted in the act, fetched afterwards, checked by its bytes."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from bot.clock import FixedClock
from bot.services.filling import evidence
from bot.services.filling.evidence import AWAY, PDF, WAITS, DownloadError, Fetcher, sniff
from bot.services.filling.files import MOST_BYTES
from storage import uploads
from storage.database import Transaction
from storage.forms import REFUSED, REQUESTED, STORED
from storage.records import Upload, UploadBytes
from tests.services.form_desk import KASI, FormDesk, handed_out

FILES = {
    "laporan.pdf": b"%PDF-1.7 isi",
    "palsu.pdf": b"MZ\x90 bukan PDF",
    "kosong.pdf": b"",
    "besar.pdf": b"%PDF-" + b"0" * MOST_BYTES,
}


@pytest.fixture
def desk(sqlite_url: str) -> FormDesk:
    """Kasi Pemerintahan is asked for bukti dukung."""
    desk = handed_out(sqlite_url)
    desk.press("Terima")
    for text in ("1000000", "2", "1000000", "tidak ada", "tidak ada"):
        desk.say(text)
    assert "bukti dukung</b>: foto" in desk.last().text
    return desk


def states(desk: FormDesk) -> list[str]:
    """What became of every file."""
    query = select(Upload.state).order_by(Upload.id)
    return list(desk.database.read_now(lambda tx: tx.execute(query).scalars().all()))


def tries(desk: FormDesk) -> list[int]:
    """How often each file was asked for in vain."""
    query = select(Upload.attempts).order_by(Upload.id)
    return list(desk.database.read_now(lambda tx: tx.execute(query).scalars().all()))


def fetcher(desk: FormDesk, passed: list[float], **failing: DownloadError) -> Fetcher:
    """A fetcher of the files above; so many seconds have passed since it began."""

    async def download(file_id: str) -> bytes:
        name = file_id.removeprefix("file-")
        if name.split(".")[0] in failing:
            raise failing[name.split(".")[0]]
        return FILES.get(name, b"\xff\xd8\xff foto")

    return Fetcher(desk.database, download, FixedClock(desk.now), desk._bureau, lambda: sum(passed))


async def fetch(desk: FormDesk, one: Fetcher | None = None, **failing: DownloadError) -> int:
    """Let a fetcher look once for what waits."""
    desk.database.start()
    try:
        return await (one or fetcher(desk, [], **failing)).run_once()
    finally:
        await desk.database.close()


def test_several_files_until_cukup(desk: FormDesk) -> None:
    """Each is confirmed by name; captions are left out; the summary counts them."""
    desk.attach("laporan.pdf")
    assert "Bukti ke-1 diterima: laporan.pdf" in desk.last().text
    desk.attach("", kind="photo")
    assert "Bukti ke-2 diterima: foto-" in desk.last().text
    desk.press("Cukup")
    assert desk.value("proof:2") == "ada"
    assert "2 bukti dukung" in desk.last().text
    assert [one.row for one in desk.form().evidence] == ["2", "2"]
    assert states(desk) == [REQUESTED, REQUESTED]


@pytest.mark.parametrize(
    ("name", "size", "sentence"),
    [
        ("besar.pdf", 30_000_000, "melebihi 20 MB"),
        ("kosong.pdf", 0, "kosong"),
        ("program.exe", 10, "tidak diterima"),
    ],
)
def test_a_file_is_refused_by_what_is_declared(desk: FormDesk, name: str, size: int, sentence: str) -> None:
    """Nothing is fetched for it."""
    desk.attach(name, size=size)
    assert sentence in desk.last().text
    assert states(desk) == []


def test_voice_and_stickers_are_no_evidence(desk: FormDesk) -> None:
    """One sentence says what is expected."""
    desk.attach("suara.ogg", kind="voice")
    assert "tidak dapat dicatat" in desk.last().text


def test_no_evidence_is_an_answer_that_is_flagged(desk: FormDesk) -> None:
    """'Tidak ada' goes on; a file sent later takes its place."""
    desk.say("sudah saya kirim")
    assert "mohon kirimkan foto atau berkas" in desk.last().text
    desk.say("cukup")
    assert "Belum ada berkas" in desk.last().text
    desk.press("Tidak ada")
    desk.say("kembali")
    desk.claim(desk.verb("isi", "proof:2"))
    desk.attach("laporan.pdf")
    assert desk.value("proof:2") is None
    desk.say("tidak ada")
    assert "Sudah ada berkas" in desk.last().text
    desk.say("cukup")
    assert desk.value("proof:2") == "ada"


def test_a_file_can_be_taken_out_again(desk: FormDesk) -> None:
    """With the last one the question is open again; a second press finds nothing."""
    desk.attach("laporan.pdf")
    desk.press("Cukup")
    desk.claim(desk.verb("isi", "proof:2"))
    drop = next(claim for name, claim in desk.last().buttons if name.startswith("Hapus"))
    desk.claim(drop)
    assert "dihapus dari formulir" in desk.last().text
    assert desk.value("proof:2") is None
    desk.claim(drop)
    assert "sudah tidak ada" in desk.last().text


async def test_a_good_file_is_kept_with_its_bytes_and_hash(desk: FormDesk) -> None:
    """Type and size are those of the content, not those declared."""
    desk.attach("laporan.pdf")
    assert await fetch(desk) == 1
    row = desk.database.read_now(lambda tx: tx.execute(select(Upload.__table__)).one())
    assert (row.state, row.mime, row.size, len(row.sha256)) == (STORED, PDF, 12, 64)
    content = desk.database.read_now(lambda tx: tx.execute(select(UploadBytes.content)).scalar_one())
    assert content == FILES["laporan.pdf"]
    assert await fetch(desk) == 0


@pytest.mark.parametrize(
    ("name", "why"),
    [("palsu.pdf", "isinya bukan PDF"), ("kosong.pdf", "berkasnya kosong"), ("besar.pdf", "melebihi 20 MB")],
)
async def test_a_bad_file_is_refused_and_its_sender_told(desk: FormDesk, name: str, why: str) -> None:
    """He may send another at once; the form counts it no more."""
    desk.attach(name)
    assert await fetch(desk) == 1
    desk.deliver()
    assert states(desk) == [REFUSED]
    assert why in desk.last().text
    assert desk.form().evidence == ()
    desk.press("Kirim ulang bukti")
    assert "bukti dukung</b>: foto" in desk.last().text


async def test_a_failed_download_is_tried_again_and_given_up_at_last(desk: FormDesk) -> None:
    """Telegram may be away for half an hour, or the file may be gone for good."""
    desk.attach("laporan.pdf")
    passed = list[float]()
    working = fetcher(desk, passed, laporan=DownloadError("timeout"))
    for number, wait in enumerate(WAITS):
        await fetch(desk, working)
        await fetch(desk, working)
        assert tries(desk) == [number + 1]
        passed.append(wait)
    assert (states(desk), sum(passed) > 30 * 60) == ([REQUESTED], True)
    assert await fetch(desk, working) == 1
    assert states(desk) == [REFUSED]
    desk.attach("lain.pdf")
    assert await fetch(desk, lain=DownloadError("gone", gone=True)) == 1
    assert states(desk) == [REFUSED, REFUSED]


async def test_an_outage_uses_up_no_try(desk: FormDesk) -> None:
    """However long Telegram is away, the file is there soon after it is back."""
    desk.attach("laporan.pdf")
    passed = list[float]()
    working = fetcher(desk, passed, laporan=DownloadError("no network", away=True))
    for _ in range(2 * len(WAITS)):
        assert await fetch(desk, working) == 0
        passed.append(AWAY)
    assert (states(desk), tries(desk)) == ([REQUESTED], [0])
    assert await fetch(desk) == 1
    assert states(desk) == [STORED]


async def test_many_files_that_rest_keep_no_other_waiting(desk: FormDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    """As many as one look takes in were asked for in vain; the one behind them is kept at once."""
    monkeypatch.setattr(uploads, "AT_ONCE", 3)
    for number in range(3):
        desk.attach(f"lama{number}.pdf")
    vain = {f"lama{number}": DownloadError("no network", away=True) for number in range(3)}
    working = fetcher(desk, [], **vain)
    assert await fetch(desk, working) == 0
    desk.attach("laporan.pdf")
    assert await fetch(desk, working) == 1
    assert states(desk) == [REQUESTED] * 3 + [STORED]


async def test_a_file_that_breaks_its_reader_keeps_no_other_waiting(
    desk: FormDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one behind it is kept at once; the broken one is tried as often as any and then refused."""

    def breaking(content: bytes) -> str | None:
        if content == FILES["laporan.pdf"]:
            raise RuntimeError("nobody thought of this")
        return sniff(content)

    monkeypatch.setattr(evidence, "sniff", breaking)
    desk.attach("laporan.pdf")
    desk.attach("foto.jpg")
    assert await fetch(desk) == 1
    assert states(desk) == [REQUESTED, STORED]
    with capture_logs() as logged:
        for _ in WAITS:
            await fetch(desk)
    assert states(desk) == [REFUSED, STORED]
    desk.deliver()
    assert f"gangguan pada sistem (kode {logged[-1]['code']})" in desk.last().text


async def test_a_file_refused_after_sending_comes_without_a_button(desk: FormDesk) -> None:
    """The form lies with its receiver then."""
    desk.attach("palsu.pdf")
    desk.press("Cukup")
    desk.answer_all()
    desk.press("Kirim")
    await fetch(desk)
    desk.deliver()
    assert "tidak dapat disimpan" in desk.last().text
    assert desk.last().buttons == []


async def test_other_purposes_may_hold_a_voice(desk: FormDesk) -> None:
    """A voice message of the Camat is kept; as bukti dukung it would be refused."""
    officer_id = desk.officer_id(KASI)

    def request(tx: Transaction, purpose: str) -> int:
        return uploads.request(
            tx,
            office_id=desk.office_id,
            officer_id=officer_id,
            message_id=1,
            file_id="file-suara.ogg",
            name="suara.ogg",
            mime="audio/ogg",
            size=9,
            at=desk.now,
            purpose=purpose,
        )

    desk.database.write_now(lambda tx: request(tx, "suara"))
    desk.database.write_now(lambda tx: request(tx, "bukti"))
    FILES["suara.ogg"] = b"OggS suara"
    assert await fetch(desk) == 2
    assert states(desk) == [STORED, REFUSED]


async def test_a_file_taken_out_while_it_is_fetched_is_not_kept(desk: FormDesk) -> None:
    """Whoever is late changes nothing."""
    desk.attach("laporan.pdf")
    (upload_id,) = (one.id for one in desk.form().evidence)
    desk.press("Hapus")
    kept = desk.database.write_now(lambda tx: uploads.store(tx, upload_id, b"x", mime=PDF, sha256="0"))
    assert not kept
    assert not desk.database.write_now(lambda tx: uploads.refuse(tx, upload_id))
