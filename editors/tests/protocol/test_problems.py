"""Problems, for editors that ask for them and for editors that are sent them."""

import json
import subprocess
from pathlib import Path
from urllib.parse import unquote, urlparse

from editor import codes, pulling, pushed, seed
from lsprotocol import types as lsp
from rules import MAIN, SHARED, SHOP
from server import SERVER

ROOT = Path(__file__).parents[3]

WRONG = SHOP.replace("Enthusiast;", "Enthusiat;")


async def test_pulled_problems_have_result_ids(start):
    editor = await start(pulling())
    options = editor.greeting.capabilities.diagnostic_provider
    assert options.inter_file_dependencies
    editor.open("a.flywheel", WRONG)
    first = await editor.pull("a.flywheel")
    assert first.kind == "full" and codes(first.items) == ["8 unknown-stage"]
    again = await editor.pull("a.flywheel", first.result_id)
    assert again.kind == "unchanged" and again.result_id == first.result_id
    # A change that changes no problem leaves the id; one that moves a problem does not.
    editor.replace("a.flywheel", WRONG + "\n# The end.\n")
    same = await editor.pull("a.flywheel", first.result_id)
    assert same.kind == "unchanged"
    editor.replace("a.flywheel", "# The beginning.\n" + WRONG)
    other = await editor.pull("a.flywheel", first.result_id)
    assert other.kind == "full" and codes(other.items) == ["9 unknown-stage"]
    editor.replace("a.flywheel", SHOP)
    none = await editor.pull("a.flywheel", other.result_id)
    assert none.kind == "full" and codes(none.items) == []
    # An id of nobody is no reason to fail.
    assert (await editor.pull("a.flywheel", "nobody's")).kind == "full"
    assert editor.sent == []


async def test_pulled_problems_come_with_those_of_used_files(start):
    editor = await start(pulling(), {"shared.flywheel": SHARED + "let spare = 1\n"})
    editor.open("main.flywheel", MAIN)
    report = await editor.pull("main.flywheel")
    assert codes(report.items) == []
    related = report.related_documents[editor.uri("shared.flywheel")]
    assert codes(related.items) == ["4 unused-let"]
    # Once it is open, it is asked for itself.
    editor.open("shared.flywheel", SHARED)
    report = await editor.pull("main.flywheel")
    assert not report.related_documents
    assert codes((await editor.pull("shared.flywheel")).items) == []


async def test_an_editor_that_pulls_is_called_again(start):
    editor = await start(pulling(), {"shared.flywheel": SHARED})
    editor.open("main.flywheel", MAIN)
    assert codes((await editor.pull("main.flywheel")).items) == []
    count = editor.client.diagnostic_refresh_count
    editor.write("shared.flywheel", SHARED.replace("happy", "glad"))
    editor.watched("shared.flywheel")
    await editor.until(lambda: editor.client.diagnostic_refresh_count > count, "a call")
    assert codes((await editor.pull("main.flywheel")).items) == ["3 unknown-name"]
    # What is proved comes later, with another call.
    count = editor.client.diagnostic_refresh_count
    editor.open("a.flywheel", SHOP.replace("NPS < 3", "NPS < 3 and NPS > 4"))
    await editor.until(lambda: editor.client.diagnostic_refresh_count > count, "a call")
    assert codes((await editor.pull("a.flywheel")).items) == ["11 never-fires"]


async def test_sent_problems_have_the_version_of_the_text(start):
    editor = await start()
    editor.open("a.flywheel", WRONG)
    await editor.sends("a.flywheel", ["8 unknown-stage"])
    for count in range(20):
        editor.replace("a.flywheel", SHOP if count % 2 else WRONG)
    await editor.sends("a.flywheel", [])
    versions = [it.version for it in editor.sent if it.uri == editor.uri("a.flywheel")]
    assert versions == sorted(versions) and versions[-1] == 21
    for sent in editor.sent:
        # Those of an odd version are of the wrong text.
        right = ["8 unknown-stage"] if sent.version % 2 == 0 or sent.version == 1 else []
        assert codes(sent.diagnostics) == right, sent.version


async def test_problems_name_other_places_only_if_they_are_shown(start):
    rules = SHOP + "stage Engaged\n  resting\n"
    editor = await start()
    editor.open("a.flywheel", rules)
    sent = await editor.sends("a.flywheel", ["12 declared-twice"])
    place = sent.diagnostics[0].related_information[0].location
    assert (place.uri, place.range.start.line) == (editor.uri("a.flywheel"), 6)
    can = pushed()
    can.text_document.publish_diagnostics.related_information = False
    editor = await start(can)
    editor.open("a.flywheel", rules)
    sent = await editor.sends("a.flywheel", ["12 declared-twice"])
    assert sent.diagnostics[0].related_information is None


async def test_used_files_that_change_on_the_disk(start):
    editor = await start(files={"shared.flywheel": SHARED})
    await editor.until(lambda: editor.registered, "a registration")
    assert [it.method for it in editor.registered] == [lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES]
    editor.open("main.flywheel", MAIN)
    await editor.sends("main.flywheel", [])
    editor.write("shared.flywheel", SHARED.replace("happy", "glad"))
    editor.watched("shared.flywheel")
    await editor.sends("main.flywheel", ["3 unknown-name"])
    editor.path("shared.flywheel").unlink()
    editor.watched("shared.flywheel", lsp.FileChangeType.Deleted)
    await editor.sends("main.flywheel", ["1 use-missing"])
    editor.write("shared.flywheel", SHARED)
    editor.watched("shared.flywheel", lsp.FileChangeType.Created)
    await editor.sends("main.flywheel", [])
    # What is open counts, not what is on the disk.
    editor.open("shared.flywheel", SHARED.replace("happy", "glad"))
    await editor.sends("main.flywheel", ["3 unknown-name"])
    editor.watched("shared.flywheel")
    editor.close("shared.flywheel")
    await editor.sends("main.flywheel", [])


