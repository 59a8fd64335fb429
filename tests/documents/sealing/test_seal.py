"""The seal of a PDF: a PAdES signature that any reader can verify, and that allows no later change."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import EmbeddedPdfSignature, validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from pypdf import PdfReader

from bot.documents.models.seal import SealError, SealOrder
from bot.documents.sealing import seal
from bot.documents.sealing.certificate import office_certificate
from bot.documents.sealing.seal import sealed
from tests.documents.sealed import AT, BSRE, OTHER, PASSWORD, certified, order, p12, pdf
from tests.documents.timestamps import service


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> SealOrder:
    """An order of the office with its own certificate, which exists already."""
    return certified(tmp_path_factory.mktemp("segel"))


def signature(content: bytes) -> EmbeddedPdfSignature:
    """The only signature of a PDF."""
    found: list[EmbeddedPdfSignature] = PdfFileReader(BytesIO(content)).embedded_regular_signatures
    assert len(found) == 1
    return found[0]


def validated(content: bytes) -> PdfSignatureStatus:
    """What pyHanko says of it to someone who trusts its certificate."""
    found = signature(content)
    context = ValidationContext(trust_roots=[found.signer_cert], allow_fetching=False, moment=AT)
    return validate_pdf_signature(found, context)


def test_a_seal_is_valid_covers_the_file_and_allows_no_change(own: SealOrder) -> None:
    """A certification in PAdES form, with the office's name, place and instant."""
    done = sealed(pdf(), own)
    found, status = signature(done.content), validated(done.content)
    assert (status.intact, status.valid, status.trusted) == (True, True, True)
    assert status.coverage is SignatureCoverageLevel.ENTIRE_FILE
    assert found.docmdp_level is MDPPerm.NO_CHANGES
    assert found.field_name == "Segel"
    values = found.sig_object
    assert values["/SubFilter"] == "/ETSI.CAdES.detached"
    assert (values["/Name"], values["/Location"]) == ("Kecamatan Long Ikis", "Long Ikis")
    assert values["/Reason"] == "Segel elektronik Kecamatan Long Ikis; bukan TTE tersertifikasi"
    assert found.self_reported_timestamp == AT
    assert done.fingerprint == office_certificate(own).fingerprint
    assert not done.timestamped


def test_the_file_is_only_added_to(own: SealOrder) -> None:
    """Its bytes stay in front; nothing that it says of itself is changed, and nothing is seen on its pages."""
    content = pdf()
    done = sealed(content, own).content
    assert done.startswith(content)
    before, after = PdfReader(BytesIO(content)), PdfReader(BytesIO(done))
    assert after.metadata == before.metadata
    assert [page.extract_text() for page in after.pages] == [page.extract_text() for page in before.pages]
    annotations = after.pages[0]["/Annots"]
    (widget,) = [one.get_object() for one in annotations]  # type: ignore[attr-defined]
    assert [float(side) for side in widget["/Rect"]] == [0, 0, 0, 0]
    assert widget["/F"] & 4


@pytest.mark.parametrize("kind", ["own", "rsa", "ec"])
def test_the_same_order_and_bytes_give_the_same_seal(own: SealOrder, tmp_path: Path, kind: str) -> None:
    """With every kind of key; a second later or another text is another file."""
    asked = own
    if kind != "own":
        key = rsa.generate_private_key(65537, 2048) if kind == "rsa" else None
        path = p12(tmp_path / "kantor.p12", key=key)
        asked = order(tmp_path, certificate=path, password=PASSWORD, at=AT.replace(microsecond=5))
    first = sealed(pdf(), asked)
    assert sealed(pdf(), asked) == first
    assert validated(first.content).valid
    later = order(asked.folder, certificate=asked.certificate, password=PASSWORD, at=AT + timedelta(seconds=1))
    assert sealed(pdf(), later).content != first.content
    assert sealed(pdf(text="Serapan"), asked).content[-2000:] != first.content[-2000:]


def test_the_chain_of_a_configured_certificate_is_in_the_seal(tmp_path: Path) -> None:
    """So that whoever trusts the issuer can follow it."""
    path = p12(tmp_path / "kantor.p12", OTHER)
    found = signature(sealed(pdf(), order(tmp_path, certificate=path, password=PASSWORD)).content)
    assert [one.subject.native["common_name"] for one in found.other_embedded_certs] == ["Penyelenggara Contoh"]
    assert found.sig_object["/Reason"].endswith("; bukan TTE tersertifikasi")


def test_bsre_is_named_only_where_it_issued_the_certificate(tmp_path: Path) -> None:
    """The seal claims what its certificate is, and no more."""
    path = p12(tmp_path / "kantor.p12", BSRE)
    done = sealed(pdf(), order(tmp_path, certificate=path, password=PASSWORD, place=""))
    values = signature(done.content).sig_object
    assert values["/Reason"] == "Segel elektronik Kecamatan Long Ikis; dengan sertifikat elektronik BSrE"
    assert "/Location" not in values


def test_a_certificate_that_cannot_be_used_seals_nothing(tmp_path: Path) -> None:
    """No other is taken instead."""
    with pytest.raises(SealError):
        sealed(pdf(), order(tmp_path, certificate=tmp_path / "tidak-ada.p12"))


def test_a_timestamp_is_set_where_its_service_answers(own: SealOrder) -> None:
    """Over HTTP; it says when, whatever the office's clock said."""
    stamped = AT + timedelta(seconds=3)
    with service(stamped) as (address, asked):
        done = sealed(pdf(), order(own.folder, timestamp_url=address))
    assert done.timestamped
    assert len(asked) == 2
    status = validated(done.content)
    assert (status.intact, status.valid) == (True, True)
    assert status.timestamp_validity is not None
    assert status.timestamp_validity.timestamp == stamped
    assert status.timestamp_validity.valid


@pytest.mark.parametrize(("status", "content"), [(500, None), (200, b"bukan cap waktu"), (200, b"")])
def test_a_service_that_answers_nonsense_leaves_the_seal_without(
    own: SealOrder, status: int, content: bytes | None
) -> None:
    """The document is sealed as if there were no service."""
    with service(AT, status=status, content=content) as (address, asked):
        done = sealed(pdf(), order(own.folder, timestamp_url=address))
    assert asked
    assert done == sealed(pdf(), own)


def test_a_service_that_is_away_leaves_the_seal_without(own: SealOrder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether it refuses the connection or takes it and never says a word."""
    monkeypatch.setattr(seal, "TIMESTAMP_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        quiet = sealed(pdf(), order(own.folder, timestamp_url=f"http://127.0.0.1:{port}/"))
    refused = sealed(pdf(), order(own.folder, timestamp_url=f"http://127.0.0.1:{port}/"))
    assert quiet == refused == sealed(pdf(), own)


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="poppler-utils is not installed")
def test_poppler_verifies_a_seal(own: SealOrder, tmp_path: Path) -> None:
    """A reader that shares no code with us finds it valid over the whole document, and finds a change."""
    content = sealed(pdf(), own).content
    changed = bytearray(content)
    changed[content.index(b"/MediaBox") + 12] ^= 1
    said = []
    for made in (content, bytes(changed)):
        (tmp_path / "berkas.pdf").write_bytes(made)
        said.append(
            subprocess.run(["pdfsig", tmp_path / "berkas.pdf"], capture_output=True, text=True, check=False).stdout
        )
    assert "Signature is Valid." in said[0]
    assert "Total document signed" in said[0]
    assert re.search(r"Digest Mismatch|Signature is Invalid", said[1])
