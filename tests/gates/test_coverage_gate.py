"""The coverage floor: it holds for whole runs, follows workers and children, and leaves narrowed runs alone."""

import copy
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.gates import coverage_gate

PROJECT = """
[tool.pytest.ini_options]
testpaths = ["tests"]
pythonpath = ["."]
addopts = ["-p", "coverage_gate", "-m", "not slow"]
markers = ["slow"]

[tool.coverage.run]
branch = true
source = ["bot", "storage"]
patch = ["subprocess", "fork", "_exit"]

[tool.coverage.report]
show_missing = true
"""

SIGN = """
def sign(number):
    if number < 0:
        return "minus"
    return "plus"
"""

TESTS = """
import pytest
from bot.sop.sign import sign

def test_plus():
    assert sign(1) == "plus"

@pytest.mark.slow
def test_slow():
    assert sign(2) == "plus"
"""

IN_A_CHILD = """
import subprocess, sys

def test_minus():
    code = "from bot.sop.sign import sign; print(sign(-1))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout == b"minus\\n"
"""

CUT_OFF = """
import pathlib, tempfile

def test_cut_off():
    [folder] = pathlib.Path(tempfile.gettempdir()).glob("coverage-*")
    (folder / "data.machine.pid1.cutoff").write_bytes(b"SQLite format 3")
"""

WORKERS = ("-p", "xdist", "-n", "2", "-v")

IN_A_FORK = """
import os

def test_minus():
    child = os.fork()
    if child == 0:
        from bot.sop.sign import sign
        os._exit(0 if sign(-1) == "minus" else 1)
    assert os.waitpid(child, 0)[1] == 0
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project below the same gate: one module of the SOP with a branch, half of it tested."""
    write(tmp_path / "coverage_gate.py", Path(coverage_gate.__file__).read_text(encoding="utf-8"))
    write(tmp_path / "pyproject.toml", PROJECT)
    write(tmp_path / "bot/__init__.py", "")
    write(tmp_path / "storage/__init__.py", "")
    write(tmp_path / "bot/sop/sign.py", SIGN)
    write(tmp_path / "tests/test_sign.py", TESTS)
    return tmp_path


