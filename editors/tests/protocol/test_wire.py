"""How a session begins, ends and goes wrong."""

import contextlib
import json
import random

import pytest
from editor import seed
from rules import SHOP
from wire import Wire

NOT_INITIALIZED, METHOD_NOT_FOUND, INVALID_PARAMS, INVALID_REQUEST = -32002, -32601, -32602, -32600


@pytest.fixture
def wire():
    wire = Wire()
    yield wire
    wire.server.kill()
    wire.server.wait()
    for stream in (wire.server.stdin, wire.server.stdout, wire.server.stderr):
        # What could not be written is not needed.
        with contextlib.suppress(BrokenPipeError):
            stream.close()


def test_shutdown_and_exit(wire):
    wire.begin()
    assert wire.ask("shutdown") == {"jsonrpc": "2.0", "id": 2, "result": None}
    wire.send(method="exit")
    assert wire.exits() == (0, "")


def test_exit_without_shutdown(wire):
    wire.begin()
    wire.send(method="exit")
    assert wire.exits() == (1, "")


def test_an_editor_that_disappears(wire):
    wire.begin().still_works()
    code, said = wire.end()
    assert (code, said) == (1, "")


def test_an_editor_that_never_begins(wire):
    code, said = wire.end()
    assert code == 2 and "started by an editor" in said


def test_requests_before_initialize(wire):
    answer = wire.ask("textDocument/formatting", {})
    assert answer["error"]["code"] == NOT_INITIALIZED
    # A notification has no answer, and is dropped.
    wire.send(method="textDocument/didSave", params={"textDocument": {"uri": "untitled:a"}})
    wire.begin().still_works()


def test_exit_before_initialize(wire):
    wire.send(method="exit")
    code, _ = wire.exits()
    assert code != 0


def test_initialize_twice(wire):
    wire.begin()
    answer = wire.ask("initialize", {"processId": None, "rootUri": None, "capabilities": {}})
    assert answer["error"]["code"] in (INVALID_REQUEST, METHOD_NOT_FOUND)
    wire.still_works()


def test_initialize_with_nonsense(wire):
    answer = wire.ask("initialize", {"capabilities": 3})
    assert answer["error"]["code"] == INVALID_PARAMS


def test_unknown_methods(wire):
    wire.begin()
    assert wire.ask("textDocument/unheardOf", {})["error"]["code"] == METHOD_NOT_FOUND
    assert wire.ask("$/unheardOf", {})["error"]["code"] == METHOD_NOT_FOUND
    wire.send(method="textDocument/unheardOf", params={})
    wire.send(method="$/unheardOf", params=[1])
    wire.still_works()


@pytest.mark.parametrize("params", [None, [], {}, 3, {"textDocument": 3}, {"textDocument": {"uri": []}}])
def test_params_that_do_not_fit(wire, params):
    wire.begin()
    for method in ("formatting", "codeAction", "rangeFormatting", "onTypeFormatting"):
        answer = wire.ask(f"textDocument/{method}", params)
        assert answer["error"]["code"] == INVALID_PARAMS, method
    for method in ("didOpen", "didChange", "didClose", "didSave"):
        wire.send(method=f"textDocument/{method}", params=params)
    for method in ("workspace/didChangeWatchedFiles", "workspace/didChangeConfiguration", "$/cancelRequest"):
        wire.send(method=method, params=params)
    wire.still_works()


def test_ids_are_numbers_or_words(wire):
    wire.begin()
    wire.send(id="seven", method="textDocument/unheardOf", params={})
    assert wire.answer("seven")["error"]["code"] == METHOD_NOT_FOUND
    # Answers to what nobody asked are no reason to stop.
    wire.send(id=77, result=None)
    wire.send(id="flywheel-0", error={"code": 1, "message": "no"})
    wire.still_works()


def test_changes_of_what_is_not_open(wire):
    wire.begin()
    document = {"uri": "untitled:nobody", "version": 3}
    wire.send(method="textDocument/didChange", params={"textDocument": document, "contentChanges": [{"text": "x"}]})
    wire.send(method="textDocument/didClose", params={"textDocument": {"uri": "untitled:nobody"}})
    wire.still_works()


def test_ranges_that_go_backward(wire):
    wire.begin()
    wire.open("stage A\n  resting\n")
    backward = {"start": {"line": 1, "character": 4}, "end": {"line": 0, "character": 2}}
    changes = [{"range": backward, "text": "x"}]
    document = {"uri": "untitled:a", "version": 2}
    wire.send(method="textDocument/didChange", params={"textDocument": document, "contentChanges": changes})
    wire.still_works()


