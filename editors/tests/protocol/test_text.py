"""Texts as editors send them: columns, changes of parts, line breaks."""

import copy
import os
import random

import pytest
from editor import Editor, pulling, seed
from lsprotocol import types as lsp
from rules import SHOP

ENCODINGS = [lsp.PositionEncodingKind.Utf8, lsp.PositionEncodingKind.Utf16]


def width(text: str, encoding: lsp.PositionEncodingKind) -> int:
    if encoding == lsp.PositionEncodingKind.Utf8:
        return len(text.encode())
    return len(text.encode("utf-16-le")) // 2


def line_starts(text: str) -> list[int]:
    """Where lines begin; they end with a line feed, a carriage return or both."""
    starts, at = [0], 0
    while at < len(text):
        at += 2 if text.startswith("\r\n", at) else 1
        if text[at - 1] in "\r\n":
            starts.append(at)
    return starts


def position(text: str, offset: int, encoding: lsp.PositionEncodingKind) -> lsp.Position:
    starts = line_starts(text)
    line = max(index for index, start in enumerate(starts) if start <= offset)
    return lsp.Position(line, width(text[starts[line] : offset], encoding))


def encoded(encoding: lsp.PositionEncodingKind) -> lsp.ClientCapabilities:
    can = pulling()
    can.general.position_encodings = [encoding]
    return can


@pytest.mark.parametrize("encoding", ENCODINGS)
async def test_columns_after_wide_characters(start, encoding):
    editor = await start(encoded(encoding))
    # An editor that does not count in UTF-16 alone still can, as the protocol wants.
    assert editor.greeting.capabilities.position_encoding == encoding
    line = '  when name is "€≥🎁👩‍👩‍👧é" and NPS ≥ 9 move to Enthusiat'
    text = SHOP.replace("customer\n", "customer\n  name: text\n") + line + "\n"
    editor.open("a.flywheel", text)
    report = await editor.pull("a.flywheel")
    [problem] = report.items
    at = text.index("Enthusiat\n")
    assert problem.code == "unknown-stage"
    assert problem.range.start == position(text, at, encoding)
    assert problem.range.end == position(text, at + len("Enthusiat"), encoding)
    # A change of a part counts in the same way.
    edit = lsp.TextDocumentContentChangePartial(
        lsp.Range(position(text, at + 8, encoding), position(text, at + 9, encoding)), "st"
    )
    editor.change("a.flywheel", edit)
    assert "unknown-stage" not in [it.code for it in (await editor.pull("a.flywheel")).items]


@pytest.mark.parametrize("encoding", ENCODINGS)
async def test_places_that_do_not_exist(start, encoding):
    """One beyond the end of a line is its end; one inside a character is its beginning."""
    editor = await start(encoded(encoding))
    editor.open("a.flywheel", "# 🎁\n" + SHOP)
    place = lsp.Position(0, 3)
    inside = lsp.TextDocumentContentChangePartial(lsp.Range(place, place), "x")
    editor.change("a.flywheel", inside)
    beyond = lsp.Position(9, 999)
    editor.change("a.flywheel", lsp.TextDocumentContentChangePartial(lsp.Range(beyond, beyond), " x"))
    report = await editor.pull("a.flywheel")
    assert [it.range.start.line for it in report.items] == [9]
    last = lsp.Position(99999, 99999)
    everything = lsp.Range(lsp.Position(0, 0), last)
    editor.change("a.flywheel", lsp.TextDocumentContentChangePartial(everything, SHOP))
    assert len((await editor.pull("a.flywheel")).items) == 0


# What edits insert: words of the language, breaks, and characters of every width.
PIECES = [
    "stage ", "A", "B\n", "when ", "NPS ", "≥ ", "9 ", "move to ", "A\n", "\n", "\r\n", "\r", " ", "  ", '"',
    '"🎁"', "€5", "# é\n", "customer\n", "  NPS: number 0 to 10\n", "resting\n", "tag \"x\"\n", "(", ")", "\t",
    "let x = ", "reward swag costs $18\n", "; ", "👩‍👩‍👧", "", "", "", SHOP,
]  # fmt: skip


def random_change(random: random.Random, text: str, encoding) -> tuple[str, object]:
    """The text after a change, and the change."""
    if random.random() < 0.02:
        return SHOP, lsp.TextDocumentContentChangeWholeDocument(SHOP)
    # Between the two characters of a line break there is no place.
    places = [at for at in range(len(text) + 1) if text[at - 1 : at + 1] != "\r\n"]
    first = random.choice(places)
    longest = random.choice([0, 0, 1, 5, 40, len(text)])
    last = random.choice([at for at in places if first <= at <= first + longest])
    new = random.choice(PIECES)
    if len(text) > 1500:
        first, last, new = 0, random.choice(places), ""
    part = lsp.Range(position(text, first, encoding), position(text, last, encoding))
    return text[:first] + new + text[last:], lsp.TextDocumentContentChangePartial(part, new)


async def everything(editor: Editor) -> tuple:
    """All that the server says about a text."""
    report = await editor.pull("a.flywheel")
    file = editor.id("a.flywheel")
    outline = await editor.ask(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL, lsp.DocumentSymbolParams(file))
    folds = await editor.ask(lsp.TEXT_DOCUMENT_FOLDING_RANGE, lsp.FoldingRangeParams(file))
    params = lsp.SemanticTokensParams(file)
    colors = await editor.ask(lsp.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, params)
    return report.items, outline, folds, colors.data


@pytest.mark.parametrize("encoding", ENCODINGS)
async def test_changes_of_parts_are_the_same_as_the_whole_text(start, encoding):
    """After each of many random changes, the server says what one says that reads the text anew."""
    chance = random.Random(seed())
    settings = {"proofs": False}
    editor = await start(encoded(encoding), settings=settings)
    other = await start(encoded(encoding), settings=settings)
    text = SHOP
    editor.open("a.flywheel", text)
    for count in range(int(os.environ.get("EDITS", "60"))):
        changes = []
        for _ in range(chance.choice([1, 1, 1, 2, 5])):
            text, change = random_change(chance, text, encoding)
            changes.append(change)
        editor.change("a.flywheel", *changes)
        other.open("a.flywheel", text)
        expected = await everything(other)
        other.close("a.flywheel")
        assert await everything(editor) == expected, f"after {count} changes: {text!r}"


async def test_columns_are_utf16_unless_agreed_otherwise(start):
    can = copy.deepcopy(pulling())
    can.general.position_encodings = None
    editor = await start(can)
    assert editor.greeting.capabilities.position_encoding in (None, lsp.PositionEncodingKind.Utf16)
    can.general.position_encodings = [lsp.PositionEncodingKind.Utf32]
    editor = await start(can)
    # UTF-16 is what everybody can.
    assert editor.greeting.capabilities.position_encoding in (None, lsp.PositionEncodingKind.Utf16)
