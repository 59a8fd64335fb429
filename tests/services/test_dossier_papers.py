"""Rekapitulasi, Dokumen, Surat Pengantar and Lembar Pengesahan, read back from their PDF."""

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from bot.documents.models.performance import Chapter
from bot.services.papers import dossier
from bot.services.papers.publish import DRAFT, SIGNED_TOGETHER, Kind
from bot.texts.verifying import grouped
from storage import audit, documents, notes
from storage.database import Database
from tests.services.paper_office import PaperOffice, collected_copy
from tests.services.printed import claimed, compose, model, printed, says


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


def test_the_recap_groups_by_program_and_says_what_is_odd(office: PaperOffice) -> None:
    """Means, unusual values with their reason, the Analis's note, and mended figures with their reference."""
    people = office.join()
    office.release()
    office.accept("PEM")
    office.fill("PEM", ind_2_1="20", bud_2="99000000", reason="Ada tambahan dari dinas.")
    office.receive("PEM")
    office.collect("PK", "UK", "YANUM", "PMD", "TRANTIB")
    office.complete(7)
    draft = printed(model(office, Kind.REKAP, DRAFT))
    assert "Analis Contoh" not in draft
    assert "7.01.06 Pembinaan dan Pengawasan Pemerintahan Desa" in draft

    def write(kind: str, part: str, text: str) -> None:
        office.write(lambda work, record: notes.write(work.tx, record.id, kind, part, text, people["ANALIS"], work.now))

    write("rekap", "1", "Angka sudah dicocokkan.")
    write("rekap", "2", "Catatan versi berikutnya.")
    write("koreksi", "3.pagu.1", "Pagu Rapat, semula Rp4, menjadi Rp5. Acuan: DPA Nomor 1.")
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
        f"dokumen.pdf, kode {grouped(rows[0].code or '')}",
        f"surat_pengantar.pdf, kode {grouped(rows[1].code or '')}",
        f"Kode verifikasi {grouped(row.code or '')} Keaslian berkas ini",
        head,
    ):
        assert expected in text


def test_an_approval_sheet_without_signatures_cites_none(office: PaperOffice) -> None:
    """Requested too early it says so."""
    says(office, Kind.PENGESAHAN)("Belum ada persetujuan.", "Tidak ada berkas.")