def test_changes_that_cannot_be_read(wire):
    """They are left out, and the log says so: they are not taken for all of the text."""
    wire.begin()
    wire.open("stage A\n  when x tag \"y\"\n", "untitled:b")
    nowhere = {"start": {"line": -1, "character": 0}, "end": {"line": 0, "character": 0}}
    new = "stage A\n  resting\n"
    document = {"uri": "untitled:b", "version": 2}
    for document, changes in (
        (document, [{"range": nowhere, "text": new}]),
        ({"uri": "untitled:b"}, [{"text": new}]),
        (document, [{"range": nowhere}]),
    ):
        params = {"textDocument": document, "contentChanges": changes}
        wire.send(method="textDocument/didChange", params=params)
        message: dict = {}
        while message.get("method") != "window/logMessage":
            message = wire.message()
        assert "textDocument/didChange cannot be read" in message["params"]["message"]
    # The text is as it was, and can be changed.
    answer = wire.ask("textDocument/formatting", {
        "textDocument": {"uri": "untitled:b"}, "options": {"tabSize": 2, "insertSpaces": True},
    })  # fmt: skip
    assert answer["result"] == []
    wire.still_works()


@pytest.mark.parametrize(
    "data",
    [
        b"Content-Length: 2\r\n\r\n{]",
        b"Content-Length: 3\r\n\r\n\xff\xfe\xfd",
        b"Content-Length: many\r\n\r\n{}",
        b"Content-Length: -1\r\n\r\n",
        b"Content-Length: 99999999999999999999999\r\n\r\n{}",
        b"\r\n\r\n",
        b"hello\r\n",
        b"\x00" * 100,
        b'Content-Length: 4\r\n\r\nnull',
        b'Content-Length: 2\r\n\r\n[]',
        b'Content-Length: 17\r\n\r\n{"jsonrpc":"2.0"}',
    ],
)
def test_messages_that_are_none(wire, data):
    """What cannot be read ends the server with a code and a reason, and never with a panic."""
    wire.begin()
    with contextlib.suppress(BrokenPipeError):
        wire.bytes(data)
    code, said = wire.end()
    assert code in (1, 2), (code, said)
    assert "panicked" not in said and "overflow" not in said, said


def test_a_message_in_pieces(wire):
    wire.begin()
    question = {"jsonrpc": "2.0", "id": 9, "method": "textDocument/unheardOf", "params": {"a": "€🎁"}}
    body = json.dumps(question, ensure_ascii=False).encode()
    head = b"Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: %d\r\n\r\n" % len(body)
    for at in range(0, len(head + body), 7):
        wire.bytes((head + body)[at : at + 7])
    assert wire.answer(9)["error"]["code"] == METHOD_NOT_FOUND


def test_every_question_is_answered_once(wire):
    """Whatever is asked, changed and taken back in between, and however fast."""
    chance = random.Random(seed())
    wire.begin()
    wire.open(SHOP)
    place = {"textDocument": {"uri": "untitled:a"}, "position": {"line": 7, "character": 30}}
    options = {"options": {"tabSize": 2, "insertSpaces": True}, "context": {"diagnostics": [], "triggerKind": 1}}
    whole = {"range": {"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}}}
    methods = ["hover", "completion", "definition", "documentSymbol", "foldingRange", "formatting", "codeAction"]
    asked, answers = [], {}

    def read():
        message = wire.message()
        if "method" not in message:
            assert message["id"] not in answers
            answers[message["id"]] = message

    for count in range(600):
        kind = chance.random()
        if kind < 0.25:
            document = {"uri": "untitled:a", "version": count}
            text = SHOP if chance.random() < 0.5 else SHOP[: chance.randrange(len(SHOP))]
            params = {"textDocument": document, "contentChanges": [{"text": text}]}
            wire.send(method="textDocument/didChange", params=params)
        elif kind < 0.3 and asked:
            # Somebody who waits for what was asked last.
            while asked[-1] not in answers:
                read()
        elif kind < 0.4 and asked:
            wire.send(method="$/cancelRequest", params={"id": chance.choice(asked)})
        else:
            asked.append(f"q{count}")
            method = f"textDocument/{chance.choice(methods)}"
            wire.send(id=asked[-1], method=method, params=place | options | whole)
    wire.send(id="last", method="textDocument/unheardOf", params={})
    while "last" not in answers or len(answers) <= len(asked):
        read()
    assert set(answers) == {*asked, "last"}
    errors = {it["error"]["code"] for it in answers.values() if "error" in it}
    # Not there, taken back, about an old text, and what cannot be laid out.
    assert errors <= {METHOD_NOT_FOUND, -32800, -32801, -32803}
    assert sum("result" in it for it in answers.values()) > 20


def test_requests_after_shutdown(wire):
    wire.begin()
    wire.ask("shutdown")
    answer = wire.ask("textDocument/formatting", {})
    assert answer["error"]["code"] == INVALID_REQUEST
    wire.send(method="exit")
    assert wire.exits() == (0, "")


def test_messages_after_shutdown(wire):
    """An answer or a notification that was under way is no reason to fail."""
    wire.begin()
    wire.ask("shutdown")
    wire.send(id="flywheel-0", result=[None])
    wire.send(method="textDocument/didClose", params={"textDocument": {"uri": "untitled:a"}})
    wire.send(method="exit")
    assert wire.exits() == (0, "")
