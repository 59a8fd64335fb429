"""The rows of invitations, by the hash of their secret, and the tie between an officer and a Telegram account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update

from storage.database import Transaction
from storage.tables import Invitation, Officer


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationRow:
    """An invitation as it was stored."""

    id: int
    office_id: int
    officer_id: int
    expires_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None


def add(tx: Transaction, officer_id: int, token_hash: str, created_at: datetime, expires_at: datetime) -> None:
    """Store an invitation of the officer; raises NoResultFound for an id that nobody has."""
    office_id = tx.execute(select(Officer.office_id).where(Officer.id == officer_id)).scalar_one()
    row = {"office_id": office_id, "officer_id": officer_id, "token_hash": token_hash}
    tx.execute(insert(Invitation).values(**row, created_at=created_at, expires_at=expires_at))


def find(tx: Transaction, token_hash: str) -> InvitationRow | None:
    """Return the invitation with this hash, None if there is none."""
    query = select(
        Invitation.id,
        Invitation.office_id,
        Invitation.officer_id,
        Invitation.expires_at,
        Invitation.used_at,
        Invitation.revoked_at,
    ).where(Invitation.token_hash == token_hash)
    row = tx.execute(query).mappings().one_or_none()
    return InvitationRow(**row) if row else None


def use(tx: Transaction, invitation_id: int, now: datetime) -> bool:
    """Spend an invitation that is still open; False if another transaction spent or revoked it first."""
    still_open = update(Invitation).where(
        Invitation.id == invitation_id, Invitation.used_at.is_(None), Invitation.revoked_at.is_(None)
    )
    return tx.execute(still_open.values(used_at=now)).rowcount == 1


def revoke_open(tx: Transaction, officer_id: int, now: datetime) -> None:
    """Void every invitation of the officer that was not used."""
    unused = update(Invitation).where(
        Invitation.officer_id == officer_id, Invitation.used_at.is_(None), Invitation.revoked_at.is_(None)
    )
    tx.execute(unused.values(revoked_at=now))


def tie(tx: Transaction, officer_id: int, telegram_id: int, now: datetime) -> bool:
    """Tie the officer to the account; False if he is tied to one already."""
    untied = update(Officer).where(Officer.id == officer_id, Officer.telegram_id.is_(None))
    return tx.execute(untied.values(telegram_id=telegram_id, joined_at=now, unreachable_at=None)).rowcount == 1


def untie(tx: Transaction, officer_id: int) -> None:
    """Part the officer from his account, which is a stranger's from now on."""
    his = update(Officer).where(Officer.id == officer_id)
    tx.execute(his.values(telegram_id=None, joined_at=None, unreachable_at=None))
