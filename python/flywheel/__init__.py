"""Rules for customer lifecycles, applied to records of Python and to tables of Arrow.

>>> import flywheel
>>> rules = flywheel.Program.parse('''
... customer
...   nps: number
... stage New
...   when nps ≥ 9 move to Fan
... stage Fan
...   resting
... ''')
>>> decisions = rules.decide([{"id": "ann", "nps": 9}, {"id": "bob", "nps": 3}], as_of="2026-03-31")
>>> decisions.moves
[(None, 'New', 1), (None, 'Fan', 1)]

`Program` has rules, `Program.decide` applies them, and `Decisions.table` is an Arrow table for Polars, pandas, DuckDB
and pyarrow. The same engine is on the command line: `flywheel --help`.
"""

from importlib.metadata import version as _version

from ._decisions import Decisions
from ._errors import DataError, FlywheelError, RulesError, UsageError
from ._flywheel import Table
from ._problems import Problem, Problems
from ._program import Program
from ._replay import Replay
from ._report import Report
from ._why import Change, Why

__version__ = _version("flywheel-rules")

__all__ = [
    "Change",
    "DataError",
    "Decisions",
    "FlywheelError",
    "Problem",
    "Problems",
    "Program",
    "Replay",
    "Report",
    "RulesError",
    "Table",
    "UsageError",
    "Why",
]
