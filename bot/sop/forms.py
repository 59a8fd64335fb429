"""What one form asks, in order: the fields of step 5, which depend on the sheet and on the answers so far."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.sop.sheet import Direction, IndicatorLine, Sheet, SheetRow

NONE, YES, RUNS, IDLE, ENOUGH = "tidak ada", "ya", "jalan", "belum", "ada"


class Topic(StrEnum):
    """What a field is about; the first part of its key."""

    REALISED = "ind"
    SPENT = "bud"
    PUSH = "push"
    BLOCK = "block"
    FOLLOW = "follow"
    PROOF = "proof"
    IDLE = "idle"


class Kind(StrEnum):
    """How a field is answered."""

    ANGKA = "angka"
    RUPIAH = "rupiah"
    TEKS = "teks"
    BERKAS = "berkas"


_KINDS = {Topic.REALISED: Kind.ANGKA, Topic.SPENT: Kind.RUPIAH, Topic.PROOF: Kind.BERKAS}


@dataclass(frozen=True, slots=True)
class Given:
    """The answer to a field; `note` is the reason given for an unusual value, or an explanation."""

    value: str
    note: str | None = None


Answers = Mapping[str, Given]


@dataclass(frozen=True, slots=True)
class Field:
    """One question; `row` is empty for an IKU, `indicator` is there for realisasi kinerja only.

    `key` is its name among the answers, such as 'bud:2'.
    """

    topic: Topic
    row: SheetRow | None
    indicator: IndicatorLine | None = None
    key: str = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        owner = self.indicator or self.row
        assert owner is not None
        # Once, since every answer looks for its question among all keys of its form.
        object.__setattr__(self, "key", f"{self.topic.value}:{owner.key}")

    @property
    def kind(self) -> Kind:
        """How it is answered."""
        return _KINDS.get(self.topic, Kind.TEKS)

    @property
    def subject(self) -> str:
        """The name of the sub kegiatan, or of the IKU."""
        owner = self.row or self.indicator
        assert owner is not None
        return owner.name


def fields(sheet: Sheet, answers: Answers) -> tuple[Field, ...]:
    """The questions in the order in which they are asked."""
    rows = (one for row in sheet.rows for one in _of_row(row, answers))
    iku = (Field(Topic.REALISED, None, line) for line in sheet.iku if asked(line, answers))
    return (*rows, *iku)


def runs(row: SheetRow, answers: Answers) -> bool:
    """Whether a sub kegiatan runs: as its officer says, otherwise as the master data has it."""
    said = value(answers, f"status:{row.key}")
    return row.running if said is None else said == RUNS


def asked(line: IndicatorLine, answers: Answers) -> bool:
    """Whether an indicator is asked: it has a target this period, or was realised before its time."""
    return line.target is not None or value(answers, f"early:{line.key}") == YES


def untargeted(row: SheetRow, answers: Answers) -> bool:
    """Whether none of a sub kegiatan's indicators is asked ('tidak ditargetkan TW ini')."""
    return not any(asked(line, answers) for line in row.indicators)


def value(answers: Answers, key: str) -> str | None:
    """The value of an answer, None if there is none."""
    given = answers.get(key)
    return None if given is None else given.value


def _of_row(row: SheetRow, answers: Answers) -> Iterator[Field]:
    if not runs(row, answers):
        yield Field(Topic.IDLE, row)
        return
    for line in row.indicators:
        if asked(line, answers):
            yield Field(Topic.REALISED, row, line)
    yield Field(Topic.SPENT, row)
    if untargeted(row, answers):
        return
    yield Field(Topic.PUSH, row)
    yield Field(Topic.BLOCK, row)
    if value(answers, f"{Topic.BLOCK}:{row.key}") not in {None, NONE}:
        yield Field(Topic.FOLLOW, row)
    yield Field(Topic.PROOF, row)


@dataclass(frozen=True, slots=True)
class Plan:
    """A form as it stands: all its fields, those that may be changed now, and those that still need an answer."""

    fields: tuple[Field, ...]
    open: tuple[Field, ...]
    due: tuple[Field, ...]

    def find(self, key: str) -> Field | None:
        """The open field with this key, None if there is none."""
        return next((field for field in self.open if field.key == key), None)

    def position(self, field: Field) -> int:
        """Its place among the open fields, counted from 1, which is also that of one that is not open."""
        return next((place for place, one in enumerate(self.open, 1) if one.key == field.key), 1)

    def following(self, after: str | None = None, *, wrap: bool = True) -> Field | None:
        """The next field that needs an answer, from the top again unless `wrap` is off; None if there is none."""
        keys = [field.key for field in self.fields]
        behind = set(keys[: keys.index(after) + 1]) if after in keys else set[str]()
        ahead = next((field for field in self.due if field.key not in behind), None)
        return next(iter(self.due), None) if ahead is None and wrap else ahead

    def before(self, key: str | None) -> Field | None:
        """The open field before this one, the last one where it is not open; None at the first."""
        keys = [field.key for field in self.open]
        place = keys.index(key) if key in keys else len(keys)
        return self.open[place - 1] if place else None


def plan(sheet: Sheet, answers: Answers, directions: Collection[Direction] = ()) -> Plan:
    """What a form asks now; a returned one opens the directed fields only, and what their new answers ask besides.

    A direction without a field, or none that the form still has, opens everything. Bukti dukung may always be added
    to a row about which something was directed.
    """
    asking = fields(sheet, answers)
    undone = {direction.field for direction in directions if not direction.done}
    due = tuple(field for field in asking if field.key not in answers or field.key in undone)
    named = {direction.field for direction in directions}
    directed = [field for field in asking if field.key in named]
    if None in named or not directed:
        return Plan(asking, asking, due)
    rows = {field.row.key for field in directed if field.row is not None}
    return Plan(
        asking,
        tuple(
            field
            for field in asking
            if field.key in named
            or field in due
            or (field.topic is Topic.PROOF and field.row is not None and field.row.key in rows)
        ),
        due,
    )
