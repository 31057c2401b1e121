"""The same decisions in Spark as by the `flywheel` command."""

from __future__ import annotations

import datetime
import json
import os
import shutil
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any, Iterator

import pytest
from conftest import ROOT, run

import flywheel

pytest.importorskip("pyspark", reason="pyspark is not installed, so nothing is tried in Spark")
if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
    pytest.skip("there is no Java, so nothing is tried in Spark", allow_module_level=True)

os.environ.setdefault("PYSPARK_PYTHON", sys.executable)

from pyspark.sql import DataFrame, SparkSession  # noqa: E402
from pyspark.sql import functions as F  # noqa: E402

from flywheel import spark as flywheel_spark  # noqa: E402

AS_OF = "2026-03-31"

# Nobody competes here. A customer has rows by the id, by a field and by an event.
RULES = """
flywheel "A shop"
  timezone America/Chicago

customer
  id from "customer_id"
  email:   text from "Email" ignoring case
  nps:     number from "profile.nps"
  orders:  events from table by "customer_id" with total money from "Total", state one of (paid, refunded)
    at "at" key "no" last where state is paid
  lines:   events from table by "order" of orders with price money
  surveys: events from table by "email" is email with answer number 0 to 10 at "date"

reward mug costs $7.25, worth $12.10, once
reward card costs 10% of sum(orders.total), once per 10 days
reward trip costs $200, once, kept for 7 days
pause trip when no orders

stage New
  when nps ≥ 9 move to Fan; give mug; tag "fan"
  when an order where sum(lines.price) ≥ $50 tag "big"; give card
  when a survey where answer ≥ 9 within 30 days give mug
  when 2 orders move to Regular

stage Regular
  when nps ≤ 3 give trip
  when 1 order within 5 days give card

stage Fan
  resting
  when an order within 2 days give card; untag "fan"
"""


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.session.timeZone", "America/New_York")
        .config("spark.sql.shuffle.partitions", "3")
        .config("spark.sql.adaptive.coalescePartitions.enabled", "false")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


def commands(*arguments: object, code: int | None = None) -> bytes:
    """What the `flywheel` command prints."""
    said = run("eval", *arguments, "--format", "ndjson")
    assert said.returncode == code if code is not None else said.returncode in (0, 3), said.stderr.decode()
    return said.stdout


def lines(decided: flywheel_spark.Decided) -> list[str]:
    return sorted(row.ndjson for row in decided.decisions.select("ndjson").collect())


def rows(table: DataFrame) -> list[dict[str, Any]]:
    return [row.asDict(recursive=True) for row in table.collect()]


def written(file: Path, records: list[dict[str, Any]]) -> Path:
    file.write_text("".join(json.dumps(record) + "\n" for record in records))
    return file


def shop(count: int) -> dict[str, list[dict[str, Any]]]:
    """Customers and their rows, with all that may be wrong with them."""
    customers, orders, bought, surveys = [], [], [], []
    for n in range(count):
        email = f"Ann{n % 60}@example.com" if n % 17 == 0 else f"c{n}@Example.com"
        one: dict[str, Any] = {"customer_id": n if n % 2 else f"c{n:04}", "Email": email, "profile": {"nps": n % 11}}
        if n % 13 == 0:
            one |= {"stage": "Regular", "stage_since": "2026-03-01", "tags": ["fan", "old"]}
        if n % 97 == 0:
            one["profile"] = {"nps": "many"}
        customers.append(one)
        for k in range(n % 4):
            at = f"2026-03-{1 + (n * 7 + k * 11) % 31:02}T{n % 24:02}:15:00Z"
            order = {"customer_id": one["customer_id"], "no": n * 10 + k, "Total": f"{n % 80}.{k}5", "state": "paid", "at": at}
            orders.append(order)
            if n % 5 == 0:
                # An event log: the state changes. Some copies do not say whose they are.
                orders.append({**order, "state": "refunded" if k else "paid", "customer_id": None if n % 10 else order["customer_id"]})
            bought.append({"order": str(n * 10 + k), "price": n % 60})
        if n % 3 == 0:
            surveys.append({"email": email.upper(), "answer": n % 11, "date": f"2026-03-{1 + n % 31:02}"})
    orders += [{"customer_id": "nobody", "no": "x", "Total": 1, "state": "paid"}, {"no": None, "Total": 5, "state": "paid"}]
    orders.append({"customer_id": customers[4]["customer_id"], "no": "bad", "Total": "much", "state": "paid"})
    bought += [{"order": "none such", "price": 1}, {"order": "x", "price": 2}]
    surveys.append({"email": "nobody@example.com", "answer": 9, "date": "2026-03-30"})
    customers += [{"customer_id": None, "profile": {"nps": 9}}, {"profile": {"nps": 10}}]
    return {"customers": customers, "orders": orders, "lines": bought, "surveys": surveys}


