"""Of a form that was gone on without, what counts is what was accepted of it, on both databases."""

from __future__ import annotations

import pytest

from bot.sop import commands
from bot.sop.forms import Given
from bot.sop.model import Actor, Role
from storage import submissions
from storage.database import Database
from tests.services.paper_office import PaperOffice

OTHERS = ("PK", "UK", "YANUM", "PMD", "TRANTIB")


def released(url: str) -> PaperOffice:
    """Forms of Triwulan I are handed out."""
    office = PaperOffice(Database(url))
    office.release()
    return office


def send(office: PaperOffice, budget: str) -> None:
    """Let Seksi Pemerintahan send its form with a realisasi anggaran."""
    office.accept("PEM")
    office.fill("PEM", bud_1=budget)


def back(office: PaperOffice, how: str) -> None:
    """Let the form of Seksi Pemerintahan be its own again, by whoever wants it so."""
    unit = office.units["PEM"]
    if how == "returned":
        office.press(commands.ReturnForm, office.task(6, role=Role.KASUBBAG), unit=unit)
        return
    sent = next(one for one in reversed(office.record.state.tasks) if one.unit == unit)
    office.press(commands.Withdraw, sent, by=Actor(sent.closed_by, frozenset({(sent.role, unit)})))


def reported(office: PaperOffice) -> submissions.Reported:
    """The form of Seksi Pemerintahan as a recap counts it."""
    found = office.database.read_now(lambda tx: submissions.reported(tx, office.cycle_id))
    return next(one for one in found if one.form.unit_id == office.units["PEM"])


def redirected(office: PaperOffice) -> None:
    """Let the Sekretaris ask for the form once more."""
    office.recap()
    office.redirect("PEM")


@pytest.mark.parametrize("how", ["returned", "withdrawn"])
def test_what_was_sent_and_not_accepted_never_counts(sqlite_url: str, how: str) -> None:
    """Not in its putaran, and not in a later one that goes on without the form again."""
    office = released(sqlite_url)
    send(office, "5")
    back(office, how)
    office.collect(*OTHERS)
    office.skip("PEM", None)
    assert reported(office).absent
    redirected(office)
    office.skip("PEM", None)
    assert reported(office).absent
    assert reported(office).form.answers == {}


def accepted(url: str) -> PaperOffice:
    """A form was received as '5', and came back in a Tidak."""
    office = released(url)
    send(office, "5")
    office.receive("PEM")
    office.collect(*OTHERS)
    redirected(office)
    return office


def test_a_skipped_form_counts_as_it_was_last_accepted(database_url: str) -> None:
    """What came back unaccepted in a later putaran leaves the earlier values standing."""
    office = accepted(database_url)
    send(office, "6")
    back(office, "returned")
    office.skip("PEM", None)
    assert reported(office).undirected
    assert reported(office).form.answers["bud:1"] == Given("5")


def test_a_return_that_was_taken_back_leaves_what_was_accepted(sqlite_url: str) -> None:
    """The visits that fell away with it never counted."""
    office = accepted(sqlite_url)
    review = next(one for one in reversed(office.record.state.tasks) if one.step == 11)
    office.press(commands.Undo, review)
    office.redirect("PEM")
    office.skip("PEM", None)
    assert reported(office).form.answers["bud:1"] == Given("5")
