"""Tables of Arrow in and out, by the libraries that people have."""

from __future__ import annotations

import datetime
import json
from decimal import Decimal
from typing import Any

import pytest
from conftest import Example

import flywheel

pa = pytest.importorskip("pyarrow")

UTC = datetime.timezone.utc



def shown(columns: dict[str, Any], declared: str) -> list[Any]:
    """The values of a column `v` as the rules see them."""
    rules = flywheel.Program.parse(f"customer\n  v: {declared}\n  show v\nstage New\n  resting\n")
    table = columns if not isinstance(columns, dict) else pa.table(columns)
    decisions = rules.decide(table, as_of="2026-03-31")
    assert not len(decisions.rejected), pa.table(decisions.rejected).to_pylist()
    return [row["v"] for row in pa.table(decisions)["shown"].to_pylist()]


def column(values: list[Any], kind: Any) -> dict[str, Any]:
    return {"id": [str(place) for place in range(len(values))], "v": pa.array(values, kind)}


NUMBERS = [
    (pa.int8(), [-128, 0, 127]),
    (pa.int16(), [-32768]),
    (pa.int32(), [-(2**31)]),
    (pa.int64(), [2**53 + 1, -5]),
    (pa.uint8(), [255]),
    (pa.uint64(), [10**17]),
    (pa.float32(), [0.5, -2.25]),
    (pa.float64(), [1e15, 0.1, -0.0]),
]


@pytest.mark.parametrize("kind, values", NUMBERS, ids=[str(kind) for kind, _ in NUMBERS])
def test_numbers(kind: Any, values: list[Any]) -> None:
    assert shown(column(values, kind), "number") == [Decimal(repr(value)) for value in values]


@pytest.mark.parametrize(
    "kind, value",
    [
        (pa.decimal128(38, 20), Decimal("1.00000000000000000001")),
        (pa.decimal128(5, 2), Decimal("-0.05")),
        (pa.decimal128(5, -2), Decimal("12300")),
        (pa.decimal128(18, 0), Decimal("-123456789012345678")),
        (pa.decimal256(50, 10), Decimal("7.5")),
    ],
    ids=str,
)
def test_decimals_stay_as_they_are(kind: Any, value: Decimal) -> None:
    assert shown(column([value, None], kind), "number") == [value, None]


def test_what_has_no_place_in_a_column_names_its_row() -> None:
    with pytest.raises(flywheel.DataError, match=r"customers:2: shown.v: .*digits") as raised:
        shown(column([1, 10**18], pa.decimal128(38, 0)), "number")
    assert (raised.value.code, raised.value.line) == ("not-exact", 2)


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.string_view()], ids=str)
def test_texts(kind: Any) -> None:
    # To the rules, an empty text says as little as null.
    assert shown(column(["", " "], kind), "text") == [None, None]
    texts = ["a", 'a "quoted" \\ text\nof two lines\t\x01', "ä€𝄞", "x" * 100]
    assert shown(column([*texts, None], kind), "text") == [*texts, None]
    dictionary = pa.array(texts, kind).dictionary_encode()
    assert shown(column([], kind) | {"id": list("0123"), "v": dictionary}, "text") == texts


@pytest.mark.parametrize("kind", [pa.date32(), pa.date64()], ids=str)
def test_days(kind: Any) -> None:
    days = [datetime.date(1, 1, 1), datetime.date(1969, 12, 31), datetime.date(2024, 2, 29), datetime.date(9999, 12, 30)]
    assert shown(column([*days, None], kind), "day") == [*days, None]


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_times(unit: str) -> None:
    part = {"s": 0, "ms": 5_000, "us": 123_456, "ns": 123_456}[unit]
    times = [datetime.datetime(1969, 12, 31, 23, 59, 59, part, UTC), datetime.datetime(2026, 3, 1, 8, 0, 0, part, UTC)]
    assert shown(column([*times, None], pa.timestamp(unit, "America/Chicago")), "date") == [*times, None]
    # Without a zone, a time is that of the rules, which is UTC here.
    local = [time.replace(tzinfo=None) for time in times]
    assert shown(column(local, pa.timestamp(unit)), "date") == times


def test_the_end_of_a_day_is_its_last_microsecond() -> None:
    rules = flywheel.Program.parse(
        """
customer
  vip: yes/no
reward card costs $5, once, kept for 7 days while vip, only in (Fan)
stage New
  when vip give card
stage Fan
  resting
"""
    )
    owed = [{"name": "card", "since": "2026-03-30T23:59:59.999999999Z", "rule": "New 1"}]
    decisions = rules.decide({"id": "a", "stage": "New", "vip": False, "owed": owed}, as_of="2026-03-31")
    (lapsed,) = pa.table(decisions)["lapsed"].to_pylist()[0]
    assert lapsed["since"] == datetime.datetime(2026, 3, 30, 23, 59, 59, 999_999, UTC)