async def test_a_part_is_checked_with_the_file_that_uses_it(start):
    editor = await start(files={"main.flywheel": MAIN})
    editor.open("shared.flywheel", SHARED)
    await editor.sends("shared.flywheel", [])
    editor.replace("shared.flywheel", SHARED.replace("happy", "glad"))
    await editor.sends("main.flywheel", ["3 unknown-name"])
    # Nothing uses it any more: it is a part that nobody needs, and not wrong.
    editor.write("main.flywheel", MAIN.replace('use "shared.flywheel"\n', ""))
    editor.watched("main.flywheel")
    await editor.sends("main.flywheel", [])
    await editor.sends("shared.flywheel", [])


async def test_a_closed_file_has_no_problems(start):
    editor = await start()
    editor.open("a.flywheel", WRONG)
    await editor.sends("a.flywheel", ["8 unknown-stage"])
    editor.close("a.flywheel")
    await editor.sends("a.flywheel", [])
    # It was never saved, so there is nothing to ask about.
    editor.open("b.flywheel", SHOP)
    await editor.sends("b.flywheel", [])


async def test_files_that_use_each_other_in_a_circle(start):
    editor = await start()
    editor.open("a.flywheel", 'use "b.flywheel"\n' + SHOP)
    editor.open("b.flywheel", 'use "a.flywheel"\n')
    await editor.sends("a.flywheel", ["1 use-cycle"])
    await editor.sends("b.flywheel", ["1 use-cycle"])
    editor.replace("b.flywheel", "let spare = 1\n")
    await editor.sends("a.flywheel", [])
    await editor.sends("b.flywheel", ["1 unused-let"])
    # A file that uses itself.
    editor.replace("b.flywheel", 'use "b.flywheel"\n')
    await editor.sends("a.flywheel", [])
    await editor.sends("b.flywheel", ["1 use-cycle"])


async def test_a_folder_that_is_added(start, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    (other / "main.flywheel").write_text(MAIN)
    editor = await start()
    editor.open((other / "shared.flywheel").as_uri(), SHARED.replace("happy", "glad"))
    name = (other / "shared.flywheel").as_uri()
    await editor.sends(name, [])
    folder = lsp.WorkspaceFolder(other.as_uri(), "other")
    event = lsp.WorkspaceFoldersChangeEvent(added=[folder], removed=[])
    editor.client.workspace_did_change_workspace_folders(
        lsp.DidChangeWorkspaceFoldersParams(event)
    )
    await editor.sends((other / "main.flywheel").as_uri(), ["3 unknown-name"])


async def test_problems_are_those_of_check(start):
    """Of rules with mistakes, the server says what the command line says."""
    can = pushed()
    can.general.position_encodings = [lsp.PositionEncodingKind.Utf8]
    editor = await start(can, settings={"proofs": False})
    files = sorted((ROOT / "tests/syntax/mistakes").iterdir())
    assert len(files) > 20
    # A part of them, which is another one with another seed.
    for file in files[seed() % 4 :: 4]:
        name = f"{file.stem}.flywheel"
        editor.write(name, file.read_text())
        said = subprocess.run(
            [SERVER[0], "check", "--format", "json", editor.path(name)], capture_output=True
        )
        problems = json.loads(said.stdout)["problems"]
        editor.open(name, file.read_text())
        await editor.until(lambda: (it := editor.last(name)) and it.version == 1, name)
        shown = editor.last(name).diagnostics
        assert sorted(place(it) for it in shown) == sorted(
            (it["line"], it["code"], it["severity"], it["title"]) for it in problems
        ), name
        editor.close(name)


def place(problem: lsp.Diagnostic) -> tuple:
    severity = {lsp.DiagnosticSeverity.Error: "error", lsp.DiagnosticSeverity.Warning: "warning"}
    title = problem.message.split("\n")[0]
    return problem.range.start.line + 1, problem.code, severity[problem.severity], title


async def test_names_of_files(start):
    """Files with spaces and letters of all kinds, however their addresses are written."""
    shared, main = "my rules ä #1 100%.flywheel", "übung?.flywheel"
    editor = await start(files={shared: SHARED})
    text = MAIN.replace("shared.flywheel", shared)
    editor.open(main, text)
    await editor.sends(main, [])
    place = lsp.Position(2, 8)
    params = lsp.DefinitionParams(editor.id(main), place)
    found = await editor.ask(lsp.TEXT_DOCUMENT_DEFINITION, params)
    uri = found[0].target_uri if isinstance(found, (list, tuple)) else found.uri
    assert Path(unquote(urlparse(uri).path)) == editor.path(shared)
    # The same address, written in another way, is the same file; answers use that of the editor.
    other = editor.uri(shared).replace("%C3%A4", "ä").replace("%20", "%20")
    editor.open(other, SHARED.replace("happy", "glad"))
    await editor.sends(main, ["3 unknown-name"])
    await editor.until(lambda: editor.last(other), "problems under the address of the editor")
