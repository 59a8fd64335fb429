"""Made-up secrets, and whether any of them stands in some bytes, whole or in part, however it is written."""

from __future__ import annotations

import base64
from io import BytesIO
from pathlib import Path
from urllib.parse import quote
from zipfile import BadZipFile, ZipFile

HALF = "Zz9-_" * 7
TOKEN = f"7654321:{HALF}"
SEAL_PASSWORD = "Segel-Kantor#77"
DATABASE_PASSWORD = "Basis/Data@99"
SECRETS = (HALF, SEAL_PASSWORD, DATABASE_PASSWORD)


def _spellings(secret: str) -> set[bytes]:
    """As text, in an address, and as base64 and hexadecimal digits hold it."""
    plain = secret.encode()
    return {plain, quote(secret, safe="").encode(), base64.b64encode(plain), plain.hex().encode()}


def leaks(content: bytes | str, secrets: tuple[str, ...] = SECRETS) -> list[str]:
    """The secrets that stand in some bytes, or in the members of the archive that they are."""
    found = content.encode() if isinstance(content, str) else content
    try:
        with ZipFile(BytesIO(found)) as archive:
            found += b"".join(archive.read(name) for name in archive.namelist())
    except BadZipFile:
        pass
    return [secret for secret in secrets if any(one in found for one in _spellings(secret))]


def leaking_files(folder: Path, secrets: tuple[str, ...] = SECRETS) -> dict[str, list[str]]:
    """The files below a folder in which a secret stands."""
    files = [one for one in folder.rglob("*") if one.is_file()]
    return {str(one.relative_to(folder)): found for one in files if (found := leaks(one.read_bytes(), secrets))}