def test_yes_and_no_and_sets() -> None:
    assert shown(column([True, False, None], pa.bool_()), "yes/no") == [True, False, None]
    for kind in (pa.list_(pa.string()), pa.large_list(pa.string())):
        assert shown(column([["a", "b"], [], None], kind), "set of text") == [["a", "b"], [], None]
    assert shown(column([["a", "b"]], pa.list_(pa.string(), 2)), "set of text") == [["a", "b"]]


def test_what_is_no_number_is_rejected_with_its_row() -> None:
    rules = flywheel.Program.parse("customer\n  v: number\nstage New\n  when v > 0 tag \"x\"\n")
    table = pa.table(column([1.0, float("nan"), float("inf")], pa.float64()))
    rejected = pa.table(rules.decide(table, as_of="2026-03-31").rejected).to_pylist()
    assert [(one["line"], one["id"], one["path"], one["code"]) for one in rejected] == [
        (2, "1", "v", "not-a-number"),
        (3, "2", "v", "not-a-number"),
    ]


def test_events_and_objects() -> None:
    rules = flywheel.Program.parse(
        """
customer
  nps: number from "profile.nps"
  purchases: events with total money
  show nps, spent
let spent = sum(purchases.total)
stage New
  resting
"""
    )
    event = pa.struct([("at", pa.date32()), ("total", pa.decimal128(10, 2)), ("note", pa.binary())])
    at = datetime.date(2026, 2, 1)
    old = datetime.date(2025, 2, 1)
    event_rows = [
        [{"at": at, "total": Decimal("1.00"), "note": b"\xff"}, {"at": old, "total": Decimal("0.50"), "note": None}],
        [],
        None,
    ]
    profiles = [{"nps": 9, "blob": b"\xff"}, {"nps": None, "blob": None}, None]
    profile = pa.struct([("nps", pa.int8()), ("blob", pa.binary())])
    columns = {
        "id": ["a", "b", "c"],
        "profile": pa.array(profiles, profile),
        "purchases": pa.array(event_rows, pa.list_(event)),
        "unused": pa.array([b"", b"", b""]),
    }
    decisions = rules.decide(pa.table(columns), as_of="2026-03-31")
    values = [list(row.values()) for row in pa.table(decisions)["shown"].to_pylist()]
    assert values == [[Decimal(9), Decimal("1.50")], [None, Decimal(0)], [None, None]]
    # The path of a value may be the name of a column.
    flat = {"id": ["a"], "profile.nps": [7], "purchases": pa.array([[]], pa.list_(event))}
    decisions = rules.decide(pa.table(flat), as_of="2026-03-31")
    assert pa.table(decisions)["shown"].to_pylist()[0]["nps"] == 7
    assert decisions.notes == []
    # Parts of a table are read as they are cut.
    sliced = pa.concat_tables([pa.table(columns).slice(1), pa.table(columns).slice(0, 1)])
    ids = pa.table(rules.decide(sliced, as_of="2026-03-31"))["id"].to_pylist()
    assert ids == ["b", "c", "a"]


def test_a_column_that_cannot_be_used_is_refused(rules: flywheel.Program) -> None:
    with pytest.raises(flywheel.DataError, match='"nps" has the type Binary') as raised:
        rules.decide(pa.table({"id": ["a"], "nps": [b"9"]}))
    assert raised.value.help
    with pytest.raises(flywheel.DataError, match="two columns"):
        rules.decide(pa.Table.from_arrays([pa.array(["a"])] * 2, names=["id", "id"]))


def test_a_column_that_is_missing_is_said(rules: flywheel.Program) -> None:
    decisions = rules.decide(pa.table({"id": ["a"], "npss": [9]}), as_of="2026-03-31")
    assert any('"nps"' in note and '"npss"' in note for note in decisions.notes), decisions.notes


def test_records_as_texts(example: Example) -> None:
    rules = flywheel.Program.load(example.rules)
    lines = example.customers.read_text(errors="replace").splitlines()
    table = pa.table({"key": range(len(lines)), "record": lines})
    decisions = rules.decide(table, as_of=example.as_of, json="record")
    assert decisions.to_ndjson() == example.decisions
    batch = pa.record_batch({"record": pa.array(lines, pa.large_string())})
    assert rules.decide(batch, as_of=example.as_of, json="record").to_ndjson() == example.decisions
    with pytest.raises(flywheel.DataError, match='no column "other"'):
        rules.decide(table, json="other")
    with pytest.raises(flywheel.UsageError):
        rules.decide([{"id": "a"}], json="record")


def test_typed_tables_of_the_examples(example: Example) -> None:
    """What Arrow makes of the records, as far as it can: ids and times are then of one type."""
    rules = flywheel.Program.load(example.rules)
    records = []
    for line in example.customers.read_bytes().splitlines():
        try:
            records.append(json.loads(line, parse_float=Decimal))
        except ValueError:
            continue
    if not all("id" in record for record in records):
        pytest.skip("the id has another name in these records")
    # Each value has the type of its column, so without the record that is wrong on purpose.
    decided = {str(json.loads(line)["id"]) for line in example.decisions.splitlines()}
    records = [record for record in records if str(record["id"]) in decided]
    records = list({str(record["id"]): record for record in reversed(records)}.values())
    try:
        # The columns are otherwise those of the first record.
        keys = list(dict.fromkeys(key for record in records for key in record))
        table = pa.table({key: [record.get(key) for record in records] for key in keys})
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        pytest.skip("these records have values of several types")
    expected = rules.decide(records, as_of=example.as_of)
    assert rules.decide(table, as_of=example.as_of).to_ndjson() == expected.to_ndjson()


