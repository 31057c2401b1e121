"""How customers move through the lifecycle."""

from __future__ import annotations

import json
from typing import Any


class Report:
    """How customers move through the lifecycle. As a text, it is what `flywheel report` prints."""

    def __init__(self, text: str, document: str, markdown: str, html: str, faults: list[str]) -> None:
        self._text = text
        self._document = document
        self.markdown = markdown
        self.html = html
        self.rejected = faults

    @property
    def data(self) -> dict[str, Any]:
        """The figures: the document of `flywheel report --format json`."""
        read: dict[str, Any] = json.loads(self._document)
        return read

    def __str__(self) -> str:
        return self._text

    def _repr_markdown_(self) -> str:
        return self.markdown
