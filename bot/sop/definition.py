"""Loads the SOP table and checks that it can be walked: every step reachable, with an actor, an exit and a limit."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from importlib.resources import files
from typing import Any

from bot.sop.errors import SopDefinitionError, word
from bot.sop.model import Correction, Covers, Role, Sop, Step, StepKind
from bot.sop.reminder_table import Reminders, read_escalation, read_reminders
from bot.sop.working_time import Limit

END = 0
DONE = "selesai"
_UNIQUE = (
    *(StepKind.BAGIKAN, StepKind.ISI, StepKind.TERIMA, StepKind.REKAP, StepKind.TELAAH),
    *(StepKind.SUSUN, StepKind.TANDATANGAN, StepKind.ARSIP),
)
# The exits beside 'selesai' that a kind has, no more and no fewer, and the kind of step to which each leads.
_EXITS: dict[StepKind, dict[str, StepKind]] = {
    StepKind.TERIMA: {"kembali": StepKind.ISI},
    StepKind.SERAHKAN: {"rekap": StepKind.REKAP},
    StepKind.LAPOR: {"rekap": StepKind.REKAP},
    StepKind.TELAAH: {"tidak": StepKind.ISI, "rekap": StepKind.REKAP},
    StepKind.SUSUN: {"telaah": StepKind.TELAAH},
    StepKind.TANDATANGAN: {"kembali": StepKind.SUSUN},
}
# Forms are handed out, filled and received in this order; no other step leads into it.
_AHEAD = {StepKind.BAGIKAN: StepKind.ISI, StepKind.ISI: StepKind.TERIMA}
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
        reminders = read_reminders(table["reminders"])
        sop = Sop(
            version=table["version"],
            name=table["name"],
            number=table["number"],
            effective=table["effective"],
            warning=table["warning"],
            legal_basis=tuple(table["legal_basis"]),
            roles={word(Role, key): name for key, name in table["roles"].items()},
            correction=_correction(table["correction"], reminders),
            morning=reminders.morning,
            mornings_only=reminders.mornings_only,
            escalation=read_escalation(table["escalation"]),
            steps=tuple(_step(row, reminders) for row in table["step"]),
        )
    except KeyError as error:
        raise SopDefinitionError(f"tabel SOP tidak memuat {error}") from error
    except (AttributeError, TypeError) as error:
        raise SopDefinitionError("bentuk tabel SOP tidak sesuai: legal_basis, roles, correction, atau step") from error
    check(sop)
    return sop


def _correction(row: Mapping[str, Any], reminders: Reminders) -> Correction:
    name = "pembetulan target/pagu"
    try:
        limit = Limit.parse(row["limit"])
        actor = word(Role, row["actor"])
        return Correction(row["activity"], actor, limit, row["next"], reminders.ladder(limit, row.get("ladder")))
    except KeyError as error:
        raise SopDefinitionError(f"{name}: {error} belum diisi") from error
    except ValueError as error:
        raise SopDefinitionError(f"{name}: {error}") from error


def _step(row: Mapping[str, Any], reminders: Reminders) -> Step:
    name = f"langkah {row.get('number', '?')}"
    if unknown := set(row) - _STEP_KEYS:
        raise SopDefinitionError(f"{name}: kunci tidak dikenal: {', '.join(sorted(unknown))}")
    try:
        limit = Limit.parse(row["limit"])
        return Step(
            number=row["number"],
            kind=word(StepKind, row["kind"]),
            activity=row["activity"],
            actor=word(Role, row["actor"]),
            receiver=word(Role, row["receiver"]) if "receiver" in row else None,
            own_form=word(Role, row["own_form"]) if "own_form" in row else None,
            requirements=tuple(row["requirements"]),
            limit=limit,
            output=row["output"],
            covers=word(Covers, row.get("covers", Covers.ONE)),
            signers=tuple(word(Role, signer) for signer in row.get("signers", ())),
            exits=dict(row["exits"].items()),
            with_next=row.get("with_next", False),
            ladder=reminders.ladder(limit, row.get("ladder")),
        )
    except KeyError as error:
        raise SopDefinitionError(f"{name}: {error} belum diisi") from error
    except ValueError as error:
        raise SopDefinitionError(f"{name}: {error}") from error
    except (AttributeError, TypeError) as error:
        raise SopDefinitionError(f"{name}: bentuk isian tidak sesuai") from error


def check(sop: Sop) -> None:
    """Raise SopDefinitionError at the first thing by which a cycle could get stuck or lost."""
    numbers = [step.number for step in sop.steps]
    if not numbers or numbers != list(range(1, len(numbers) + 1)):
        raise SopDefinitionError(f"nomor langkah harus berurutan dari 1, tertulis {numbers}")
    if missing := set(Role) - set(sop.roles):
        raise SopDefinitionError(f"peran belum bernama: {', '.join(sorted(missing))}")
    for step in sop.steps:
        _check_step(step)
    _check_kinds(sop)
    for step in sop.steps:
        _check_exits(sop, step)
    _check_walk(sop)


def _check_exits(sop: Sop, step: Step) -> None:
    name, expected = f"langkah {step.number}", {DONE, *_EXITS.get(step.kind, ())}
    if set(step.exits) != expected:
        raise SopDefinitionError(f"{name}: jalan keluarnya harus {', '.join(sorted(expected))}")
    for outcome, target in step.exits.items():
        if target not in range(END, len(sop.steps) + 1) or target == step.number:
            raise SopDefinitionError(f"{name}: jalan keluar '{outcome}' menuju langkah {target} yang tidak ada")
    for outcome, kind in _EXITS.get(step.kind, {}).items():
        if step.exits[outcome] != sop.of_kind(kind).number:
            raise SopDefinitionError(f"{name}: jalan keluar '{outcome}' harus menuju langkah '{kind}'")
    ahead = sop.step(step.exits[DONE]).kind if step.exits[DONE] != END else None
    if (ahead if ahead in _AHEAD.values() else None) is not _AHEAD.get(step.kind):
        raise SopDefinitionError(f"{name}: urutan langkah bagikan, isi, terima terputus")


def _check_step(step: Step) -> None:
    name = f"langkah {step.number}"
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
    exits = {step.number: set(step.exits.values()) for step in sop.steps}
    reached = _closure({1}, lambda known: {target for number in known - {END} for target in exits[number]})
    if unreached := set(exits) - reached:
        raise SopDefinitionError(f"langkah tidak tercapai: {sorted(unreached)}")
    ending = _closure({END}, lambda known: {number for number, targets in exits.items() if targets & known})
    if trapped := set(exits) - ending:
        raise SopDefinitionError(f"langkah tidak pernah sampai ke akhir SOP: {sorted(trapped)}")


def _closure(known: set[int], onward: Callable[[set[int]], set[int]]) -> set[int]:
    while more := onward(known) - known:
        known = known | more
    return known
