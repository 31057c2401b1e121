"""What is wrong with rules."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from html import escape
from typing import Any


@dataclass(frozen=True)
class Problem:
    """A problem in rules.

    Lines and columns count from 1. `fix` has the edits that would fix it, as in `flywheel check --format json`.
    """

    code: str
    severity: str
    title: str
    file: str
    line: int
    column: int
    label: str
    help: str | None = None
    end_line: int = 0
    end_column: int = 0
    others: list[dict[str, Any]] = field(default_factory=list)
    fix: dict[str, Any] | None = None
    example: str | None = None
    customer: dict[str, Any] | None = None

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.severity}[{self.code}]: {self.title}"


class Problems(list[Problem]):
    """Problems in the order of their places. As a text, they are as `flywheel check` draws them."""

    drawn: str = ""

    @classmethod
    def of(cls, document: str, drawn: str) -> Problems:
        """Reads the document of `flywheel check --format json`."""
        problems = cls(Problem(**entry) for entry in json.loads(document)["problems"])
        problems.drawn = drawn
        return problems

    def __str__(self) -> str:
        return self.drawn if self else "no problems"

    def _repr_html_(self) -> str:
        return f"<pre>{escape(str(self))}</pre>"
