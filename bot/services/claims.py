"""What a button says: a typed claim of at most 64 bytes that is checked again before it counts."""

from __future__ import annotations

from dataclasses import dataclass

LONGEST = 64
_LONGEST_NUMBER = 18


@dataclass(frozen=True, slots=True)
class Claim:
    """A verb on a task as it was shown (`version`); `task` is 0 for buttons that belong to no task."""

    verb: str
    task: int = 0
    version: int = 0
    arg: str = ""

    def __str__(self) -> str:
        text = f"{self.verb}:{self.task}:{self.version}:{self.arg}"
        if len(text.encode()) > LONGEST:
            raise ValueError(f"a button carries at most {LONGEST} bytes: {text}")
        return text


def read(data: str) -> Claim | None:
    """The claim in a callback's data; None for anything that no button of ours says."""
    parts = data.split(":", 3)
    if len(parts) != 4 or len(data.encode()) > LONGEST:
        return None
    verb, task, version, arg = parts
    if not (_is_number(task) and _is_number(version) and verb.isidentifier()):
        return None
    return Claim(verb, int(task), int(version), arg)


def _is_number(text: str) -> bool:
    """Whether a database can look it up."""
    return text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER
