"""Which questions a form asks, in which order, and what a returned form opens."""

from bot.sop.forms import Answers, Given, Kind, Topic, fields, plan
from bot.sop.sheet import Direction
from tests.sop.form_sheets import FULL, SHEET, given


def keys(answers: Answers) -> list[str]:
    """What is asked, in order."""
    return [field.key for field in fields(SHEET, answers)]


def test_a_form_asks_row_by_row_and_its_iku_last() -> None:
    """Indicators first, the budget once a sub kegiatan, then the narrative; an idle row only says why."""
    assert keys({}) == [
        "ind:1.1",
        "ind:1.2",
        "bud:1",
        "push:1",
        "block:1",
        "proof:1",
        "bud:2",
        "idle:3",
        "ind:iku2",
    ]


def test_a_hindering_factor_asks_for_its_follow_up() -> None:
    """Tindak lanjut is asked when something hinders, and skipped for 'tidak ada'."""
    assert "follow:1" in keys(given(block_1="Hujan"))
    assert "follow:1" not in keys(given(block_1="tidak ada"))


def test_an_early_realisation_asks_the_row_in_full() -> None:
    """An indicator without a target is asked once its officer says that it was realised before its time."""
    asked = keys({"early:2.1": Given("ya")})
    of_row = [key for key in asked if key.split(":")[1].startswith("2")]
    assert of_row == ["ind:2.1", "bud:2", "push:2", "block:2", "proof:2"]


def test_the_officer_says_what_runs() -> None:
    """His word on a row's status counts more than the master data's."""
    assert "ind:3.1" in keys({"status:3": Given("jalan")})
    assert [key for key in keys({"status:1": Given("belum")}) if key.endswith(":1")] == ["idle:1"]


def test_each_kind_of_field_is_answered_in_its_way() -> None:
    """Figures, rupiah, files and sentences are told apart."""
    kinds = {field.key: field.kind for field in fields(SHEET, {})}
    assert kinds["ind:1.1"] is Kind.ANGKA
    assert kinds["bud:1"] is Kind.RUPIAH
    assert kinds["proof:1"] is Kind.BERKAS
    assert kinds["push:1"] is Kind.TEKS


def test_a_field_names_its_subject() -> None:
    """A row's field is named by the sub kegiatan, an IKU by itself."""
    subjects = {field.key: field.subject for field in fields(SHEET, {})}
    assert subjects["bud:1"] == "Fasilitasi desa"
    assert subjects["ind:iku2"] == "Desa tertib"


def test_the_next_question_follows_the_last_and_wraps_around() -> None:
    """Skipped questions come again at the end; without wrapping the end is the end."""
    asked = plan(SHEET, given(ind_1__1="2"))
    following = asked.following("ind:1.1")
    assert following is not None
    assert following.key == "ind:1.2"
    wrapped = asked.following("ind:iku2")
    assert wrapped is not None
    assert wrapped.key == "ind:1.2"
    assert asked.following("ind:iku2", wrap=False) is None
    assert plan(SHEET, FULL).following() is None


def test_going_back_stops_at_the_first_question() -> None:
    """The question before, the last one where the present is not open, none before the first."""
    asked = plan(SHEET, {})
    before = asked.before("ind:1.2")
    assert before is not None
    assert before.key == "ind:1.1"
    assert asked.before("ind:1.1") is None
    last = asked.before(None)
    assert last is not None
    assert last.topic is Topic.REALISED
    assert asked.position(last) == 9


def test_a_returned_form_opens_what_was_directed_and_its_evidence() -> None:
    """Other answers are closed; bukti dukung may be added to the row in question."""
    asked = plan(SHEET, FULL, [Direction("ind:1.1", "Cocokkan", "Bapak Sekretaris")])
    assert [field.key for field in asked.open] == ["ind:1.1", "proof:1"]
    assert [field.key for field in asked.due] == ["ind:1.1"]
    assert asked.find("bud:1") is None
    assert asked.find("ind:1.1") is not None


def test_an_arahan_for_an_iku_opens_only_it() -> None:
    """An IKU has no row, so no evidence of a row opens with it."""
    asked = plan(SHEET, FULL, [Direction("ind:iku2", "Cocokkan", "Bapak Sekretaris")])
    assert [field.key for field in asked.open] == ["ind:iku2"]


def test_an_arahan_for_the_form_opens_everything() -> None:
    """So does one for a field that the form no longer has."""
    whole = plan(SHEET, FULL, [Direction(None, "Lengkapi", "Ibu Kasubbag")])
    lost = plan(SHEET, FULL, [Direction("ind:9.9", "Lengkapi", "Ibu Kasubbag")])
    assert whole.open == whole.fields == lost.open
    assert whole.due == ()


def test_a_new_answer_opens_what_hangs_on_it() -> None:
    """A corrected faktor penghambat asks for its tindak lanjut although only the factor was directed."""
    answers = {**FULL, "block:1": Given("Hujan")}
    asked = plan(SHEET, answers, [Direction("block:1", "Jelaskan", "Ibu Kasubbag", done=True)])
    assert [field.key for field in asked.open] == ["block:1", "follow:1", "proof:1"]
    assert [field.key for field in asked.due] == ["follow:1"]
