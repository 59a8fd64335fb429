"""A cycle in a few figures: what the cards of those who decide say."""

from decimal import Decimal

import pytest
from sqlalchemy import update

from bot.services.papers.summary import Readiness, Summary, readiness, summary
from bot.sop import commands
from storage import cycles
from storage.database import Database
from storage.tables import Indicator
from tests.services.counter import CAMAT, KASUBBAG, Counter
from tests.services.paper_office import PaperOffice


@pytest.fixture
def office(sqlite_url: str) -> PaperOffice:
    """The demo's office with a cycle at step 1."""
    return PaperOffice(Database(sqlite_url))


def ready(office: PaperOffice) -> Readiness:
    """What there is to collect."""
    return office.read(readiness)


def figures(office: PaperOffice) -> Summary:
    """The figures so far."""
    return office.read(summary)


def test_what_there_is_to_collect_is_counted(office: PaperOffice) -> None:
    """Sub kegiatan, the people who answer for them, those that do not run, and what is missing in the sheets."""
    found = ready(office)
    assert (found.activities, found.officers, found.idle) == (13, 6, 1)
    assert found.look == (
        (
            "Target kosong: Jumlah laporan penyediaan jasa komunikasi, sumber daya air, dan listrik "
            "(Subbagian Umum dan Kepegawaian)"
        ),
        "Pagu kosong: Peningkatan Efektifitas Pelaksanaan Pelayanan kepada Masyarakat (Seksi Pelayanan Umum)",
    )


def test_the_camats_indicators_may_lack_targets_too(office: PaperOffice) -> None:
    """An IKU that has none in any triwulan is looked at; one that is due later in the year is not."""
    empty = update(Indicator).where(Indicator.code == "IKU-1").values(target_4=None)
    office.database.write_now(lambda tx: tx.execute(empty))
    assert "Target kosong: Indeks Kepuasan Masyarakat (Seksi Pelayanan Umum)" in ready(office).look


def test_a_vacant_unit_counts_as_someone(office: PaperOffice) -> None:
    """Its form will have to be filled by somebody."""
    office.vacate("pptk")
    assert ready(office).officers == 6


def test_before_any_form_there_are_no_figures(office: PaperOffice) -> None:
    """Everyone's form is still to come."""
    office.release()
    found = figures(office)
    assert (found.received, found.expected, found.mean, found.activities) == (0, 6, None, 0)
    assert "Seksi Pemerintahan: formulir belum masuk." in found.skipped


def test_received_forms_are_summed_up(office: PaperOffice) -> None:
    """Counts by state, the weakest indicators first, and what should be looked at."""
    office.release()
    office.accept("PEM")
    office.fill("PEM", ind_2_1="1", ind_3_1="20", reason="Ada tambahan.")
    office.receive("PEM")
    office.accept("UK")
    office.fill("UK")
    office.receive("UK")
    found = figures(office)
    assert (found.received, found.activities, found.reached, found.below, found.untargeted) == (2, 5, 2, 1, 2)
    assert (found.idle, found.others) == (0, 0)
    assert [(weak.name, weak.value) for weak in found.worst] == [
        ("Jumlah dokumen fasilitasi administrasi tata pemerintahan desa", Decimal(50))
    ]
    assert found.unusual == (
        (
            "Fasilitasi Pengelolaan Keuangan Desa dan Pendayagunaan Aset Desa (Seksi Pemerintahan): realisasi "
            "20 Dokumen, target TW I 2 Dokumen, capaian 1.000%; capaian 200% atau lebih. Alasan: “Ada tambahan.”"
        ),
    )
    assert len(found.unproved) == 3
    assert found.kinds == (1, 3, 4, 0)
    assert set(found.attention) == {*found.unusual, *found.unproved, *found.skipped}
    assert found.spent == Decimal(5000000)


def test_sums_that_lack_a_quarter_under_way_say_so(sqlite_url: str) -> None:
    """Before the forms go out, and on every card with the recap."""
    office = Counter(Database(sqlite_url)).open().propose().propose(2)
    office.press(CAMAT, "Perintahkan")
    assert "angka triwulan sebelumnya belum ada 1" in office.heard(KASUBBAG)[-1].text
    found = office.operate(lambda work: summary(work, cycles.load(work.tx, office.cycle_id)))
    assert found.kinds[-1] == 1
    assert "realisasi s.d. TW II belum memuat TW I, yang pengumpulannya belum" in found.attention[-1]


def test_a_form_whose_arahan_was_not_followed_up_is_named(office: PaperOffice) -> None:
    """Its values count, but it is not among the forms received."""
    office.release()
    office.collect()
    office.recap()
    office.redirect("PEM")
    office.skip("PEM", None)
    found = figures(office)
    assert (found.received, found.expected, found.activities) == (5, 6, 13)
    assert found.skipped == (
        "Seksi Pemerintahan: arahan belum ditindaklanjuti, digunakan data yang terakhir diterima.",
    )


def test_a_form_on_its_way_does_not_count(office: PaperOffice) -> None:
    """Sent is not received."""
    office.release()
    office.accept("PEM")
    office.fill("PEM")
    assert figures(office).received == 0
    office.press(commands.ReturnForm, office.task(6), unit=office.units["PEM"])
    assert figures(office).received == 0
