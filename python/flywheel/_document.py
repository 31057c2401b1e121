"""What the engine says of something."""

from __future__ import annotations

import json
from typing import Any


class Document:
    """What the engine says of something: a text for people, and a document for programs."""

    def __init__(self, text: str, document: str) -> None:
        self._text = text
        self._document = document

    @property
    def data(self) -> dict[str, Any]:
        """The document of the command with `--format json`."""
        read: dict[str, Any] = json.loads(self._document)
        return read

    def __str__(self) -> str:
        return self._text