def frames(spark: SparkSession, all: dict[str, list[dict[str, Any]]]) -> dict[str, DataFrame]:
    """The same as DataFrames, in whose rows the order is a number."""
    text = {"customer_id": str, "no": str, "Total": str, "order": str, "price": str, "answer": int}

    def frame(records: list[dict[str, Any]], schema: str) -> DataFrame:
        names = [part.split()[0] for part in schema.split(", ")][:-1]
        values = []
        for place, record in enumerate(records):
            value = [record.get(name) for name in names]
            value = [text[name](one) if one is not None and name in text else one for name, one in zip(names, value)]
            values.append((*value, place))
        return spark.createDataFrame(values, schema)

    customers = spark.createDataFrame([(json.dumps(one), place) for place, one in enumerate(all["customers"])], "record string, place int")
    return {
        "customers": customers.repartition(5),
        "orders": frame(all["orders"], "customer_id string, no string, Total string, state string, at string, place int").repartition(4),
        "lines": frame(all["lines"], "order string, price string, place int"),
        "surveys": frame(all["surveys"], "email string, answer int, date string, place int").repartition(3),
    }


ORDER = {"customers": "place", "orders": "place", "lines": "place", "surveys": "place"}


@pytest.mark.parametrize("partitions", [1, 2, 8])
def test_joined_tables_are_those_of_the_command(spark: SparkSession, tmp_path: Path, partitions: int) -> None:
    all = shop(400)
    files = {name: written(tmp_path / f"{name}.ndjson", records) for name, records in all.items()}
    (tmp_path / "shop.flywheel").write_text(RULES)
    tables = [f"--table={name}={files[name]}" for name in ("orders", "lines", "surveys")]
    rejects = tmp_path / "rejects.ndjson"
    said = commands(tmp_path / "shop.flywheel", files["customers"], *tables, "--as-of", AS_OF, f"--rejects={rejects}", code=3)

    tables = frames(spark, all)
    customers = tables.pop("customers")
    before = spark.conf.get("spark.sql.shuffle.partitions")
    spark.conf.set("spark.sql.shuffle.partitions", partitions)
    try:
        decided = flywheel_spark.decide(
            customers, tmp_path / "shop.flywheel", as_of=AS_OF, tables=tables, order=ORDER, json="record"
        ).persist()
        assert lines(decided) == sorted(said.decode().splitlines())
        assert len(said.splitlines()) > 300 and b'"card"' in said and b'"big"' in said

        rejected = rows(decided.rejected)
        theirs = [json.loads(line) for line in rejects.read_text().splitlines()]
        assert sorted(one["code"] for one in rejected) == sorted(one["code"] for one in theirs)
        assert len(rejected) + decided.decisions.count() == len(all["customers"])
        strays = sorted((one["list"], one["record"]) for one in rows(decided.strays))
        assert ("lines", '{"order":"none such","price":"1"}') in strays
        assert [record for list, record in strays if list == "surveys" and "nobody" in record]
        decided.unpersist()
    finally:
        spark.conf.set("spark.sql.shuffle.partitions", before)


