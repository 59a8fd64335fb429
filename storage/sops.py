"""Which versions of the SOP a database speaks of: those that offices name, and those that cycles keep to."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import JSON, Text, cast, func, select, type_coerce

from storage.database import Transaction
from storage.migrate import MigrationError
from storage.records import Cycle
from storage.tables import Office


def check(tx: Transaction, known: Collection[str]) -> None:
    """Raise MigrationError for a version that this program has not: its cycles could not go on."""
    config = type_coerce(Office.config, Text)
    postgresql = tx.dialect.name == "postgresql"
    named = cast(config, JSON)["sop"].as_string() if postgresql else func.json_extract(config, "$.sop")
    spoken_of = {*tx.execute(select(named).distinct()).scalars(), *tx.execute(select(Cycle.sop).distinct()).scalars()}
    if missing := spoken_of - {None, "", *known}:
        raise MigrationError(
            f"Basis data ini memakai tabel SOP yang tidak ada dalam program ini: {', '.join(sorted(missing))}. "
            "Mohon perbarui program terlebih dahulu."
        )
