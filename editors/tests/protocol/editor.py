"""An editor in a folder of its own, which talks to the server through pytest-lsp."""

import asyncio
import os
import time
from pathlib import Path
from typing import Any, Callable

from lsprotocol import types as lsp
from pygls.protocol import default_converter
from pytest_lsp import LanguageClient, client_capabilities
from pytest_lsp.client import DEFAULT_CLIENT_FEATURES, register_lsp_features
from server import LONG, SERVER


def pulling() -> lsp.ClientCapabilities:
    """An editor that asks for problems, and can be called to ask again."""
    can = pushed()
    can.text_document.diagnostic = lsp.DiagnosticClientCapabilities(related_document_support=True)
    can.workspace.diagnostics = lsp.DiagnosticWorkspaceClientCapabilities(refresh_support=True)
    return can


def pushed() -> lsp.ClientCapabilities:
    """An editor that is sent problems: VS Code as it was before it could ask for them."""
    can = client_capabilities("visual-studio-code")
    can.text_document.diagnostic = None
    can.general = can.general or lsp.GeneralClientCapabilities()
    can.general.position_encodings = [lsp.PositionEncodingKind.Utf16]
    return can


class Editor:
    def __init__(self, folder: Path, client: LanguageClient):
        self.folder = folder
        self.client = client
        self.greeting: lsp.InitializeResult
        self.texts: dict[str, str] = {}
        self.versions: dict[str, int] = {}
        # Each list of problems that was sent, in order.
        self.sent: list[lsp.PublishDiagnosticsParams] = []
        self.registered: list[lsp.Registration] = []
        self.unregistered: list[lsp.Unregistration] = []
        own = {
            lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS: lambda params: self.sent.append(params),
            lsp.CLIENT_REGISTER_CAPABILITY: lambda params: self.registered.extend(params.registrations),
            lsp.CLIENT_UNREGISTER_CAPABILITY: lambda params: self.unregistered.extend(params.unregisterations),
        }
        register_lsp_features(client, DEFAULT_CLIENT_FEATURES | own)

    @classmethod
    async def start(
        cls,
        folder: Path,
        can: lsp.ClientCapabilities,
        files: dict[str, str] | None = None,
        settings: Any = None,
        configuration: Any = None,
    ) -> "Editor":
        """`settings` come with the greeting; `configuration` is what the server hears if it asks."""
        client = LanguageClient(converter_factory=default_converter)
        if configuration is not None:
            client.set_configuration({"flywheel": configuration})
        editor = cls(folder, client)
        for name, text in (files or {}).items():
            editor.write(name, text)
        await client.start_io(*SERVER)
        editor.greeting = await client.initialize_session(
            lsp.InitializeParams(
                capabilities=can,
                root_uri=folder.as_uri(),
                workspace_folders=[lsp.WorkspaceFolder(uri=folder.as_uri(), name="rules")],
                initialization_options=settings,
            )
        )
        return editor

    async def stop(self) -> int:
        """Ends the server, and returns its exit code."""
        server = self.client._server
        await asyncio.wait_for(self.client.shutdown_session(), LONG)
        await self.client.stop()
        return server.returncode

    # Files.

    def path(self, name: str) -> Path:
        return self.folder / name

    def uri(self, name: str) -> str:
        return name if ":" in name else self.path(name).as_uri()

    def id(self, name: str) -> lsp.TextDocumentIdentifier:
        return lsp.TextDocumentIdentifier(uri=self.uri(name))

    def write(self, name: str, text: str) -> None:
        self.path(name).write_text(text, newline="")

    def watched(self, name: str, kind: lsp.FileChangeType = lsp.FileChangeType.Changed) -> None:
        """Says that a file has changed on the disk."""
        event = lsp.FileEvent(uri=self.uri(name), type=kind)
        self.client.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams([event]))

    # Texts.

    def open(self, name: str, text: str) -> None:
        self.texts[name], self.versions[name] = text, 1
        document = lsp.TextDocumentItem(self.uri(name), "flywheel", 1, text)
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(document))

    def close(self, name: str) -> None:
        del self.texts[name], self.versions[name]
        self.client.text_document_did_close(lsp.DidCloseTextDocumentParams(self.id(name)))

    def change(self, name: str, *changes: lsp.TextDocumentContentChangeEvent) -> None:
        self.versions[name] += 1
        document = lsp.VersionedTextDocumentIdentifier(self.versions[name], self.uri(name))
        params = lsp.DidChangeTextDocumentParams(document, list(changes))
        self.client.text_document_did_change(params)

    def replace(self, name: str, text: str) -> None:
        """Replaces all of the text."""
        self.texts[name] = text
        self.change(name, lsp.TextDocumentContentChangeWholeDocument(text))

    # Problems.

    async def until(self, holds: Callable[[], Any], what: Callable[[], str] | str) -> Any:
        """Waits until something holds, and returns it."""
        end = time.monotonic() + LONG
        while not (found := holds()):
            late = time.monotonic() >= end
            assert not late, f"this does not happen: {what() if callable(what) else what}"
            await asyncio.sleep(0.002)
        return found

    def last(self, name: str) -> lsp.PublishDiagnosticsParams | None:
        """What was sent last about a file."""
        about = [it for it in self.sent if it.uri == self.uri(name)]
        return about[-1] if about else None

    async def sends(self, name: str, expected: list[str]) -> lsp.PublishDiagnosticsParams:
        """Waits until these are the problems that were sent last, for the version that is open."""

        def holds():
            last = self.last(name)
            version = self.versions.get(name)
            right = last and last.version == version and codes(last.diagnostics) == expected
            return last if right else None

        def what():
            last = self.last(name)
            return f"{expected}, rather than {last and codes(last.diagnostics)}"

        return await self.until(holds, what)

    async def pull(self, name: str, previous: str | None = None):
        """The problems of a file, asked for."""
        params = lsp.DocumentDiagnosticParams(self.id(name), previous_result_id=previous)
        return await asyncio.wait_for(
            self.client.text_document_diagnostic_async(params), LONG
        )

    # Questions.

    async def ask(self, method: str, params: Any) -> Any:
        asked = self.client.protocol.send_request_async(method, params)
        return await asyncio.wait_for(asked, LONG)


