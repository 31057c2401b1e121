"""Names: what they are, where they are, others for them, and what fits, in the forms that an editor takes."""

import copy

import pytest
from editor import edits_by_uri, edited, pushed
from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException
from rules import MAIN, SHARED, SHOP
from test_text import ENCODINGS, encoded, position

UTF16 = lsp.PositionEncodingKind.Utf16
# Wide characters before each name that is asked about.
WIDE = """\
customer
  name: text
  NPS: number 0 to 10
let 友 = NPS ≥ 9

stage Engaged
  when name is "€≥🎁" and 友 move to Enthusiast
stage Enthusiast
  when name is "🎁" and NPS < 3 move to Engaged
"""


def at(text: str, place: str, encoding=UTF16) -> lsp.Position:
    return position(text, text.index(place), encoding)


def asked(editor, text: str, place: str, encoding=UTF16) -> lsp.HoverParams:
    """A question about the first place with a text."""
    return lsp.HoverParams(editor.id("a.flywheel"), at(text, place, encoding))


@pytest.mark.parametrize("encoding", ENCODINGS)
async def test_names_after_wide_characters(start, encoding):
    editor = await start(encoded(encoding))
    editor.open("a.flywheel", WIDE)
    place = at(WIDE, "友 move", encoding)
    name = lsp.Range(place, position(WIDE, WIDE.index("友 move") + 1, encoding))
    hover = await editor.ask(lsp.TEXT_DOCUMENT_HOVER, lsp.HoverParams(editor.id("a.flywheel"), place))
    assert hover.range == name and "友" in hover.contents.value
    params = lsp.ReferenceParams(lsp.ReferenceContext(True), editor.id("a.flywheel"), place)
    found = await editor.ask(lsp.TEXT_DOCUMENT_REFERENCES, params)
    declared = at(WIDE, "友 =", encoding)
    assert {it.range.start.line for it in found} == {3, 6}
    assert declared in [it.range.start for it in found] and name in [it.range for it in found]
    params = lsp.RenameParams(editor.id("a.flywheel"), place, "friends")
    edit = await editor.ask(lsp.TEXT_DOCUMENT_RENAME, params)
    [edits] = edits_by_uri(edit).values()
    assert edited(WIDE, edits, encoding) == WIDE.replace("友", "friends")


async def test_definitions_with_and_without_links(start):
    for takes in (True, False):
        can = pushed()
        can.text_document.definition.link_support = takes
        editor = await start(can)
        editor.open("a.flywheel", SHOP)
        params = lsp.DefinitionParams(editor.id("a.flywheel"), at(SHOP, "swag\n"))
        found = await editor.ask(lsp.TEXT_DOCUMENT_DEFINITION, params)
        if takes:
            [link] = found
            assert link.origin_selection_range.start == at(SHOP, "swag\n")
            assert link.target_selection_range.start == at(SHOP, "swag costs")
        else:
            assert found.range.start == at(SHOP, "swag costs")


async def test_links_to_used_files(start):
    editor = await start(files={"shared.flywheel": SHARED})
    editor.open("main.flywheel", MAIN + 'use "none.flywheel"\n')
    params = lsp.DocumentLinkParams(editor.id("main.flywheel"))
    [link] = await editor.ask(lsp.TEXT_DOCUMENT_DOCUMENT_LINK, params)
    assert link.target == editor.uri("shared.flywheel")
    assert link.range == lsp.Range(lsp.Position(0, 4), lsp.Position(0, 4 + len('"shared.flywheel"')))


async def test_where_a_name_is_written_in_this_file(start):
    editor = await start(files={"shared.flywheel": SHARED})
    editor.open("main.flywheel", MAIN)
    place = at(MAIN, "happy")
    params = lsp.DocumentHighlightParams(editor.id("main.flywheel"), place)
    [mark] = await editor.ask(lsp.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT, params)
    assert mark.range.start == place and mark.kind == lsp.DocumentHighlightKind.Read
    editor.open("a.flywheel", SHOP)
    params = lsp.DocumentHighlightParams(editor.id("a.flywheel"), at(SHOP, "swag\n"))
    marks = await editor.ask(lsp.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT, params)
    # The declaration is where it gets its meaning.
    kinds = [lsp.DocumentHighlightKind.Write, lsp.DocumentHighlightKind.Read]
    assert [(it.range.start.line, it.kind) for it in marks] == [(4, kinds[0]), (7, kinds[1])]


