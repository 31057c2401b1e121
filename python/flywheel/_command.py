"""The `flywheel` command."""

from __future__ import annotations

import signal
import sys

from ._flywheel import run_command


def main() -> int:
    """Runs the command line of this process, and yields its exit code."""
    # Python's own answer to Ctrl-C would wait until the command ends.
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    return run_command(["flywheel", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
