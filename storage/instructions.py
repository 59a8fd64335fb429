"""The Camat's words of a cycle and the letter's number: what officers write about the cycle itself."""

from __future__ import annotations

from sqlalchemy import update

from storage.database import Transaction
from storage.records import Cycle


def rewrite(tx: Transaction, cycle_id: int, instruction: str, urgency: str) -> None:
    """Set the instruction and its sifat."""
    tx.execute(update(Cycle).where(Cycle.id == cycle_id).values(instruction=instruction, urgency=urgency))


def number_letter(tx: Transaction, cycle_id: int, number: str) -> None:
    """Set the number of the Surat Pengantar from the office's agenda book."""
    tx.execute(update(Cycle).where(Cycle.id == cycle_id).values(letter_number=number))
