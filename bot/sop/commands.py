"""What an officer can order the SOP to do; each command names the task it acts on and the version it has seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.sop.working_time import Limit


@dataclass(frozen=True, slots=True)
class Command:
    """An act on one task; the version proves that the button pressed still shows the task as it is."""

    task: int
    version: int


@dataclass(frozen=True, slots=True)
class Complete(Command):
    """The task is done and the SOP goes on by its exit 'selesai' (at step 11: Ya; at step 13: a signature)."""


@dataclass(frozen=True, slots=True)
class Postpone(Command):
    """Step 1, Tunda: the same task, with its limit counted from the new instant."""

    until: datetime


@dataclass(frozen=True, slots=True)
class CloseNotRunning(Command):
    """Step 1, Peringatan: the kegiatan have not begun, so the period closes with a reason."""


@dataclass(frozen=True, slots=True)
class CancelCycle(Command):
    """Steps 1 to 4: the Camat calls the collection off; every open task becomes void."""


@dataclass(frozen=True, slots=True)
class Distribute(Command):
    """Step 4: the form goes to these units; the step ends with the last of them."""

    units: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Accept(Command):
    """Step 5: the receipt ('Terima & mulai isi'), or the beginning of a correction that was asked for."""


@dataclass(frozen=True, slots=True)
class Submit(Command):
    """Step 5, Kirim: the form goes to its receiver."""


@dataclass(frozen=True, slots=True)
class Withdraw(Command):
    """Step 6, Tarik: the sender takes back a form that is not received yet; its due instant stays."""


@dataclass(frozen=True, slots=True)
class Receive(Command):
    """Step 6: one unit's form is complete."""

    unit: int


@dataclass(frozen=True, slots=True)
class ReturnForm(Command):
    """Step 6, Kembalikan: one unit's form is incomplete and goes back with the full limit."""

    unit: int


@dataclass(frozen=True, slots=True)
class Skip(Command):
    """Step 6, LanjutTanpa: go on without a unit whose limit has passed."""

    unit: int


@dataclass(frozen=True, slots=True)
class Reopen(Command):
    """Step 6, BukaKembali: a skipped unit may fill its form after all, before step 7."""

    unit: int


@dataclass(frozen=True, slots=True)
class ReturnRecap(Command):
    """Steps 9 to 11: the recap alone is made again."""


@dataclass(frozen=True, slots=True)
class Redirect(Command):
    """Step 11, Tidak: these units complete their forms as directed; the others stay received."""

    units: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RequestCorrection(Command):
    """Step 11, third way: a target or pagu is wrong and is mended by the Kasubbag, citing DPA or PK."""


@dataclass(frozen=True, slots=True)
class ReviewAgain(Command):
    """Step 12: a wrong number needs the Sekretaris's review once more."""


@dataclass(frozen=True, slots=True)
class FilesReady(Command):
    """Step 13: the files of this version are made, so the signer's time begins (given by the office's own worker)."""

    document_version: int


@dataclass(frozen=True, slots=True)
class RefuseSignature(Command):
    """Step 13: back to step 12 with a reason; approvals of this version are void."""


@dataclass(frozen=True, slots=True)
class NoteFact(Command):
    """Step 14: the number, the signed scan or the proof of delivery is on record."""

    fact: str


@dataclass(frozen=True, slots=True)
class Undo(Command):
    """Batalkan: the officer takes back what he finished, before the next officials act."""


@dataclass(frozen=True, slots=True)
class Reassign(Command):
    """The holder of an open task changed: the task stands, the buttons shown so far become stale."""


@dataclass(frozen=True, slots=True)
class Extend(Command):
    """Perpanjangan: more time for another's task, with a reason; `granted` counts the extensions known so far."""

    granted: int
    limit: Limit
    reason: str