async def test_references_without_the_declaration(start):
    editor = await start()
    editor.open("a.flywheel", SHOP)
    for declaration, lines in ((True, [4, 7]), (False, [7])):
        context = lsp.ReferenceContext(declaration)
        params = lsp.ReferenceParams(context, editor.id("a.flywheel"), at(SHOP, "swag\n"))
        found = await editor.ask(lsp.TEXT_DOCUMENT_REFERENCES, params)
        assert sorted(it.range.start.line for it in found) == lines


async def test_a_name_is_changed_in_files_that_are_not_open(start):
    editor = await start(files={"shared.flywheel": SHARED, "main.flywheel": MAIN})
    editor.open("main.flywheel", MAIN)
    place = at(MAIN, "happy")
    prepared = await editor.ask(
        lsp.TEXT_DOCUMENT_PREPARE_RENAME, lsp.PrepareRenameParams(editor.id("main.flywheel"), place)
    )
    assert prepared.placeholder == "happy" and prepared.range.start == place
    params = lsp.RenameParams(editor.id("main.flywheel"), place, "glad")
    edit = await editor.ask(lsp.TEXT_DOCUMENT_RENAME, params)
    edits = edits_by_uri(edit)
    assert set(edits) == {editor.uri("main.flywheel"), editor.uri("shared.flywheel")}
    assert edited(MAIN, edits[editor.uri("main.flywheel")]) == MAIN.replace("happy", "glad")
    assert edited(SHARED, edits[editor.uri("shared.flywheel")]) == SHARED.replace("happy", "glad")
    # What no editor may offer to rename.
    for wrong, place in (("Engaged", at(MAIN, "happy")), ("when", at(MAIN, "happy")), ("x", at(MAIN, "when"))):
        with pytest.raises(JsonRpcException):
            await editor.ask(
                lsp.TEXT_DOCUMENT_RENAME, lsp.RenameParams(editor.id("main.flywheel"), place, wrong)
            )


async def test_a_name_is_changed_where_links_lead(start, tmp_path):
    """A file is the same one by each of the ways that lead to it."""
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real", target_is_directory=True)
    linked = MAIN.replace("shared.flywheel", "link/shared.flywheel")
    direct = MAIN.replace("shared.flywheel", "real/shared.flywheel")
    files = {"real/shared.flywheel": SHARED, "linked.flywheel": linked, "direct.flywheel": direct}
    editor = await start(files=files)
    for opened in ("real/shared.flywheel", "link/shared.flywheel"):
        editor.open(opened, SHARED)
        params = lsp.RenameParams(editor.id(opened), at(SHARED, "happy"), "glad")
        edits = edits_by_uri(await editor.ask(lsp.TEXT_DOCUMENT_RENAME, params))
        texts = {opened: SHARED, "linked.flywheel": linked, "direct.flywheel": direct}
        assert set(edits) == {editor.uri(name) for name in texts}
        for name, text in texts.items():
            assert edited(text, edits[editor.uri(name)]) == text.replace("happy", "glad")
        editor.close(opened)


async def test_names_change_to_and_fro(start):
    """After a rename and one back, the rules say what they said, wherever the old name is in records."""
    editor = await start()
    editor.open("a.flywheel", WIDE)
    text = WIDE
    for old, new in (("友", "friends"), ("friends", "友")):
        params = lsp.RenameParams(editor.id("a.flywheel"), at(text, f"let {old}"), new)
        params.position.character += 4
        edits = edits_by_uri(await editor.ask(lsp.TEXT_DOCUMENT_RENAME, params))
        text = edited(text, edits[editor.uri("a.flywheel")])
        editor.replace("a.flywheel", text)
    assert text == WIDE


async def test_completion_without_snippets(start):
    for takes in (True, False):
        can = pushed()
        can.text_document.completion.completion_item.snippet_support = takes
        editor = await start(can)
        text = SHOP + "\n"
        editor.open("a.flywheel", text)
        params = lsp.CompletionParams(editor.id("a.flywheel"), lsp.Position(11, 0))
        found = await editor.ask(lsp.TEXT_DOCUMENT_COMPLETION, params)
        formats = {it.insert_text_format for it in found.items}
        assert (lsp.InsertTextFormat.Snippet in formats) == takes
        written = [it.text_edit.new_text for it in found.items]
        assert any("${" in it or "$0" in it for it in written) == takes


