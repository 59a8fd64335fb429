"""Is this paper authentic? Officials send the file or its code; the page answers everyone else."""

from __future__ import annotations

import socket
from pathlib import Path

import aiohttp
import pytest

from bot.services.papers.publish import SIGNED_TOGETHER, Kind
from storage import documents
from storage.documents import DocumentRow
from storage.records import Upload, UploadBytes
from tests.dialogues.office import FILES, Moment, Office, at_work, build, play, restore

PDF = "application/pdf"
REFUSED = "bot ini hanya melayani pejabat"
at_the_end = pytest.mark.parametrize("office", ["archiving"], indirect=True)


def paper(office: Office, kind: Kind = Kind.DOKUMEN) -> tuple[DocumentRow, bytes]:
    """The newest paper of a kind with its bytes."""
    database = office.theatre.database
    row = [one for one in database.read_now(lambda tx: documents.of_cycle(tx, 1)) if one.kind == kind][-1]
    return row, database.read_now(lambda tx: documents.load_file(tx, row.id).content)


@at_the_end
async def test_a_file_is_sent_to_the_bot(office: Office) -> None:
    """The original is asli, a changed copy berubah; both are looked at and not kept."""
    kasi = office.kasi
    _, content = paper(office)
    async with office.unchanged(*FILES):
        await play(
            kasi.sends_file("Dokumen.pdf", content, PDF),
            kasi.reads("sedang diperiksa"),
            kasi.reads("Asli dan berlaku"),
            kasi.sends_file("Dokumen <1>.pdf", content + b" ", PDF),
            kasi.reads("Berkas Dokumen <1>.pdf sedang diperiksa"),
            kasi.reads("Berubah, atau bukan dari kantor ini"),
        )
    rows = office.theatre.database.read_now(
        lambda tx: tx.execute(
            Upload.__table__.outerjoin(UploadBytes).select().where(Upload.purpose == "verifikasi")
        ).all()
    )
    assert [(row.state, row.content) for row in rows] == [("dihapus", None)] * 2


@at_the_end
async def test_the_verdict_says_what_the_paper_is(office: Office) -> None:
    """Office, period, version, code and who approved it stand below the verdict; no NIP."""
    _, content = paper(office, SIGNED_TOGETHER[1])
    await office.analis.sends_file("surat.pdf", content, PDF)
    told = await office.analis.reads("Asli dan berlaku")
    for text in ("Surat Pengantar, Triwulan I 2026", "Kecamatan Long Ikis", "Menyetujui dan mengesahkan", "Versi 1"):
        assert text in told.text
    assert "NIP" not in told.text


@at_the_end
async def test_a_code_is_typed_or_followed(office: Office) -> None:
    """With dashes or without, and by the link in the QR code; an unknown one is said to be unknown."""
    code = paper(office)[0].code or ""
    spelled = f"{code[:4]}-{code[4:8]}-{code[8:]}".lower()
    kasi = office.kasi
    async with office.unchanged():
        await play(
            kasi.writes(spelled),
            kasi.reads("Keadaan: Berlaku"),
            kasi.writes(f"/start v-{code}"),
            kasi.reads("Dokumen Data Capaian Kinerja, Triwulan I 2026"),
            kasi.writes("AAAA-AAAA-AAAA"),
            kasi.reads("Kode AAAA-AAAA-AAAA tidak dikenal di kantor ini."),
        )


@at_the_end
async def test_strangers_are_told_nothing(office: Office) -> None:
    """Who is in no office gets the usual refusal, once, whether the code is right or wrong."""
    stranger = await office.stranger()
    code = paper(office)[0].code
    await play(stranger.start(f"v-{code}"), stranger.expect(REFUSED), stranger.start("v-" + "A" * 12), stranger.quiet())


@at_the_end
async def test_a_question_that_waits_for_a_file_keeps_it(office: Office) -> None:
    """What is sent as the signed scan is the scan, and no paper to be verified."""
    kasubbag = office.kasubbag
    _, content = paper(office)
    await play(
        kasubbag.presses("Unggah pindaian"),
        kasubbag.reads("Mohon kirimkan pindaian"),
        kasubbag.sends_file("Dokumen.pdf", content, PDF),
        kasubbag.reads("Pelaporan dan arsip"),
    )


@pytest.mark.parametrize("office", ["signing"], indirect=True)
async def test_a_question_that_waits_for_words_stays_open(office: Office) -> None:
    """A file that is sent meanwhile is checked; the words that come after it answer the question."""
    sekretaris = office.sekretaris
    _, content = paper(office)
    await play(
        sekretaris.presses("Kembalikan dengan arahan"),
        sekretaris.reads("Mohon arahan"),
        sekretaris.sends_file("Dokumen.pdf", content, PDF),
        sekretaris.reads("Asli, menunggu persetujuan"),
        sekretaris.writes("Mohon tabel pada bab dua dilengkapi."),
        sekretaris.reads("Dokumen dikembalikan"),
        sekretaris.sends_file("Dokumen.pdf", content, PDF),
        sekretaris.reads("Asli, tetapi batal"),
    )


@at_the_end
async def test_files_that_cannot_be_checked(office: Office) -> None:
    """Over 20 MB, empty, lost on Telegram's side: each is said; what is no PDF is no paper."""
    kasi = office.kasi
    async with office.unchanged(*FILES):
        await kasi.phone.send_declared("document", "besar.pdf", 21 * 1024 * 1024, PDF)
        await kasi.reads("melebihi 20 MB")
        await kasi.sends_file("kosong.pdf", b"", PDF)
        await kasi.reads("tidak dapat diperiksa: berkasnya kosong")
        await kasi.sends_file("catatan.txt", b"catatan", "text/plain")
        await kasi.reads("tidak ada pertanyaan yang menunggu")


async def test_the_bot_serves_the_page(moments: dict[str, Moment], tmp_path: Path) -> None:
    """With WEB_PORT the page of a paper is there while the bot runs, with the bot's name; the chat links to it."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    theatre = await build(tmp_path / "theatre")
    theatre.settings = theatre.settings.model_copy(
        update={"web_port": port, "public_url": "https://kantor.example/kinerja"}
    )
    try:
        await restore(theatre, moments["archiving"])
        async with at_work(theatre):
            office = Office(theatre)
            code = paper(office)[0].code or ""
            async with aiohttp.ClientSession() as web, web.get(f"http://127.0.0.1:{port}/v/{code}") as answer:
                page = await answer.text()
            assert "<strong>Berlaku</strong>" in page
            assert "@data_kinerja_bot" in page
            await office.kasi.writes(code)
            told = await office.kasi.reads("Keadaan: Berlaku")
            assert told.buttons[0][0].url == f"https://kantor.example/kinerja/v/{code}"
    finally:
        await theatre.close()
