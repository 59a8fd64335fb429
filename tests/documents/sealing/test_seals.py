"""Examining a seal: what is whole is found whole, every change is found, and no file breaks the examiner."""

from __future__ import annotations

import hashlib
import zlib
from datetime import timedelta
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from bot.documents.models.seal import Examination, Seal, SealOrder
from bot.documents.sealing import seals
from bot.documents.sealing.certificate import office_certificate
from bot.documents.sealing.seal import sealed
from bot.documents.sealing.seals import examine
from tests.documents.sealed import AT, BSRE, PASSWORD, certified, order, p12, pdf
from tests.documents.timestamps import service


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> SealOrder:
    """An order of the office with its own certificate, which exists already."""
    return certified(tmp_path_factory.mktemp("segel"))


@pytest.fixture(scope="module")
def content(own: SealOrder) -> bytes:
    """A sealed file."""
    return sealed(pdf(), own).content


def seal_of(found: Examination) -> Seal:
    """The seal that was found."""
    assert found.seal is not None
    return found.seal


def test_a_seal_as_it_was_set_is_whole(content: bytes, own: SealOrder) -> None:
    """With its certificate, its instant, and the hash of the file that was sealed: the file itself."""
    found = seal_of(examine(content))
    assert found == Seal(
        fingerprint=office_certificate(own).fingerprint,
        subject="Kecamatan Long Ikis",
        issuer="Kecamatan Long Ikis",
        self_made=True,
        from_bsre=False,
        intact=True,
        covers_all=True,
        sealed_sha256=hashlib.sha256(content).hexdigest(),
        signed_at=AT,
        timestamp=None,
    )
    assert found.whole


def test_the_certificate_of_another_is_not_ours(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A whole seal proves only who set it."""
    path = p12(tmp_path_factory.mktemp("lain") / "kantor.p12", BSRE)
    other = sealed(pdf(), order(path.parent, certificate=path, password=PASSWORD)).content
    found = seal_of(examine(other))
    assert (found.whole, found.self_made, found.from_bsre) == (True, False, True)
    assert found.issuer == "OSD LU Kelas 2"
    assert found.fingerprint != seal_of(examine(content)).fingerprint


@settings(max_examples=30)
@given(where=st.integers(min_value=0))
def test_every_changed_byte_is_found(content: bytes, where: int) -> None:
    """Wherever it stands outside the signature itself, the file is no longer whole."""
    begin, end = content.index(b"/Contents <") + len(b"/Contents <"), content.index(b">", content.index(b"/Contents <"))
    place = where % (len(content) - (end - begin))
    changed = bytearray(content)
    changed[place if place < begin else place + end - begin] ^= 1
    found = examine(bytes(changed)).seal
    assert found is None or not found.whole


def test_a_changed_figure_breaks_the_seal(content: bytes, own: SealOrder) -> None:
    """It is still ours, of a file that was another."""
    changed = bytearray(content)
    changed[content.index(b"/MediaBox") + 12] ^= 1
    found = seal_of(examine(bytes(changed)))
    assert (found.fingerprint, found.intact, found.covers_all) == (office_certificate(own).fingerprint, False, True)


def test_what_is_added_is_found_with_the_file_that_it_was_added_to(content: bytes) -> None:
    """A page behind the sealed bytes leaves the signature intact, but it does not cover the file."""
    writer = PdfWriter(BytesIO(content), incremental=True)
    writer.add_blank_page(200, 200)
    longer = BytesIO()
    writer.write(longer)
    assert len(PdfReader(longer).pages) == 3
    for appended in (longer.getvalue(), content + b"\n% tambahan\n"):
        found = seal_of(examine(appended))
        assert (found.intact, found.covers_all, found.whole) == (True, False, False)
        assert found.sealed_sha256 == hashlib.sha256(content).hexdigest()


def test_a_stripped_seal_leaves_none(content: bytes) -> None:
    """A copy without its signature is a PDF like any other."""
    writer = PdfWriter()
    for page in PdfReader(BytesIO(content)).pages:
        writer.add_page(page)
    writer.remove_annotations(None)
    copied = BytesIO()
    writer.write(copied)
    assert examine(copied.getvalue()) == Examination(readable=True)
    assert examine(pdf()) == Examination(readable=True)


def test_a_seal_that_leaves_out_more_than_itself_is_not_intact(content: bytes) -> None:
    """The bytes between the two ranges may hold the signature and nothing else."""
    begin = content.index(b"/ByteRange")
    numbers = content[content.index(b"[", begin) + 1 : content.index(b"]", begin)].split()
    for at, change in ((0, 1), (1, -1), (2, 1), (3, -1)):
        values = [int(one) for one in numbers]
        values[at] += change
        text = b" ".join(b"%d" % one for one in values)
        old = b" ".join(numbers)
        forged = content.replace(old, text.ljust(len(old)) if len(text) <= len(old) else text, 1)
        found = examine(forged).seal
        assert found is None or not found.whole


def test_the_timestamp_of_a_service_is_told(own: SealOrder) -> None:
    """Beside the instant that the office's clock showed."""
    with service(AT + timedelta(seconds=2)) as (address, _):
        stamped = sealed(pdf(), order(own.folder, timestamp_url=address)).content
    found = seal_of(examine(stamped))
    assert (found.whole, found.signed_at, found.timestamp) == (True, AT, AT + timedelta(seconds=2))


@pytest.mark.parametrize("start", [b"", b"%PDF-1.7\n"])
@settings(max_examples=50)
@given(rest=st.binary(max_size=400))
def test_no_file_breaks_the_examiner(start: bytes, rest: bytes) -> None:
    """Whatever comes is not readable, or has no seal."""
    assert examine(start + rest).seal is None


@settings(max_examples=40)
@given(cut=st.integers(min_value=1))
def test_a_file_that_is_cut_off_is_no_whole_one(content: bytes, cut: int) -> None:
    """Wherever it ends."""
    found = examine(content[: cut % len(content)]).seal
    assert found is None or not found.whole


def test_a_file_that_unfolds_without_end_is_left_alone() -> None:
    """A cross-reference stream of a few kilobytes that becomes a hundred megabytes is not read."""
    bomb = zlib.compress(bytes(100_000_000), 9)
    head = b"%PDF-1.7\n"
    stream = b"1 0 obj\n<</Type/XRef/Size 9/W[1 2 1]/Filter/FlateDecode/Length %d>>\nstream\n" % len(bomb)
    file = head + stream + bomb + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(head)
    assert examine(file) == Examination(readable=False)


def test_what_is_no_pdf_or_too_large_is_not_looked_at(content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """It costs no more than its first bytes."""
    assert examine(b"PK\x03\x04 sebuah arsip") == Examination(readable=False)
    monkeypatch.setattr(seals, "LARGEST", len(content) - 1)
    assert examine(content) == Examination(readable=False)


def test_a_signature_that_does_not_say_what_it_signs_is_not_intact(content: bytes) -> None:
    """It is ours by its certificate, which anyone may copy, and proves nothing."""
    attribute, other = b"2A864886F70D010904", b"2A864886F70D010902"
    assert attribute in content
    found = seal_of(examine(content.replace(attribute, other)))
    assert (found.subject, found.intact, found.whole) == ("Kecamatan Long Ikis", False, False)


def test_a_signature_without_meaning_is_none(content: bytes) -> None:
    """The file can be read, but nothing can be made out of what should be its seal."""
    begin = content.index(b"/Contents <") + len(b"/Contents <")
    emptied = content[:begin] + b"0" * 400 + content[begin + 400 :]
    assert examine(emptied) == Examination(readable=True)
