"""A timestamp service (RFC 3161) on loopback, spoken to over real HTTP."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from asn1crypto import keys as asn1_keys  # type: ignore[import-untyped]
from asn1crypto import tsp
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.sign.timestamps import DummyTimeStamper

from tests.documents.sealed import OTHER, name


@cache
def _identity() -> tuple[bytes, bytes]:
    """Certificate and key of the service, as DER."""
    key = rsa.generate_private_key(65537, 2048)
    certificate = OTHER.certificate(name("Layanan Cap Waktu", "PT Contoh Sertifikasi"), key, stamps=True)
    private = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return certificate.public_bytes(Encoding.DER), private


def _stamper(at: datetime) -> DummyTimeStamper:
    certificate, key = _identity()
    return DummyTimeStamper(asn1_x509.Certificate.load(certificate), asn1_keys.PrivateKeyInfo.load(key), fixed_dt=at)


@contextmanager
def service(at: datetime, *, status: int = 200, content: bytes | None = None) -> Iterator[tuple[str, list[bytes]]]:
    """Serve stamps of an instant, or this answer; gives the address, and what was asked as it comes."""
    asked = list[bytes]()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            """Stamp a hash."""
            request = self.rfile.read(int(self.headers["Content-Length"]))
            asked.append(request)
            answer = content
            if answer is None:
                answered = _stamper(at).async_request_tsa_response(tsp.TimeStampReq.load(request))
                answer = asyncio.run(answered).dump()
            self.send_response(status)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/", asked
        finally:
            server.shutdown()
            thread.join()
