"""Lembar Disposisi, Tanda Terima, Surat Pengantar, Lembar Pengesahan, Riwayat SOP, and what they share."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader

from bot.documents.models.papers import Approval, Capacity, Document, Signatory, Signature
from bot.documents.papers.blocks import approval_line, post_line
from bot.documents.render import render
from tests.documents import samples
from tests.documents.reading import words


def picture(kind: str, size: tuple[int, int] = (40, 60)) -> bytes:
    """Return a small picture file."""
    buffer = BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(buffer, kind)
    return buffer.getvalue()


def images(document: Document) -> int:
    """Return how many pictures the first page carries."""
    return len(PdfReader(BytesIO(render(document).content)).pages[0].images)


def test_the_disposition_says_what_is_ordered_by_whom_and_to_whom() -> None:
    """The order, its nature and its receiver are printed, with ticks before what is asked."""
    text = words(samples.DISPOSITION)
    assert "Dari : Camat Long Ikis" in text
    assert "Sifat : Segera" in text
    assert "Tanggal disposisi : 1 April 2026" in text
    assert "1. Kepala Subbagian Program dan Keuangan" in text
    assert "☑ Siapkan formulir" in text
    assert "☐ Koordinasikan" in text
    assert "Kamis, 9 April 2026, pukul 13.05 WITA (paraf melalui sistem)" in text


def test_without_an_incoming_letter_its_fields_are_dashes() -> None:
    """The trigger is the Jadwal Kerja, so there is no letter to cite."""
    text = words(samples.DISPOSITION)
    for field in ("Nomor agenda", "Surat dari", "Nomor surat", "Tanggal surat"):
        assert f"{field} : –" in text


def test_an_incoming_letter_is_cited() -> None:
    """When there is a letter, its particulars are printed."""
    letter = replace(
        samples.DISPOSITION,
        agenda_number="12",
        letter_from="Bagian Organisasi",
        letter_number="000/1",
        letter_date=samples.DISPOSITION.dated,
    )
    text = words(letter)
    assert "Nomor agenda : 12" in text
    assert "Surat dari : Bagian Organisasi" in text
    assert "Tanggal surat : 1 April 2026" in text


def test_a_disposition_with_nothing_optional_still_prints() -> None:
    """Empty parts are dashes and dotted room."""
    bare = replace(
        samples.DISPOSITION,
        forwarded_to=(),
        requests=(),
        note="",
        schedule="",
        initialled_at=None,
        signature=Signature(signatory=samples.CAMAT),
    )
    text = words(bare)
    assert "Catatan –" in text
    assert "Paraf dan waktu ………" in text
    assert "melalui sistem" not in text


@pytest.mark.parametrize(
    ("capacity", "of_post", "line"),
    [
        ("definitif", "", "Sekretaris Kecamatan,"),
        ("plh", "Camat Long Ikis", "Plh. Camat Long Ikis,"),
        ("plt", "Camat Long Ikis", "Plt. Camat Long Ikis,"),
        ("plh", "", "Plh. Sekretaris Kecamatan,"),
        ("an", "Camat Long Ikis", "a.n. Camat Long Ikis\nSekretaris Kecamatan,"),
        ("an", "", "a.n. Sekretaris Kecamatan,"),
    ],
)
def test_a_substitute_signs_under_the_post_he_stands_in_for(capacity: Capacity, of_post: str, line: str) -> None:
    """Plh. and Plt. name the post; who signs a.n. keeps his own below it."""
    assert post_line(replace(samples.SEKRETARIS, capacity=capacity, of_post=of_post)) == line


def test_a_signature_block_has_name_rank_and_grouped_nip() -> None:
    """The block is that of an official letter."""
    text = words(samples.COVER_LETTER)
    assert "Camat Contoh, S.E. Pembina Tingkat I (IV/b) NIP 19000101 200001 1 001" in text


def test_an_approval_says_what_it_is_not() -> None:
    """A press of a button is named so, with its instant and code."""
    line = approval_line(samples.COVER_LETTER.signature, "Asia/Makassar")
    assert line == (
        "Disetujui melalui sistem pada 9 April 2026, pukul 13.05 WITA; bukan TTE tersertifikasi. "
        "Kode verifikasi: K7QD-3MZT-9ABC."
    )
    own = Signature(signatory=samples.CAMAT, approval=Approval(at=samples.MOMENT))
    assert approval_line(own, "Asia/Makassar").endswith("bukan TTE tersertifikasi.")
    assert approval_line(Signature(signatory=samples.CAMAT), "Asia/Makassar") == ""


def test_a_signatory_without_rank_or_nip_leaves_no_empty_label() -> None:
    """Only what is known is printed."""
    bare = replace(samples.CAMAT, rank="", nip="")
    text = words(replace(samples.COVER_LETTER, signature=Signature(signatory=bare)))
    assert "Pembina" not in text
    assert "NIP 1900" not in text


def test_a_vacant_post_has_dotted_room_for_whoever_will_sign() -> None:
    """A name and a NIP can be written by hand."""
    vacant = Signatory(name="", post="Camat Long Ikis")
    text = words(replace(samples.RECEIPT, signature=Signature(signatory=vacant)))
    assert "Camat Long Ikis, …………………………………… NIP ……" in text


def test_the_receipt_tells_who_has_confirmed_and_who_has_not_joined() -> None:
    """Each recipient has a time, 'belum', or 'belum bergabung'."""
    text = words(samples.RECEIPT)
    assert "Sudah diterima : 1 dari 3" in text
    assert "9 April 2026, pukul 13.05" in text
    assert "NIP 19000606 200006 1 006 belum" in text
    assert "belum (belum bergabung dalam sistem)" in text


def test_a_receipt_without_rows_says_so() -> None:
    """An empty table never looks like a mistake."""
    assert "Belum ada formulir yang dibagikan." in words(replace(samples.RECEIPT, rows=()))


def test_the_cover_letter_is_addressed_numbered_and_copied() -> None:
    """Nomor, Yth., c.q., table and tembusan are all there, with room for the receiver."""
    text = words(samples.COVER_LETTER)
    assert "Yth. Bupati Paser c.q. Kepala Bagian Organisasi Sekretariat Daerah di Tana Paser" in text
    assert "Nomor: 000.8.6.3/00/KEC-LI/2026" in text
    assert "1 (satu) berkas" in text
    assert "Penerima," in text
    assert "Tembusan: 1. Inspektur Kabupaten Paser 2. Arsip" in text


def test_a_cover_letter_without_number_or_date_has_dotted_room() -> None:
    """The agenda book fills what the system does not know."""
    bare = replace(samples.COVER_LETTER, number=None, dated=None, through="", copies_to=(), items=())
    text = words(bare)
    assert "Nomor: ……" in text
    assert "Tana Paser, ……" in text
    assert "Tembusan" not in text
    assert "c.q." not in text
    assert "Tidak ada yang dikirim." in text


def test_the_approval_sheet_cites_the_bytes_that_were_approved() -> None:
    """Every file has its hash, every approver his capacity, and the audit chain its head."""
    text = words(samples.APPROVAL_SHEET)
    assert "9f" * 32 in text.replace(" ", "")
    assert "284.133" in text
    assert "Plh. Camat Long Ikis" in text
    assert "Kode K7QD-3MZT-9ABC" in text
    assert "ab12" * 16 in text
    assert "tanda tangan elektronik tidak tersertifikasi" in text


def test_the_approval_sheet_says_what_seals_it_only_if_something_does() -> None:
    """The sentence is the caller's: what a certificate is worth, only he knows."""
    sentence = "Berkas ini disegel dengan sertifikat buatan sendiri."
    assert sentence in words(replace(samples.APPROVAL_SHEET, seal=sentence))
    assert "disegel" not in words(samples.APPROVAL_SHEET)


