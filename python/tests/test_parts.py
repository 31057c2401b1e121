"""Customers in parts come to what all of them come to at once."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pyarrow
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

import flywheel

from conftest import run

RULES = """
customer
  spent: money
  keen: yes/no
reward card costs 10% of spent, every time, budget $100 per calendar month by spent
reward pin every time, at most 7 per 7 days
stage A
  resting
  when quintile(spent) is 5 move to B
  when keen move to C
  when keen give card; give pin
  when rank(spent) ≤ 3 tag "top"
stage B
  resting
  capacity 6 by spent, when full move lowest spent to D
stage C
  resting
  capacity 4 by spent
stage D
  resting
"""

AS_OF = "2026-06-30"

Record = dict[str, object]


def known_of(rules: flywheel.Program, parts: list[list[Record]]) -> bytes | None:
    known = None
    while rules.needs_survey(known):
        moment = AS_OF if known is None else None
        known = rules.merge(rules.survey(part, as_of=moment, known=known) for part in parts)
    return known


def customers(count: int) -> list[Record]:
    stages = ["A", "A", "A", "B", "C"]
    return [
        {"id": f"c{one:04}", "stage": stages[one % 5], "spent": one * 37 % 101, "keen": one % 3 > 0}
        for one in range(count)
    ]


@settings(max_examples=15, deadline=None)
@given(some.lists(some.integers(0, 7), min_size=0, max_size=120))
def test_parts_are_decided_as_all_at_once(deal: list[int]) -> None:
    rules = flywheel.Program.parse(RULES)
    assert rules.competes
    everybody = customers(len(deal))
    whole = rules.decide(everybody, as_of=AS_OF).to_ndjson()
    for count in (1, 2, 8):
        parts: list[list[Record]] = [[] for _ in range(count)]
        for record, part in zip(everybody, deal):
            parts[part % count].append(record)
        known = known_of(rules, parts)
        lines: dict[str, bytes] = {}
        for part in parts:
            for line in rules.decide(part, known=known).to_ndjson().splitlines(keepends=True):
                lines[json.loads(line)["id"]] = line
        assert b"".join(lines[str(record["id"])] for record in everybody) == whole


def test_a_survey_is_that_of_the_command(tmp_path: Path) -> None:
    rules = flywheel.Program.parse(RULES)
    path, part = tmp_path / "rules.flywheel", tmp_path / "part.ndjson"
    path.write_text(RULES)
    lines = "".join(json.dumps(record) + "\n" for record in customers(40))
    part.write_text(lines)
    survey = rules.survey(part, as_of=AS_OF)
    assert survey == run("survey", path, part, "--as-of", AS_OF).stdout
    (tmp_path / "part.survey").write_bytes(survey)
    assert rules.merge([survey]) == run("survey", "--merge", tmp_path / "part.survey").stdout


def test_tables_and_arrow_are_surveyed() -> None:
    rules = flywheel.Program.parse(
        """
customer
  orders: events from table by "customer_id" with total money
reward card costs $10, every time, budget $10 per calendar month by sum(orders.total)
stage A
  resting
  when 1 order give card
