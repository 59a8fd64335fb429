"""The papers of a whole cycle, read back from their PDF: each says what the rows say, as of its request."""

import shutil
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from bot.documents.model import Chapter, Document
from bot.documents.render import render
from bot.services import dossier
from bot.services.publish import DRAFT, SIGNED_TOGETHER, Kind
from storage import audit, documents, notes
from storage.database import Database
from storage.documents import DocumentRow
from tests.services.paper_office import OPENED, PaperOffice, collected_copy

OTHERS = ("PK", "UK", "YANUM", "PMD", "TRANTIB")


@pytest.fixture
def office(sqlite_url: str) -> PaperOffice:
    """The demo's office with a cycle at step 1."""
    return PaperOffice(Database(sqlite_url))


@pytest.fixture(scope="module")
def collected_file(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, datetime]:
    """A file in which every form is received."""
    return collected_copy(sqlite_template, tmp_path_factory.mktemp("collected"))


@pytest.fixture
def collected(collected_file: tuple[Path, datetime], tmp_path: Path) -> PaperOffice:
    """The demo's office with a cycle at step 7."""
    path, now = collected_file
    return PaperOffice(Database(f"sqlite:///{shutil.copy(path, tmp_path / 'collected.sqlite3')}"), now)


def model(office: PaperOffice, kind: Kind, part: str = "") -> Document:
    """Request a paper, begin it, and read what it prints."""
    return compose(office, claimed(office, kind, part))


def claimed(office: PaperOffice, kind: Kind, part: str = "") -> DocumentRow:
    """A requested document that has its code."""
    row = office.request(kind, part)
    taken = office.write(lambda work, _: documents.claim(work.tx, row.id, bytes(range(row.id, row.id + 10))))
    assert taken is not None
    return taken


def compose(office: PaperOffice, row: DocumentRow) -> Document:
    """What a requested document prints."""
    return office.read(lambda work, _: dossier.compose(work, row))


