"""Settings: with the greeting, asked for, and changed."""

import pytest
from editor import pushed
from lsprotocol import types as lsp
from rules import SHOP

UNPROVED = SHOP.replace("NPS < 3", "NPS < 3 and NPS > 4")


def asked(can: bool) -> lsp.ClientCapabilities:
    capabilities = pushed()
    capabilities.workspace.configuration = can
    return capabilities


def changed(editor, settings) -> None:
    params = lsp.DidChangeConfigurationParams(settings)
    editor.client.workspace_did_change_configuration(params)


@pytest.mark.parametrize("form", [lambda it: it, lambda it: {"flywheel": it}])
async def test_settings_come_with_the_greeting(start, form):
    editor = await start(asked(False), settings=form({"proofs": False}))
    editor.open("a.flywheel", UNPROVED)
    await editor.sends("a.flywheel", [])
    changed(editor, form({"proofs": True}))
    await editor.sends("a.flywheel", ["11 never-fires"])
    changed(editor, form({"proofs": False}))
    editor.replace("a.flywheel", UNPROVED + "\n")
    await editor.sends("a.flywheel", [])


async def test_settings_are_asked_for(start):
    editor = await start(asked(True), settings={"proofs": True}, configuration={"proofs": False})
    editor.open("a.flywheel", UNPROVED)
    await editor.sends("a.flywheel", [])
    editor.client.set_configuration({"proofs": True}, section="flywheel")
    changed(editor, None)
    await editor.sends("a.flywheel", ["11 never-fires"])


async def test_settings_that_nobody_has_set(start):
    # The greeting holds where the answer is null.
    editor = await start(asked(True), settings={"proofs": False})
    editor.open("a.flywheel", UNPROVED)
    await editor.sends("a.flywheel", [])
    changed(editor, None)
    editor.replace("a.flywheel", SHOP.replace("Enthusiast;", "Enthusiat;"))
    await editor.sends("a.flywheel", ["8 unknown-stage"])
    assert editor.client.log_messages == []


async def test_settings_as_the_extension_sends_them(start):
    settings = {"asOf": None, "customers": None, "tables": {}, "proofs": True}
    editor = await start(asked(False), settings=settings)
    editor.open("a.flywheel", UNPROVED)
    await editor.sends("a.flywheel", ["11 never-fires"])
    assert editor.client.log_messages == []


async def test_settings_that_are_wrong(start):
    editor = await start(asked(False), settings={"proofs": "maybe"})
    # The log says so, and the others hold.
    await editor.until(lambda: editor.client.log_messages, "a line in the log")
    assert "the settings of flywheel" in editor.client.log_messages[0].message
    editor.open("a.flywheel", UNPROVED)
    await editor.sends("a.flywheel", ["11 never-fires"])


async def test_files_of_the_settings_are_watched(start):
    can = asked(False)
    watches = lsp.DidChangeWatchedFilesClientCapabilities(True, relative_pattern_support=True)
    can.workspace.did_change_watched_files = watches
    editor = await start(can, settings={"customers": "all.csv"})

    def watched() -> set[str]:
        """The files that are watched, but for rules."""
        data = [it.register_options for it in editor.registered if it.id == "flywheel-data"]
        watchers = [it for options in data[len(editor.unregistered) :] for it in options["watchers"]]
        patterns = [it["globPattern"] for it in watchers]
        return {f"{it['baseUri']}/{it['pattern']}" for it in patterns}

    await editor.until(lambda: watched() == {editor.uri("all.csv")}, lambda: f"{watched()}")
    await editor.until(lambda: editor.client.log_messages, "a line in the log")
    assert editor.client.log_messages[0].message.endswith("names all.csv, which is not there")
    changed(editor, {"customers": str(editor.path("all.csv")), "tables": {"orders": "orders.csv"}})
    both = {editor.uri("all.csv"), editor.uri("orders.csv")}
    await editor.until(lambda: editor.unregistered and watched() == both, lambda: f"{watched()}")
    changed(editor, {})
    await editor.until(lambda: len(editor.unregistered) == 2, "nothing is watched")
