"""Seals a PDF: a PAdES signature of the office, added behind the file's bytes, which allows no later change."""

from __future__ import annotations

import hashlib
from datetime import datetime
from io import BytesIO
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.generic import ArrayObject, ByteStringObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.sign.timestamps import HTTPTimeStamper, TimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from bot.documents.models.seal import Sealed, SealOrder
from bot.documents.sealing.certificate import OfficeCertificate, is_from_bsre, office_certificate

FIELD = "Segel"
TIMESTAMP_SECONDS = 5
"""How long the timestamp service may take for one answer; it is asked twice a seal."""


def sealed(content: bytes, order: SealOrder) -> Sealed:
    """Return the PDF with the office's seal; the same order and bytes give the same seal where no timestamp is set.

    A timestamp service that is away leaves the seal without a timestamp. Raises SealError as `office_certificate`.
    """
    certificate = office_certificate(order)
    if order.timestamp_url:
        try:
            service = HTTPTimeStamper(order.timestamp_url, timeout=TIMESTAMP_SECONDS)
            return Sealed(_signed(content, order, certificate, service), certificate.fingerprint, timestamped=True)
        except Exception:  # noqa: BLE001, S110 - whatever the service answers, the document is sealed without it
            pass
    return Sealed(_signed(content, order, certificate, None), certificate.fingerprint, timestamped=False)


def reason(order: SealOrder, certificate: x509.Certificate) -> str:
    """What a reader of the PDF shows beside the seal; it never claims more than the certificate is."""
    worth = "dengan sertifikat elektronik BSrE" if is_from_bsre(certificate) else "bukan TTE tersertifikasi"
    return f"Segel elektronik {order.office}; {worth}"


class _Appending(IncrementalPdfFileWriter):
    """Adds to a PDF, and changes neither what it says of itself (its PDF/A mark, its dates) nor anything at random."""

    def __init__(self, content: bytes) -> None:
        super().__init__(BytesIO(content), strict=False)
        first, _ = self._document_id
        self._document_id = ArrayObject([first, ByteStringObject(hashlib.sha256(content).digest()[:16])])

    def _update_meta(self) -> None:
        """Leave Info and XMP alone; the signature says when it was set."""


class _Signer(PdfSigner):
    """Signs at the instant it is given, not at that of the machine's clock."""

    at: datetime

    def init_signing_session(self, pdf_out: BasePdfFileWriter, existing_fields_only: bool = False) -> PdfSigningSession:
        """Begin to sign, at that instant."""
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self.at
        return session


def _signed(content: bytes, order: SealOrder, certificate: OfficeCertificate, service: TimeStamper | None) -> bytes:
    meta = PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        name=order.office,
        location=order.place or None,
        reason=reason(order, certificate.certificate),
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )
    field = SigFieldSpec(FIELD, readable_field_name="Segel elektronik")
    signer = _Signer(meta, _Keys(certificate), timestamper=service, new_field_spec=field)
    signer.at = order.at.replace(microsecond=0)
    signed: BytesIO = signer.sign_pdf(_Appending(content))
    return signed.getvalue()


class _Keys(Signer):
    """Signs with a key that was opened once, and in the same way each time, be it RSA or EC."""

    def __init__(self, office: OfficeCertificate) -> None:
        # The store has no annotations.
        registry = SimpleCertificateStore.from_certs(map(_loaded, office.chain))  # type: ignore[no-untyped-call]
        super().__init__(signing_cert=_loaded(office.certificate), cert_registry=registry)
        self._key = office.key

    async def async_sign_raw(self, data: bytes, _digest_algorithm: str, _dry_run: bool = False) -> bytes:
        """Return the bare signature of the data."""
        if isinstance(self._key, rsa.RSAPrivateKey):
            return self._key.sign(data, PKCS1v15(), SHA256())
        return self._key.sign(data, ec.ECDSA(SHA256(), deterministic_signing=True))


def _loaded(certificate: x509.Certificate) -> Any:
    """A certificate as pyHanko takes it."""
    return next(iter(load_certs_from_pemder_data(certificate.public_bytes(Encoding.DER))))
