"""A Python that lacks what Windows lacks, for our code: python -m tests.gates.windows DATA_DIR COMMAND … , …"""

import importlib
import importlib.abc
import os
import pkgutil
import signal
import sys
from collections.abc import Sequence
from types import ModuleType

from tests.gates.checkout import PRODUCT

MODULES = ("fcntl", "grp", "posix", "pty", "pwd", "resource", "syslog", "termios", "tty")
CALLS = {
    os: ("chown", "fchmod", "fork", "getegid", "geteuid", "getgid", "getuid", "killpg", "nice", "setsid", "statvfs"),
    signal: ("SIGALRM", "SIGHUP", "SIGKILL", "SIGUSR1", "SIGUSR2", "alarm", "pthread_kill", "setitimer"),
}


class Missing(importlib.abc.MetaPathFinder):
    """Refuses the modules to whoever is ours; libraries choose by the system's name, which stays what it is."""

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> None:
        frame = sys._getframe(1)
        while frame.f_back is not None and "importlib" in frame.f_code.co_filename:
            frame = frame.f_back
        if name in MODULES and str(frame.f_globals.get("__name__")).partition(".")[0] in PRODUCT:
            raise ModuleNotFoundError(f"No module named {name!r}")


def main(arguments: list[str]) -> None:
    """Import all of the product but its benchmarks, then run commands, each with its data folder before it."""
    for name in MODULES:
        sys.modules.pop(name, None)
    sys.meta_path.insert(0, Missing())
    for module, names in CALLS.items():
        for name in names:
            delattr(module, name)
    for package in PRODUCT:
        for found in pkgutil.walk_packages(importlib.import_module(package).__path__, f"{package}."):
            if not found.name.startswith(("bot.bench", "storage.migrations")) and not found.name.endswith("__main__"):
                importlib.import_module(found.name)
    from bot.cli import app

    for command in " ".join(arguments).split(" , "):
        folder, *words = command.split()
        os.environ["DATA_DIR"] = folder
        app(words, standalone_mode=False)


if __name__ == "__main__":
    main(sys.argv[1:])
