"""`bot verify` of a PDF: authentic, superseded, altered or unknown, in words and in its exit code."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfWriter
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.documents.models.seal import Sealed, SealOrder
from bot.documents.sealing.seal import sealed
from bot.operator import verifying
from bot.services.papers.publish import Kind
from bot.sop import commands
from bot.sop.model import SYSTEM
from storage import documents
from storage.database import Database
from storage.documents import DocumentRow
from tests.documents.sealed import AT, BSRE, PASSWORD, Authority, certified, order, p12, pdf
from tests.documents.timestamps import service
from tests.services.paper_office import PaperOffice, collected_copy


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> SealOrder:
    """An order of the office with its own certificate, which exists already."""
    return certified(tmp_path_factory.mktemp("segel"))


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Path:
    """A database in which a cycle waits for the Dokumen to be compiled."""
    path, now = collected_copy(sqlite_template, tmp_path_factory.mktemp("verify"))
    office = PaperOffice(Database(f"sqlite:///{path}"), now)
    office.recap()
    office.complete(11)
    (path.parent / "now").write_text(office.now.isoformat())
    return path


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, template: Path) -> PaperOffice:
    """That office, in a working folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    (tmp_path / "kinerja.db").write_bytes(template.read_bytes())
    now = AT.fromisoformat((template.parent / "now").read_text())
    return PaperOffice(Database(f"sqlite:///{tmp_path / 'kinerja.db'}"), now)


def issue(office: PaperOffice, kind: Kind, made: Sealed | bytes, number: int = 1) -> DocumentRow:
    """Let the office issue these bytes as a paper."""
    row = office.request(kind)
    content, seal = (made, None) if isinstance(made, bytes) else (made.content, made.fingerprint)
    file = {"filename": "berkas.pdf", "mime": "application/pdf", "content": content, "seal": seal, "now": office.now}
    office.write(lambda work, _: documents.claim(work.tx, row.id, bytes(range(number, number + 12))))
    office.write(lambda work, _: documents.store(work.tx, row.id, **file))  # type: ignore[arg-type]
    return row


def compiled(office: PaperOffice, own: SealOrder) -> bytes:
    """Let step 12 be done; gives the Dokumen's bytes."""
    office.complete(12)
    version = office.record.state.document_version
    made = [sealed(pdf(text=f"{kind} {version}"), own) for kind in (Kind.DOKUMEN, Kind.SURAT_PENGANTAR)]
    for number, (kind, one) in enumerate(zip((Kind.DOKUMEN, Kind.SURAT_PENGANTAR), made, strict=True)):
        issue(office, kind, one, number + 2 * version)
    office.press(commands.FilesReady, office.task(13), by=SYSTEM, document_version=version)
    return made[0].content


def verify(content: bytes, name: str = "berkas.pdf") -> Result:
    """Run `bot verify` on these bytes."""
    Path(name).write_bytes(content)
    return CliRunner().invoke(app, ["verify", name])


def test_an_approved_dokumen_is_authentic_and_counts(office: PaperOffice, own: SealOrder) -> None:
    """What it is, who approved it and when, who sealed it, and what the certificate is worth."""
    content = compiled(office, own)
    waiting = verify(content)
    assert waiting.stdout.startswith("Asli, menunggu persetujuan.\n")
    assert waiting.exit_code == 1
    office.complete(13)
    office.complete(13)
    result = verify(content)
    assert result.exit_code == 0, result.output
    first, paper, edition, why, secretary, camat, seal, stamp, certificate, digest = result.stdout.splitlines()
    assert first == "Asli dan berlaku."
    assert paper == "Dokumen Data Capaian Kinerja, Triwulan I 2026; Kecamatan Long Ikis."
    assert edition.startswith("Versi 1, kode ")
    assert why.startswith("Isinya sama persis dengan versi 1")
    assert secretary.startswith("Menyetujui: ")
    assert camat.startswith("Menyetujui dan mengesahkan: ")
    assert seal == (
        "Segel: utuh dan meliputi seluruh berkas; atas nama Kecamatan Long Ikis, 9 April 2026, pukul 13.05 WITA."
    )
    assert stamp == "Cap waktu: tidak ada; saat penyegelan menurut jam kantor."
    assert certificate.startswith("Sertifikat: buatan sendiri, tidak tersertifikasi; SHA-256 ")
    assert digest.startswith("SHA-256 berkas: ")


def test_a_dokumen_compiled_anew_supersedes_the_one_before(office: PaperOffice, own: SealOrder) -> None:
    """The older is authentic, its seal is whole, and it no longer counts."""
    old = compiled(office, own)
    office.press(commands.RefuseSignature, office.task(13))
    compiled(office, own)
    result = verify(old)
    assert result.exit_code == 1
    assert result.stdout.startswith("Asli, tetapi sudah digantikan.\n")
    assert "digantikan oleh versi 2, kode " in result.stdout
    assert "Segel: utuh dan meliputi seluruh berkas" in result.stdout


def test_a_paper_without_a_seal_is_authentic_by_its_bytes(office: PaperOffice) -> None:
    """Only four kinds are sealed, and the others say that they are not."""
    issue(office, Kind.REKAP, pdf())
    result = verify(pdf())
    assert (result.exit_code, result.stdout.startswith("Asli dan berlaku.\n")) == (0, True)
    assert "Tanpa segel: " in result.stdout


