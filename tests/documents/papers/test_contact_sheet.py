"""The contact sheet of bukti dukung: every file is there, with its picture or its type, within a budget of bytes."""

from __future__ import annotations

from io import BytesIO
from random import Random

import pytest
from PIL import Image
from pypdf import PdfReader

from bot.documents.layout.page import build, width
from bot.documents.models.performance import EvidencePicture
from bot.documents.papers.contact_sheet import contact_sheet, within_budget
from tests.documents import samples


def shown(name: str, picture: bytes | None = None, activity: str = "7.01 Fasilitasi") -> EvidencePicture:
    """A file of bukti dukung."""
    return EvidencePicture(unit="Seksi Contoh", activity=activity, name=name, picture=picture)


def photo(side: int = 400, seed: int = 0) -> bytes:
    """A picture of noise, which takes many bytes."""
    buffer = BytesIO()
    Image.frombytes("L", (side, side), Random(seed).randbytes(side * side)).save(buffer, "JPEG", quality=70)
    return buffer.getvalue()


def sheet(*pictures: EvidencePicture) -> PdfReader:
    """The sheet as a file."""
    parts = contact_sheet(pictures, width(samples.RECEIPT))
    return PdfReader(BytesIO(build(samples.RECEIPT, "Bukti dukung", parts)))


def text(reader: PdfReader) -> str:
    """Its words on one line."""
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_each_file_has_number_activity_and_name() -> None:
    """Numbered as in the list of bukti dukung."""
    found = text(sheet(shown("foto.jpg", photo()), shown("laporan.pdf"), shown("tanpa-akhiran")))
    for expected in ("1. 7.01 Fasilitasi foto.jpg", "2. 7.01 Fasilitasi laporan.pdf", "3. 7.01 Fasilitasi"):
        assert expected in found


def test_pictures_are_printed_and_other_files_named_by_type() -> None:
    """A neutral tile says what it is; a broken picture is such a tile, too."""
    reader = sheet(shown("foto.jpg", photo()), shown("data.xlsx"), shown("tanpa"), shown("rusak.jpg", b"rusak"))
    assert len(reader.pages[0].images) == 1
    for label in ("XLSX", "BERKAS", "JPG", "dinyatakan dengan jenisnya"):
        assert label in text(reader)


def test_without_files_there_is_no_sheet() -> None:
    """And no heading over nothing."""
    assert contact_sheet((), 400) == []


def test_only_pictures_need_no_explanation() -> None:
    """The sentence on types is printed where there are types."""
    assert "dinyatakan" not in text(sheet(shown("foto.jpg", photo())))


def test_very_long_names_are_cut_and_never_overflow() -> None:
    """The list of bukti dukung has them whole."""
    found = text(sheet(*(shown("a" * 500 + ".pdf", activity="7.01 " + "kata " * 100) for _ in range(4))))
    assert found.count("…") == 8


def test_many_pictures_are_scaled_down_together() -> None:
    """Their bytes stay below the budget, and each is still there."""
    pictures = [shown(f"{number}.jpg", photo(seed=number)) for number in range(6)]
    before = sum(len(one.picture or b"") for one in pictures)
    fitted = within_budget(pictures, before // 3)
    assert sum(len(one.picture or b"") for one in fitted) <= before // 3
    assert all(one.picture for one in fitted)
    assert within_budget(pictures, before) == pictures


def test_what_does_not_fit_at_the_smallest_size_becomes_a_tile() -> None:
    """The first ones keep their pictures; a file without one takes no room."""
    pictures = [shown("data.xlsx"), *(shown(f"{number}.jpg", photo(seed=number)) for number in range(6))]
    fitted = within_budget(pictures, 10_000)
    kept = [one.picture is not None for one in fitted]
    assert sum(len(one.picture or b"") for one in fitted) <= 10_000
    assert kept[1]
    assert not all(kept[1:])


@pytest.mark.parametrize("count", [1, 2, 3, 4, 40])
def test_any_number_of_pictures_fits_the_page(count: int) -> None:
    """Rows go over to the next page whole."""
    reader = sheet(*(shown(f"{number}.jpg") for number in range(count)))
    assert f"{count}. 7.01 Fasilitasi {count - 1}.jpg" in text(reader)