@pytest.mark.parametrize("encoding", ENCODINGS)
async def test_completion_after_wide_characters(start, encoding):
    editor = await start(encoded(encoding))
    text = WIDE.replace("友 move to Enthusiast", "友 move to En")
    editor.open("a.flywheel", text)
    end = position(text, text.index("to En\n") + 5, encoding)
    params = lsp.CompletionParams(editor.id("a.flywheel"), end)
    found = await editor.ask(lsp.TEXT_DOCUMENT_COMPLETION, params)
    item = next(it for it in found.items if it.label == "Enthusiast")
    assert edited(text, [item.text_edit], encoding) == WIDE


async def test_completion_anywhere(start):
    """At each place of a file, whatever is before it, there is a list, and what it replaces is around the cursor."""
    editor = await start()
    for cut in range(0, len(SHOP) + 1, 3):
        text = SHOP[:cut]
        editor.open("a.flywheel", text)
        place = position(text, cut, UTF16)
        found = await editor.ask(
            lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionParams(editor.id("a.flywheel"), place)
        )
        for item in found.items:
            part = item.text_edit.range
            assert part.start.line == part.end.line == place.line
            assert part.start.character <= place.character <= part.end.character
        editor.close("a.flywheel")


async def test_outlines_as_a_tree_and_as_a_list(start):
    names = ["customer", "NPS", "purchases", "swag", "Engaged", "3 purchases and NPS ≥ 9", "Enthusiast", "NPS < 3"]
    for takes in (True, False):
        can = pushed()
        can.text_document.document_symbol.hierarchical_document_symbol_support = takes
        editor = await start(can)
        editor.open("a.flywheel", SHOP)
        params = lsp.DocumentSymbolParams(editor.id("a.flywheel"))
        found = await editor.ask(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL, params)
        if takes:
            assert [it.name for it in found] == ["customer", "swag", "Engaged", "Enthusiast"]
            for symbol in found:
                for inner in [symbol, *(symbol.children or [])]:
                    assert contains(symbol.range, inner.range) and contains(inner.range, inner.selection_range)
        else:
            assert [it.name for it in found] == names


def contains(outer: lsp.Range, inner: lsp.Range) -> bool:
    def place(position):
        return (position.line, position.character)

    return place(outer.start) <= place(inner.start) and place(inner.end) <= place(outer.end)


async def test_selections_grow(start):
    editor = await start()
    editor.open("a.flywheel", SHOP)
    params = lsp.SelectionRangeParams(editor.id("a.flywheel"), [at(SHOP, "NPS ≥"), at(SHOP, "swag\n")])
    first, second = await editor.ask(lsp.TEXT_DOCUMENT_SELECTION_RANGE, params)
    for selection, expected in (
        (first, ["NPS", "NPS ≥ 9", "3 purchases and NPS ≥ 9"]),
        (second, ["swag", "send swag"]),
    ):
        texts, around = [], selection
        while around:
            start_, end = (offset_of(SHOP, it) for it in (around.range.start, around.range.end))
            texts.append(SHOP[start_:end])
            assert around.parent is None or contains(around.parent.range, around.range)
            around = around.parent
        assert texts[: len(expected)] == expected, texts
        assert texts[-1].strip() == SHOP.strip()


def offset_of(text: str, place: lsp.Position) -> int:
    """Where a place is in a text without wide characters."""
    lines = text.split("\n")
    return sum(len(line) + 1 for line in lines[: place.line]) + place.character


@pytest.mark.parametrize("encoding", ENCODINGS)
async def test_colors_cover_whole_words(start, encoding):
    editor = await start(encoded(encoding))
    editor.open("a.flywheel", WIDE)
    whole = await colors(editor, WIDE, encoding)
    assert [it for it in whole if it[0] == "友"] == [("友", "variable", True), ("友", "variable", False)]
    assert ('"€≥🎁"', "string", False) in whole
    # Those of a part are the same.
    part = lsp.Range(lsp.Position(6, 0), lsp.Position(7, 0))
    params = lsp.SemanticTokensRangeParams(editor.id("a.flywheel"), part)
    tokens = await editor.ask(lsp.TEXT_DOCUMENT_SEMANTIC_TOKENS_RANGE, params)
    line = WIDE.splitlines()[6]
    assert "".join(word for word, _, _ in read(editor, tokens, WIDE, encoding)) == line.replace(" ", "")


