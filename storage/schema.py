"""All tables together, for whoever must see the whole schema."""

from __future__ import annotations

from sqlalchemy import MetaData

from storage import messages, records
from storage.tables import Base

TABLE_MODULES = (messages, records)
METADATA: MetaData = Base.metadata
NEWEST = "0003"
"""The revision of this program: the head of the migrations, named here so that a start need not load Alembic."""

MOVED = "moved"
"""In place of a revision: an SQLite file whose rows were moved, and which no program may use any more."""
