"""Punctuality on paper: in the riwayat SOP, in the Dokumen, and in the report over many cycles."""

from dataclasses import replace
from io import BytesIO

from pypdf import PdfReader

from bot.documents.models.compliance import ComplianceReport
from bot.documents.papers.compliance_report import compliance_report
from tests.documents import samples
from tests.documents.compliance_samples import EMPTY, LONG, REPORT
from tests.documents.reading import words


def printed(document: ComplianceReport) -> str:
    """The report's text on one line."""
    pages = PdfReader(BytesIO(compliance_report(document))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_the_report_tells_how_limits_were_kept() -> None:
    """Overall, by cycle, by step and by official; a cycle that runs is marked."""
    text = printed(REPORT)
    assert "LAPORAN KEPATUHAN SOP" in text
    assert "Triwulan I 2026 s.d. Triwulan II 2026" in text
    assert "3 tugas selesai, 1 tepat waktu (33,3%)" in text
    assert "jumlah 1 jam 10 menit, terlama 50 menit" in text
    assert "TW II 2026 9-4-2026 13.05 masih berjalan" in text
    assert "5. Mengisi formulir 2 hari 2 0 (0%) 1 jam 30 menit 2 jam 20 menit 50 menit 50 menit" in text
    assert f"{samples.CAMAT.name} {samples.CAMAT.post} 1 1 (100%) 10 menit 10 menit" in text


def test_the_longest_overrun_comes_first() -> None:
    """Also one that is still open, and with what the bot itself took."""
    text = printed(REPORT).partition("Pelaksanaan yang melewati batas waktu")[2]
    places = [text.index(part) for part in ("1 jam 10 menit", "50 menit", "20 menit bot tidak aktif 25 menit")]
    assert places == sorted(places)
    assert text.count("masih berjalan") == 1
    assert "+1 hari kerja (Kasubbag: perjalanan dinas)" in text
    assert text.replace(" ", "").count("x") >= LONG.count("x")


def test_outages_are_listed_with_their_total_and_the_method_is_told() -> None:
    """In one sentence, with how a percentile is taken."""
    text = printed(REPORT)
    assert "Jumlah 2 kali 2 jam" in text
    assert "nearest rank" in text


def test_a_report_of_nothing_says_so() -> None:
    """A cycle that has just begun has no finished step, and nobody was late."""
    text = printed(EMPTY)
    assert text.count("Belum ada langkah yang selesai.") == 3
    assert "Semua tugas diselesaikan dalam batas waktunya." in text
    assert "Bot aktif selama seluruh jam kerja." in text
    assert "0 tugas selesai, 0 tepat waktu Keterlambatan" in text


def test_the_same_report_gives_the_same_bytes() -> None:
    """On landscape sheets."""
    content = compliance_report(REPORT)
    assert content == compliance_report(REPORT)
    box = PdfReader(BytesIO(content)).pages[0].mediabox
    assert box.width > box.height


def test_the_riwayat_sums_up_by_step_and_by_official() -> None:
    """Under its table, with the way it is reckoned; also in the Dokumen."""
    for document in (
        replace(samples.HISTORY, timeliness=REPORT.timeliness),
        replace(samples.PERFORMANCE, timeliness=REPORT.timeliness),
    ):
        text = words(document)
        assert "Menurut langkah" in text
        assert "5. Mengisi formulir 2 hari 2 0 3 jam 50 menit 1 jam 10 menit 1" in text
        assert "Menurut pejabat" in text
        assert "keterlambatan dihitung sejak batas waktu" in text
    assert "Menurut langkah" not in words(samples.HISTORY)


def test_the_riwayat_tells_what_the_bot_took() -> None:
    """Beside the extension, in the riwayat and in the Dokumen."""
    rows = tuple(replace(row, outage="bot tidak aktif 2 jam, tidak diperhitungkan") for row in samples.HISTORY_ROWS)
    for document in (replace(samples.HISTORY, rows=rows), replace(samples.PERFORMANCE, history=rows)):
        text = words(document)
        assert "bot tidak aktif 2 jam, tidak diperhitungkan" in text
        assert "Tambahan 1 hari kerja: perjalanan dinas." in text
