"""Why something is decided for a customer, and when that changes."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from html import escape
from typing import Any

from ._document import Document


class Why(Document):
    """Why something is decided for a customer. As a text, it is in sentences; `data` has the same for programs."""

    def __repr__(self) -> str:
        return self._text.rstrip()

    def _repr_html_(self) -> str:
        return f"<pre>{escape(self._text)}</pre>"


@dataclass(frozen=True)
class Change:
    """When the decision on a record changes, if nothing happens to the customer.

    `at` is the first day, or the first moment, with another decision; `None` if there is none up to `known_until`.
    `before` and `then` are the decisions, with the keys of `flywheel eval --format ndjson`. Where customers compete,
    `depends_on_others` says that what others do may change it sooner.
    """

    at: datetime.date | datetime.datetime | None
    known_until: datetime.date | datetime.datetime | None
    before: dict[str, Any]
    then: dict[str, Any] | None
    depends_on_others: bool
