"""How customers move through the lifecycle."""

from __future__ import annotations

from ._document import Document


class Report(Document):
    """How customers move through the lifecycle. As a text, it is what `flywheel report` prints; `data` has the figures."""

    def __init__(self, text: str, document: str, markdown: str, html: str, faults: list[str]) -> None:
        super().__init__(text, document)
        self.markdown = markdown
        self.html = html
        self.rejected = faults

    def _repr_markdown_(self) -> str:
        return self.markdown
