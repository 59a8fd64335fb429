"""Steps 13 and 14: both sign exactly the files of one version, and three facts stand before the archive."""

from itertools import combinations

import pytest

from bot.sop import commands
from bot.sop.model import SYSTEM, Actor, CycleStatus, Fact, Role
from tests.sop.office import PASER
from tests.sop.sop_builders import CAMAT, ENGINE, SEKRETARIS, Office, refusal, refused

SIGNING = ENGINE.sop.step(13).limit


def test_a_signature_waits_for_the_file() -> None:
    """The limit of step 13 starts when the files are there; before, nothing can be approved or refused."""
    office = Office()
    task = office.to_step(13)
    assert (task.started_at, task.due_at) == (None, None)
    assert refused(office, commands.Complete, task) == "berkas_belum_siap"
    assert refused(office, commands.RefuseSignature, task) == "berkas_belum_siap"
    office.work(0.5)
    office.files()
    assert (office.task(13).started_at, office.task(13).due_at) == (office.now, PASER.due(office.now, SIGNING))


def test_files_of_an_older_version_start_nothing() -> None:
    """What was compiled before a refusal is not what is signed now."""
    office = Office()
    office.to_step(13)
    office.files()
    office.press(commands.RefuseSignature, office.task(13))
    office.complete(12)
    task = office.task(13)
    assert office.press(commands.FilesReady, task, by=SYSTEM, document_version=1).events == ()
    assert office.press(commands.FilesReady, task, by=SYSTEM, document_version=2).events != ()


def test_files_are_ready_once() -> None:
    """Hearing of the same files again leaves the limit where it was."""
    office = Office()
    office.to_step(13)
    office.files()
    office.work(0.1)
    assert office.press(commands.FilesReady, office.task(13), by=SYSTEM, document_version=1).events == ()


def test_files_start_no_other_clock() -> None:
    """A step-6 task whose clock waits for forms is none of the files' business, nor is a finished task."""
    office = Office((1, 3))
    done = office.to_step(5)
    office.fill(1)
    for task in (office.task(6), done):
        assert office.press(commands.FilesReady, task, by=SYSTEM, document_version=0).events == ()


def test_sekretaris_and_camat_sign_in_this_order() -> None:
    """The Sekretaris first; then the Camat, with the full limit at once."""
    office = Office()
    office.to_step(13)
    office.files()
    assert office.task(13).role is Role.SEKRETARIS
    office.work(0.2)
    office.complete(13)
    second = office.task(13)
    assert (second.role, second.started_at, second.due_at) == (
        Role.CAMAT,
        office.now,
        PASER.due(office.now, SIGNING),
    )
    office.complete(13)
    assert office.steps == [14]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (SEKRETARIS, Actor(2, frozenset({(Role.SEKRETARIS, None), (Role.CAMAT, None)}))),
        (Actor(1, frozenset({(Role.SEKRETARIS, None)})), CAMAT),
    ],
)
def test_nobody_signs_in_two_capacities(first: Actor, second: Actor) -> None:
    """Four eyes: the Sekretaris who is Plh. Camat, or the reverse, cannot sign the same files twice."""
    office = Office()
    office.to_step(13)
    office.files()
    office.complete(13, by=first)
    task = office.task(13)
    assert refused(office, commands.Complete, task, by=second) == "empat_mata"
    assert office.task(13) == task


def test_four_eyes_count_for_one_version() -> None:
    """Who refused one version may sign the next; a signature of an earlier version binds nobody."""
    office = Office()
    office.to_step(13)
    office.files()
    office.complete(13)
    office.press(commands.RefuseSignature, office.task(13))
    office.complete(12)
    office.files()
    office.complete(13, by=Actor(1, frozenset({(Role.SEKRETARIS, None)})))
    office.complete(13, by=Actor(2, frozenset({(Role.CAMAT, None)})))
    assert office.steps == [14]


@pytest.mark.parametrize("signer", [Role.SEKRETARIS, Role.CAMAT])
def test_a_refusal_by_either_asks_both_again(signer: Role) -> None:
    """A return at 13 opens a new 12; the next version is signed by both."""
    office = Office()
    office.to_step(13)
    office.files()
    while office.task(13).role is not signer:
        office.complete(13)
    refusing = office.task(13)
    office.press(commands.RefuseSignature, refusing)
    assert office.steps == [12]
    assert office.cycle.task(refusing.number).outcome == "kembali"
    office.complete(12)
    office.files()
    assert office.complete(13).role is Role.SEKRETARIS
    assert office.complete(13).role is Role.CAMAT
    assert office.steps == [14]


def test_a_wrong_number_refused_at_13_is_mended_by_a_new_review() -> None:
    """The Camat returns, the Kasubbag asks for a review, the Sekretaris says Tidak, and the cycle still ends."""
    office = Office()
    office.to_step(13)
    office.files()
    office.complete(13)
    office.press(commands.RefuseSignature, office.task(13))
    office.press(commands.ReviewAgain, office.task(12))
    office.press(commands.Redirect, office.task(11), units=(1,))
    office.archive()
    assert (office.cycle.status, office.cycle.document_version) == (CycleStatus.SELESAI, 2)


# Step 14


@pytest.mark.parametrize("known", [facts for count in range(3) for facts in combinations(Fact, count)])
def test_the_archive_needs_number_scan_and_proof(known: tuple[Fact, ...]) -> None:
    """While one of the three is missing, step 14 is refused and says which."""
    office = Office()
    task = office.to_step(14)
    for fact in known:
        office.press(commands.NoteFact, task, fact=fact)
    answer = refusal(office, commands.Complete(task.number, task.version), office.holder(task))
    assert answer.code == "arsip_belum_lengkap"
    assert answer.facts["missing"] == sorted(set(Fact) - set(known))


def test_a_fact_is_noted_once() -> None:
    """Noting the number again changes nothing."""
    office = Office()
    task = office.to_step(14)
    office.press(commands.NoteFact, task, fact=Fact.NOMOR)
    assert office.press(commands.NoteFact, task, fact=Fact.NOMOR).events == ()
    assert office.cycle.facts == {Fact.NOMOR}


@pytest.mark.parametrize("step", [2, 12])
def test_facts_belong_to_step_14(step: int) -> None:
    """The Kasubbag notes neither number nor proof at another of her steps."""
    office = Office()
    assert refused(office, commands.NoteFact, office.to_step(step), fact=Fact.BUKTI) == "bukan_langkahnya"
