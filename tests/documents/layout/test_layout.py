"""Over-long input: everything is printed, nothing stops the press."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.documents.models.figures import ActivityRow, ProgramGroup
from bot.documents.models.papers import Document, Recap
from tests.documents import quarter, samples
from tests.documents.reading import pages, words

WORD = "x" * 500
NAME = "Persentase penyelenggaraan urusan pemerintahan umum yang dilaksanakan " * 5


def with_rows(rows: tuple[ActivityRow, ...]) -> Recap:
    """Return the recap with one program of these rows."""
    unit = replace(samples.RECAP.programs[0].units[0], activities=rows)
    program = ProgramGroup(code="7.01.01", name=NAME, units=(unit,), summary=samples.RECAP.summary)
    return replace(samples.RECAP, programs=(program,))


def long_row(text: str) -> ActivityRow:
    """Return a sub kegiatan whose every text is this one."""
    row = quarter.ACTIVITIES[0]
    indicator = replace(row.indicators[0], name=text, unit=text, note=text)
    return replace(
        row,
        name=text,
        unit=text,
        indicators=(indicator,),
        supporting=text,
        hindering=text,
        follow_up=text,
        evidence=(text,),
        note=text,
    )


def documents(row: ActivityRow) -> tuple[Document, ...]:
    """Return every document that prints a sub kegiatan."""
    recap = with_rows((row,))
    form = replace(samples.FORM, activities=(row,))
    return recap, form, replace(samples.PERFORMANCE, recap=recap, forms=(form,))


@pytest.mark.parametrize("text", [NAME, WORD, "kata " * 500], ids=["nama panjang", "kata tak terputus", "uraian"])
def test_long_texts_wrap_and_split_over_pages(text: str) -> None:
    """A name of 300 characters, a word of 500 and a text taller than a page are printed whole."""
    for document in documents(long_row(text)):
        printed = words(document).replace(" ", "")
        assert printed.count("x") >= text.count("x")
        assert printed.count("kata") >= text.count("kata")


@pytest.mark.parametrize("count", range(60, 1100, 115))
def test_a_row_of_any_height_finds_its_pages(count: int) -> None:
    """Whatever the height, the layout ends and the last word is printed."""
    row = replace(quarter.ACTIVITIES[0], hindering="isi " * count + "tamat")
    assert "tamat" in words(with_rows((row,)))


@pytest.mark.parametrize("count", [0, 1, 200])
def test_any_number_of_rows_is_printed_with_the_heading_on_each_page(count: int) -> None:
    """No row, one row and two hundred rows, on as many pages as they need."""
    found = pages(with_rows(tuple(replace(quarter.ACTIVITIES[0], code=f"KODE{n}") for n in range(count))))
    text = " ".join(found)
    assert all(f"KODE{number} " in text for number in range(count))
    assert all("Sub kegiatan" in page for page in found[: len(found) // 2])


def test_a_heading_never_ends_a_page() -> None:
    """A group's name stays with its first row, wherever the page breaks."""
    for shift in range(5):
        rows = tuple(replace(quarter.ACTIVITIES[0], code=f"KODE{n}") for n in range(shift))
        first = with_rows(rows).programs[0]
        last = replace(with_rows(quarter.ACTIVITIES[1:2]).programs[0], name="Program Terakhir")
        for page in pages(replace(samples.RECAP, programs=(first, last))):
            if "Program Terakhir" in page:
                assert "7.01.01.2.01.0006" in page[page.index("Program Terakhir") :]


def test_many_recipients_and_long_names_fit_the_receipt() -> None:
    """Many recipients with endless names are all listed."""
    row = replace(samples.RECEIPT.rows[1], name=WORD[:200], post=NAME)
    assert words(replace(samples.RECEIPT, rows=(row,) * 40)).count("belum") == 40


def test_long_order_texts_stretch_the_disposition() -> None:
    """The frame of the disposition runs over pages if it must."""
    order = replace(
        samples.DISPOSITION,
        note="catatan " * 1500 + "tamat",
        subject=WORD,
        schedule=NAME,
        forwarded_to=(NAME,) * 30,
        requests=((NAME, True),) * 30,
    )
    found = pages(order)
    assert len(found) > 2
    assert "tamat" in " ".join(found)


def test_long_names_fit_letters_and_signature_blocks() -> None:
    """A letterhead, an addressee and a signatory of any length still make a letter."""
    head = replace(samples.HEAD, office=NAME, address=WORD)
    person = replace(samples.CAMAT, name=WORD, post=NAME, nip="bukan NIP")
    letter = replace(
        samples.COVER_LETTER,
        letterhead=head,
        addressee=NAME,
        signature=replace(samples.COVER_LETTER.signature, signatory=person),
    )
    assert "NIP bukan NIP" in words(letter)


def test_an_endless_history_repeats_its_heading() -> None:
    """Every page of a long history names its columns."""
    found = pages(replace(samples.HISTORY, rows=samples.HISTORY_ROWS * 20))
    assert len(found) > 10
    assert all("Ketepatan" in page for page in found[:-1])


def test_figures_of_any_size_are_printed_in_full() -> None:
    """No amount is cut, however wide."""
    row = replace(quarter.ACTIVITIES[0], budget=Decimal(123456789012345678901234))
    for document in documents(row):
        assert "Rp123.456.789.012.345.678.901.234" in words(document).replace(" ", "")
