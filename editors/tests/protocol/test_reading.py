"""What helps to read rules: hints, lenses and what they run, and who comes from where."""

import time
from pathlib import Path

import pytest
from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException
from rules import SHOP
from server import LONG
from test_names import at
from test_text import ENCODINGS, encoded, position

ROOT = Path(__file__).parents[3]
WINDOWS = """\
customer
  purchases: events

# €🎁
stage Engaged
  after 3 purchases within 90 days move to Enthusiast
stage Enthusiast
  when 1 purchase within 2 hours tag "€🎁"
  after 2 purchases within 1 year move to Engaged
any stage
  after 365 days without a purchase move to Engaged
"""
TEST = """
test "a fan"
  on 2026-03-31
  given stage Engaged, 3 purchases, NPS 9
  expect move to Enthusiast; send swag
"""
CUSTOMERS = """\
customer
  id from "id"
  stage from "stage"
  NPS: number
stage Engaged
  resting
stage Enthusiast
  when NPS < 3 move to Engaged
"""


async def hints(editor, first=0, last=99):
    part = lsp.Range(lsp.Position(first, 0), lsp.Position(last, 0))
    params = lsp.InlayHintParams(editor.id("a.flywheel"), part)
    return await editor.ask(lsp.TEXT_DOCUMENT_INLAY_HINT, params)


@pytest.mark.parametrize("encoding", ENCODINGS)
async def test_hints_are_at_their_places(start, encoding):
    editor = await start(encoded(encoding), settings={"asOf": "2026-03-31"})
    text = WINDOWS.replace("purchases", "käufe").replace("purchase", "käufe")
    editor.open("a.flywheel", text)
    found = await hints(editor)
    places = [text.index(it) + len(it) for it in ("90 days", "2 hours", "1 year")]
    assert [it.position for it in found] == [position(text, it, encoding) for it in places]
    assert [str(it.label) for it in found][::2] == ["from 2026-01-01", "from 2025-04-01"]
    # Those of some lines.
    line = found[0].position.line
    assert [it.position.line for it in await hints(editor, line, line + 1)] == [line]


async def test_no_hints_without_a_day(start):
    editor = await start()
    editor.open("a.flywheel", WINDOWS)
    assert await hints(editor) == ()


async def lenses(editor):
    found = await editor.ask(lsp.TEXT_DOCUMENT_CODE_LENS, lsp.CodeLensParams(editor.id("a.flywheel")))
    return {it.range.start.line + 1: it.command for it in found}


async def test_a_test_is_run(start):
    editor = await start()
    assert "flywheel.runTest" in editor.greeting.capabilities.execute_command_provider.commands
    editor.open("a.flywheel", SHOP + TEST)
    command = (await lenses(editor))[13]
    assert command.title == "Run this test"
    params = lsp.ExecuteCommandParams(command.command, command.arguments)
    result = await editor.ask(lsp.WORKSPACE_EXECUTE_COMMAND, params)
    assert (result["passed"], result["problems"]) == (True, [])
    editor.replace("a.flywheel", SHOP + TEST.replace("; send swag", ""))
    result = await editor.ask(lsp.WORKSPACE_EXECUTE_COMMAND, params)
    assert result["passed"], "what is not expected may happen, too"
    editor.replace("a.flywheel", SHOP + TEST.replace("NPS 9", "NPS 8"))
    result = await editor.ask(lsp.WORKSPACE_EXECUTE_COMMAND, params)
    assert not result["passed"] and result["problems"]
    shown = [it.message for it in editor.client.messages]
    assert shown[0] == "passed: a fan" and shown[2].startswith("failed: a fan\n")


async def test_a_problem_is_explained(start):
    editor = await start()
    params = lsp.ExecuteCommandParams("flywheel.explain", ["move-nowhere"])
    page = await editor.ask(lsp.WORKSPACE_EXECUTE_COMMAND, params)
    assert page == (ROOT / "docs/problems/move-nowhere.md").read_text()


async def test_commands_that_do_not_fit(start):
    editor = await start()
    editor.open("a.flywheel", SHOP + TEST)
    uri = editor.uri("a.flywheel")
    for command, arguments in (
        ("flywheel.unheardOf", []),
        ("flywheel.explain", ["no-such-code"]),
        ("flywheel.runTest", []),
        ("flywheel.runTest", [3, {}]),
        ("flywheel.runTest", [uri, "no such test"]),
        ("flywheel.runTest", ["untitled:nowhere", "a fan"]),
    ):
        with pytest.raises(JsonRpcException):
            params = lsp.ExecuteCommandParams(command, arguments)
            await editor.ask(lsp.WORKSPACE_EXECUTE_COMMAND, params)


async def test_customers_are_counted(start):
    editor = await start(
        files={"all.csv": "id,stage,NPS\nann,Enthusiast,1\nbob,Enthusiast,9\ncid,Enthusiast,2\n"},
        settings={"asOf": "2026-03-31", "customers": "all.csv"},
    )
    editor.open("a.flywheel", CUSTOMERS)

    async def says(expected):
        end = time.monotonic() + LONG
        while time.monotonic() < end:
            shown = {line: it.title for line, it in (await lenses(editor)).items()}
            if shown == expected:
                return
        assert shown == expected

    await says({8: "moves 2 of 3 customers"})
    editor.replace("a.flywheel", CUSTOMERS.replace("NPS < 3", "NPS < 2"))
    await says({8: "moves 1 of 3 customers"})
    # The file of customers changes.
    editor.write("all.csv", "id,stage,NPS\nann,Enthusiast,1\nbob,Enthusiast,0\n")
    editor.watched("all.csv")
    await says({8: "moves 2 of 2 customers"})
    # Rules with mistakes decide for nobody.
    editor.replace("a.flywheel", CUSTOMERS.replace("NPS <", "NPSs <"))
    await says({})


async def test_ways_to_and_from_a_stage(start):
    editor = await start()
    editor.open("a.flywheel", WINDOWS)
    place = at(WINDOWS, "Engaged\n")
    params = lsp.CallHierarchyPrepareParams(editor.id("a.flywheel"), place)
    [item] = await editor.ask(lsp.TEXT_DOCUMENT_PREPARE_CALL_HIERARCHY, params)
    assert item.name == "Engaged" and item.selection_range.start == place
    incoming = await editor.ask(
        lsp.CALL_HIERARCHY_INCOMING_CALLS, lsp.CallHierarchyIncomingCallsParams(item)
    )
    assert [it.from_.name for it in incoming] == ["Enthusiast", "any stage"]
    outgoing = await editor.ask(
        lsp.CALL_HIERARCHY_OUTGOING_CALLS, lsp.CallHierarchyOutgoingCallsParams(item)
    )
    assert [it.to.name for it in outgoing] == ["Enthusiast"]
    # On with the next one.
    further = await editor.ask(
        lsp.CALL_HIERARCHY_OUTGOING_CALLS, lsp.CallHierarchyOutgoingCallsParams(outgoing[0].to)
    )
    assert "Engaged" in [it.to.name for it in further]
    # A stage that is gone.
    editor.replace("a.flywheel", WINDOWS.replace("Enthusiast", "Fan"))
    gone = lsp.CallHierarchyOutgoingCallsParams(outgoing[0].to)
    assert not await editor.ask(lsp.CALL_HIERARCHY_OUTGOING_CALLS, gone)
