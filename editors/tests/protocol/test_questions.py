"""Questions that are taken back or come too late, fixes, and the layout of a line that was just ended."""

import asyncio

import pytest
from editor import codes, edited, edits_by_uri, pulling, pushed, whole
from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException
from rules import MAIN, SHARED, SHOP, many
from server import LONG

CANCELED, MODIFIED, FAILED = -32800, -32801, -32803


def all_fixes(editor, name) -> lsp.CodeActionParams:
    context = lsp.CodeActionContext([], only=[lsp.CodeActionKind.SourceFixAll])
    return lsp.CodeActionParams(editor.id(name), whole(), context)


def begin(editor, method, params, id):
    """Asks something, and returns what waits for the answer."""
    future = editor.client.protocol.send_request(method, params, msg_id=id)
    return asyncio.wait_for(asyncio.wrap_future(future), LONG)


async def test_a_question_that_is_taken_back(start):
    editor = await start()
    editor.open("a.flywheel", many(600).replace(" is 3 ", " == 3 "))
    params = all_fixes(editor, "a.flywheel")
    method = lsp.TEXT_DOCUMENT_CODE_ACTION
    first = begin(editor, method, params, "first")
    second = begin(editor, method, params, "second")
    editor.client.cancel_request(lsp.CancelParams("second"))
    with pytest.raises(JsonRpcException) as error:
        await second
    assert error.value.code == CANCELED
    assert [it.title for it in await first] == ["Make all safe fixes"]
    # One that was answered before, and one that nobody asked.
    editor.client.cancel_request(lsp.CancelParams("first"))
    editor.client.cancel_request(lsp.CancelParams("nobody"))
    assert await editor.ask(method, params)


async def test_a_question_about_a_text_that_has_changed(start):
    editor = await start(pulling())
    editor.open("a.flywheel", many(600).replace(" is 3 ", " == 3 "))
    params = all_fixes(editor, "a.flywheel")
    asked = [begin(editor, lsp.TEXT_DOCUMENT_CODE_ACTION, params, f"q{it}") for it in range(3)]
    editor.replace("a.flywheel", SHOP)
    answers = await asyncio.gather(*asked, return_exceptions=True)
    # The first may have been answered before.
    refused = [it.code for it in answers if isinstance(it, JsonRpcException)]
    assert refused in ([MODIFIED] * 2, [MODIFIED] * 3)
    # Problems are always those of the newest text, so there is no reason to refuse them.
    editor.replace("a.flywheel", many(600))
    pulled = begin(editor, "textDocument/diagnostic", lsp.DocumentDiagnosticParams(editor.id("a.flywheel")), "p")
    editor.replace("a.flywheel", SHOP.replace("Enthusiast;", "Enthusiat;"))
    assert codes((await pulled).items) == ["8 unknown-stage"]


async def test_an_action_is_worked_out_when_it_is_chosen(start):
    can = pushed()
    can.text_document.code_action.resolve_support = lsp.ClientCodeActionResolveOptions(["edit"])
    can.text_document.code_action.data_support = True
    editor = await start(can)
    wrong = SHOP.replace("NPS ≥ 9", "NPS == 9")
    editor.open("a.flywheel", wrong)
    params = lsp.CodeActionParams(editor.id("a.flywheel"), whole(), lsp.CodeActionContext([]))
    actions = await editor.ask(lsp.TEXT_DOCUMENT_CODE_ACTION, params)
    chosen = next(it for it in actions if it.title == "Make all safe fixes")
    assert chosen.edit is None
    resolved = await editor.ask(lsp.CODE_ACTION_RESOLVE, chosen)
    [edits] = edits_by_uri(resolved.edit).values()
    assert edited(wrong, edits) == wrong.replace("==", "is")


