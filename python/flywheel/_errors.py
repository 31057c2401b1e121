"""What can go wrong."""

from __future__ import annotations

from ._problems import Problems


class FlywheelError(Exception):
    """Anything that keeps flywheel from an answer.

    `code` is a stable word of the list in `docs/problems/index.md`. `file` and `line` say where, and `help` what to do
    about it, as far as that is known.
    """

    def __init__(
        self,
        message: str,
        code: str = "usage",
        file: str | None = None,
        line: int | None = None,
        help: str | None = None,
    ) -> None:
        super().__init__(message, code, file, line, help)
        self.message = message
        self.code = code
        self.file = file
        self.line = line
        self.help = help

    def __str__(self) -> str:
        return self.message if self.help is None else f"{self.message}\nhelp: {self.help}"


class RulesError(FlywheelError):
    """Rules with errors. `problems` has all of them, and the warnings.

    >>> import flywheel
    >>> try:
    ...     flywheel.Program.parse("stage New\\n  move to Fan\\n", name="shop.flywheel")
    ... except flywheel.RulesError as error:
    ...     problem = error.problems[0]
    >>> problem.severity, problem.file, problem.line
    ('error', 'shop.flywheel', 2)
    """

    def __init__(self, document: str, drawn: str) -> None:
        self.problems = Problems.of(document, drawn)
        first = next((one for one in self.problems if one.severity == "error"), None)
        if first is None:
            super().__init__(drawn)
        else:
            super().__init__(drawn.rstrip(), first.code, first.file, first.line, first.help)
        self.args = (document, drawn)

    def __str__(self) -> str:
        return self.message


class DataError(FlywheelError):
    """Records, a file or a table that cannot be used, or a value that has no place in a table."""


class UsageError(FlywheelError, ValueError):
    """A question that makes no sense for these rules or records."""
