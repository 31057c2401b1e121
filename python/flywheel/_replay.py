"""What would have happened, day after day."""

from __future__ import annotations

import datetime
import json
from html import escape
from typing import Any


class Replay:
    """What changes in a replay, and who is where at the end. As a text, it is the summary of the command line."""

    def __init__(
        self,
        lines: bytes,
        histories: bytes,
        at_end: list[tuple[str, int]],
        summary: str,
        rejected: list[str],
        last: str,
    ) -> None:
        self._lines = lines
        self._at_end = at_end
        self._summary = summary
        self.histories = histories
        self.rejected = rejected
        self.last = datetime.date.fromisoformat(last)

    @property
    def changes(self) -> list[dict[str, Any]]:
        """Each change with its day, with the keys of `flywheel replay --format ndjson`."""
        return [json.loads(line) for line in self._lines.splitlines()]

    @property
    def at_end(self) -> dict[str, int]:
        """How many customers are in each stage after the last day."""
        return dict(self._at_end)

    def to_ndjson(self) -> bytes:
        """The changes, byte for byte as `flywheel replay --format ndjson` writes them."""
        return self._lines

    def __str__(self) -> str:
        return self._summary

    def __repr__(self) -> str:
        return f"<flywheel.Replay: {len(self._lines.splitlines())} changes until {self.last}>"

    def _repr_html_(self) -> str:
        return f"<pre>{escape(self._summary)}</pre>"