@pytest.mark.parametrize("content", [pdf(), b"%PDF-1.7 rusak"])
def test_a_paper_whose_seal_cannot_be_found_does_not_hold(office: PaperOffice, content: bytes) -> None:
    """Its bytes are on record with a seal that is not in them: something is wrong with the record."""
    issue(office, Kind.RIWAYAT, Sealed(content, "ab" * 32, timestamped=False))
    result = verify(content)
    assert result.exit_code == 1
    assert "Segel: tidak dapat diperiksa" in result.stdout


def test_one_changed_byte_is_an_altered_file(office: PaperOffice, own: SealOrder) -> None:
    """Its seal tells that the office set it, and no longer fits."""
    made = sealed(pdf(), own)
    issue(office, Kind.RIWAYAT, made)
    changed = bytearray(made.content)
    changed[changed.index(b"/MediaBox") + 12] ^= 1
    result = verify(bytes(changed))
    assert result.exit_code == 1
    assert result.stdout.startswith("Berubah. Berkas ini disegel oleh kantor, tetapi isinya diubah sesudah disegel.\n")
    assert "Segel: rusak; atas nama Kecamatan Long Ikis" in result.stdout


def test_an_appended_page_is_an_altered_file_of_a_paper_that_is_named(office: PaperOffice, own: SealOrder) -> None:
    """What was sealed is still in it, so that the reader learns which paper to ask for."""
    made = sealed(pdf(), own)
    issue(office, Kind.RIWAYAT, made)
    writer, longer = PdfWriter(BytesIO(made.content), incremental=True), BytesIO()
    writer.add_blank_page(200, 200)
    writer.write(longer)
    result = verify(longer.getvalue())
    assert result.exit_code == 1
    assert result.stdout.startswith("Berubah. Berkas ini ditambahi sesudah disegel")
    assert "Riwayat SOP, Triwulan I 2026" in result.stdout
    assert "Segel: utuh, tetapi tidak meliputi seluruh berkas" in result.stdout


def test_the_seal_of_another_office_is_unknown_here(office: PaperOffice, own: SealOrder, tmp_path: Path) -> None:
    """Even if its certificate calls itself BSrE's, or tries to command the terminal."""
    issue(office, Kind.RIWAYAT, sealed(pdf(), own))
    path = p12(tmp_path / "lain.p12", BSRE)
    result = verify(sealed(pdf(), order(tmp_path, certificate=path, password=PASSWORD)).content)
    assert result.exit_code == 1
    assert result.stdout.startswith("Tidak dikenal. Berkas ini disegel dengan sertifikat yang tidak pernah dipakai")
    assert "diterbitkan OSD LU Kelas 2;" in result.stdout
    assert "BSrE" not in result.stdout
    p12(path, Authority.of("Penipu\x1b[2J" + "x" * 40, "PT"))
    forged = verify(sealed(pdf(), order(tmp_path, certificate=path, password=PASSWORD)).content)
    assert "\x1b" not in forged.stdout


def test_a_seal_of_bsre_is_named_where_the_office_uses_it(office: PaperOffice, tmp_path: Path) -> None:
    """With the timestamp of its service."""
    path = p12(tmp_path / "kantor.p12", BSRE)
    with service(AT) as (address, _):
        asked = order(tmp_path, certificate=path, password=PASSWORD, timestamp_url=address)
        made = sealed(pdf(), asked)
    issue(office, Kind.RIWAYAT, made)
    result = verify(made.content)
    assert result.exit_code == 0, result.output
    assert "Sertifikat: diterbitkan BSrE; " in result.stdout
    assert "Cap waktu: 9 April 2026, pukul 13.05 WITA, dari layanan cap waktu." in result.stdout


def test_a_whole_seal_of_a_file_that_nobody_recorded_is_told_so(office: PaperOffice, own: SealOrder) -> None:
    """As after a restoration from an older backup: ours, but not on record."""
    issue(office, Kind.RIWAYAT, sealed(pdf(), own))
    result = verify(sealed(pdf(text="Lain"), own).content)
    assert (result.exit_code, result.stdout.startswith("Tidak tercatat. ")) == (1, True)


@pytest.mark.parametrize(
    ("content", "start"),
    [
        (pdf(), "Tidak dikenal. Isi berkas ini berbeda"),
        (b"teks", "Tidak dikenal. Berkas ini bukan PDF"),
        (b"", "Tidak"),
    ],
)
def test_any_other_file_is_unknown(office: PaperOffice, content: bytes, start: str) -> None:
    """A PDF without a seal, and what is no PDF at all."""
    result = verify(content)
    assert (result.exit_code, result.stdout.startswith(start)) == (1, True)


def test_what_can_be_mended_is_one_sentence(
    office: PaperOffice, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A file that is not there, is a folder, or is too large."""
    monkeypatch.setattr(verifying, "LARGEST", 5_000_000)
    (tmp_path / "besar.pdf").write_bytes(b"%PDF-" + bytes(5_000_000))
    for name, sentence in {
        "tidak-ada.pdf": "Berkas tidak-ada.pdf tidak ditemukan atau tidak dapat dibuka.\n",
        ".": "Berkas . tidak ditemukan atau tidak dapat dibuka.\n",
        "besar.pdf": "Berkas besar.pdf melebihi 5 MB, sehingga tidak diperiksa.\n",
    }.items():
        result = CliRunner().invoke(app, ["verify", name])
        assert (result.exit_code, result.stderr) == (2, sentence)