"""
    )
    parts = [pyarrow.table({"id": ["a"]}), pyarrow.table({"id": ["b"]})]
    orders = [
        pyarrow.table({"customer_id": ["a"], "total": [5]}),
        pyarrow.table({"customer_id": ["b"], "total": [7]}),
    ]
    surveys = [
        rules.survey(part, as_of=AS_OF, tables={"orders": rows}) for part, rows in zip(parts, orders)
    ]
    known = rules.merge(surveys)
    decided = [
        rules.decide(part, known=known, tables={"orders": rows}) for part, rows in zip(parts, orders)
    ]
    given = [len(pyarrow.table(one)["given"][0].as_py()) for one in decided]
    assert given == [0, 1]


def test_rules_without_limits_need_no_survey() -> None:
    rules = flywheel.Program.parse("customer\n  nps: number\nstage A\n  resting\n")
    assert not rules.competes
    assert not rules.needs_survey()
    with pytest.raises(flywheel.UsageError, match="do not compete"):
        rules.survey([], as_of=AS_OF)


def test_what_does_not_belong_together_is_refused() -> None:
    rules = flywheel.Program.parse(RULES)
    other = flywheel.Program.parse(RULES.replace("capacity 4", "capacity 5"))
    parts = [customers(20)[:10], customers(20)[10:]]
    first, second = (rules.survey(part, as_of=AS_OF) for part in parts)
    once = rules.merge([first, second])
    later = rules.survey(parts[1], as_of="2026-07-01")
    refused: list[tuple[Callable[[], object], str]] = [
        (lambda: rules.merge([]), "nothing to merge"),
        (lambda: rules.merge([first, second, first]), "survey 3 and survey 1 are surveys of the same"),
        (lambda: rules.merge([first, later]), "another moment"),
        (lambda: rules.merge([first, once]), "not a part"),
        (lambda: rules.merge([first, rules.survey(parts[1], known=once)]), "another round"),
        (lambda: other.merge([first, second]), "other rules"),
        (lambda: other.decide(parts[0], known=once), "other rules"),
        (lambda: rules.decide(parts[0], known=first), "the survey of one part"),
        (lambda: rules.decide(parts[0], known=once), "who gets into stages"),
        (lambda: rules.decide(parts[0], known=once, as_of="2026-07-01"), "another moment"),
        (lambda: rules.survey(parts[0], known=known_of(rules, parts)), "nothing left"),
        (lambda: rules.survey(parts[0]), "needs a moment"),
    ]
    for call, why in refused:
        with pytest.raises(flywheel.UsageError, match=why):
            call()
    for bad in (b"", b"{}", b"x", once[:-20], once.replace(b"fifths", b"fifthz")):
        with pytest.raises(flywheel.DataError) as raised:
            rules.decide(parts[0], known=bad)
        assert raised.value.code == "cannot-read"


def test_records_that_were_not_surveyed_are_decided_with_a_warning(
    tmp_path: Path, recwarn: pytest.WarningsRecorder
) -> None:
    rules = flywheel.Program.parse(RULES)
    everybody = customers(30)
    parts = [everybody[:10], everybody[10:20]]
    known = known_of(rules, parts)
    for records in (*parts, []):
        assert not len(rules.decide(records, known=known).rejected)
    file = tmp_path / "part.ndjson"
    file.write_text("".join(json.dumps(one) + "\n" for one in parts[0]))
    by_file = None
    while rules.needs_survey(by_file):
        by_file = rules.merge([rules.survey(file, as_of=AS_OF, known=by_file)])
    assert not len(rules.decide(file.read_bytes(), known=by_file).rejected)
    assert not recwarn.list
    changed = [{**one, "spent": 7} for one in parts[0]]
    for records in (everybody[20:], changed, everybody[:20]):
        with pytest.warns(UserWarning, match="not among those that were surveyed"):
            decided = rules.decide(records, known=known)
        assert len(decided) == len(records)
        assert pyarrow.table(decided.rejected).column("code").to_pylist() == ["not-surveyed"]


def test_rounds_have_the_same_parts() -> None:
    rules = flywheel.Program.parse(RULES)
    everybody = customers(30)
    first, second = everybody[:10], everybody[10:20]
    known = rules.merge(rules.survey(part, as_of=AS_OF) for part in (first, second))
    again = [rules.survey(part, known=known) for part in (first, second, everybody[20:])]
    with pytest.raises(flywheel.UsageError, match="not those of the round before"):
        rules.merge(again)
    with pytest.raises(flywheel.UsageError, match="in no part"):
        rules.merge(again[:1])
    assert rules.merge(again[:2])


def test_a_part_of_which_customers_may_be_missing_is_not_surveyed() -> None:
    rules = flywheel.Program.parse(RULES)
    for records, code in ((b'[{"id": "a"}', "structure"), (b'id,stage\na,B\nb,"C\nc,B\n', "open-quote")):
        with pytest.raises(flywheel.DataError, match="never closed") as raised:
            rules.survey(records, as_of=AS_OF)
        assert raised.value.code == code
