"""Who may come in: single-use invitations, their redemption, a lost phone, a revocation."""

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from storage import invitations, outbox, prompts
from storage.database import Transaction
from storage.officers import officer_by_telegram

VALID_FOR = timedelta(days=7)
LEAST_BYTES = 16
MOST_BYTES = 48


class InvitationCode(StrEnum):
    """Why an invitation lets nobody in; the sentences for people live with the bot's texts."""

    UNKNOWN = "unknown"
    EXPIRED = "expired"
    USED = "used"
    REVOKED = "revoked"
    ALREADY_JOINED = "already_joined"
    OTHER_OFFICER = "other_officer"


@dataclass(frozen=True, slots=True)
class Joined:
    """An officer who is in from now on."""

    officer_id: int
    office_id: int


@dataclass(frozen=True, slots=True)
class InvitationProblem:
    """A refused invitation."""

    code: InvitationCode


def invite(tx: Transaction, officer_id: int, now: datetime, token_bytes: bytes) -> str:
    """Return the payload of a new invitation link (`?start=…`), valid 7 days and once; earlier unused ones are void.

    `token_bytes` are 16 to 48 random bytes, of which only a hash is kept; ValueError for fewer or more.
    """
    if not LEAST_BYTES <= len(token_bytes) <= MOST_BYTES:
        raise ValueError(f"an invitation needs {LEAST_BYTES} to {MOST_BYTES} random bytes")
    token = urlsafe_b64encode(token_bytes).decode("ascii").rstrip("=")
    invitations.revoke_open(tx, officer_id, now)
    invitations.add(tx, officer_id, _hash(token), now, now + VALID_FOR)
    return token


def redeem(tx: Transaction, token: str, telegram_id: int, now: datetime) -> Joined | InvitationProblem:
    """Let the account in as the invited officer and send what waited for him, or say why not."""
    found = invitations.find(tx, _hash(token))
    if found is None:
        return InvitationProblem(InvitationCode.UNKNOWN)
    present = officer_by_telegram(tx, telegram_id)
    if present is not None:
        same = present.id == found.officer_id
        return InvitationProblem(InvitationCode.ALREADY_JOINED if same else InvitationCode.OTHER_OFFICER)
    if found.used_at is not None:
        return InvitationProblem(InvitationCode.USED)
    if found.revoked_at is not None:
        return InvitationProblem(InvitationCode.REVOKED)
    if found.expires_at <= now:
        return InvitationProblem(InvitationCode.EXPIRED)
    # Both are conditional, so that of two who come at once, or against a revocation, only one succeeds.
    spent = invitations.use(tx, found.id, now)
    if not (spent and invitations.tie(tx, found.officer_id, telegram_id, now)):
        return InvitationProblem(InvitationCode.USED)
    outbox.release_person(tx, found.officer_id, telegram_id)
    return Joined(found.officer_id, found.office_id)


def replace(tx: Transaction, officer_id: int, now: datetime, token_bytes: bytes) -> str:
    """Shut out a lost phone at once and return the payload of an invitation for the new one."""
    revoke(tx, officer_id, now)
    return invite(tx, officer_id, now, token_bytes)


def revoke(tx: Transaction, officer_id: int, now: datetime) -> None:
    """Shut the officer's account out at once: his question is closed, his messages wait, his invitations are void."""
    prompts.close(tx, officer_id)
    outbox.mark_unreachable(tx, officer_id, now)
    invitations.untie(tx, officer_id)
    invitations.revoke_open(tx, officer_id, now)


def _hash(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()
