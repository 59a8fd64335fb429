"""What answers amount to: capaian, serapan, states, means and findings."""

from decimal import Decimal

from bot.sop.answers import Unusual
from bot.sop.changes import changes
from bot.sop.forms import Given
from bot.sop.results import Grading, State, evaluate, total, total_rows
from bot.sop.sheet import Sheet
from tests.sop.form_sheets import FULL, NANTI, SHEET, given

GRADING = Grading()


def test_a_full_form_is_computed_row_by_row() -> None:
    """Capaian of each indicator, its mean for the row, serapan and what was spent since the period before."""
    row = evaluate(SHEET, FULL, GRADING, {"1": ["a.pdf"]}).rows[0]
    assert [one.achievement.value for one in row.indicators] == [100, 200]
    assert [one.predicate for one in row.indicators] == ["Sangat Tinggi", "Sangat Tinggi"]
    assert row.state is State.TERCAPAI
    assert [row.value, row.absorption, row.difference] == [150, 30, 200_000]
    assert (row.push, row.block, row.follow) == ("Kerja sama desa", "tidak ada", "")
    assert row.evidence == ("a.pdf",)
    assert row.running
    assert not row.lacks_evidence


def test_rows_that_are_not_measured_say_why() -> None:
    """Untargeted, not running, and an IKU that is not due."""
    result = evaluate(SHEET, FULL, GRADING)
    assert [row.state for row in result.rows] == [State.TERCAPAI, State.TIDAK_DITARGETKAN, State.BELUM_BERJALAN]
    assert result.rows[2].idle_reason == "Menunggu"
    assert result.rows[2].indicators[0].state is State.BELUM_BERJALAN
    assert not result.rows[2].running
    assert [one.state for one in result.iku] == [State.BELUM_TERSEDIA, State.TERCAPAI]
    assert [row.row.key for row in result.without_evidence] == ["1"]


def test_an_unanswered_row_is_not_filled_yet() -> None:
    """Nothing is guessed from silence."""
    row = evaluate(SHEET, {}, GRADING).rows[0]
    assert (row.state, row.spent, row.absorption, row.difference, row.value) == (
        State.BELUM_DIISI,
        None,
        None,
        None,
        None,
    )


def test_an_early_realisation_has_no_capaian() -> None:
    """It is shown and stays out of the mean."""
    answers = {**FULL, **given(ind_2__1="1"), "early:2.1": Given("ya")}
    row = evaluate(SHEET, answers, GRADING).rows[1]
    assert row.state is State.TIDAK_DIHITUNG
    assert row.indicators[0].early
    assert [row.indicators[0].realised, row.indicators[0].to_date] == [1, 1]
    assert row.indicators[0].line == NANTI


def test_below_the_bound_is_told_apart() -> None:
    """76 per cent is where a row counts as reached."""
    answers = {**FULL, **given(ind_1__1="1", ind_1__2="3")}
    assert evaluate(SHEET, answers, GRADING).rows[0].state is State.DI_BAWAH


def test_unusual_values_are_listed_with_their_reasons() -> None:
    """So that the recap can print them."""
    answers = {**FULL, "ind:1.1": Given("20", "Tambahan dari provinsi")}
    found = evaluate(SHEET, answers, GRADING).findings
    assert [(one.field, one.code, one.value, one.reason) for one in found] == [
        ("ind:1.1", Unusual.CAPAIAN_TINGGI, Decimal(20), "Tambahan dari provinsi")
    ]
    assert evaluate(SHEET, {}, GRADING).findings == ()


def test_totals_count_each_budget_once() -> None:
    """Means over indicators, rupiah over sub kegiatan, IKU in a mean of their own."""
    sums = total([evaluate(SHEET, FULL, GRADING)], GRADING)
    assert [sums.mean, sums.counted, sums.iku_mean, sums.iku_counted] == [150, 2, 80, 1]
    assert [sums.budget, sums.spent, sums.absorption] == [1_000_000, 300_000, 30]
    assert (sums.predicate, sums.iku_predicate) == ("Sangat Tinggi", "Tinggi")
    assert sums.rows == 3
    assert sums.count(State.TERCAPAI, State.BELUM_BERJALAN) == 2
    assert sums.count(State.DI_BAWAH) == 0


def test_nothing_sums_up_to_nothing() -> None:
    """No rows, no mean."""
    sums = total_rows([], GRADING)
    assert [sums.mean, sums.predicate, sums.budget, sums.absorption] == [None, None, 0, None]


def test_an_office_grades_by_its_own_bands() -> None:
    """The lowest band has no bound; cap and floor enter the mean only."""
    grading = Grading.of_bands([("Baik", Decimal(50)), ("Kurang", None)], cap=Decimal(100))
    assert grading.predicate.of(Decimal(49)) == "Kurang"
    assert grading.mean([Decimal(200), None, Decimal(-50)]) == 50


def test_a_resubmission_shows_old_beside_new() -> None:
    """Changed answers and explanations only, in the form's order; fields asked no more at the end."""
    after = {**FULL, "ind:1.1": Given("1"), "bud:1": Given("300000", "Sesuai SP2D"), "status:1": Given("jalan")}
    found = changes(SHEET, FULL, after)
    assert [(one.field.key, one.old, one.new, one.note) for one in found] == [
        ("ind:1.1", "2", "1", None),
        ("bud:1", "300000", "300000", "Sesuai SP2D"),
    ]
    gone = changes(Sheet(rows=SHEET.rows[:1]), given(block_1="Hujan", follow_1="Tunggu"), given(block_1="tidak ada"))
    assert [(one.field.key, one.new) for one in gone] == [("block:1", "tidak ada"), ("follow:1", None)]
    assert changes(Sheet(rows=SHEET.rows[:1]), {}, given(bud_1="5"))[0].old is None