def codes(problems) -> list[str]:
    """The codes of problems with their lines, from 1."""
    return [f"{it.range.start.line + 1} {it.code}" for it in problems]


def whole() -> lsp.Range:
    return lsp.Range(lsp.Position(0, 0), lsp.Position(99999, 0))


def edits_by_uri(edit: lsp.WorkspaceEdit) -> dict[str, list[lsp.TextEdit]]:
    """The edits of each file, in whichever form they come."""
    if edit.changes is not None:
        return dict(edit.changes)
    return {it.text_document.uri: list(it.edits) for it in edit.document_changes}


def edited(text: str, edits: list[lsp.TextEdit], encoding=lsp.PositionEncodingKind.Utf16) -> str:
    """The text with edits made."""

    def offset(place: lsp.Position) -> int:
        lines = text.split("\n")
        line = lines[place.line] if place.line < len(lines) else ""
        coded, unit = ("utf-8", 1) if encoding == lsp.PositionEncodingKind.Utf8 else ("utf-16-le", 2)
        before = line.encode(coded)[: place.character * unit].decode(coded)
        return sum(len(it) + 1 for it in lines[: place.line]) + len(before)

    for edit in sorted(edits, key=lambda it: offset(it.range.start), reverse=True):
        text = text[: offset(edit.range.start)] + edit.new_text + text[offset(edit.range.end) :]
    return text


def seed() -> int:
    """What random tests draw from: `SEED`, or the same at each run."""
    return int(os.environ.get("SEED", "1"))
