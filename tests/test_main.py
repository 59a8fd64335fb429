"""What a person sees of a command that fails for a reason which nobody foresaw."""

import re

import pytest

from bot import __main__ as program
from bot.operator.terminal import FAULT

PASSWORD = "sandi-basis-data"


@pytest.mark.usefixtures("untouched_logging")
@pytest.mark.parametrize("settings_hold", [True, False])
def test_a_fault_has_a_code_that_is_in_the_log(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], settings_hold: bool
) -> None:
    """One polite sentence with the code; above it the log's line with the same code, and no password in either."""

    def fail() -> None:
        raise RuntimeError(f"no answer from postgresql://bot:{PASSWORD}@db.invalid/kinerja")

    monkeypatch.setattr(program, "app", fail)
    monkeypatch.setenv("DATABASE_URL", f"postgresql://bot:{PASSWORD}@db.invalid/kinerja")
    if not settings_hold:
        monkeypatch.setenv("CHAT_RATE", "banyak")
    with pytest.raises(SystemExit) as ended:
        program.main()
    assert ended.value.code == FAULT
    *log, sentence = capsys.readouterr().err.splitlines()
    code = re.search(r"Kode (P[0-9A-F]{6}) ", sentence)
    assert code is not None
    assert any(code[1] in line and "command failed" in line for line in log)
    assert (PASSWORD in "".join(log)) is False