def test_typed_rows_are_decided_as_their_json(spark: SparkSession, tmp_path: Path) -> None:
    rules = tmp_path / "typed.flywheel"
    rules.write_text(
        """
flywheel "Typed"
  timezone Asia/Tokyo
customer
  spent:  money
  ratio:  number
  joined: day
  seen:   date from "last.seen"
  local:  date
  vip:    yes/no from "last.vip"
  visits: events with minutes number at "when"
  marks:  set of text
  show spent, ratio, joined, seen, local, minutes
let minutes = sum(visits.minutes)
stage New
  when spent ≥ $10 and vip move to Big
  when 2 visits within 30 days tag "often"
stage Big
  resting
"""
    )
    utc = datetime.timezone.utc
    zone = datetime.timezone(datetime.timedelta(hours=-5))

    def one(n: int) -> tuple[Any, ...]:
        seen = datetime.datetime(2026, 3, n % 28 + 1, 23, 30, n % 60, n * 1000, zone if n % 2 else utc)
        visits = [(seen + datetime.timedelta(hours=k), Decimal(f"{n}.{k}5")) for k in range(n % 4)]
        return (
            n * 10**15 + 1,
            None if n % 7 == 0 else Decimal(n) / 3,
            n / 7,
            datetime.date(2026, 1, n % 28 + 1),
            (seen, None if n % 5 == 0 else bool(n % 2)),
            datetime.datetime(2026, 3, 8, 2, n % 60),
            None if n % 6 == 0 else visits,
            ["a", "b"],
        )

    schema = (
        "id long, spent decimal(38,18), ratio double, joined date, last struct<seen: timestamp, vip: boolean>, "
        "local timestamp_ntz, visits array<struct<when: timestamp, minutes: decimal(10,2)>>, marks array<string>"
    )
    spark.createDataFrame([one(n) for n in range(1, 60)], schema).write.parquet(str(tmp_path / "typed"))
    customers = spark.read.parquet(str(tmp_path / "typed"))
    file = tmp_path / "typed.ndjson"
    whole = {"timestampFormat": "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX", "timestampNTZFormat": "yyyy-MM-dd'T'HH:mm:ss.SSSSSS"}
    as_json = customers.select(F.to_json(F.struct("*"), whole).alias("line"))
    file.write_text("".join(row.line + "\n" for row in as_json.collect()))
    said = commands(rules, file, "--as-of", AS_OF, code=0)
    assert lines(flywheel_spark.decide(customers, rules, as_of=AS_OF)) == sorted(said.decode().splitlines())
    assert b'"Big"' in said and b"often" in said
    unique = flywheel_spark.decide(customers, rules, as_of=AS_OF, unique=True)
    assert lines(unique) == sorted(said.decode().splitlines())
    as_json = as_json.withColumnRenamed("line", "record")
    assert lines(flywheel_spark.decide(as_json, rules, as_of=AS_OF, json="record")) == sorted(said.decode().splitlines())
    # The columns say what the lines say.
    (first,) = [row for row in rows(unique.decisions) if row["id"] == str(10**15 + 1)]
    assert first["shown"]["spent"] == Decimal("0.33333333333333333300")
    assert first["to"] == json.loads(first["ndjson"])["to"]


def test_bad_rows_are_rows(spark: SparkSession, tmp_path: Path) -> None:
    text = b"""{"id":"a","nps":9}
{"id":"a","nps":1}
{"id":"b","nps":"many"}
{"id":"b","nps":9}
{"id":true,"nps":9}
{"id":"c","nps":
nonsense

[1,2]
{"nps":9}
{"id":"d","nps":9,"purchases":"none"}
{"id":"e","nps":9}
{"id":7,"nps":9}
{"id":"7","nps":3}
"""
    (tmp_path / "records.ndjson").write_bytes(text)
    from conftest import RULES as rules

    (tmp_path / "rules.flywheel").write_text(rules)
    rejects = tmp_path / "rejects.ndjson"
    said = commands(tmp_path / "rules.flywheel", tmp_path / "records.ndjson", "--as-of", AS_OF, f"--rejects={rejects}", code=3)
    customers = spark.createDataFrame(list(enumerate(text.decode().splitlines())), "place int, record string")
    customers = customers.where("record <> ''")
    program = flywheel.Program.load(tmp_path / "rules.flywheel")
    seen = []
    for partitions in (1, 7):
        decided = flywheel_spark.decide(
            customers.repartition(partitions), program, as_of=AS_OF, json="record", order={"customers": "place"}
        ).persist()
        assert lines(decided) == sorted(said.decode().splitlines())
        rejected = rows(decided.rejected)
        theirs = [json.loads(line) for line in rejects.read_text().splitlines()]
        assert sorted((one["code"], one["record"]) for one in rejected) == sorted((one["code"], one["record"]) for one in theirs)
        assert all(one["reason"] for one in rejected)
        assert {one["id"] for one in rejected} == {"a", "b", "d", "7", None}
        seen.append(sorted(map(str, rejected)))
        decided.unpersist()
    assert seen[0] == seen[1]


