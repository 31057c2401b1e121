"""What the rules decided for customers."""

from __future__ import annotations

import datetime
from html import escape

from . import _flywheel
from ._asking import read_moment
from ._flywheel import Table

# The most rows that a notebook shows.
_MOST = 12


class Decisions:
    """What the rules decided for customers, as of one moment.

    It is an Arrow table itself, with a row for each customer: `polars.DataFrame(decisions)`, `pyarrow.table(decisions)`.
    `docs/python.md` lists the columns. As a text, it is the summary of the command line.

    >>> import flywheel
    >>> rules = flywheel.Program.parse('''
    ... customer
    ...   nps: number
    ... stage New
    ...   when nps ≥ 9 move to Fan
    ... stage Fan
    ...   resting
    ... ''')
    >>> customers = [{"id": "ann", "nps": 9}, {"id": "bob", "nps": "many"}]
    >>> decisions = rules.decide(customers, as_of="2026-03-31")
    >>> len(decisions), len(decisions.rejected)
    (1, 1)
    >>> decisions.to_ndjson()
    b'{"id":"ann","from":null,"to":"Fan","rule":"New 1"}\\n'
    """

    def __init__(self, made: _flywheel.Decisions) -> None:
        self._made = made

    @property
    def table(self) -> Table:
        """A row for each customer who was decided, in the order of the records."""
        return self._made.table

    @property
    def rejected(self) -> Table:
        """A row for each record that was rejected: where it is, what is wrong with it, and in which part of it."""
        return self._made.rejected

    @property
    def as_of(self) -> datetime.date | datetime.datetime:
        """The moment that was decided for."""
        return read_moment(self._made.as_of)

    @property
    def moves(self) -> list[tuple[str | None, str, int]]:
        """How many customers go from where to where, without those who stay. New customers come from `None`."""
        return self._made.moves

    @property
    def left_out(self) -> int:
        """How many customers the rules leave out. They have no row."""
        return self._made.left_out

    @property
    def notes(self) -> list[str]:
        """What the decisions do not say, such as a column that the rules need and the records do not have."""
        return self._made.notes

    def to_ndjson(self, *, why: bool = False, changes: bool = False) -> bytes:
        """The decisions as lines of JSON, byte for byte as `flywheel eval --format ndjson` writes them.

        With `why`, each decision says why; with `changes`, there are only those that change something. The records are
        read again for this, so a file has to be what it was.
        """
        return self._made.to_ndjson(why, changes)

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self._made.table.__arrow_c_stream__(requested_schema)

    def __arrow_c_schema__(self) -> object:
        return self._made.table.__arrow_c_schema__()

    def __len__(self) -> int:
        return self._made.decided

    def __str__(self) -> str:
        return self._made.summary

    def __repr__(self) -> str:
        rejected = len(self.rejected)
        return f"<flywheel.Decisions: {len(self)} customers as of {self._made.as_of}, {rejected} rejected>"

    def _repr_html_(self) -> str:
        rows = sorted(self.moves, key=lambda move: -move[2])
        more = len(rows) - _MOST
        lines = "".join(
            f"<tr><td>{escape(start or '(new)')}</td><td>{escape(end)}</td><td>{count:,}</td></tr>"
            for start, end, count in rows[:_MOST]
        )
        if more > 0:
            lines += f"<tr><td colspan='3'>and {more} more</td></tr>"
        notes = "".join(f"<p>{escape(note)}</p>" for note in self.notes)
        return (
            f"<p>{len(self):,} customers as of {escape(self._made.as_of)}, {len(self.rejected):,} rejected</p>"
            f"<table><tr><th>from</th><th>to</th><th>customers</th></tr>{lines}</table>{notes}"
        )
