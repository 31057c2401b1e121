"""What Spark is given, and what it gives: lines with keys, and sorted lines. This needs no Spark."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any, Iterable

import pytest

import flywheel

pa = pytest.importorskip("pyarrow")

AS_OF = "2026-03-31"

RULES = """
customer
  id from "key" ignoring case
  email: text from "contact.email" ignoring case
  nps:   number
  orders: events from table by "customer" with total money key "no" last
  lines:  events from table by "order" of orders with price money
  calls:  events from table by "email" is email
reward mug costs $5, once
stage New
  when sum(orders.total) > $10 give mug
  when 2 lines tag "lines"
  when a call tag "called"
  when nps ≥ 9 move to Fan
stage Fan
  resting
"""


@pytest.fixture(scope="module")
def rules() -> flywheel.Program:
    return flywheel.Program.parse(RULES)


def table(lines: Iterable[tuple[int, str | None, str]]) -> pa.Table:
    about, key, record = zip(*lines)
    return pa.table({"about": pa.array(about, pa.int32()), "key": pa.array(key, pa.string()), "record": pa.array(record, pa.string())})


def decided(rules: flywheel.Program, *lines: tuple[int, str | None, str]) -> list[list[dict[str, Any]]]:
    return [pa.table(one).to_pylist() for one in rules._made.decide_part(table(lines), AS_OF, None, 1)]


def test_rules_say_what_they_need(rules: flywheel.Program) -> None:
    made = rules._made
    assert not made.competes
    assert made.relations == [
        (0, "orders", "orders", "customer", ("id", None), "last"),
        (2, "calls", "calls", "email", ("field", 0), None),
        (1, "lines", "lines", "order", ("event", 0), None),
    ]
    names = ["key", "KEY", "contact", "contact.email", "nps", "stage", "other", "table:orders"]
    assert made.needed(names, None) == ["key", "contact", "contact.email", "nps", "stage"]
    assert made.needed(["no", "customer", "total", "note"], "orders") == ["no", "customer", "total"]


def test_keys_are_the_texts_that_the_engine_compares(rules: flywheel.Program) -> None:
    customers = pa.table({"key": ["A", " ", None, "ÄB"], "contact": [{"email": "X@Y"}, None, None, {"email": ""}], "more": [1, 2, 3, 4]})
    assert pa.table(rules._made.keyed(customers, "customers", None)).to_pylist() == [
        {"id": "a", "field:0": "x@y", "record": '{"key":"A","contact":{"email":"X@Y"}}'},
        {"id": None, "field:0": None, "record": '{"key":" "}'},
        {"id": None, "field:0": None, "record": "{}"},
        {"id": "äb", "field:0": None, "record": '{"key":"ÄB","contact":{"email":""}}'},
    ]
    orders = pa.table({"customer": [17, None], "no": pa.array([Decimal("1.50"), None], pa.decimal128(5, 2)), "total": [0.1, 2.0]})
    assert pa.table(rules._made.keyed(orders, "table:orders", None)).to_pylist() == [
        {"by:0": "17", "key:0": "1.50", "record": '{"customer":17,"no":1.50,"total":0.1}'},
        {"by:0": None, "key:0": None, "record": '{"total":2}'},
    ]
    texts = pa.table({"line": ['{"key":"B"}', "nonsense", None]})
    lines = pa.table(rules._made.keyed(texts, "customers", "line")).to_pylist()
    assert [(line["id"], line["record"]) for line in lines] == [("b", '{"key":"B"}'), (None, "nonsense"), (None, "null")]
    with pytest.raises(flywheel.UsageError, match="table of Arrow"):
        rules._made.keyed([{"key": "a"}], "customers", None)


def test_rows_and_states_go_to_their_customers(rules: flywheel.Program) -> None:
    given = '"given":[{"name":"mug","at":"2026-01-01","cost":5.00}]'
    decisions, rejected, states, strays = decided(
        rules,
        (0, "a", '{"key":"A"}'),
        (2, "a", '{"no":1,"total":99}'),
        (2, "a", '{"no":1,"total":11}'),
        (3, "a", '{"order":1}'),
        (3, "a", '{"order":1}'),
        (0, "b", '{"key":"b","stage":"Fan","nps":9}'),
        (1, "b", '{"id":"b","stage":"New",' + given + "}"),
        (2, "b", '{"no":2,"total":50}'),
        (1, "c", '{"id":"c","tags":["t"]}'),
        (4, "d", '{"email":"d"}'),
    )
    assert [(one["id"], one["from"], one["to"], one["tags"]) for one in decisions] == [("a", None, "New", ["lines"]), ("b", "New", "Fan", [])]
    assert [gift["cost"] for gift in decisions[0]["given"]] == [5]
    assert decisions[1]["withheld"][0]["reason"] == "repeat"
    assert json.loads(decisions[1]["ndjson"])["to"] == "Fan"
    assert not rejected
    assert strays == [{"table": "calls", "list": "calls", "record": '{"email":"d"}'}]
    after = {one["id"]: one for one in states}
    assert after.keys() == {"a", "b", "c"}
    assert after["b"]["stage"] == "Fan" and [one["at"] for one in after["b"]["given"]] == ["2026-01-01"]
    assert after["c"] == {"id": "c", "stage": None, "stage_since": None, "tags": ["t"], "given": [], "owed": []}


def test_whatever_is_wrong_is_a_row(rules: flywheel.Program) -> None:
    decisions, rejected, states, strays = decided(
        rules,
        (0, None, "nonsense"),
        (0, None, '{"key":true}'),
        (1, None, '{"stage":"New"}'),
        (2, None, '{"customer":[1],"no":1}'),
        (2, None, '{"no":1}'),
        (0, "a", '{"key":"a","nps":1}'),
        (0, "a", '{"key":"A","nps":2}'),
        (0, "b", '{"key":"b"}'),
        (2, "b", '{"total":"much"}'),
        (0, "c", '{"key":"c","table:orders":[]}'),
        (0, "e", '{"key":"e","table\\u003aorders":[]}'),
        (0, "d", '{"key":"d"}'),
        (1, "d", '{"id":"d","stage":"Gone"}'),
    )
    assert [one["id"] for one in decisions] == ["a"]
    assert sorted((one["file"], one["id"], one["path"], one["code"]) for one in rejected if one["id"]) == [
        ("customers", "a", "key", "duplicate-id"),
        ("customers", "b", "table:orders[0].total", "not-a-number"),
        ("customers", "c", "table:orders", "duplicate-key"),
        ("customers", "d", "state.stage", "no-such-stage"),
        ("customers", "e", "table:orders", "duplicate-key"),
    ]
    assert sorted((one["file"], one["record"]) for one in rejected if not one["id"]) == [
        ("customers", "nonsense"),
        ("customers", '{"key":true}'),
        ("orders", '{"customer":[1],"no":1}'),
        ("state", '{"stage":"New"}'),
    ]
    assert [one["record"] for one in strays] == ['{"no":1}']
    assert {one["id"]: one["stage"] for one in states} == {"a": "New", "d": "Gone"}


def test_a_value_without_a_place_rejects_its_customer_alone() -> None:
    rules = flywheel.Program.parse("customer\n  v: number\n  show v\nstage New\n  resting\n")
    lines = [(0, f"c{n}", json.dumps({"id": f"c{n}", "v": 10**18 if n == 7 else n})) for n in range(20)]
    decisions, rejected, states, _ = decided(rules, *lines)
    assert len(decisions) == len(states) == 19
    assert [(one["id"], one["path"], one["code"]) for one in rejected] == [("c7", "shown.v", "not-exact")]


def test_lines_have_their_columns(rules: flywheel.Program) -> None:
    with pytest.raises(flywheel.UsageError, match="no lines"):
        rules._made.decide_part(pa.table({"key": ["a"]}), AS_OF, None, 1)


COMPETE = """
customer
  spent: money
