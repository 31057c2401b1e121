"""Applies the rules of the example `advocacy` to its customers: `python examples/python/decide.py`."""

from pathlib import Path

import flywheel

folder = Path(__file__).parent.parent / "advocacy"
rules = flywheel.Program.load(folder / "advocacy.flywheel")
decisions = rules.decide(folder / "customers.ndjson", as_of="2026-03-31")

# The summary, as on the command line.
print(decisions)

# Who moves, most first.
for start, end, customers in sorted(decisions.moves, key=lambda move: -move[2]):
    print(f"{start or '(new)':12} -> {end:12} {customers}")

# The same as a table of Polars, pandas, DuckDB or pyarrow: polars.DataFrame(decisions), pyarrow.table(decisions).
print(decisions.table)
