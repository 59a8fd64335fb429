"""Loads the SOP table and checks that it can be walked: every step reachable, with an actor, an exit and a limit."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from bot.sop.errors import SopDefinitionError
from bot.sop.model import Correction, Covers, Role, Sop, Step, StepKind
from bot.sop.working_time import Limit

END = 0
DONE = "selesai"
_UNIQUE = frozenset(
    {StepKind.BAGIKAN, StepKind.ISI, StepKind.TERIMA, StepKind.REKAP, StepKind.TELAAH}
    | {StepKind.SUSUN, StepKind.TANDATANGAN, StepKind.ARSIP}
)
_STEP_KEYS = frozenset(Step.__slots__)


def long_ikis() -> Sop:
    """The SOP of Kantor Kecamatan Long Ikis, 14 steps."""
    return load(files("bot.sop").joinpath("long_ikis.toml").read_text("utf-8"))


def load(text: str) -> Sop:
    """Read a SOP table in TOML; raises SopDefinitionError naming the entry and its fault."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SopDefinitionError(f"tabel SOP bukan TOML yang sah: {error}") from error
    try:
        sop = Sop(
            name=table["name"],
            number=table["number"],
            effective=table["effective"],
            warning=table["warning"],
            legal_basis=tuple(table["legal_basis"]),
            roles={Role(key): name for key, name in table["roles"].items()},
            correction=_correction(table["correction"]),
            steps=tuple(_step(row) for row in table["step"]),
        )
    except KeyError as error:
        raise SopDefinitionError(f"tabel SOP tidak memuat {error}") from error
    except ValueError as error:
        raise SopDefinitionError(str(error)) from error
    check(sop)
    return sop


def _correction(row: Mapping[str, Any]) -> Correction:
    return Correction(row["activity"], Role(row["actor"]), Limit.parse(row["limit"]), row["next"])


def _step(row: Mapping[str, Any]) -> Step:
    name = f"langkah {row.get('number', '?')}"
    if unknown := set(row) - _STEP_KEYS:
        raise SopDefinitionError(f"{name}: kunci tidak dikenal: {', '.join(sorted(unknown))}")
    try:
        return Step(
            number=row["number"],
            kind=StepKind(row["kind"]),
            activity=row["activity"],
            actor=Role(row["actor"]),
            receiver=Role(row["receiver"]) if "receiver" in row else None,
            own_form=Role(row["own_form"]) if "own_form" in row else None,
            requirements=tuple(row["requirements"]),
            limit=Limit.parse(row["limit"]),
            output=row["output"],
            covers=Covers(row.get("covers", Covers.ONE)),
            signers=tuple(Role(signer) for signer in row.get("signers", ())),
            exits=dict(row["exits"]),
            with_next=row.get("with_next", False),
        )
    except KeyError as error:
        raise SopDefinitionError(f"{name}: {error} belum diisi") from error
    except ValueError as error:
        raise SopDefinitionError(f"{name}: {error}") from error


def check(sop: Sop) -> None:
    """Raise SopDefinitionError at the first thing by which a cycle could get stuck or lost."""
    numbers = [step.number for step in sop.steps]
    if not numbers or numbers != list(range(1, len(numbers) + 1)):
        raise SopDefinitionError(f"nomor langkah harus berurutan dari 1, tertulis {numbers}")
    if missing := set(Role) - set(sop.roles):
        raise SopDefinitionError(f"peran belum bernama: {', '.join(sorted(missing))}")
    for step in sop.steps:
        _check_step(step, len(numbers))
    _check_kinds(sop)
    _check_walk(sop)


def _check_step(step: Step, last: int) -> None:
    name = f"langkah {step.number}"
    if DONE not in step.exits:
        raise SopDefinitionError(f"{name}: tidak ada jalan keluar '{DONE}'")
    for outcome, target in step.exits.items():
        if target not in range(END, last + 1) or target == step.number:
            raise SopDefinitionError(f"{name}: jalan keluar '{outcome}' menuju langkah {target} yang tidak ada")
    if (step.kind is StepKind.TANDATANGAN) != (step.covers is Covers.SIGNERS):
        raise SopDefinitionError(f"{name}: penanda tangan hanya untuk jenis 'tandatangan'")
    if (step.covers is Covers.SIGNERS) != bool(step.signers) or len(set(step.signers)) != len(step.signers):
        raise SopDefinitionError(f"{name}: daftar penanda tangan kosong, berulang, atau tidak pada tempatnya")
    if (step.kind is StepKind.ISI) != (step.covers is Covers.UNITS):
        raise SopDefinitionError(f"{name}: 'units' hanya untuk jenis 'isi'")
    if (step.kind is StepKind.TERIMA) != (step.own_form is not None) or step.own_form is step.actor:
        raise SopDefinitionError(f"{name}: penerima formulir milik penerima sendiri belum tepat")


def _check_kinds(sop: Sop) -> None:
    kinds = [step.kind for step in sop.steps]
    for kind in _UNIQUE:
        if kinds.count(kind) != 1:
            raise SopDefinitionError(f"jenis '{kind}' harus tepat satu kali, tertulis {kinds.count(kind)} kali")
    if sop.first.kind is not StepKind.PERINTAH:
        raise SopDefinitionError("langkah 1 harus berjenis 'perintah'")
    if sop.correction.next != sop.of_kind(StepKind.REKAP).number:
        raise SopDefinitionError("pembetulan target/pagu harus kembali ke langkah rekap")


def _check_walk(sop: Sop) -> None:
    reached, ahead = set[int](), [1]
    while ahead:
        number = ahead.pop()
        if number != END and number not in reached:
            reached.add(number)
            ahead.extend(sop.step(number).exits.values())
    if unreached := {step.number for step in sop.steps} - reached:
        raise SopDefinitionError(f"langkah tidak tercapai: {sorted(unreached)}")
    if not any(END in step.exits.values() for step in sop.steps):
        raise SopDefinitionError("SOP tidak pernah berakhir")
