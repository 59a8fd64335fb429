"""The command line of the bot."""

from __future__ import annotations

import io
import os
import sys

# python-telegram-bot reads this when it is imported.
os.environ.setdefault("PTB_TIMEDELTA", "true")

from bot.cli import app
from bot.operator.terminal import failed


def main() -> None:
    """Run a command; what an operator can mend is one sentence on stderr and exit code 2, any other fault 70."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A file that Windows writes in its old encoding has no ✓: a '?' there is better than a failed command.
            stream.reconfigure(errors="replace")
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:  # noqa: BLE001 - it is told and logged here, since nobody else is left who could
        sys.exit(failed(error))


if __name__ == "__main__":
    main()