def printed(document: Document) -> str:
    """The text of its PDF on one line."""
    pages = PdfReader(BytesIO(render(document).content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def says(office: PaperOffice, kind: Kind, part: str = "") -> Callable[..., None]:
    """A check that a paper's text has all of these."""
    text = printed(model(office, kind, part))

    def check(*expected: str) -> None:
        missing = [one for one in expected if one not in text]
        assert not missing, text

    return check


def test_the_disposition_is_the_camats_order(office: PaperOffice) -> None:
    """His words, the schedule, his paraf with its time, and the code of the paper."""
    office.complete(1)
    row = claimed(office, Kind.DISPOSISI)
    text = printed(compose(office, row))
    for expected in (
        "KECAMATAN LONG IKIS",
        "Siapkan formulir pengumpulan data capaian kinerja",
        "Segera",
        "1. Kepala Subbagian Program dan Keuangan",
        "data per tanggal 31 Maret 2026; batas kirim ke kabupaten 15 April 2026",
        "Rabu, 8 April 2026, pukul 08.31 WITA (paraf melalui sistem)",
        "Camat Contoh, S.E.",
        f"bukan TTE tersertifikasi. Kode verifikasi: {row.code}",
    ):
        assert expected in text


def test_a_disposition_before_the_order_has_no_paraf(office: PaperOffice) -> None:
    """Nothing says that he approved what he has not."""
    text = printed(model(office, Kind.DISPOSISI))
    assert "paraf melalui sistem" not in text
    assert "Disetujui" not in text


def test_who_signed_keeps_his_name_when_he_has_left(office: PaperOffice) -> None:
    """He is printed in his own post even if his assignment ended at that very instant."""
    office.complete(1)
    office.vacate("camat")
    says(office, Kind.DISPOSISI)("Camat Long Ikis,", "Camat Contoh, S.E.", "NIP 19000101 200001 1 001")


def test_a_form_that_was_never_sent_is_printed_as_it_stands(office: PaperOffice) -> None:
    """Without a kiriman or a time of sending."""
    office.release()
    office.fill_answers("PEM")
    text = printed(model(office, Kind.FORMULIR, str(office.units["PEM"])))
    assert "Cuaca hujan." in text
    assert "Kiriman" not in text


def test_a_blank_form_has_targets_and_room(office: PaperOffice) -> None:
    """What is not targeted this quarter is said; nothing is answered."""
    office.release()
    text = printed(model(office, Kind.FORMULIR_KOSONG, str(office.units["PEM"])))
    assert "Seksi Pemerintahan" in text
    assert "Rp48.500.000" in text
    assert "tidak ditargetkan" in text
    assert "100%" not in text


def test_the_receipt_tells_who_has_the_form_by_then(office: PaperOffice) -> None:
    """Who confirmed after the request is still missing in it, as is who has not joined."""
    office.release()
    office.accept("PEM")
    row = claimed(office, Kind.TANDA_TERIMA)
    office.accept("UK")
    text = printed(compose(office, row))
    assert "1 dari 6" in text
    assert "Kepala Seksi Pemerintahan NIP 19000101 200001 1 006 8 April 2026, pukul 08.35" in text
    assert "belum (belum bergabung dalam sistem)" in text
    office.join()
    assert "belum bergabung" not in printed(compose(office, row))


def test_a_receipt_may_be_printed_while_forms_are_handed_out(office: PaperOffice) -> None:
    """Then the Analis has not signed for anything."""
    for step in (1, 2, 3):
        office.complete(step)
    text = printed(model(office, Kind.TANDA_TERIMA))
    assert "0 dari 6" in text
    assert "Disetujui" not in text


def test_a_form_is_printed_as_it_was_sent(office: PaperOffice) -> None:
    """With its kiriman and the reasons given, whatever is answered afterwards."""
    office.release()
    office.fill("PEM", ind_2_1="20", reason="Ada tambahan dari dinas.")
    row = claimed(office, Kind.FORMULIR, str(office.units["PEM"]))
    office.fill_answers("PEM", ind_2_1="7")
    text = printed(compose(office, row))
    for expected in ("Kiriman : ke-1", "Catatan: Ada tambahan dari dinas.", "1.000%", "Cuaca hujan."):
        assert expected in text
    assert "Diterima :" not in text


def test_a_received_form_says_by_whom_and_for_whom_it_was_written(office: PaperOffice) -> None:
    """A form filled on behalf names its owner, its writer and the confirmation."""
    people = office.join()
    office.release()
    office.collect("PEM")
    office.fill_for("PEM", people["ANALIS"])
    says(office, Kind.FORMULIR, str(office.units["PEM"]))(
        "Diisikan atas nama Pemerintahan Contoh, S.IP. oleh Analis Contoh, S.Kom.; belum dikonfirmasi.",
        "oleh Keuangan Contoh, S.E.",
    )


def test_the_recap_groups_by_program_and_says_what_is_odd(office: PaperOffice) -> None:
    """Means, unusual values with their reason, the Analis's note, and mended figures with their reference."""
    people = office.join()
    office.release()
    office.accept("PEM")
    office.fill("PEM", ind_2_1="20", bud_2="99000000", reason="Ada tambahan dari dinas.")
    office.receive("PEM")
    office.collect(*OTHERS)
    office.complete(7)
    draft = printed(model(office, Kind.REKAP, DRAFT))
    assert "Analis Contoh" not in draft
    assert "7.01.06 Pembinaan dan Pengawasan Pemerintahan Desa" in draft

    def write(kind: str, part: str, text: str) -> None:
        office.write(lambda work, record: notes.write(work.tx, record.id, kind, part, text, people["ANALIS"], work.now))

    write("rekap", "1", "Angka sudah dicocokkan.")
    write("rekap", "2", "Catatan versi berikutnya.")
    write("koreksi", "3.pagu.1", "Pagu Rapat menjadi Rp5. Acuan: DPA Nomor 1.")
    write("koreksi", "3.pagu.2", "Dibetulkan")
    office.complete(8)
    office.complete(9)
    text = printed(model(office, Kind.REKAP))
    for expected in (
        "Formulir masuk : 6 dari 6",
        "Fasilitasi Administrasi Tata Pemerintahan Desa: realisasi 20 Dokumen",
        "realisasi anggaran Rp99.000.000",
        "Ada tambahan dari dinas.",
        "Angka sudah dicocokkan.",
        "Pagu Rapat",
        "DPA Nomor 1.",
        "belum tersedia",
        "Analis Contoh, S.Kom.",
    ):
        assert expected in text
    assert "Catatan versi berikutnya." not in text


def test_the_recap_names_who_did_not_send(office: PaperOffice) -> None:
    """With the reason that was given, or without one."""
    office.release()
    office.collect("PK", "UK", "PEM", "YANUM")
    office.skip("PMD", "Pejabat sedang dinas luar.")
    office.skip("TRANTIB", None)
    office.complete(7)
    says(office, Kind.REKAP, DRAFT)(
        "Formulir masuk : 4 dari 6",
        "Pejabat sedang dinas luar.",
        "Formulir tidak disampaikan sampai batas waktu.",
    )


def test_a_form_skipped_at_its_correction_counts_as_before(collected: PaperOffice) -> None:
    """Its last accepted values are printed, and that the arahan was not followed up."""
    collected.recap()
    collected.redirect("PEM")
    collected.skip("PEM", "Menunggu data desa.")
    collected.recap()
    says(collected, Kind.REKAP)(
        "Arahan belum ditindaklanjuti; digunakan data yang terakhir diterima. Menunggu data desa."
    )
    collected.compile()
    text = printed(model(collected, Kind.DOKUMEN))
    assert "Arahan penelaahan belum ditindaklanjuti oleh Seksi Pemerintahan" in text
    assert text.count("Kiriman : ke-1") == 6


def test_a_corrected_form_counts_its_corrections(collected: PaperOffice) -> None:
    """'Perbaikan ke-1', not 'putaran 2'."""
    collected.recap()
    collected.redirect("PEM")
    collected.fill("PEM")
    says(collected, Kind.FORMULIR, str(collected.units["PEM"]))("ke-2 (perbaikan ke-1)")


def test_the_dokumen_has_chapters_forms_and_the_history_so_far(collected: PaperOffice) -> None:
    """A chapter that the Kasubbag wrote is printed as it is, and there is no approval in it yet."""
    people = collected.join()
    collected.recap()
    chapter = Chapter.CLOSING.value
    drafted = collected.read(lambda work, record: dossier.chapter_text(work, record, chapter))
    assert drafted.startswith("Secara keseluruhan")
    collected.write(
        lambda work, record: notes.write(
            work.tx, record.id, "bab", chapter, "Kata penutup sendiri.", people["KASUBBAG-PK"], work.now
        )
    )
    assert collected.read(lambda work, record: dossier.chapter_text(work, record, chapter)) == "Kata penutup sendiri."
    collected.compile()
    text = printed(model(collected, Kind.DOKUMEN))
    for expected in (
        "Puji syukur dipanjatkan",
        "Kata penutup sendiri.",
        "Camat Contoh, S.E.",
        "Sekretaris Contoh, S.Sos.",
        "LAMPIRAN III RIWAYAT SOP",
        "masih berjalan",
        "Undang-Undang Nomor 25 Tahun 2004",
    ):
        assert expected in text
    assert "Secara keseluruhan" not in text
    assert "Disetujui melalui sistem" not in text


def test_chapters_are_named_in_order() -> None:
    """As the Kasubbag chooses them."""
    assert dossier.chapters()[0] == "kata pengantar"
    assert len(dossier.chapters()) == len(Chapter)


def test_the_cover_letter_is_addressed_and_leaves_room_for_its_number(collected: PaperOffice) -> None:
    """Until the agenda book has given one."""
    collected.recap()
    collected.compile()
    says(collected, Kind.SURAT_PENGANTAR)(
        "Yth. Bupati Paser", "Nomor: …", "Camat dan PPTK Kecamatan Long Ikis", "1 (satu) berkas", "Tembusan:"
    )


def test_the_approval_sheet_cites_hashes_signers_and_the_audit(collected: PaperOffice) -> None:
    """Each signer with his time, each file with its SHA-256 and code."""
    collected.recap()
    collected.compile()
    rows = [claimed(collected, kind) for kind in SIGNED_TOGETHER]
    collected.write(
        lambda work, _: [
            documents.store(work.tx, row.id, filename=f"{row.kind}.pdf", mime="", content=b"%PDF", now=work.now)
            for row in rows
        ]
    )
    collected.sign()
    row = claimed(collected, Kind.PENGESAHAN)
    text = printed(compose(collected, row))
    head = collected.read(lambda work, record: audit.head(work.tx, f"cycle:{record.id}"))
    for expected in (
        "Sekretaris Contoh, S.Sos.",
        "Menyetujui dan mengesahkan",
        f"dokumen.pdf, kode {rows[0].code}",
        f"surat_pengantar.pdf, kode {rows[1].code}",
        f"Kode verifikasi : {row.code}",
        head,
    ):
        assert expected in text


def test_an_approval_sheet_without_signatures_cites_none(office: PaperOffice) -> None:
    """Requested too early it says so."""
    says(office, Kind.PENGESAHAN)("Belum ada persetujuan.", "Tidak ada berkas.")


def test_who_stands_in_signs_with_his_own_name(office: PaperOffice) -> None:
    """Plh. above his own name and NIP, in the capacity that he had when he signed."""
    people = office.join()
    office.stand_in(people["SEKRETARIS"], "camat", "plh")
    office.complete(1)
    office.end_stand_in()
    says(office, Kind.DISPOSISI)("Plh. Camat Long Ikis,", "Sekretaris Contoh, S.Sos.", "NIP 19000101 200001 1 002")


def test_a_vacant_post_is_printed_with_room(collected: PaperOffice) -> None:
    """The post stands there, and nobody's name; who signed before is still named where he did."""
    collected.vacate("analis")
    collected.complete(7)
    text = printed(model(collected, Kind.TANDA_TERIMA))
    assert "Analis Contoh, S.Kom." in text
    recap = printed(model(collected, Kind.REKAP))
    assert "Analis Perencanaan, Evaluasi dan Pelaporan," in recap
    assert "Analis Contoh" not in recap


def test_the_same_rows_give_the_same_bytes(office: PaperOffice) -> None:
    """Whenever the paper is made."""
    office.complete(1)
    row = claimed(office, Kind.DISPOSISI)
    first = render(compose(office, row)).content
    office.complete(2)
    assert render(compose(office, row)).content == first


def test_data_collected_early_are_dated(office: PaperOffice) -> None:
    """'Data per tanggal …' stands on every paper."""
    office.data_until("2026-03-20")
    office.complete(1)
    document = model(office, Kind.DISPOSISI)
    assert str(document.period.data_as_of) == "2026-03-20"
    assert document.issued_at > OPENED
