"""The audit: append-only chains of acts, each sealed by an HMAC over itself and the seal before it."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import bindparam, func, insert, select

from storage.database import Transaction
from storage.records import AuditEntry
from storage.types import dumps

KEY_FILE = "audit.key"
KEY_BYTES = 32
# Any number will do, as long as nothing else uses it as the first half of an advisory lock.
CHAIN_LOCK = 15_000
_AT_ONCE = 500

_HEAD = (
    select(AuditEntry.seq, AuditEntry.digest)
    .where(AuditEntry.chain == bindparam("chain"))
    .order_by(AuditEntry.seq.desc())
    .limit(1)
)
_ENTRY = select(
    AuditEntry.office_id,
    AuditEntry.chain,
    AuditEntry.seq,
    AuditEntry.at,
    AuditEntry.officer_id,
    AuditEntry.action,
    AuditEntry.detail,
    AuditEntry.previous,
    AuditEntry.digest,
)
_NEWEST = _ENTRY.order_by(AuditEntry.id.desc()).limit(1)
_CHAIN = _ENTRY.where(AuditEntry.chain == bindparam("chain")).order_by(AuditEntry.seq)
_AFTER = _CHAIN.where(AuditEntry.seq > bindparam("seen"))
_DETAILS = select(AuditEntry.detail).where(AuditEntry.chain == bindparam("chain")).order_by(AuditEntry.seq)
_CHAINS = select(AuditEntry.chain).distinct()
_APPEND = insert(AuditEntry)
_LOCK = select(func.pg_advisory_xact_lock(CHAIN_LOCK, func.hashtext(bindparam("chain"))))


class AuditBroken(Exception):  # noqa: N818 - it states a finding, not a failure of the program
    """A chain does not fit its seals, from entry `seq` on."""

    def __init__(self, chain: str, seq: int) -> None:
        super().__init__(f"Rantai audit {chain} tidak cocok dengan segelnya pada catatan ke-{seq}.")
        self.chain = chain
        self.seq = seq


def append(
    tx: Transaction,
    *,
    key: bytes,
    office_id: int,
    chain: str,
    at: datetime,
    officer_id: int | None,
    action: str,
    detail: Mapping[str, Any],
) -> str:
    """Add an act to the chain and give its seal in hex; `detail` is plain JSON, figures in it are strings."""
    if tx.dialect.name == "postgresql":
        tx.execute(_LOCK, {"chain": chain})
    last = tx.execute(_HEAD, {"chain": chain}).first()
    entry = {
        "office_id": office_id,
        "chain": chain,
        "seq": last.seq + 1 if last else 1,
        "at": at,
        "officer_id": officer_id,
        "action": action,
        # As it will be read back: JSON turns every key into a string, and these sort differently.
        "detail": json.loads(dumps(dict(detail))),
        "previous": last.digest if last else "",
    }
    digest = _seal(key, entry)
    tx.execute(_APPEND, {**entry, "digest": digest})
    return digest


def head(tx: Transaction, chain: str) -> str:
    """Give the last seal of the chain, empty for an empty chain; it is printed on the lembar pengesahan."""
    last = tx.execute(_HEAD, {"chain": chain}).first()
    return last.digest if last else ""


def verify(tx: Transaction, key: bytes, chain: str) -> int:
    """Count the entries of a whole chain; raises AuditBroken at the first that was changed, removed or added.

    Entries missing at the end show only against a head that was printed earlier.
    """
    previous = ""
    count = 0
    for row in tx.execute(_CHAIN, {"chain": chain}):
        count += 1
        entry = dict(row._mapping)
        digest = entry.pop("digest")
        fits = entry["seq"] == count and entry["previous"] == previous
        if not fits or not hmac.compare_digest(digest, _seal(key, entry)):
            raise AuditBroken(chain, count)
        previous = digest
    return count


def verify_all(tx: Transaction, key: bytes) -> int:
    """Count the entries of all chains; raises AuditBroken as `verify` does."""
    return sum(verify(tx, key, chain) for chain in tx.execute(_CHAINS).scalars().all())


def fits(tx: Transaction, key: bytes) -> bool:
    """Whether the newest entry of all was sealed with this key, or there is none yet."""
    last = tx.execute(_NEWEST).first()
    if last is None:
        return True
    entry = dict(last._mapping)
    return hmac.compare_digest(entry.pop("digest"), _seal(key, entry))


def entries(tx: Transaction, chain: str) -> Iterator[dict[str, Any]]:
    """Give the entries of a chain in the words that are sealed, each with its seal, oldest first, a few in memory."""
    seen = 0
    while found := tx.execute(_AFTER.limit(_AT_ONCE), {"chain": chain, "seen": seen}).all():
        yield from (_worded(dict(row._mapping)) for row in found)
        seen = found[-1].seq


def details(tx: Transaction, chain: str) -> list[dict[str, Any]]:
    """Give what each entry of the chain keeps, oldest first; the events of a cycle's entries replay to its state."""
    return list(tx.execute(_DETAILS, {"chain": chain}).scalars())


def load_key(data_dir: Path) -> bytes:
    """Read the sealing key of `data_dir`, made at the first call; raises ValueError if the file was damaged.

    It never travels with a backup: whoever holds both could forge the audit.
    """
    path = data_dir / KEY_FILE
    if not path.exists():
        _make_key(path)
    key = path.read_bytes()
    if len(key) != KEY_BYTES:
        raise ValueError(f"Berkas kunci audit {path} rusak; mohon dipulihkan dari salinan yang disimpan terpisah.")
    return key


def _make_key(path: Path) -> None:
    """Write a new key beside the path and link it there, so that nobody ever reads half a key or replaces one."""
    descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=".audit-")
    with os.fdopen(descriptor, "wb") as file:
        file.write(secrets.token_bytes(KEY_BYTES))
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        path.hardlink_to(draft)
    Path(draft).unlink()


def _seal(key: bytes, entry: Mapping[str, Any]) -> str:
    return hmac.new(key, dumps(_worded(entry)).encode(), hashlib.sha256).hexdigest()


def _worded(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {**entry, "at": entry["at"].astimezone(UTC).isoformat(timespec="microseconds")}
