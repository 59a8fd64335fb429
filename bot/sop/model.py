"""The words of the SOP as values: the definition, and one cycle of it with its tasks and forms."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time
from enum import StrEnum

from bot.sop.allowance import Allowance
from bot.sop.ladder import Ladder
from bot.sop.working_time import Limit


class Role(StrEnum):
    """The five columns 'Pelaksana' of the SOP."""

    CAMAT = "camat"
    SEKRETARIS = "sekretaris"
    PPTK = "pptk"
    KASUBBAG = "kasubbag"
    ANALIS = "analis"


class StepKind(StrEnum):
    """What is done at a step; the engine knows kinds, the table gives them their place."""

    PERINTAH = "perintah"
    SIAPKAN = "siapkan"
    BAGIKAN = "bagikan"
    ISI = "isi"
    TERIMA = "terima"
    REKAP = "rekap"
    SERAHKAN = "serahkan"
    LAPOR = "lapor"
    TELAAH = "telaah"
    SUSUN = "susun"
    TANDATANGAN = "tandatangan"
    ARSIP = "arsip"


class Covers(StrEnum):
    """Whether a step is one task, a task for each unit, or a task for each signer in order."""

    ONE = "one"
    UNITS = "units"
    SIGNERS = "signers"


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the SOP: who does what for whom, with what, within which limit, and what comes out."""

    number: int
    kind: StepKind
    activity: str
    actor: Role
    receiver: Role | None
    own_form: Role | None
    requirements: tuple[str, ...]
    limit: Limit
    output: str
    covers: Covers
    signers: tuple[Role, ...]
    exits: dict[str, int]
    with_next: bool
    ladder: Ladder


@dataclass(frozen=True, slots=True)
class Correction:
    """The way by which a wrong target or pagu is mended during the review; not a row of the paper."""

    activity: str
    actor: Role
    limit: Limit
    next: int
    ladder: Ladder


@dataclass(frozen=True, slots=True)
class Sop:
    """The whole definition, checked when loaded; `version` is the name by which cycles keep to it.

    `escalation` names, for each role, who hears in this order when it is awaited beyond a limit; `morning` is the
    local hour at which that happens on the working days after it, and the only one for `mornings_only`.
    """

    version: str
    name: str
    number: str
    effective: str
    warning: str
    legal_basis: tuple[str, ...]
    roles: dict[Role, str]
    correction: Correction
    morning: time
    mornings_only: frozenset[Role]
    escalation: dict[Role, tuple[Role, ...]]
    steps: tuple[Step, ...]

    def step(self, number: int) -> Step:
        """The step with this number."""
        return self.steps[number - 1]

    def of_kind(self, kind: StepKind) -> Step:
        """The first step of a kind."""
        return next(step for step in self.steps if step.kind is kind)

    @property
    def first(self) -> Step:
        """Step 1."""
        return self.steps[0]

    @property
    def coordinator(self) -> Role:
        """Who receives the forms and has the collection in hand."""
        return self.of_kind(StepKind.TERIMA).actor

    @property
    def coordinating(self) -> tuple[Role, ...]:
        """Who is turned to in this order: the coordinator, then the line above."""
        return (self.coordinator, *self.escalation[self.coordinator])


TAKEN_BACK = "ditarik"
SKIPPED = "dilewati"


class TaskState(StrEnum):
    """A task is open, then done or void; it never opens again."""

    OPEN = "open"
    DONE = "done"
    VOID = "void"


class Purpose(StrEnum):
    """A visit to a row of the paper, or the correction that is none."""

    SOP = "sop"
    KOREKSI = "koreksi"


