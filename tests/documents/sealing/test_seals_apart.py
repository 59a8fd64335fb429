"""A stranger's PDF is examined in a process of its own, with the same answer and within bounds."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.documents.models.seal import Examination
from bot.documents.sealing import certificate, seals, seals_apart
from bot.documents.sealing.seal import sealed
from bot.documents.sealing.seals import examine
from bot.documents.sealing.seals_apart import examine_apart
from tests.documents.sealed import AT, order, pdf
from tests.documents.timestamps import service


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A sealed file with a timestamp."""
    with pytest.MonkeyPatch.context() as patch, service(AT) as (address, _):
        patch.setattr(certificate, "RSA_BITS", 2048)
        return sealed(pdf(), order(tmp_path_factory.mktemp("segel"), timestamp_url=address)).content


def test_the_answer_is_the_same_as_in_ones_own_process(content: bytes) -> None:
    """Of a seal with all that there is to say of it, of a PDF without one, and of what only looks like a PDF."""
    found = examine_apart(content)
    assert found == examine(content)
    assert found.seal is not None
    assert (found.seal.whole, found.seal.timestamp) == (True, AT)
    assert examine_apart(pdf()) == Examination(readable=True)
    assert examine_apart(b"%PDF-1.7 rusak") == Examination(readable=False)


def test_the_process_prints_what_it_found(
    content: bytes, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As JSON, after it has limited itself."""
    limits = list[tuple[int, int]]()
    monkeypatch.setattr(seals, "limit", lambda memory, cpu: limits.append((memory, cpu)))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    seals.main()
    assert Examination.of(json.loads(capsys.readouterr().out)) == examine(content)
    assert len(limits) == 1


def test_what_is_no_pdf_or_too_large_starts_no_process(content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """It costs no more than its first bytes."""

    def run(*_: object, **__: object) -> None:
        raise AssertionError("started")

    monkeypatch.setattr(subprocess, "run", run)
    assert examine_apart(b"PK sebuah arsip") == Examination(readable=False)
    monkeypatch.setattr(seals_apart, "LARGEST", len(content) - 1)
    assert examine_apart(content) == Examination(readable=False)


def test_a_file_that_keeps_its_reader_busy_is_not_readable(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tree of fields that doubles at each of fifty levels is given up; the process is told how long it has."""
    objects = [b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[3 0 R]>>>>", b"<</Type/Pages/Kids[]/Count 0>>"]
    objects += [b"<</T(a%d)/Kids[%d 0 R %d 0 R]>>" % (number, number + 1, number + 1) for number in range(3, 53)]
    objects.append(b"<</T(z)/FT/Sig>>")
    file, places = b"%PDF-1.7\n", list[int]()
    for number, one in enumerate(objects, 1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\n" % (size, table, size)
    file += end + b"startxref\n%d\n%%%%EOF\n" % len(file)
    monkeypatch.setattr(seals_apart, "_SECONDS", 2)
    assert examine_apart(file) == Examination(readable=False)


def test_a_process_that_says_nothing_finds_nothing(content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that its limits ended leaves no answer."""
    monkeypatch.setattr(sys, "executable", "/bin/false")
    assert examine_apart(content) == Examination(readable=False)


def test_it_runs_from_any_folder(content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program is found where it is installed, not where it is called."""
    monkeypatch.chdir(tmp_path)
    assert examine_apart(content).seal is not None
