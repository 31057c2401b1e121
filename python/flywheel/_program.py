"""Rules of a file."""

from __future__ import annotations

import datetime
import json as _json
import warnings
from os import PathLike, fspath
from typing import Any, Iterable, Mapping

from . import _flywheel
from ._asking import Moment, Records, day, moment, read_moment
from ._decisions import Decisions
from ._problems import Problems
from ._replay import Replay
from ._report import Report
from ._why import Change, Why


class Program:
    """Rules without errors, ready to be applied. Threads may share one.

    >>> import flywheel
    >>> rules = flywheel.Program.parse('''
    ... customer
    ...   purchases: events
    ... stage Active
    ...   when 60 days without purchases move to Lapsed
    ... stage Lapsed
    ...   resting
    ... ''')
    >>> rules.stages
    ['Active', 'Lapsed']

    Records are any of these:

    - a table of Arrow: whatever has `__arrow_c_stream__` or `__arrow_c_array__`, such as a DataFrame of Polars or pandas
    - `bytes` with NDJSON, JSON or CSV
    - the name of such a file, which may be compressed with gzip or zstd
    - a `dict`, or an iterable of them
    """

    def __init__(self, made: _flywheel.Program) -> None:
        self._made = made

    @classmethod
    def load(cls, path: str | PathLike[str]) -> Program:
        """Reads rules from a file, and the files that it uses. Raises `RulesError` if they have errors."""
        return cls(_flywheel.Program.load(fspath(path)))

    @classmethod
    def parse(
        cls, text: str, name: str = "rules.flywheel", *, files: Mapping[str, str] | None = None
    ) -> Program:
        """Reads rules from a text. Problems call it `name`; `files` has the texts of the files that it uses, by path.

        Raises `RulesError` if the rules have errors.
        """
        return cls(_flywheel.Program.parse(text, name, dict(files or {})))

    @property
    def name(self) -> str:
        """The name of the file."""
        return self._made.name

    @property
    def title(self) -> str:
        """The title of the rules or, without one, the name of the file."""
        return self._made.title

    @property
    def stages(self) -> list[str]:
        """The stages, in the order of the file."""
        return self._made.stages

    @property
    def gifts(self) -> list[str]:
        """The gifts, in the order of the file."""
        return self._made.gifts

    def check(self) -> Problems:
        """Warnings, and what is proved about the rules, as `flywheel check` lists them."""
        return Problems.of(*self._made.check())

    def decide(
        self,
        records: Records,
        *,
        as_of: Moment = None,
        tables: Mapping[str, Records] | None = None,
        settle: bool = False,
        known: bytes | None = None,
        json: str | None = None,
        threads: int | None = None,
    ) -> Decisions:
        """Decides for all customers: who moves and who gets what.

        `as_of` is a day, which includes the whole day, or a time; without it, the moment is now. `tables` has the rows
        of the tables that the rules name. `settle` repeats steps until nobody moves. `json` names the column of a table
        that has each record as a text of JSON. `threads` is how many to use; without it, all cores.

        With `known`, the customers are a part of all, of whom that is known: see `survey`. The moment is then that of the
        surveys. If the records, or the rows of a table, are not among those that were surveyed, that is a warning and a row of
        `Decisions.rejected` with the code `not-surveyed`.

        A record that cannot be decided is a row of `Decisions.rejected`, and the others are decided without it.
        """
        when = (moment(as_of), settle)
        made = self._made.decide(records, when, _dict(tables), known, json, threads)
        for words in made.unsurveyed:
            warnings.warn(words, stacklevel=2)
        return Decisions(made)

    @property
    def competes(self) -> bool:
        """Whether customers compete: for places in stages, for budgets, or by `quintile` and `rank`.

        If they do not, any part of them is decided by itself, without a survey.
        """
        return self._made.competes

    def needs_survey(self, known: bytes | None = None) -> bool:
        """Whether each part has to be surveyed (again) before it can be decided with what is known."""
        return self._made.needs_survey(known)

    def survey(
        self,
        records: Records,
        *,
        as_of: Moment = None,
        tables: Mapping[str, Records] | None = None,
        known: bytes | None = None,
        json: str | None = None,
        threads: int | None = None,
    ) -> bytes:
        """What a part of all customers competes for, to be merged with the surveys of all other parts.

        The decisions for all parts together are those for all customers at once. Each customer may be in one part only,
        and has to be the same when surveyed and when decided. What has to be corrected first, such as a list that is never
        closed, is a `DataError`. Rules may need several rounds of surveys; each but the first
        takes what is `known` from those before, and with it the moment.

        >>> import flywheel
        >>> rules = flywheel.Program.parse('''
        ... customer
        ...   spent: money
        ... stage New
        ...   when spent ≥ $10 move to Club
        ... stage Club
        ...   capacity 1 by spent
        ...   resting
        ... ''')
        >>> parts = [[{"id": "ann", "spent": 20}], [{"id": "bob", "spent": 30}]]
        >>> known = None
        >>> while rules.needs_survey(known):
        ...     surveys = [rules.survey(part, as_of="2026-03-31", known=known) for part in parts]
        ...     known = rules.merge(surveys)
        >>> [rules.decide(part, known=known).moves for part in parts]
        [[(None, 'New', 1)], [(None, 'Club', 1)]]
        """
        if as_of is None and known is None:
            from ._errors import UsageError

            raise UsageError("a survey needs a moment", help="give as_of, the same for all parts")
        return self._made.survey(records, moment(as_of), _dict(tables), known, json, threads)

    def merge(self, surveys: Iterable[bytes]) -> bytes:
        """What the surveys of all parts come to: what is known of all customers. Each part may be there only once."""
        return self._made.merge(list(surveys))

    def why(
        self,
        records: Records,
        id: str | None = None,
        *,
        as_of: Moment = None,
        tables: Mapping[str, Records] | None = None,
        settle: bool = False,
        gift: str | None = None,
        rule: str | None = None,
        stage: str | None = None,
    ) -> Why:
        """Why something is decided for a customer, or is not: all of it, or one gift, rule or stage.

        `id` says which of the records; a single `dict` needs none. Where customers compete, it is decided among all
        records.

        >>> import flywheel
        >>> rules = flywheel.Program.parse('''
        ... customer
        ...   nps: number
        ... stage New
        ...   when nps ≥ 9 move to Fan
        ... stage Fan
        ...   resting
        ... ''')
        >>> why = rules.why({"id": "bob", "nps": 7}, as_of="2026-03-31")
        >>> why.data["by_rule"][0]["clause"]["needed"]
        '2 more'
        """
        if sum(name is not None for name in (gift, rule, stage)) > 1:
            from ._errors import UsageError

            raise UsageError("ask about one gift, rule or stage at a time")
        about = [gift, rule, stage]
        return Why(*self._made.why(records, id, (moment(as_of), settle), _dict(tables), about))

    def next_change(self, record: Mapping[str, Any], *, as_of: Moment = None) -> Change:
        """When the decision on a record changes if nothing happens to the customer.

        >>> import flywheel, datetime
        >>> rules = flywheel.Program.parse('''
        ... customer
        ...   purchases: events
        ... stage Active
        ...   when 60 days without purchases move to Lapsed
        ... stage Lapsed
        ...   resting
        ... ''')
        >>> ada = {"id": "ada", "stage": "Active", "purchases": [{"at": datetime.date(2026, 3, 1)}]}
        >>> change = rules.next_change(ada, as_of="2026-03-31")
        >>> change.at, change.then["to"]
        (datetime.date(2026, 4, 30), 'Lapsed')
        """
        at, end, before, then, others = self._made.next_change(dict(record), moment(as_of))
        return Change(
            at=read_moment(at) if at else None,
            known_until=read_moment(end) if end else None,
            before=_json.loads(before),
            then=_json.loads(then) if then else None,
            depends_on_others=others,
        )

    def replay(
        self,
        records: Records,
        first: datetime.date | str,
        last: datetime.date | str,
        *,
        every: str = "day",
        start_empty: bool = False,
        tables: Mapping[str, Records] | None = None,
        threads: int | None = None,
    ) -> Replay:
        """Decides as of one day after the other, from the first to the last: what would have happened.

        `every` is `"day"`, `"week"` or `"month"`. With `start_empty`, it begins as if no rule had ever been applied.
        """
        days = (day(first), day(last), every)
        return Replay(*self._made.replay(records, days, start_empty, _dict(tables), threads))

    def report(
        self,
        histories: bytes | str | PathLike[str] | Replay,
        *,
        first: datetime.date | str | None = None,
        last: datetime.date | str | None = None,
        as_of: datetime.date | str | None = None,
    ) -> Report:
        """How customers move through the lifecycle, and where they are lost, as `flywheel report` says it.

        `histories` are lines of JSON as `flywheel replay --histories` writes them, a file of them, or a `Replay`. The
        report is about the days from `first` to `last`; without them, about the last 90 that are known. `as_of` is the
        last day that the histories know; without it, the latest day in them.
        """
        if isinstance(histories, Replay):
            as_of = as_of or histories.last
            histories = histories.histories
        elif not isinstance(histories, bytes):
            with open(histories, "rb") as file:
                histories = file.read()
        days = [None if one is None else day(one) for one in (first, last, as_of)]
        return Report(*self._made.report(histories, *days))

    def graph(
        self,
        records: Records | None = None,
        *,
        format: str = "svg",
        as_of: Moment = None,
        tables: Mapping[str, Records] | None = None,
    ) -> str:
        """The lifecycle as a picture: `"svg"`, `"mermaid"` or `"dot"`. With records, it says how many are where."""
        return self._made.graph(records, format, moment(as_of), _dict(tables))

    def _repr_html_(self) -> str:
        return self.graph()

    def __repr__(self) -> str:
        return f"<flywheel.Program: {self.title}, {len(self.stages)} stages>"

    def __reduce__(self) -> tuple[Any, ...]:
        (_, text), *used = self._made.texts()
        return _parsed, (text, self.name, dict(used))


def _parsed(text: str, name: str, files: dict[str, str]) -> Program:
    return Program.parse(text, name, files=files)


def _dict(tables: Mapping[str, Records] | None) -> dict[str, Records] | None:
    return None if tables is None else dict(tables)