async def test_all_safe_fixes_of_a_part(start):
    """A file that two others use is put right as these say, which alone would lack stages."""
    part = SHARED.replace("NPS ≥ 9", "NPS == 9")
    files = {"shared.flywheel": part, "main.flywheel": MAIN, "other.flywheel": MAIN}
    editor = await start(files=files)
    editor.open("shared.flywheel", part)
    [action] = await editor.ask(lsp.TEXT_DOCUMENT_CODE_ACTION, all_fixes(editor, "shared.flywheel"))
    edits = edits_by_uri(action.edit)
    assert list(edits) == [editor.uri("shared.flywheel")]
    assert edited(part, edits[editor.uri("shared.flywheel")]) == part.replace("==", "is")


async def test_edits_have_versions_only_if_the_editor_takes_them(start):
    for takes in (True, False):
        can = pushed()
        can.workspace.workspace_edit.document_changes = takes
        editor = await start(can)
        editor.open("a.flywheel", SHOP.replace("NPS ≥ 9", "NPS == 9"))
        [action] = await editor.ask(lsp.TEXT_DOCUMENT_CODE_ACTION, all_fixes(editor, "a.flywheel"))
        assert bool(action.edit.document_changes) == takes and bool(action.edit.changes) != takes
        if takes:
            assert action.edit.document_changes[0].text_document.version == 1


async def test_layout_while_typing(start):
    editor = await start()
    options = editor.greeting.capabilities.document_on_type_formatting_provider
    assert options.first_trigger_character == "\n"
    ugly = SHOP.replace("  when NPS < 3", "       when  NPS<3")

    async def after(text, line):
        """The edits after Enter at the end of the line before."""
        editor.replace("a.flywheel", text)
        place = lsp.Position(line, 0)
        params = lsp.DocumentOnTypeFormattingParams(
            editor.id("a.flywheel"), place, "\n", lsp.FormattingOptions(2, True)
        )
        edits = await editor.ask(lsp.TEXT_DOCUMENT_ON_TYPE_FORMATTING, params)
        return edited(text, edits or [])

    editor.open("a.flywheel", "")
    # The line is laid out, and the next one is indented as the text goes on.
    assert await after(ugly + "\n", 11) == SHOP + "  \n"
    text = SHOP + "stage Lapsed\n\n"
    assert await after(text, 12) == SHOP + "stage Lapsed\n  \n"
    # What cannot be read is left alone.
    text = SHOP + 'stage "Lapsed\n\n'
    assert (await after(text, 12)).startswith(SHOP + 'stage "Lapsed\n')


async def test_layout_of_what_cannot_be_read(start):
    editor = await start()
    editor.open("a.flywheel", "stage\n")
    options = lsp.FormattingOptions(2, True)
    with pytest.raises(JsonRpcException) as error:
        params = lsp.DocumentFormattingParams(editor.id("a.flywheel"), options)
        await editor.ask(lsp.TEXT_DOCUMENT_FORMATTING, params)
    assert error.value.code == FAILED and error.value.message.startswith("the file was left as it is: ")


async def test_questions_about_closed_files(start):
    editor = await start()
    editor.open("a.flywheel", SHOP)
    editor.close("a.flywheel")
    with pytest.raises(JsonRpcException) as error:
        await editor.ask(lsp.TEXT_DOCUMENT_CODE_ACTION, all_fixes(editor, "a.flywheel"))
    assert error.value.code == FAILED


async def test_actions_by_kind(start):
    editor = await start()
    editor.open("a.flywheel", SHOP.replace("NPS ≥ 9", "NPS == 9"))

    async def titles(*only):
        context = lsp.CodeActionContext([], only=list(only) or None)
        params = lsp.CodeActionParams(editor.id("a.flywheel"), whole(), context)
        return [it.title for it in await editor.ask(lsp.TEXT_DOCUMENT_CODE_ACTION, params)]

    fix, every = "Change `==` to `is`", "Make all safe fixes"
    assert await titles() == [fix, every]
    assert await titles("") == [fix, every]
    assert await titles("quickfix") == [fix]
    assert await titles("source") == [every]
    assert await titles("source.fixAll") == [every]
    assert await titles("source.fixAll.flywheel") == [every]
    assert await titles("source.fixAll.flywheelish", "source.fix") == []
    assert await titles("refactor", "source.organizeImports") == []