NIGHTS = ["2026-03-28", "2026-03-31"]


def test_two_nights_by_state_are_two_nights_of_updates(spark: SparkSession, tmp_path: Path) -> None:
    all = shop(200)
    all["customers"] = all["customers"][:200]
    # Who has no place in the first night comes back in the second one.
    all["customers"][3]["profile"] = {"nps": "many"}
    (tmp_path / "shop.flywheel").write_text(RULES)
    files = {name: written(tmp_path / f"{name}.ndjson", records) for name, records in all.items()}
    flags = [f"--table={name}={files[name]}" for name in ("orders", "lines", "surveys")]
    tables = frames(spark, all)
    customers = tables.pop("customers")

    state, kept, before = None, tmp_path / "state", files["customers"]
    for night, as_of in enumerate(NIGHTS):
        updated = tmp_path / f"updated{night}.ndjson"
        said = commands(tmp_path / "shop.flywheel", before, *flags, "--as-of", as_of, f"--update={updated}", code=3)
        decided = flywheel_spark.decide(
            customers, tmp_path / "shop.flywheel", as_of=as_of, tables=tables, state=state, order=ORDER, json="record"
        ).persist()
        assert lines(decided) == sorted(said.decode().splitlines())
        decided.state.write.parquet(str(kept / str(night)))
        state = spark.read.parquet(str(kept / str(night)))
        assert dict(state.dtypes).keys() == flywheel_spark.STATE.keys()
        decided.unpersist()
        before = updated
    # The state says what the updated records say.
    after = {str(one["customer_id"]): one for one in map(json.loads, before.read_text().splitlines())}
    states = rows(state)
    assert len(states) > 180
    assert any(one["given"] for one in states) and any(one["owed"] for one in states)
    for one in states:
        record = after[one["id"]]
        assert one["stage"] == record["stage"]
        assert one["tags"] == record.get("tags", [])
        if record["stage_since"] > "2026-03-02":
            assert one["stage_since"] == record["stage_since"]
        for mine, theirs in [(one["given"], record.get("given", [])), (one["owed"], record.get("owed", []))]:
            assert [
                {key: value for key, value in entry.items() if value is not None} for entry in mine
            ] == [{key: Decimal(str(value)) if key in ("cost", "worth") else value for key, value in entry.items()} for entry in theirs]


def test_a_state_is_kept_for_those_who_are_not_decided(spark: SparkSession) -> None:
    rules = flywheel.Program.parse(
        """
customer
  nps: number
reward mug costs $5, once
stage New
  when nps ≥ 9 move to Fan; give mug
stage Fan
  resting
"""
    )
    given = [("mug", "2026-01-01", None, Decimal("5"), None), ("cup", "2025-01-01", None, None, None)]
    values = [
        ("here", "New", "2026-01-01", ["t"], [], []),
        ("gone", "Fan", "2026-01-02", [], given, [("mug", None, "2026-01-05", "New 1")]),
        ("bad", "Fan", "2026-01-03", [], given, []),
        ("odd", "No such stage", "2026-01-03", [], [], []),
        ("here", "New", "2026-01-09", [], [], []),
        (None, "Fan", "2026-01-09", [], [], []),
    ]
    schema = ", ".join(f"{name} {kind}" for name, kind in flywheel_spark.STATE.items())
    state = spark.createDataFrame(values, schema)
    customers = spark.createDataFrame(
        [("here", "9", "Fan"), ("bad", "many", None), ("odd", "9", None), ("new", "9", "New")], "id string, nps string, stage string"
    )
    decided = flywheel_spark.decide(customers, rules, as_of=AS_OF, state=state).persist()
    assert {(row["id"], row["from"], row["to"]) for row in rows(decided.decisions)} == {("here", "New", "Fan"), ("new", "New", "Fan")}
    after = {row["id"]: row for row in rows(decided.state)}
    assert after.keys() == {"here", "gone", "bad", "odd", "new"}
    names = list(flywheel_spark.STATE)
    before = {row["id"]: row for row in rows(state) if row["id"] != "here"}
    assert {name: after["gone"][name] for name in names} == before["gone"]
    assert {name: after["bad"][name] for name in names} == before["bad"]
    assert after["odd"]["stage"] == "No such stage"
    assert (after["here"]["stage"], after["here"]["tags"], len(after["here"]["given"])) == ("Fan", ["t"], 1)
    rejected = {(one["file"], one["id"], one["path"], one["code"]) for one in rows(decided.rejected)}
    assert ("customers", "bad", "nps", "not-a-number") in rejected
    assert ("customers", "odd", "state.stage", "no-such-stage") in rejected
    assert ("state", "here", "id", "duplicate-id") in rejected
    assert [one for one in rejected if one[0] == "state" and one[1] is None]
    with pytest.raises(flywheel.UsageError, match='no column "owed"'):
        flywheel_spark.decide(customers, rules, state=state.drop("owed"))


