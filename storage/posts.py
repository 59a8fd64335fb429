"""The post to which a role belongs: that of its definitif holder, whoever acts in it now."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from storage.database import Transaction
from storage.tables import Assignment, Officer


def post_of(tx: Transaction, office_id: int, role: str, unit_id: int | None, at: datetime) -> str | None:
    """Return the post of the last definitif holder up to an instant; None if the role never had one."""
    query = (
        select(Officer.post)
        .join(Assignment, Assignment.officer_id == Officer.id)
        .where(Assignment.office_id == office_id, Assignment.role == role, Assignment.capacity == "definitif")
        .where(Assignment.starts_at <= at)
        .where(Assignment.unit_id.is_(None) if unit_id is None else Assignment.unit_id == unit_id)
    )
    return tx.execute(query.order_by(Assignment.starts_at.desc(), Assignment.id.desc()).limit(1)).scalar_one_or_none()
