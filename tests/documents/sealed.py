"""What sealing is tested with: a PDF of our own kind, offices that order seals, and certificates of others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    NoEncryption,
    pkcs12,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from reportlab.pdfgen.canvas import Canvas

from bot.documents.models.seal import SealOrder
from bot.documents.sealing import certificate

AT = datetime(2026, 4, 9, 5, 5, 7, tzinfo=UTC)
PASSWORD = "kata-sandi-rahasia"
Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


def pdf(pages: int = 2, text: str = "Capaian") -> bytes:
    """A PDF whose bytes depend on nothing else."""
    buffer = BytesIO()
    canvas = Canvas(buffer, invariant=1)
    canvas.setTitle("Surat Pengantar")
    for number in range(pages):
        canvas.drawString(72, 700, f"{text} {number}")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def order(folder: Path, **changes: object) -> SealOrder:
    """The order of Kecamatan Long Ikis, with some of it otherwise."""
    values: dict[str, object] = {
        "code": "LONG-IKIS",
        "office": "Kecamatan Long Ikis",
        "government": "Pemerintah Kabupaten Paser",
        "place": "Long Ikis",
        "at": AT,
        "folder": folder,
    }
    return SealOrder(**{**values, **changes})  # type: ignore[arg-type]


def certified(folder: Path) -> SealOrder:
    """The same where the office's own certificate exists already, with a key that is soon made."""
    asked = order(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(certificate, "RSA_BITS", 2048)
        certificate.office_certificate(asked)
    return asked


def name(common: str, organisation: str) -> x509.Name:
    """A subject or issuer."""
    return x509.Name(
        [x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation), x509.NameAttribute(NameOID.COMMON_NAME, common)]
    )


@dataclass(frozen=True)
class Authority:
    """Someone who issues certificates."""

    called: x509.Name
    key: ec.EllipticCurvePrivateKey

    @classmethod
    def of(cls, common: str, organisation: str) -> Authority:
        """With a key of its own."""
        return cls(name(common, organisation), ec.generate_private_key(ec.SECP256R1()))

    def certificate(self, subject: x509.Name, key: Key | ed25519.Ed25519PrivateKey, **more: object) -> x509.Certificate:
        """A certificate for someone's key, valid for two years around AT unless said otherwise."""
        begins, ends = more.get("begins", AT - timedelta(days=365)), more.get("ends", AT + timedelta(days=365))
        assert isinstance(begins, datetime)
        assert isinstance(ends, datetime)
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self.called)
            .public_key(key.public_key())
            .serial_number(1 if subject == self.called else 4711)
            .not_valid_before(begins)
            .not_valid_after(ends)
        )
        if more.get("stamps"):
            usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
            builder = builder.add_extension(usage, critical=True)
        return builder.sign(self.key, SHA256())

    @property
    def own(self) -> x509.Certificate:
        """The one that it issued to itself."""
        return self.certificate(self.called, self.key)


BSRE = Authority.of("OSD LU Kelas 2", "Badan Siber dan Sandi Negara")
OTHER = Authority.of("Penyelenggara Contoh", "PT Contoh Sertifikasi")


def p12(
    path: Path,
    authority: Authority = OTHER,
    key: Key | ed25519.Ed25519PrivateKey | None = None,
    password: str = PASSWORD,
    **more: object,
) -> Path:
    """Write a configured certificate with its chain; gives the path."""
    key = key or ec.generate_private_key(ec.SECP256R1())
    issued = authority.certificate(name("Kecamatan Long Ikis", "Pemerintah Kabupaten Paser"), key, **more)
    encryption = BestAvailableEncryption(password.encode()) if password else NoEncryption()
    path.write_bytes(pkcs12.serialize_key_and_certificates(b"segel", key, issued, [authority.own], encryption))
    return path
