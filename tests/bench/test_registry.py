"""Benchmarks are found by name and print one object for programs or tables for people."""

import json

import pytest

from bot.bench import registry
from bot.bench.report import Report


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    """One benchmark that measures nothing."""

    def measured(runs: int) -> Report:
        return Report(
            name="contoh",
            runs=runs,
            figures={"updates_per_s": 1234.5678, "cpu_ms": 0.5},
            peers={"gema": {"updates_per_s": 617.28}},
            ratios={"echo": 2.0},
            notes=("Batas kirim dilepas.",),
        )

    monkeypatch.setattr(registry, "BENCHMARKS", {"contoh": measured})


def test_an_unknown_name_is_answered_with_those_there_are() -> None:
    """Whoever mistypes reads in Indonesian what can be measured."""
    with pytest.raises(LookupError, match="Tidak ada pengukuran bernama 'cotoh'; yang tersedia: contoh"):
        registry.measure("cotoh", runs=1, as_json=False)


def test_a_missing_package_of_a_peer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Peers' packages are not part of the bot, so that their absence is no fault of the program."""

    def missing(_runs: int) -> Report:
        raise ModuleNotFoundError("No module named 'pembanding'", name="pembanding")

    monkeypatch.setattr(registry, "BENCHMARKS", {"contoh": missing})
    with pytest.raises(LookupError, match=r"memerlukan paket pembanding; pasanglah dengan ekstra \[test\]"):
        registry.measure("contoh", runs=1, as_json=False)


def test_json_is_one_object() -> None:
    """A program reads name, machine, runs, figures, peers and ratios, and nothing else."""
    read = json.loads(registry.measure("contoh", runs=3, as_json=True))
    assert read.keys() == {"name", "machine", "runs", "figures", "peers", "ratios"}
    assert (read["name"], read["runs"], read["ratios"]) == ("contoh", 3, {"echo": 2.0})
    assert read["figures"] == {"updates_per_s": 1234.568, "cpu_ms": 0.5}
    assert read["peers"] == {"gema": {"updates_per_s": 617.28}}
    assert read["machine"].keys() == {"python", "cpus", "platform", "sqlite"}


def test_a_person_reads_tables() -> None:
    """Our figure stands beside the peer's, numbers are written as in Indonesia, and the conditions are told."""
    text = registry.measure("contoh", runs=3, as_json=False)
    row = next(line for line in text.splitlines() if "updates_per_s" in line)
    assert "1.234,57" in row
    assert "617,28" in row
    assert "ratios.echo: 2,00" in text
    assert "median dari 3 kali ukur" in text
    assert "Batas kirim dilepas." in text
    assert "sqlite" in text
