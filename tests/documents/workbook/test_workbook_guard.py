"""A workbook from outside is opened apart, within bounds, and whatever is wrong with the file is one sentence."""

import io
import subprocess
import sys
import warnings
import zipfile
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from bot.documents.workbook import guard as workbook_guard
from bot.documents.workbook import reader as workbook_reader
from bot.documents.workbook.layout import EXAMPLE_MARK
from bot.documents.workbook.reader import MAX_FILE_BYTES, MAX_ROWS, RefusedError, read_cells
from bot.documents.workbook.template import template
from tests.documents.workbooks import file_of, saved

BROKEN = "Berkas rusak atau bukan buku kerja Excel \\(.xlsx\\)."
TOO_LARGE = "Isi berkas terlalu besar untuk buku kerja kantor."


def _archive(**entries: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in entries.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def _with_part(content: bytes, name: str, change: tuple[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(buffer, "w") as target:
        for entry in source.namelist():
            part = source.read(entry)
            target.writestr(entry, part.decode().replace(*change) if entry == name else part)
    return buffer.getvalue()


def test_cells_come_back_from_the_other_process_with_their_kinds() -> None:
    """Text, figures, dates, times and truth values are told apart; blank rows are left out."""
    row = ["teks ", 12, 0.1 + 0.2, date(2026, 4, 1), datetime(2026, 4, 2, 8), time(7, 30), True, False, None, " "]  # noqa: DTZ001
    cells = workbook_guard.load_bytes(file_of([row, [], ["akhir"]]))
    assert cells["Lembar"][0] == (
        1,
        [
            ["text", "teks "],
            ["number", "12"],
            ["number", "0.3"],
            ["date", "2026-04-01"],
            ["date", "2026-04-02"],
            ["text", "07.30"],
            ["yes", "ya"],
            ["yes", "tidak"],
        ],
    )
    assert [number for number, _ in cells["Lembar"]] == [1, 3]


def test_a_percentage_is_what_the_person_sees() -> None:
    """A cell that shows 90% holds 0.9 and is read as 90."""
    book = Workbook()
    cell = book.worksheets[0].cell(1, 1, 0.9)
    cell.number_format = "0%"
    assert read_cells(saved(book))["Sheet"] == [(1, [["number", "90"]])]


def test_a_formula_counts_with_its_calculated_value_or_is_bad() -> None:
    """A formula that no program has calculated has no value to import."""
    content = file_of([["=1+1"]])
    assert read_cells(content)["Lembar"][0][1] == [["bad", "rumus belum dihitung; mohon dibuka dan disimpan di Excel"]]
    calculated = _with_part(content, "xl/worksheets/sheet1.xml", ("<v></v>", "<v>2</v>"))
    calculated = _with_part(calculated, "xl/worksheets/sheet1.xml", ("<v />", "<v>2</v>"))
    calculated = _with_part(calculated, "xl/worksheets/sheet1.xml", ("<v/>", "<v>2</v>"))
    assert read_cells(calculated)["Lembar"][0][1] == [["number", "2"]]


def test_an_error_value_is_bad() -> None:
    """#REF! is told as what it is."""
    book = Workbook()
    cell = book.worksheets[0].cell(1, 1, "#REF!")
    cell.data_type = "e"
    assert read_cells(saved(book))["Sheet"][0][1] == [["bad", "rumus menghasilkan #REF!"]]


def test_a_length_of_time_is_bad() -> None:
    """A cell that shows hours and minutes gone by is neither a clock time nor a figure."""
    book = Workbook()
    cell = book.worksheets[0].cell(1, 1, 1.5)
    cell.number_format = "[h]:mm:ss"
    reason = "berisi lama waktu, seharusnya teks, angka, atau tanggal"
    assert read_cells(saved(book))["Sheet"][0][1] == [["bad", reason]]


def test_a_figure_beyond_all_bounds_is_bad() -> None:
    """A number that no computer can hold is not taken for one."""
    content = _with_part(file_of([[77]]), "xl/worksheets/sheet1.xml", ("<v>77</v>", "<v>1e999</v>"))
    assert read_cells(content)["Lembar"][0][1] == [["bad", "bukan angka"]]


@pytest.mark.parametrize(
    "content",
    [b"", b"bukan zip", b"PK\x03\x04 terpotong", _archive(catatan="bukan buku kerja"), file_of([["x"]])[:-40]],
)
def test_what_is_no_workbook_is_refused(content: bytes) -> None:
    """An empty, foreign or truncated file is one clear sentence."""
    with pytest.raises(workbook_guard.WorkbookError, match=BROKEN):
        workbook_guard.load_bytes(content)


def test_too_large_a_file_is_refused_unread() -> None:
    """The size counts before anything is unpacked."""
    with pytest.raises(workbook_guard.WorkbookError, match="Berkas terlalu besar; paling banyak 5 MB"):
        workbook_guard.load_bytes(b"x" * (MAX_FILE_BYTES + 1))


@pytest.mark.parametrize(
    "content",
    [
        _archive(bom=" " * (workbook_reader.MAX_EXPANDED_BYTES + 1)),
        _archive(**{str(number): "" for number in range(workbook_reader.MAX_ENTRIES + 1)}),
        file_of([["x" * 32_000] * 60] * 2),
    ],
)
def test_a_file_that_unpacks_to_too_much_is_refused(content: bytes) -> None:
    """A zip bomb, a swarm of entries, and too much text are refused."""
    with pytest.raises(RefusedError, match=TOO_LARGE):
        read_cells(content)


def test_too_many_rows_are_refused() -> None:
    """A filled row beyond the last that an office could need is refused, an empty one is not."""
    with pytest.raises(RefusedError, match='Lembar "Lembar" berisi lebih dari 2'):
        read_cells(file_of([["x"]] * (MAX_ROWS + 1)))
    sparse = _with_part(file_of([["x"], ["y"]]), "xl/worksheets/sheet1.xml", ('r="2"', 'r="1999999"'))
    with pytest.raises(RefusedError, match="baris"):
        read_cells(_with_part(sparse, "xl/worksheets/sheet1.xml", ('r="A2"', 'r="A1999999"')))
    assert len(read_cells(file_of([["x"]] * MAX_ROWS))["Lembar"]) == MAX_ROWS


def test_too_many_sheets_are_refused() -> None:
    """An office's workbook has eight."""
    book = Workbook()
    for number in range(workbook_reader.MAX_SHEETS):
        book.create_sheet(str(number))
    with pytest.raises(RefusedError, match="lebih dari 20 lembar"):
        read_cells(saved(book))


def test_entities_are_never_expanded() -> None:
    """A workbook that declares entities is refused, wherever in it they stand."""
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><worksheet '
    content = _with_part(file_of([["x"]]), "xl/worksheets/sheet1.xml", ("<worksheet ", bomb))
    with pytest.raises(workbook_guard.WorkbookError, match=BROKEN):
        workbook_guard.load_bytes(content)


def test_a_reader_that_hangs_or_dies_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time and memory limits end the other process, and the sender hears what to do."""

    def hang(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("reader", 40)

    monkeypatch.setattr(subprocess, "run", hang)
    with pytest.raises(workbook_guard.WorkbookError, match="batas waktu dan memori"):
        workbook_guard.load_bytes(file_of([["x"]]))


def test_a_reader_that_says_nothing_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """A killed process leaves no answer."""
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(workbook_guard.WorkbookError, match="batas waktu dan memori"):
        workbook_guard.load_bytes(file_of([["x"]]))


def test_the_reader_learns_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    """The process that parses a stranger's file has neither the token nor the database's address."""
    seen: dict[str, str] = {}

    def look(*_: object, env: dict[str, str], **__: object) -> subprocess.CompletedProcess[bytes]:
        seen.update(env)
        return subprocess.CompletedProcess([], 0, b'{"sheets": {}}')

    monkeypatch.setenv("TELEGRAM_TOKEN", "1:rahasia")
    monkeypatch.setenv("DATABASE_URL", "postgresql://pengguna:rahasia@contoh/bot")
    monkeypatch.setattr(subprocess, "run", look)
    assert workbook_guard.load_bytes(b"") == {}
    assert not any("rahasia" in value for value in seen.values())
    assert seen["OPENPYXL_LXML"] == "False"


def test_the_reader_is_bounded_where_the_system_can(monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory and processor time are limited; a system without such limits reads all the same."""
    resource = pytest.importorskip("resource")
    limits: list[tuple[int, tuple[int, int]]] = []
    monkeypatch.setattr(resource, "setrlimit", lambda kind, values: limits.append((kind, values)))
    workbook_reader.limit_process()
    assert [kind for kind, _ in limits] == [resource.RLIMIT_AS, resource.RLIMIT_CPU]
    monkeypatch.setitem(sys.modules, "resource", None)
    workbook_reader.limit_process()
    assert len(limits) == 2


def test_the_template_offers_choices_and_greys_its_example(tmp_path: Path) -> None:
    """Every sheet has headings, explanations, drop-downs where there is a choice, and an example row."""
    path = tmp_path / "templat.xlsx"
    path.write_bytes(template(datetime(2026, 1, 2, tzinfo=UTC)))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        book = load_workbook(path)
    assert book.sheetnames == [
        "Kantor",
        "Unit",
        "Pejabat",
        "Sub Kegiatan",
        "Indikator",
        "Jadwal Kerja",
        "Hari Khusus",
        "Realisasi Sebelumnya",
    ]
    page = book["Pejabat"]
    assert [page.cell(row, 1).value for row in (2, 3, 4)] == ["Catatan", "Petunjuk", EXAMPLE_MARK]
    assert page["G4"].value == "190001012000011001"
    assert page["G4"].fill.fgColor.rgb == "00EFEFEF"
    offered = {str(one.sqref): one.formula1 for one in page.data_validations.dataValidation}
    assert offered["D5:D500"] == '"Bapak,Ibu"'
    assert offered["I5:I500"] == "'Unit'!$B$5:$B$500"
