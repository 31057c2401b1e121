"""Rules, and what is wrong with them."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest
from conftest import Example, run

import flywheel


def test_errors_say_where_they_are(tmp_path: Path) -> None:
    path = tmp_path / "shop.flywheel"
    path.write_text("customer\n  nps: number\nstage New\n  when nsp is 9 move to Fan\n")
    with pytest.raises(flywheel.RulesError) as raised:
        flywheel.Program.load(path)
    error = raised.value
    assert (error.file, error.line) == (str(path), 4)
    said = json.loads(run("check", path, "--format", "json").stdout)["problems"]
    assert [one.code for one in error.problems] == [one["code"] for one in said]
    assert [one.title for one in error.problems] == [one["title"] for one in said]
    assert error.problems[0].code in str(error)
    assert "<pre>" in error.problems._repr_html_()
    assert isinstance(pickle.loads(pickle.dumps(error)), flywheel.RulesError)
    with pytest.raises(flywheel.DataError) as unread:
        flywheel.Program.load(tmp_path / "none.flywheel")
    assert unread.value.code == "cannot-read"


def test_check_says_what_the_command_says(one_of_few: Example) -> None:
    problems = flywheel.Program.load(one_of_few.rules).check()
    said = json.loads(run("check", one_of_few.rules, "--format", "json").stdout)["problems"]
    assert [(one.code, one.line, one.column) for one in problems] == [
        (one["code"], one["line"], one["column"]) for one in said
    ]


def test_warnings_are_not_raised() -> None:
    rules = flywheel.Program.parse("customer\n  nps: number\nstage New\n  when nps is 9 and nps is 8 move to Fan\nstage Fan\n  resting\n")
    problems = rules.check()
    assert problems and all(one.severity != "error" for one in problems)
    assert problems[0].code in str(problems)


def test_names(rules: flywheel.Program) -> None:
    assert rules.stages == ["New", "Fan", "Regular"]
    assert rules.gifts == ["swag"]
    assert (rules.name, rules.title) == ("rules.flywheel", "rules.flywheel")
    assert "3 stages" in repr(rules)


def test_rules_travel_with_their_files(tmp_path: Path) -> None:
    (tmp_path / "part.flywheel").write_text("customer\n  nps: number\n")
    main = tmp_path / "main.flywheel"
    main.write_text('use "part.flywheel"\nstage New\n  when nps is 9 move to Fan\nstage Fan\n  resting\n')
    rules = flywheel.Program.load(main)
    again = pickle.loads(pickle.dumps(rules))
    (tmp_path / "part.flywheel").unlink()
    record = {"id": "a", "nps": 9}
    assert again.decide(record, as_of="2026-03-31").to_ndjson() == rules.decide(record, as_of="2026-03-31").to_ndjson()
    files = {"part.flywheel": "customer\n  nps: number\n"}
    parsed = flywheel.Program.parse('use "part.flywheel"\nstage New\n  when nps is 9 tag "x"\n', files=files)
    assert parsed.stages == ["New"]


def test_pictures_are_those_of_the_command(example: Example) -> None:
    rules = flywheel.Program.load(example.rules)
    for form in ("svg", "mermaid", "dot"):
        said = run("graph", example.rules, "--format", form)
        assert rules.graph(format=form).encode() == said.stdout
    assert rules._repr_html_().startswith("<svg")
    said = run("graph", example.rules, example.customers, "--as-of", example.as_of)
    assert rules.graph(example.customers, as_of=example.as_of).encode() == said.stdout
    with pytest.raises(flywheel.UsageError, match="png"):
        rules.graph(format="png")


def test_why_is_that_of_the_command(one_of_few: Example) -> None:
    rules = flywheel.Program.load(one_of_few.rules)
    ids = [json.loads(line)["id"] for line in one_of_few.decisions.splitlines()]
    for id in map(str, ids[:2]):
        why = rules.why(one_of_few.customers, id, as_of=one_of_few.as_of)
        words = ["why", one_of_few.rules, one_of_few.customers, "--as-of", one_of_few.as_of, "--id", id]
        assert str(why).encode() == run(*words).stdout
        assert why.data == json.loads(run(*words, "--format", "json").stdout)


def test_why_for_one_record(rules: flywheel.Program) -> None:
    why = rules.why({"id": "a", "nps": 9}, as_of="2026-03-31", stage="Fan")
    assert "Fan" in str(why) and why._repr_html_()
    with pytest.raises(flywheel.UsageError, match="did you mean"):
        rules.why({"id": "a"}, gift="swagg")
    with pytest.raises(flywheel.UsageError, match="one gift"):
        rules.why({"id": "a"}, gift="swag", stage="Fan")
    with pytest.raises(flywheel.UsageError, match="no customer has the id b"):
        rules.why([{"id": "a"}], "b")
    with pytest.raises(flywheel.DataError) as raised:
        rules.why({"id": "a", "nps": "nine"})
    assert (raised.value.code, raised.value.line) == ("not-a-number", 1)


def test_nothing_changes_for_one_who_rests(rules: flywheel.Program) -> None:
    change = rules.next_change({"id": "a", "stage": "Fan"}, as_of="2026-03-31")
    assert change.at is None and change.then is None and change.known_until is not None
    assert change.before == {"id": "a", "from": "Fan", "to": "Fan"}
    with pytest.raises(flywheel.DataError):
        rules.next_change({"nps": 9})


def test_a_replay_is_that_of_the_command(one_of_few: Example, tmp_path: Path) -> None:
    rules = flywheel.Program.load(one_of_few.rules)
    days = ("2026-03-01", "2026-03-31")
    replay = rules.replay(one_of_few.customers, *days)
    words = ["replay", one_of_few.rules, one_of_few.customers, "--from", days[0], "--to", days[1]]
    histories = tmp_path / "histories.ndjson"
    said = run(*words, "--format", "ndjson", "--histories", histories)
    assert replay.to_ndjson() == said.stdout, said.stderr
    assert replay.histories == histories.read_bytes()
    assert str(replay).encode() == run(*words).stdout
    assert len(replay.changes) == said.stdout.count(b"\n")
    assert sum(replay.at_end.values()) > 0
    with pytest.raises(flywheel.UsageError, match="is before"):
        rules.replay(one_of_few.customers, *reversed(days))
    with pytest.raises(flywheel.UsageError, match="every"):
        rules.replay(one_of_few.customers, *days, every="hour")


def test_a_report_is_that_of_the_command(one_of_few: Example, tmp_path: Path) -> None:
    rules = flywheel.Program.load(one_of_few.rules)
    replay = rules.replay(one_of_few.customers, "2026-03-01", "2026-03-31")
    histories = tmp_path / "histories.ndjson"
    histories.write_bytes(replay.histories)
    words = ["report", one_of_few.rules, "--histories", histories, "--as-of", "2026-03-31"]
    said = json.loads(run(*words, "--period", "2026-03-10..2026-03-31", "--format", "json").stdout)
    report = rules.report(histories, as_of="2026-03-31", first="2026-03-10", last="2026-03-31")
    # The command names the file.
    assert {**report.data, "source": None} == {**said, "source": None}
    assert rules.report(replay, first="2026-03-10").data == report.data
    assert report.html.startswith("<!") and report.markdown.startswith("#") and str(report)
    with pytest.raises(flywheel.UsageError, match="not all is known"):
        rules.report(replay, first="2027-01-01", last="2027-01-02")
