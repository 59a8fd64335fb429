"""The office's certificate: a configured one, or its own, which nobody has certified and which says so itself."""

from __future__ import annotations

import hashlib
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import quote

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PublicFormat, pkcs12
from cryptography.x509.oid import NameOID

from bot.documents.models.seal import SealError, SealOrder

SELF_MADE = "Sertifikat buatan sendiri, tidak tersertifikasi"
"""Stands in the certificate itself, so that every reader of a PDF shows it."""

RSA_BITS = 3072
YEARS = 10
_BSRE = frozenset({"BSRE", "BALAI SERTIFIKASI ELEKTRONIK", "BADAN SIBER DAN SANDI NEGARA"})
# The longest that X.520 allows for a common name, an organisation and a unit of it.
_LONGEST = 64

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@dataclass(frozen=True, slots=True)
class OfficeCertificate:
    """A certificate with its key and whatever leads from it to its issuer."""

    key: PrivateKey
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the certificate in hexadecimal."""
        return fingerprint(self.certificate)


def fingerprint(certificate: x509.Certificate) -> str:
    """Return the SHA-256 of a certificate in hexadecimal."""
    return certificate.fingerprint(SHA256()).hex()


def is_self_made(certificate: x509.Certificate) -> bool:
    """Whether nobody but its holder stands behind a certificate."""
    return certificate.issuer == certificate.subject


def is_from_bsre(certificate: x509.Certificate) -> bool:
    """Whether BSrE issued a certificate; one that its holder made himself never counts, whatever its name says."""
    parts = (*certificate.issuer.get_attributes_for_oid(NameOID.ORGANIZATION_NAME), *_units(certificate.issuer))
    return not is_self_made(certificate) and any(str(part.value).strip().upper() in _BSRE for part in parts)


def common_name(name: x509.Name) -> str:
    """Return what a subject or issuer is called, '' if it has no name."""
    found = name.get_attributes_for_oid(NameOID.COMMON_NAME) or name.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)
    return str(found[0].value) if found else ""


def office_certificate(order: SealOrder) -> OfficeCertificate:
    """Return the certificate that an order asks for, valid at its instant.

    The office's own is made at its first need. Raises SealError for a configured one that is missing, cannot be
    opened with the password, or is not valid then: another is never taken in its place.
    """
    if order.certificate is None:
        return checked(_own(order), "", order.at)
    return checked(_configured(order.certificate, order.code), order.password, order.at)


def checked(path: Path, password: str, at: datetime) -> OfficeCertificate:
    """Open a .p12, '' for one without a password; raises SealError if it cannot be opened or is not valid then."""
    found = _open(path, password.encode())
    validity = found.certificate.not_valid_before_utc, found.certificate.not_valid_after_utc
    if not validity[0] <= at <= validity[1]:
        raise SealError(
            f"Sertifikat segel {path} hanya berlaku {validity[0]:%d-%m-%Y} sampai {validity[1]:%d-%m-%Y} (UTC); "
            "mohon diganti dengan yang berlaku."
        )
    return found


def _configured(place: Path, code: str) -> Path:
    return place / _filename(code) if place.is_dir() else place


def _filename(code: str) -> str:
    """A code as one file's name: two codes never share it, and none leaves the folder."""
    return f"{quote(code, safe='')}.p12"


def _open(path: Path, password: bytes) -> OfficeCertificate:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SealError(f"Sertifikat segel {path} tidak ditemukan atau tidak dapat dibuka.") from error
    try:
        key, certificate, chain = pkcs12.load_key_and_certificates(content, password or None)
    except ValueError as error:
        raise SealError(
            f"Sertifikat segel {path} tidak terbaca; mohon diperiksa SEAL_PASSWORD dan berkasnya."
        ) from error
    if not isinstance(key, PrivateKey) or certificate is None:
        raise SealError(f"Sertifikat segel {path} tidak memuat kunci RSA atau EC beserta sertifikatnya.")
    return OfficeCertificate(key, certificate, tuple(chain))


def _own(order: SealOrder) -> Path:
    """The path of the office's own certificate, which is there afterwards, renewed where it has expired."""
    path = order.folder / _filename(order.code)
    expired = path.exists() and _open(path, b"").certificate.not_valid_after_utc < order.at
    if expired or not path.exists():
        try:
            order.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _place(path, _made(order), instead=expired)
        except OSError as error:
            raise SealError(f"Sertifikat segel {path} tidak dapat ditulis; mohon diperiksa foldernya.") from error
    return path


def _place(path: Path, content: bytes, *, instead: bool) -> None:
    """Write beside the path and link it there, so that nobody ever reads half a key or replaces another's.

    `instead` of an expired one it may be placed twice by two who race: what either sealed stays sealed.
    """
    descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=".segel-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if instead:
            Path(draft).replace(path)
        else:
            with suppress(FileExistsError):
                path.hardlink_to(draft)
    finally:
        Path(draft).unlink(missing_ok=True)


def _made(order: SealOrder) -> bytes:
    """A new key with its certificate, as PKCS#12 without a password: the folder is for its owner alone."""
    key = rsa.generate_private_key(65537, RSA_BITS)
    public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    name = _name(order)
    # An earlier act may still be rendered beside this one; it is to find the certificate valid, too.
    begins = order.at.replace(microsecond=0) - timedelta(days=1)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(int.from_bytes(hashlib.sha256(public).digest()[:16]) | 1)
        .not_valid_before(begins)
        .not_valid_after(begins + timedelta(days=366 * YEARS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_USAGE, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, SHA256())
    )
    return pkcs12.serialize_key_and_certificates(order.office.encode(), key, certificate, None, NoEncryption())


_USAGE = x509.KeyUsage(
    digital_signature=True,
    content_commitment=True,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=False,
    key_cert_sign=False,
    crl_sign=False,
    encipher_only=False,
    decipher_only=False,
)


def _name(order: SealOrder) -> x509.Name:
    parts = [
        (NameOID.COUNTRY_NAME, "ID"),
        (NameOID.LOCALITY_NAME, order.place),
        (NameOID.ORGANIZATION_NAME, order.government),
        (NameOID.ORGANIZATIONAL_UNIT_NAME, SELF_MADE),
        (NameOID.COMMON_NAME, order.office),
    ]
    return x509.Name([x509.NameAttribute(oid, text[:_LONGEST]) for oid, text in parts if text])


def _units(name: x509.Name) -> list[x509.NameAttribute[str | bytes]]:
    return [
        *name.get_attributes_for_oid(NameOID.ORGANIZATIONAL_UNIT_NAME),
        *name.get_attributes_for_oid(NameOID.COMMON_NAME),
    ]