def test_the_fields_of_a_state_go_by_their_names(spark: SparkSession, tmp_path: Path) -> None:
    rules = flywheel.Program.parse("reward mug costs $5, once\nstage New\n  resting\n")
    given = [("mug", "2026-01-01", "May", Decimal("5"), Decimal("7"))]
    owed = [("mug", "June", "2026-01-05", "New 1")]
    schema = ", ".join(f"{name} {kind}" for name, kind in flywheel_spark.STATE.items())
    state = spark.createDataFrame([("gone", "New", "2026-01-02", ["t"], given, owed)], schema)
    state.write.json(str(tmp_path / "state"))
    again = spark.read.json(str(tmp_path / "state"))
    assert again.schema["given"].dataType.elementType.names == ["at", "cost", "for", "name", "worth"]
    customers = spark.createDataFrame([("here",)], "id string")
    decided = flywheel_spark.decide(customers, rules, as_of=AS_OF, state=again)
    assert [row for row in rows(decided.state) if row["id"] == "gone"] == rows(state)
    less = again.withColumn("owed", F.transform("owed", lambda due: due.dropFields("since")))
    with pytest.raises(flywheel.UsageError, match='"owed" of the state has no field "since"'):
        flywheel_spark.decide(customers, rules, as_of=AS_OF, state=less)


LIMITS = """
customer
  spent: money
  orders: events from table by "customer_id" with total money
reward mug costs $5, at most 7 per 30 days by spent
reward trip costs $50, budget $600 per calendar month
stage New
  when quintile(spent) is 5 move to Club
  when rank(sum(orders.total)) ≤ 20 give trip
  when spent > $1 give mug
stage Club
  capacity 15 by spent
  resting
  when spent > $2 give mug; give trip
"""


@pytest.mark.parametrize("partitions", [1, 2, 8])
def test_customers_who_compete_are_surveyed_in_parts(spark: SparkSession, tmp_path: Path, partitions: int) -> None:
    rules = tmp_path / "few.flywheel"
    rules.write_text(LIMITS)
    # Bad ones take no place.
    people = [{"id": f"c{n}", "spent": n * 37 % 101 if n % 50 else "much"} for n in range(300)]
    orders = [{"customer_id": f"c{n % 333}", "total": n * 7 % 90} for n in range(900)]
    files = [written(tmp_path / "customers.ndjson", people), written(tmp_path / "orders.ndjson", orders)]
    said = commands(rules, files[0], f"--table=orders={files[1]}", "--as-of", AS_OF, code=3)
    customers = spark.createDataFrame([(json.dumps(one),) for one in people], "record string").repartition(5)
    tables = {"orders": spark.createDataFrame([(one["customer_id"], one["total"]) for one in orders], "customer_id string, total int")}
    before = spark.conf.get("spark.sql.shuffle.partitions")
    spark.conf.set("spark.sql.shuffle.partitions", partitions)
    try:
        decided = flywheel_spark.decide(customers, rules, as_of=AS_OF, tables=tables, json="record")
        assert lines(decided) == sorted(said.decode().splitlines())
        decided.unpersist()
    finally:
        spark.conf.set("spark.sql.shuffle.partitions", before)
    assert said.count(b'"mug","kind"') == 7 and said.count(b'"gift":"trip","kind"') <= 12
    assert b'"to":"Club"' in said