def test_the_table_says_what_the_lines_say(example: Example) -> None:
    rules = flywheel.Program.load(example.rules)
    decisions = rules.decide(example.customers, as_of=example.as_of)
    rows = pa.table(decisions).to_pylist()
    lines = [json.loads(line) for line in decisions.to_ndjson().splitlines()]
    assert len(rows) == len(lines) > 0
    for row, line in zip(rows, lines):
        assert row["id"] == str(line["id"])
        assert (row["from"], row["to"], row["rule"]) == (line["from"], line["to"], line.get("rule"))
        for key in ("tags", "untags", "also"):
            assert row[key] == line.get(key, [])
        for key in ("given", "withheld", "lapsed"):
            said = [{k: v for k, v in one.items() if k in ("gift", "kind", "reason", "rule", "for")} for one in line.get(key, [])]
            kept = [{k: v for k, v in one.items() if k in ("gift", "kind", "reason", "rule", "for") and v is not None} for one in row[key]]
            assert kept == said
        assert [(one["experiment"], one["arm"]) for one in row["experiments"]] == list(line.get("experiments", {}).items())


def test_costs_are_exact() -> None:
    rules = flywheel.Program.parse(
        'customer\n  n: number\nstage New\n  when n is 1 give a\nreward a costs $18.10, worth $0.1\n'
    )
    (row,) = pa.table(rules.decide({"id": "a", "n": 1}, as_of="2026-03-31")).to_pylist()
    assert (row["given"][0]["cost"], row["given"][0]["worth"]) == (Decimal("18.10"), Decimal("0.1"))


def test_tables_of_rows() -> None:
    rules = flywheel.Program.parse(
        """
customer
  orders: events from table "orders" by "customer" with total money
stage New
  when sum(orders.total) > $10 move to Buyer
stage Buyer
  resting
"""
    )
    orders = pa.table(
        {
            "customer": ["a", "b", "a"],
            "at": [datetime.date(2026, 1, 1)] * 3,
            "total": [Decimal("6.00"), Decimal("6.00"), Decimal("5.00")],
            "unused": [b"", b"", b""],
        }
    )
    customers = pa.table({"id": ["a", "b"]})
    decisions = rules.decide(customers, as_of="2026-03-31", tables={"orders": orders})
    assert pa.table(decisions)["to"].to_pylist() == ["Buyer", "New"]


def test_polars(rules: flywheel.Program) -> None:
    pl = pytest.importorskip("polars")
    frame = pl.DataFrame({"id": ["a", "b"], "nps": [9, None]}).with_columns(pl.col("id").cast(pl.Categorical))
    decisions = rules.decide(frame, as_of="2026-03-31")
    back = pl.DataFrame(decisions)
    assert back["to"].to_list() == ["Fan", "New"]
    assert back.schema["given"].inner.to_schema()["cost"] == pl.Decimal(38, 20)
    assert pl.DataFrame(decisions.rejected).height == 0


def test_pandas(rules: flywheel.Program) -> None:
    pd = pytest.importorskip("pandas")
    frame = pd.DataFrame({"id": ["a", "b"], "nps": [9, None]})
    decisions = rules.decide(frame, as_of="2026-03-31")
    assert pd.DataFrame.from_arrow(decisions)["to"].tolist() == ["Fan", "New"]
    assert pa.table(decisions).to_pandas()["to"].tolist() == ["Fan", "New"]


def test_duckdb(rules: flywheel.Program) -> None:
    duckdb = pytest.importorskip("duckdb")
    relation = duckdb.sql("select * from (values ('a', 9::decimal(4,1)), ('b', null)) as t(id, nps)")
    decisions = rules.decide(relation, as_of="2026-03-31")
    decided = pa.table(decisions)
    assert duckdb.sql('select "to" from decided order by id').fetchall() == [("Fan",), ("New",)]


def test_any_exact_number_comes_back() -> None:
    hypothesis = pytest.importorskip("hypothesis")
    from hypothesis import strategies as st

    decimals = st.decimals(-(10**17), 10**17, places=9)
    rules = flywheel.Program.parse("customer\n  v: number\n  show v\nstage New\n  resting\n")

    @hypothesis.settings(deadline=None, max_examples=30, derandomize=True)
    @hypothesis.given(st.lists(st.one_of(st.none(), decimals), min_size=1))
    def check(values: list[Decimal | None]) -> None:
        table = pa.table(column(values, pa.decimal128(38, 9)))
        back = pa.table(rules.decide(table, as_of="2026-03-31"))["shown"].to_pylist()
        assert [row["v"] for row in back] == values

    check()