async def colors(editor, text, encoding):
    params = lsp.SemanticTokensParams(editor.id("a.flywheel"))
    tokens = await editor.ask(lsp.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, params)
    return read(editor, tokens, text, encoding)


def read(editor, tokens, text, encoding) -> list[tuple[str, str, bool]]:
    """The words with their types, and whether they are declared there."""
    legend = editor.greeting.capabilities.semantic_tokens_provider.legend
    unit = 1 if encoding == lsp.PositionEncodingKind.Utf8 else 2
    coded = "utf-8" if unit == 1 else "utf-16-le"
    lines = [line.encode(coded) for line in text.splitlines()]
    words, line, column = [], 0, 0
    for at_ in range(0, len(tokens.data), 5):
        down, right, length, kind, modifiers = tokens.data[at_ : at_ + 5]
        line, column = line + down, right if down else column + right
        word = lines[line][column * unit : (column + length) * unit].decode(coded)
        assert word.strip() == word != ""
        words.append((word, legend.token_types[kind], bool(modifiers)))
    return words


async def test_symbols_of_the_folder(start):
    editor = await start(files={"shared.flywheel": SHARED, "main.flywheel": MAIN, "not.rules": SHOP})
    editor.open("new.flywheel", SHOP)

    async def found(query):
        symbols = await editor.ask(lsp.WORKSPACE_SYMBOL, lsp.WorkspaceSymbolParams(query))
        return sorted({it.location.uri.rsplit("/")[-1] for it in symbols or []})

    assert await found("Enthus") == ["main.flywheel", "new.flywheel"]
    assert await found("happy") == ["main.flywheel", "shared.flywheel"]
    assert await found("swag") == ["new.flywheel"]
    assert await found("nobody") == []
    editor.write("more.flywheel", SHOP)
    editor.watched("more.flywheel", lsp.FileChangeType.Created)
    assert await found("swag") == ["more.flywheel", "new.flywheel"]


async def test_questions_where_there_is_nothing(start):
    editor = await start()
    text = copy.copy(SHOP)
    editor.open("a.flywheel", text)
    empty = lsp.Position(3, 0)
    for method, form in (
        (lsp.TEXT_DOCUMENT_HOVER, lsp.HoverParams),
        (lsp.TEXT_DOCUMENT_DEFINITION, lsp.DefinitionParams),
        (lsp.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT, lsp.DocumentHighlightParams),
    ):
        assert not await editor.ask(method, form(editor.id("a.flywheel"), empty))
    with pytest.raises(JsonRpcException):
        params = lsp.PrepareRenameParams(editor.id("a.flywheel"), empty)
        await editor.ask(lsp.TEXT_DOCUMENT_PREPARE_RENAME, params)


async def test_hover_in_plain_text(start):
    can = pushed()
    can.text_document.hover.content_format = [lsp.MarkupKind.PlainText]
    editor = await start(can)
    editor.open("a.flywheel", SHOP)
    hover = await editor.ask(lsp.TEXT_DOCUMENT_HOVER, asked(editor, SHOP, "swag\n"))
    assert hover.contents.kind == lsp.MarkupKind.PlainText
    assert "Each costs us $18.00." in hover.contents.value
    assert "```" not in hover.contents.value and "`" not in hover.contents.value


async def test_a_part_of_several_programs(start):
    """A name in a file that two others use is changed and found in both."""
    other = MAIN.replace("Enthusiast", "Fan")
    editor = await start(files={"shared.flywheel": SHARED, "main.flywheel": MAIN, "other.flywheel": other})
    editor.open("shared.flywheel", SHARED)
    place = lsp.Position(2, 5)
    context = lsp.ReferenceContext(True)
    params = lsp.ReferenceParams(context, editor.id("shared.flywheel"), place)
    found = await editor.ask(lsp.TEXT_DOCUMENT_REFERENCES, params)
    files = {editor.uri(it) for it in ("shared.flywheel", "main.flywheel", "other.flywheel")}
    assert {it.uri for it in found} == files
    params = lsp.RenameParams(editor.id("shared.flywheel"), place, "glad")
    edits = edits_by_uri(await editor.ask(lsp.TEXT_DOCUMENT_RENAME, params))
    assert set(edits) == files
    # A name that is taken in one of them cannot be used.
    params = lsp.RenameParams(editor.id("shared.flywheel"), place, "Fan")
    with pytest.raises(JsonRpcException):
        await editor.ask(lsp.TEXT_DOCUMENT_RENAME, params)