def write(path: Path, content: str) -> None:
    """Put a file into the project."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


def run(project: Path, *arguments: str, **variables: str) -> tuple[int, str]:
    """Run the project's tests as a developer would; what measures us is none of its business."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("COVERAGE_", "PYTEST_"))}
    environment |= {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", **variables}
    command = [sys.executable, "-m", "pytest", *arguments]
    said = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
    return said.returncode, said.stdout + said.stderr


def test_a_branch_that_no_test_takes_fails_the_run(project: Path) -> None:
    """All tests pass and the run fails, with the folder, what it reached, its floor and the lines."""
    code, said = run(project)
    assert code == pytest.ExitCode.TESTS_FAILED
    assert "1 passed" in said
    assert re.search(r"bot/sop/sign.py .* 67%   4\n", said)
    assert "Coverage too low: bot/sop: 66.67 % of lines and branches, the floor is 100 %" in said
    assert "Coverage too low: overall: 66.67 % of lines and branches, the floor is 98 %" in said


@pytest.mark.parametrize("child", [IN_A_CHILD, IN_A_FORK], ids=["spawned", "forked"])
def test_what_a_child_runs_is_measured(project: Path, child: str) -> None:
    """The branch that only a child process takes counts as covered."""
    write(project / "tests/test_child.py", child)
    code, said = run(project)
    assert code == pytest.ExitCode.OK
    assert re.search(r"bot/sop/sign.py .* 100%", said)


def test_what_workers_and_their_children_run_is_judged_once(project: Path) -> None:
    """Each of two workers takes one branch, one of them in a child; together they reach the floor."""
    write(project / "tests/test_child.py", IN_A_CHILD)
    code, said = run(project, *WORKERS)
    assert code == pytest.ExitCode.OK
    assert {"gw0", "gw1"} == set(re.findall(r"\[(gw\d)\].* PASSED", said))
    assert re.search(r"bot/sop/sign.py .* 100%", said)
    assert said.count("TOTAL") == 1


def test_a_branch_that_no_worker_takes_fails_the_run_once(project: Path) -> None:
    """What is missing in all workers together is told once for each floor."""
    write(project / "tests/test_other.py", "def test_other():\n    assert True\n")
    code, said = run(project, *WORKERS)
    assert code == pytest.ExitCode.TESTS_FAILED
    assert "2 passed" in said
    assert re.search(r"bot/sop/sign.py .* 67%   4\n", said)
    assert said.count("Coverage too low: bot/sop") == said.count("Coverage too low: overall") == 1


def test_what_a_killed_child_left_is_passed_over(project: Path, tmp_path: Path) -> None:
    """A file of measurements that was cut off in the middle is told as a warning and loses nothing else."""
    (tmp_path / "temporary").mkdir()
    write(project / "tests/test_child.py", IN_A_CHILD)
    write(project / "tests/test_killed.py", CUT_OFF)
    write(project / "pyproject.toml", PROJECT.replace("markers =", 'filterwarnings = ["error"]\nmarkers ='))
    code, said = run(project, TMPDIR=str(tmp_path / "temporary"))
    assert code == pytest.ExitCode.OK
    assert "Couldn't combine" in said or "Couldn't use data file" in said
    assert re.search(r"bot/sop/sign.py .* 100%", said)


def test_each_package_has_its_own_floor(project: Path) -> None:
    """Much covered code elsewhere does not make up for a gap in the SOP."""
    write(project / "storage/rows.py", "\n".join(f"row_{number} = {number}" for number in range(200)))
    write(project / "tests/test_rows.py", "from storage.rows import row_1\n\ndef test_row():\n    assert row_1 == 1\n")
    code, said = run(project)
    assert code == pytest.ExitCode.TESTS_FAILED
    assert "Coverage too low: bot/sop" in said
    assert "Coverage too low: overall" not in said


def test_a_module_that_no_test_imports_counts(project: Path) -> None:
    """A file without any test lowers the total."""
    write(project / "tests/test_child.py", IN_A_CHILD)
    write(project / "bot/forgotten.py", "\n".join(f"line_{number} = {number}" for number in range(10)))
    write(project / "bot/__init__.py", "")
    code, said = run(project)
    assert code == pytest.ExitCode.TESTS_FAILED
    assert "bot/forgotten.py" in said


def test_a_single_file_is_not_measured(project: Path) -> None:
    """One file can be run alone and passes, though it covers little."""
    code, said = run(project, "tests/test_sign.py", "-p", "no:cacheprovider")
    assert (code, "TOTAL" in said, "Coverage too low" in said) == (pytest.ExitCode.OK, False, False)


def narrowed_by(config: pytest.Config, **options: object) -> pytest.Config:
    """This run's configuration as if the options had been given on the command line of a plain `pytest`."""
    changed = copy.copy(config)
    changed.invocation_params = pytest.Config.InvocationParams(args=(), plugins=None, dir=config.rootpath)
    changed.known_args_namespace = copy.copy(config.known_args_namespace)
    changed.option = copy.copy(config.option)
    changed.option.numprocesses = "auto"
    plain = dict.fromkeys(coverage_gate.NARROWING) | {"file_or_dir": [], "markexpr": "not slow"}
    for name, value in (plain | options).items():
        assert hasattr(changed.known_args_namespace, name)
        setattr(changed.known_args_namespace, name, value)
    return changed


@pytest.mark.parametrize("options", [{}, {"markexpr": ""}, {"file_or_dir": [str(Path(__file__).parents[1])]}])
def test_a_plain_run_is_whole(request: pytest.FixtureRequest, options: dict[str, object]) -> None:
    """A plain `pytest`, one with the slow tests, and one that names the tests' folder are whole."""
    assert coverage_gate.is_whole_run(narrowed_by(request.config, **options))


@pytest.mark.parametrize(
    "options",
    [
        {"file_or_dir": [__file__]},
        {"file_or_dir": [f"{__file__}::test_a_plain_run_is_whole"]},
        {"markexpr": "slow"},
        *({name: ["x"]} for name in coverage_gate.NARROWING),
    ],
)
def test_a_narrowed_run_is_not_whole(request: pytest.FixtureRequest, options: dict[str, object]) -> None:
    """A path, -k, -m and whatever else leaves tests out keep the floor away."""
    assert not coverage_gate.is_whole_run(narrowed_by(request.config, **options))


def test_a_run_from_a_folder_below_is_not_whole(request: pytest.FixtureRequest) -> None:
    """In a folder of its own, pytest takes the tests of that folder only."""
    below = narrowed_by(request.config)
    below.invocation_params = pytest.Config.InvocationParams(args=(), plugins=None, dir=Path(__file__).parent)
    assert not coverage_gate.is_whole_run(below)


@pytest.mark.parametrize(("cores", "workers"), [(None, 0), (1, 0), (2, 2), (16, 16)])
def test_a_whole_run_has_a_worker_for_each_core(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, cores: int | None, workers: int
) -> None:
    """All cores work when all tests run; a single core is better off without a worker."""
    monkeypatch.setattr("os.cpu_count", lambda: cores)
    assert coverage_gate.pytest_xdist_auto_num_workers(narrowed_by(request.config)) == workers


def test_a_narrowed_run_starts_no_worker(request: pytest.FixtureRequest) -> None:
    """One file is done before workers would have started; who wants them says how many, or `logical`."""
    one_file = narrowed_by(request.config, file_or_dir=[__file__])
    assert coverage_gate.pytest_xdist_auto_num_workers(one_file) == 0
    one_file.option.numprocesses = "logical"
    assert coverage_gate.pytest_xdist_auto_num_workers(one_file) is None


def test_a_failing_run_does_not_speak_of_coverage(project: Path) -> None:
    """After a failure the percentages would only hide what matters."""
    write(project / "tests/test_failing.py", "def test_failing():\n    assert False\n")
    code, said = run(project)
    assert code == pytest.ExitCode.TESTS_FAILED
    assert "Coverage too low" not in said


@pytest.mark.parametrize("options", [(), WORKERS], ids=["alone", "workers"])
def test_no_data_is_left_behind(project: Path, tmp_path: Path, options: tuple[str, ...]) -> None:
    """A run keeps its data in a folder of its own and removes it."""
    (tmp_path / "temporary").mkdir()
    run(project, *options, TMPDIR=str(tmp_path / "temporary"))
    assert list((tmp_path / "temporary").glob("coverage-*")) == []
    assert list(project.glob(".coverage*")) == []