@dataclass(frozen=True, slots=True)
class Task:
    """One officer's one visit to a step; `due_at` follows from `allowance`, both empty while its clock stands still."""

    number: int
    step: int
    purpose: Purpose
    role: Role
    unit: int | None
    putaran: int
    opened_by: int | None
    opened_at: datetime
    started_at: datetime | None
    due_at: datetime | None
    state: TaskState = TaskState.OPEN
    version: int = 0
    closed_at: datetime | None = None
    closed_by: int | None = None
    outcome: str | None = None
    expired: bool = False
    allowance: Allowance | None = None

    @property
    def open(self) -> bool:
        """Whether someone is still awaited."""
        return self.state is TaskState.OPEN

    @property
    def taken_back(self) -> bool:
        """Void because an officer took back what he had finished: as if it had not been."""
        return self.state is TaskState.VOID and self.outcome == TAKEN_BACK

    @property
    def skipped(self) -> bool:
        """Void because the collection went on without a form whose limit had passed."""
        return self.state is TaskState.VOID and self.outcome == SKIPPED

    @property
    def merged(self) -> bool:
        """Done in the same press as the step before it: its time counts 0 ('digabung')."""
        return self.state is TaskState.DONE and self.closed_at == self.opened_at


class FormStatus(StrEnum):
    """Where one unit's form is between preparation and reception."""

    SIAP = "siap"
    DIBAGIKAN = "dibagikan"
    DIISI = "diisi"
    DIKIRIM = "dikirim"
    DITERIMA = "diterima"
    DIKEMBALIKAN = "dikembalikan"
    DILEWATI = "dilewati"


SETTLED = frozenset({FormStatus.DITERIMA, FormStatus.DILEWATI})
WITH_PPTK = frozenset({FormStatus.DIBAGIKAN, FormStatus.DIISI, FormStatus.DIKEMBALIKAN})


@dataclass(frozen=True, slots=True)
class Form:
    """One unit's form: who receives it, its status and the one before, and how often it was sent."""

    unit: int
    receiver: Role
    runs: bool
    status: FormStatus = FormStatus.SIAP
    before: FormStatus = FormStatus.SIAP
    since: datetime | None = None
    kiriman: int = 0

    @property
    def settled(self) -> bool:
        """Received, or skipped with a reason."""
        return self.status in SETTLED


class CycleStatus(StrEnum):
    """From the proposal to the archive, or to one of its early ends."""

    DIUSULKAN = "diusulkan"
    BERJALAN = "berjalan"
    SELESAI = "selesai"
    DIBATALKAN = "dibatalkan"
    BELUM_BERJALAN = "belum_berjalan"


LIVE = frozenset({CycleStatus.DIUSULKAN, CycleStatus.BERJALAN})


class Fact(StrEnum):
    """What step 14 needs before the cycle can be archived."""

    NOMOR = "nomor"
    PINDAIAN = "pindaian"
    BUKTI = "bukti"


@dataclass(frozen=True, slots=True)
class Cycle:
    """One collection for one period; `putaran` counts the Sekretaris's returns from 1."""

    status: CycleStatus
    forms: tuple[Form, ...]
    tasks: tuple[Task, ...] = ()
    putaran: int = 1
    recap_version: int = 0
    document_version: int = 0
    facts: frozenset[Fact] = field(default_factory=frozenset)
    closed_at: datetime | None = None

    def task(self, number: int) -> Task:
        """The task with this number, counted from 1."""
        return self.tasks[number - 1]

    def form(self, unit: int) -> Form:
        """The form of a unit."""
        return next(form for form in self.forms if form.unit == unit)

    @property
    def open_tasks(self) -> tuple[Task, ...]:
        """Everyone who is awaited now."""
        return tuple(task for task in self.tasks if task.open)

    @property
    def live(self) -> bool:
        """Whether the cycle still runs."""
        return self.status in LIVE


@dataclass(frozen=True, slots=True)
class Actor:
    """Who presses, and the roles (for PPTK with their unit) that are theirs at this moment."""

    officer: int | None
    held: frozenset[tuple[Role, int | None]]

    def holds(self, role: Role, unit: int | None) -> bool:
        """Whether this person may act in the role."""
        return (role, unit) in self.held


SYSTEM = Actor(None, frozenset())
