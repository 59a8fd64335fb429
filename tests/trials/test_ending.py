"""What a trial is compared by: a difference is found and shown, and what may differ is left out."""

from __future__ import annotations

from dataclasses import replace

from bot.bench.trials.ending import NOBODY, Ending

ENDING = Ending(
    tasks=(("1", "1", "camat"),),
    answers=(("PEM", "diterima", "1", "real:1", "2", "None"),),
    transitions=(("cycle:1", "Complete", "CAMAT", "{}"), ("cycle:1", "Reminded", NOBODY, "{}")),
    messages=(("CAMAT", "message", "sent", "Selesai"),),
    documents=(("dokumen", "", "1", "ready", "Isi"), ("gambar_status", "", "1", "ready", "")),
)


def test_a_cycle_is_like_itself() -> None:
    """Without a difference there is nothing to show."""
    assert ENDING.differences(ENDING) == []


def test_an_answer_that_is_there_twice_is_found() -> None:
    """What one of the two has once more than the other is a difference, too."""
    doubled = replace(ENDING, answers=2 * ENDING.answers)
    assert [line[:8] for line in doubled.differences(ENDING)] == ["answers:"]


def test_a_difference_is_shown_where_two_texts_part() -> None:
    """A long text is shown from shortly before the place."""
    long = 500 * "sama "
    one, other = (replace(ENDING, documents=(("dokumen", long + end),)) for end in ("lima", "enam"))
    assert one.differences(other)[0].endswith(f"sama lima ≠ {long[-60:]}enam")


def test_the_essence_leaves_out_what_time_and_curiosity_change() -> None:
    """Messages, what the bot does by itself, and pictures for whoever asks; who did what and every paper stay."""
    essence = ENDING.essence()
    assert essence.transitions == (("cycle:1", "Complete", "CAMAT"),)
    assert (essence.messages, essence.documents) == ((), (("dokumen", "", "1"),))
