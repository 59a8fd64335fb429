"""Examines the seal of a PDF; run as a process of its own: the file on stdin, what was found as JSON on stdout."""

from __future__ import annotations

import hashlib
import json
import logging
import sys
from io import BytesIO
from typing import Any

from cryptography import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import EmbeddedPdfSignature, validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext

from bot.documents.apart import limit
from bot.documents.models.seal import LARGEST, Examination, Seal
from bot.documents.sealing.certificate import common_name, fingerprint, is_from_bsre, is_self_made

_MEMORY_BYTES = 1_000_000_000
_CPU_SECONDS = 10


def main() -> None:
    """Limit this process, examine the file on stdin, and print what was found as JSON."""
    limit(_MEMORY_BYTES, _CPU_SECONDS)
    found = examine(sys.stdin.buffer.read(LARGEST + 1))
    sys.stdout.write(json.dumps(found.plain()))


def examine(content: bytes) -> Examination:
    """Look at a file's seal.

    It blocks, and is not for the thread of an event loop. Never raises for what the file is: what cannot be read, or
    is larger than LARGEST, is not readable, and a seal of which nothing can be made out is none.
    """
    if len(content) > LARGEST or not content.startswith(b"%PDF-"):
        return Examination(readable=False)
    # A hostile file may bring the reader to complain at length, once for each of its objects.
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
    logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)
    try:
        reader = PdfFileReader(BytesIO(content), strict=False)
        reader.root["/Pages"]
    except Exception:  # noqa: BLE001 - a stranger's file may break a reader in any way
        return Examination(readable=False)
    try:
        signatures = reader.embedded_regular_signatures
        return Examination(readable=True, seal=_seal(content, signatures[0]) if signatures else None)
    except Exception:  # noqa: BLE001 - as above, within the signature
        return Examination(readable=True)


def _seal(content: bytes, found: EmbeddedPdfSignature) -> Seal:
    certificate = x509.load_der_x509_certificate(found.signer_cert.dump())
    status, end = _status(found), _end(content, found)
    stamp = status.timestamp_validity if status else None
    return Seal(
        fingerprint=fingerprint(certificate),
        subject=common_name(certificate.subject),
        issuer=common_name(certificate.issuer),
        self_made=is_self_made(certificate),
        from_bsre=is_from_bsre(certificate),
        intact=status is not None and status.intact and status.valid and end is not None,
        covers_all=end == len(content),
        sealed_sha256=hashlib.sha256(content[:end]).hexdigest() if end is not None else "",
        signed_at=found.self_reported_timestamp,
        timestamp=stamp.timestamp if stamp is not None and stamp.intact and stamp.valid else None,
    )


def _status(found: EmbeddedPdfSignature) -> PdfSignatureStatus | None:
    """What the mathematics says; who stands behind the certificate is not asked, and nothing is fetched."""
    context: Any = ValidationContext(trust_roots=[found.signer_cert], allow_fetching=False)
    try:
        return validate_pdf_signature(found, context, skip_diff=True)
    except Exception:  # noqa: BLE001 - a broken signature is not intact, however it is broken
        return None


def _end(content: bytes, found: EmbeddedPdfSignature) -> int | None:
    """Where the sealed bytes end; None unless they begin with the file and leave out the signature itself alone."""
    begin, before, after, rest = (int(one) for one in found.byte_range)
    gap = content[before:after]
    if begin != 0 or not 0 < before < after or rest <= 0 or after + rest > len(content):
        return None
    if gap[:1] != b"<" or gap[-1:] != b">" or bytes.fromhex(gap[1:-1].decode("ascii")) != found.pkcs7_content:
        return None
    return after + rest


if __name__ == "__main__":
    main()
