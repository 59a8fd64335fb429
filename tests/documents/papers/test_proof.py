"""The code on every paper: what its QR says, how large it is printed, and what the reader is asked to do."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO

import pypdfium2
import pytest
from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel
from reportlab.lib.units import mm

from bot.documents.models.papers import Document, Paper, Proof
from bot.documents.papers.qr import MODULE, QUIET, Code, how_to_verify, modules, proof_block
from bot.documents.render import render
from tests.documents import samples
from tests.documents.reading import pages, words

ADDRESS = "https://kinerja.contoh.test/v/K7QD3MZT9ABC"
PUBLIC = Proof(code="K7QD3MZT9ABC", address=ADDRESS)
CHAT = Proof(code="K7QD3MZT9ABC", address="https://t.me/contoh_bot?start=v-K7QD3MZT9ABC")
LETTERS = (samples.DISPOSITION, samples.RECEIPT, samples.FORM, samples.COVER_LETTER, samples.APPROVAL_SHEET)
SCALE = 4
"""Pixels a point: 288 an inch."""


def squares(document: Document, size: int) -> tuple[tuple[bool, ...], ...]:
    """The QR code of so many squares a side on the first page, read from the page as it is drawn."""
    with pypdfium2.PdfDocument(BytesIO(render(document).content)) as pdf:
        page = pdf[0].render(scale=SCALE).to_pil().convert("L")
    dark, step = page.point(lambda value: value < 128), MODULE * SCALE
    for top in range(page.height):
        line = dark.crop((0, top, page.width, top + 1)).tobytes()
        # Two runs of seven dark squares, at the code's two upper corners, are its first row.
        starts = [at for at, long in _runs(line) if abs(long - 7 * step) < 2]
        left = next((one for one in starts if any(abs(far - one - (size - 7) * step) < 2 for far in starts)), None)
        if left is not None:
            places = [round((number + 0.5) * step) for number in range(size)]
            return tuple(tuple(bool(dark.getpixel((left + x, top + y))) for x in places) for y in places)
    raise LookupError("no code on the page")


def _runs(line: bytes) -> list[tuple[int, int]]:
    """Where dark runs begin, and how long they are."""
    return [(found.start(), len(found[0])) for found in re.finditer(rb"[^\x00]+", line)]


@pytest.mark.parametrize(("document", "paper"), [(samples.DISPOSITION, "A4"), (samples.COVER_LETTER, "F4")])
def test_what_is_drawn_is_the_code_of_the_address(document: Document, paper: Paper) -> None:
    """Each square of the page is dark where the code says so, at both sizes of paper."""
    code = modules(ADDRESS)
    assert squares(replace(document, proof=PUBLIC, paper=paper), len(code)) == code


def test_the_code_is_large_enough_and_has_light_around_it() -> None:
    """Half a millimetre a square at least, and four light squares on every side."""
    assert MODULE / mm >= 0.5
    assert QUIET == 4
    assert Code(ADDRESS).width == pytest.approx((len(modules(ADDRESS)) + 8) * MODULE)


def test_the_code_survives_damage_to_a_seventh_of_it() -> None:
    """Level M: a fold or a drop of coffee does not hide the address."""
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(ADDRESS)
    code.make()
    assert modules(ADDRESS) == tuple(tuple(map(bool, row)) for row in code.modules)


@pytest.mark.parametrize("document", LETTERS, ids=lambda one: type(one).__name__)
def test_every_letter_says_its_code_and_how_to_verify_it(document: Document) -> None:
    """In groups of four that a person can type, beside the address that the QR code opens."""
    text = words(replace(document, proof=PUBLIC))
    assert "Kode verifikasi K7QD-3MZT-9ABC Pindai kode QR atau buka" in text
    assert ADDRESS in text.replace(" ", "")


def test_without_a_public_address_the_reader_is_led_to_the_bot() -> None:
    """Which answers the office's officials only, and the paper says so."""
    sentence = how_to_verify(CHAT)
    assert "@contoh_bot" in sentence
    assert sentence.startswith("Pejabat kantor dapat memindai kode QR")


def test_without_any_address_there_is_a_code_but_no_qr() -> None:
    """Nothing is printed that opens nothing."""
    text = words(replace(samples.RECEIPT, proof=Proof(code="K7QD3MZT9ABC")))
    assert "Kode verifikasi K7QD-3MZT-9ABC Keaslian berkas ini dapat diperiksa" in text
    assert "QR" not in text


def test_a_paper_without_proof_says_nothing_of_it() -> None:
    """No empty box, no promise."""
    assert proof_block(None, 400).wrap(400, 400) == (1, 0)
    assert "QR" not in words(samples.RECEIPT)


@pytest.mark.parametrize("rows", range(1, 12))
def test_signature_and_code_never_stand_alone_on_a_page(rows: int) -> None:
    """However full the page before is: the last table goes over to the next one with them, if one page holds all."""
    form = replace(samples.FORM, proof=PUBLIC, activities=samples.FORM.activities[:1] * 2, iku=samples.FORM.iku * rows)
    assert "Persentase" in pages(form)[-1]


@pytest.mark.parametrize("notes", range(1, 25))
def test_a_recap_without_a_signature_ends_with_more_than_its_code(notes: int) -> None:
    """The last of its remarks stand above the code on the same page."""
    recap = replace(samples.RECAP, proof=PUBLIC, notes=samples.RECAP.notes * notes, signature=None)
    assert "Dasar (DPA/PK)" in pages(recap)[-1]