def test_an_approval_sheet_without_approvals_says_so() -> None:
    """Nobody is made to have approved."""
    text = words(replace(samples.APPROVAL_SHEET, approvers=(), files=()))
    assert "Belum ada persetujuan." in text
    assert "Tidak ada berkas." in text


def test_the_history_lists_each_task_with_limit_and_punctuality() -> None:
    """Late, punctual and open tasks are told apart, and counted."""
    text = words(samples.HISTORY)
    assert "terlambat Tambahan 1 hari kerja: perjalanan dinas." in text
    assert "masih berjalan" in text
    assert "11 tugas selesai, 10 tepat waktu. Arsip lengkap" in text


def test_an_empty_history_says_so() -> None:
    """A cycle that has not begun has no table of dashes."""
    assert "Belum ada langkah" in words(replace(samples.HISTORY, rows=(), conclusion=""))


def test_an_open_task_without_a_verdict_is_a_dash() -> None:
    """No word is invented for a task that still runs."""
    row = replace(samples.HISTORY_ROWS[0], timing="", on_time=None, closed_at=None, due_at=None)
    assert "15 menit 20 menit –" in words(replace(samples.HISTORY, rows=(row,)))


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_the_configured_emblem_is_printed(kind: str) -> None:
    """The lambang daerah stands at the left of the kop surat."""
    head = replace(samples.HEAD, logo=picture(kind))
    assert images(replace(samples.RECEIPT, letterhead=head)) == 1


@pytest.mark.parametrize("logo", [None, b"", b"bukan gambar", picture("GIF"), picture("PNG")[:60]])
def test_an_emblem_that_cannot_be_read_gives_way_to_the_neutral_one(logo: bytes | None) -> None:
    """A broken or foreign picture never stops a letter."""
    assert images(replace(samples.RECEIPT, letterhead=replace(samples.HEAD, logo=logo))) == 0