stage New
  when spent > $1 move to Club
stage Club
  capacity 2 by spent
  resting
"""


def who_is_in(*lines: tuple[int, str | None, str]) -> set[str]:
    """Who is let into the club tonight, where each line is surveyed in a part of its own."""
    rules = flywheel.Program.parse(COMPETE)
    keys = sorted({key for _, key, _ in lines if key})
    parts = [[line for line in lines if line[1] == key] for key in keys]
    known = None
    while known is None or rules.needs_survey(known):
        surveys = [rules._made.survey_part(table(part), AS_OF, known, 1) for part in parts]
        known = rules.merge([survey for survey in surveys if survey])
    decisions = [pa.table(rules._made.decide_part(table(part), AS_OF, known, 1)[0]).to_pylist() for part in parts]
    return {one["id"] for made in decisions for one in made if one["from"] != "Club" and one["to"] == "Club"}


def test_who_is_absent_or_rejected_keeps_their_place() -> None:
    new = [(0, f"n{n}", json.dumps({"id": f"n{n}", "spent": 10 + n})) for n in range(3)]
    assert who_is_in(*new) == {"n1", "n2"}
    absent = (1, "a", '{"id":"a","stage":"Club"}')
    assert who_is_in(*new, absent) == {"n2"}
    rejected = [(0, "b", '{"id":"b","spent":"much"}'), (1, "b", '{"id":"b","stage":"Club"}')]
    assert who_is_in(*new, *rejected) == {"n2"}
    assert who_is_in(*new, absent, *rejected) == set()
    # Who is somewhere else takes no place.
    assert who_is_in(*new, (1, "c", '{"id":"c","stage":"New"}')) == {"n1", "n2"}


@pytest.mark.parametrize(
    "damaged, path",
    [
        ('"tags":[null,"x"]', "state.tags[0]"),
        ('"given":[null]', "state.given[0]"),
        ('"given":[{"name":null,"at":"2026-01-01"}]', "state.given[0]"),
    ],
)
def test_a_damaged_state_is_kept(rules: flywheel.Program, damaged: str, path: str) -> None:
    for lines in [[(0, "a", '{"key":"a"}')], []]:
        decisions, rejected, states, _ = decided(rules, *lines, (1, "a", '{"id":"a","stage":"Fan",' + damaged + "}"))
        assert not decisions
        assert [(one["path"], one["code"]) for one in rejected] == [(path, "wrong-kind")] * len(lines)
        assert [(one["id"], one["stage"]) for one in states] == [("a", "Fan")]
    assert states[0]["tags"] == ([None, "x"] if "tags" in damaged else [])


def test_bytes_that_are_no_text_and_blank_texts_are_rejected(rules: flywheel.Program) -> None:
    bytes = pa.table({"line": pa.array([b'{"key":"\xff"}', b'{"key":"b"}', b"", b"  "], pa.binary())})
    lines = pa.table(rules._made.keyed(bytes, "customers", "line")).to_pylist()
    assert [line["id"] for line in lines] == [None, "b", None, None]
    decisions, rejected, states, _ = decided(rules, *((0, line["id"], line["record"]) for line in lines))
    assert [one["id"] for one in decisions] == [one["id"] for one in states] == ["b"]
    assert [(one["file"], one["id"]) for one in rejected] == [("customers", None)] * 3


def test_an_amount_without_a_place_of_who_is_left_out_rejects_them() -> None:
    rules = flywheel.Program.parse(
        "customer\n  gone: yes/no\n  leave out when gone\nreward mug costs $5, once\nstage New\n  when not gone give mug\n"
    )
    given = [{"name": "mug", "at": "2026-01-01", "cost": 10**18}]
    people = [{"id": "a", "gone": True, "given": given}, {"id": "b", "gone": True}, {"id": "c", "gone": False}]
    decisions, rejected, states, _ = decided(rules, *((0, one["id"], json.dumps(one)) for one in people))
    assert [one["id"] for one in decisions] == ["c"]
    assert [(one["id"], one["path"], one["code"]) for one in rejected] == [("a", "given.cost", "not-exact")]
    assert sorted(one["id"] for one in states) == ["b", "c"]


def test_rows_may_be_longer_than_a_record(rules: flywheel.Program) -> None:
    row = json.dumps({"no": 1, "total": 11, "note": "n" * (9 << 20)})
    decisions, rejected, _, _ = decided(rules, (0, "a", '{"key":"a"}'), (2, "a", row), (2, "a", row))
    assert [one["id"] for one in decisions] == ["a"] and not rejected


def test_equal_records_without_an_id_may_be_in_several_parts() -> None:
    rules = flywheel.Program.parse(COMPETE)
    part = table([(0, None, '{"spent":5}')] * 3)
    assert rules._made.survey_part(part, AS_OF, None, 1) is None
    assert [one["code"] for one in pa.table(rules._made.decide_part(part, AS_OF, None, 1)[1]).to_pylist()] == ["no-id"] * 3
