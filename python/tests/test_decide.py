"""The same decisions as the `flywheel` command, whatever the records come in."""

from __future__ import annotations

import datetime
import gzip
import json
import threading
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import ROOT, Example, run

import flywheel


def test_there_are_examples() -> None:
    from conftest import EXAMPLES

    assert len(EXAMPLES) >= 8


def test_a_file_is_decided_as_by_the_command(example: Example) -> None:
    rules = flywheel.Program.load(example.rules)
    decisions = rules.decide(example.customers, as_of=example.as_of)
    assert decisions.to_ndjson() == example.decisions
    said = run("eval", example.rules, example.customers, "--as-of", example.as_of, "--format", "ndjson")
    assert said.stdout == example.decisions
    assert len(decisions) == example.decisions.count(b"\n")
    assert len(decisions.rejected) == 1


def test_bytes_and_dicts_are_decided_as_the_file(example: Example) -> None:
    rules = flywheel.Program.load(example.rules)
    raw = example.customers.read_bytes()
    for records in (raw, gzip.compress(raw), bytearray(raw)):
        assert rules.decide(records, as_of=example.as_of).to_ndjson() == example.decisions
    # What cannot be read as JSON at all is left out here.
    dicts = []
    for line in raw.splitlines():
        try:
            dicts.append(json.loads(line, parse_float=Decimal))
        except ValueError:
            pass
    for records in (dicts, iter(dicts)):
        assert rules.decide(records, as_of=example.as_of).to_ndjson() == example.decisions


def test_the_summary_is_that_of_the_command(example: Example) -> None:
    rules = flywheel.Program.load(example.rules)
    decisions = rules.decide(str(example.customers), as_of=example.as_of)
    said = run("eval", example.rules, example.customers, "--as-of", example.as_of)
    assert str(decisions) == said.stdout.decode()


def test_what_is_asked_besides(example: Example) -> None:
    rules = flywheel.Program.load(example.rules)
    decisions = rules.decide(example.customers, as_of=example.as_of)
    words = ["eval", example.rules, example.customers, "--as-of", example.as_of, "--format", "ndjson"]
    assert decisions.to_ndjson(why=True) == run(*words, "--why").stdout
    assert decisions.to_ndjson(changes=True) == run(*words, "--changes").stdout


def test_settling() -> None:
    folder = ROOT / "examples/lifecycle"
    rules = flywheel.Program.load(folder / "lifecycle.flywheel")
    words = ["eval", folder / "lifecycle.flywheel", folder / "customers.ndjson", "--as-of", "2026-03-31"]
    said = run(*words, "--settle", "--format", "ndjson")
    try:
        decisions = rules.decide(folder / "customers.ndjson", as_of="2026-03-31", settle=True)
    except flywheel.UsageError:
        assert said.returncode == 2
    else:
        assert decisions.to_ndjson() == said.stdout


def test_tables_are_joined_as_by_the_command() -> None:
    folder = ROOT / "examples/tables"
    rules = flywheel.Program.load(folder / "tables.flywheel")
    names = ["orders", "lines", "surveys"]
    tables = {name: folder / f"{name}.csv" for name in names}
    given = [f"--table={name}={path}" for name, path in tables.items()]
    words = ["eval", folder / "tables.flywheel", folder / "customers.csv", *given]
    said = run(*words, "--as-of", "2026-03-31", "--format", "ndjson")
    assert said.returncode in (0, 3), said.stderr
    for rows in (tables, {name: path.read_bytes() for name, path in tables.items()}):
        decisions = rules.decide(folder / "customers.csv", as_of="2026-03-31", tables=rows)
        assert decisions.to_ndjson() == said.stdout
    with pytest.raises(flywheel.UsageError, match="orders"):
        rules.decide(folder / "customers.csv", as_of="2026-03-31")
    with pytest.raises(flywheel.UsageError, match='no list from a table "oders"'):
        rules.decide(folder / "customers.csv", as_of="2026-03-31", tables={"oders": b""})


def test_each_kind_of_value(rules: flywheel.Program) -> None:
    records = [
        {"id": "a", "nps": 9, "spent": Decimal("12.50"), "stage": None},
        {"id": "b", "nps": Decimal("9.0"), "purchases": ({}, {})},
        {"id": 17, "nps": 9.5},
        {"id": "c", "purchases": [{"at": datetime.date(2026, 1, 1)}] * 3},
        {"id": "d", "purchases": [{"at": datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc)}] * 3},
        {"id": "e\n\"ä\"", "nps": True},
        {"id": "f", "nps": float("nan")},
        {"id": "g", "nps": "1e400"},
    ]
    decisions = rules.decide(records, as_of=datetime.date(2026, 3, 31))
    to = [(one["id"], one["to"]) for one in map(json.loads, decisions.to_ndjson().splitlines())]
    assert to == [("a", "Fan"), ("b", "Fan"), (17, "Fan"), ("c", "Regular"), ("d", "Regular")]
    assert decisions.as_of == datetime.date(2026, 3, 31)
    assert len(decisions.rejected) == 3
    with pytest.raises(flywheel.UsageError, match="the type object"):
        rules.decide([{"id": object()}])
    with pytest.raises(flywheel.UsageError, match="record 2 is a str"):
        rules.decide([{"id": "a"}, "b"])
    with pytest.raises(flywheel.UsageError, match="record 1 is an int and not a dict"):
        rules.decide([7])
    with pytest.raises(flywheel.UsageError, match="an int has no records"):
        rules.decide(17)
    with pytest.raises(flywheel.UsageError, match="encode"):
        rules.decide('{"id":"a"}')


def test_a_moment_may_be_a_time(rules: flywheel.Program) -> None:
    at = datetime.datetime(2026, 3, 31, 9, 30, tzinfo=datetime.timezone.utc)
    assert rules.decide({"id": "a"}, as_of=at).as_of == at
    now = rules.decide({"id": "a"}).as_of
    assert isinstance(now, datetime.datetime)
    assert abs(datetime.datetime.now(datetime.timezone.utc) - now) < datetime.timedelta(minutes=5)
    with pytest.raises(flywheel.UsageError, match="as_of"):
        rules.decide({"id": "a"}, as_of="yesterday")
    with pytest.raises(ValueError):
        rules.decide({"id": "a"}, as_of="2026-02-30")


def test_what_is_missing_is_said(rules: flywheel.Program, tmp_path: Path) -> None:
    decisions = rules.decide(b"id,npss\na,9\n", as_of="2026-03-31")
    assert any('no column "nps"' in note for note in decisions.notes), decisions.notes
    with pytest.raises(flywheel.DataError) as raised:
        rules.decide(tmp_path / "none.csv", as_of="2026-03-31")
    assert raised.value.code == "cannot-read"
    assert raised.value.file == str(tmp_path / "none.csv")


def test_threads_may_share_rules(example: Example) -> None:
    rules = flywheel.Program.load(example.rules)
    results: list[bytes] = []

    def work() -> None:
        for _ in range(5):
            results.append(rules.decide(example.customers, as_of=example.as_of, threads=2).to_ndjson())

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [example.decisions] * 30