def test_nobody_competes(spark: SparkSession) -> None:
    rules = flywheel.Program.parse("customer\n  spent: money\nreward mug at most 7 per 30 days by spent\nstage New\n  resting\n  when spent > $1 give mug\n")
    customers = spark.createDataFrame([], "id string, spent int")
    assert lines(flywheel_spark.decide(customers, rules, as_of=AS_OF)) == []


SHAPES = ROOT / "examples/shapes"


@pytest.mark.parametrize("system", ["shopify", "hubspot", "stripe"])
def test_parquet_of_somebody_else(spark: SparkSession, tmp_path: Path, system: str) -> None:
    rules, document = SHAPES / f"on-{system}.flywheel", SHAPES / f"{system}.json"
    spark.read.option("multiLine", True).json(str(document)).write.parquet(str(tmp_path / "theirs"))
    customers = spark.read.parquet(str(tmp_path / "theirs"))
    said = commands(rules, document, "--as-of", "2025-03-31", code=0)
    assert lines(flywheel_spark.decide(customers, rules, as_of="2025-03-31")) == said.decode().splitlines()
    assert b"nthusiast" in said


def test_tables_of_an_example(spark: SparkSession) -> None:
    folder = ROOT / "examples/tables"
    files = {name: folder / f"{name}.csv" for name in ("orders", "lines", "surveys")}
    flags = [f"--table={name}={file}" for name, file in files.items()]
    said = commands(folder / "tables.flywheel", folder / "customers.csv", *flags, "--as-of", AS_OF)

    def read(file: Path) -> DataFrame:
        table = spark.read.option("header", True).csv(str(file))
        return table.withColumn("place", F.monotonically_increasing_id())

    tables = {name: read(file) for name, file in files.items()}
    order = dict.fromkeys(tables, "place")
    decided = flywheel_spark.decide(read(folder / "customers.csv"), folder / "tables.flywheel", as_of=AS_OF, tables=tables, order=order)
    assert lines(decided) == sorted(said.decode().splitlines())
    with pytest.warns(UserWarning, match="rows of a DataFrame have no order"):
        flywheel_spark.decide(read(folder / "customers.csv"), folder / "tables.flywheel", tables=tables)


def test_the_driver_says_what_cannot_be_done(spark: SparkSession, rules: flywheel.Program) -> None:
    customers = spark.createDataFrame([("a", b"9")], "id string, nps binary")
    with pytest.raises(flywheel.DataError, match="nps"):
        flywheel_spark.decide(customers, rules)
    customers = customers.drop("nps")
    with pytest.raises(flywheel.UsageError, match="as_of"):
        flywheel_spark.decide(customers, rules, as_of="yesterday")
    with pytest.raises(flywheel.UsageError, match='no list from a table "orders"'):
        flywheel_spark.decide(customers, rules, tables={"orders": customers})
    with pytest.raises(flywheel.UsageError, match='no list from a table "orders"'):
        flywheel_spark.decide(customers, rules, order={"orders": "at"})
    with pytest.raises(flywheel.UsageError, match='need the table "lines"'):
        flywheel_spark.decide(customers, ROOT / "examples/tables/tables.flywheel")


def test_workers_get_the_texts_of_rules_and_one_moment(spark: SparkSession, tmp_path: Path) -> None:
    (tmp_path / "stages.flywheel").write_text("stage New\n  when nps ≥ 9 move to Fan\nstage Fan\n  resting\n")
    (tmp_path / "rules.flywheel").write_text('customer\n  nps: number\nuse "stages.flywheel"\n')
    customers = spark.createDataFrame([(f"c{n}", n % 11) for n in range(50)], "id string, nps int").repartition(7)
    decided = flywheel_spark.decide(customers, tmp_path / "rules.flywheel")
    (tmp_path / "rules.flywheel").unlink()
    (tmp_path / "stages.flywheel").unlink()
    moved = decided.state.select("stage_since").distinct().collect()
    assert [row.stage_since[:19] for row in moved] == [decided.as_of[:19]]
