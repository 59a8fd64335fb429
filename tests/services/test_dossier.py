"""The papers of steps 1 to 7, read back from their PDF: each says what the rows say, as of its request."""

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from bot.documents.render import render
from bot.services.papers.publish import Kind
from bot.texts.verifying import grouped
from storage.database import Database
from tests.services.paper_office import OPENED, PaperOffice, collected_copy
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
        f"bukan TTE tersertifikasi. Kode verifikasi {grouped(row.code or '')}",
    ):
        assert expected in text


def test_a_disposition_before_the_order_has_no_paraf(office: PaperOffice) -> None:
    """Nothing says that he approved what he has not."""
    text = printed(model(office, Kind.DISPOSISI))
    assert "paraf melalui sistem" not in text
    assert "melalui sistem pada" not in text


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
    assert "Diserahkan melalui sistem pada 8 April 2026" in text
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
    assert "melalui sistem pada" not in text


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


def test_a_form_names_who_sent_and_who_received_it_when_both_stood_in(office: PaperOffice) -> None:
    """Made after they were relieved, it still has the Plh.'s own name, not that of who came back and did not press."""
    people, unit = office.join(), office.units["PEM"]
    office.release()
    office.accept("PEM")
    office.stand_in(people["ANALIS"], "pptk", "plh", unit)
    office.stand_in(people["SEKRETARIS"], "kasubbag", "plh")
    office.fill("PEM")
    office.receive("PEM")
    office.end_stand_in()
    office.collect("UK")
    text = printed(model(office, Kind.FORMULIR, str(unit)))
    for expected in ("Plh. Kepala Seksi Pemerintahan, Analis Contoh, S.Kom.", "WITA oleh Sekretaris Contoh, S.Sos."):
        assert expected in text
    assert "Pemerintahan Contoh" not in text
    assert "Keuangan Contoh" not in text
    assert "Diisikan atas nama" not in text


def test_a_form_sent_on_behalf_says_so_even_if_another_was_to_fill_it_since(office: PaperOffice) -> None:
    """Whose form it is has not pressed [Kirim], so the block beneath does not say that he did."""
    people = office.join()
    office.release()
    office.accept("PEM")
    office.fill("PEM", sender=people["ANALIS"])
    text = printed(model(office, Kind.FORMULIR, str(office.units["PEM"])))
    assert "Diisikan atas nama Pemerintahan Contoh, S.IP. oleh Analis Contoh, S.Kom.; belum dikonfirmasi." in text
    assert "Dikirim melalui sistem" not in text


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
