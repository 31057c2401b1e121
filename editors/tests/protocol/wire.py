"""The server as a stream of bytes, for what no client library would send."""

import json
import os
import queue
import subprocess
import threading
from typing import Any

from server import LONG, SERVER


class Wire:
    def __init__(self):
        self.server = subprocess.Popen(
            SERVER, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        self.messages: queue.Queue = queue.Queue()
        self.next = 0
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        stream = self.server.stdout
        while head := stream.readline():
            length = 0
            while head.strip():
                name, value = head.decode().split(":")
                length = int(value) if name == "Content-Length" else length
                head = stream.readline()
            self.messages.put(json.loads(stream.read(length)))
        self.messages.put(None)

    def bytes(self, data: bytes) -> None:
        self.server.stdin.write(data)
        self.server.stdin.flush()

    def body(self, body: bytes) -> None:
        """Sends something with the length before it, whatever it is."""
        self.bytes(b"Content-Length: %d\r\n\r\n" % len(body) + body)

    def send(self, **message: Any) -> None:
        self.body(json.dumps({"jsonrpc": "2.0", **message}).encode())

    def ask(self, method: str, params: Any = None) -> dict:
        """Asks something, and returns the whole answer."""
        self.next += 1
        self.send(id=self.next, method=method, params=params)
        return self.answer(self.next)

    def answer(self, id: Any) -> dict:
        while True:
            message = self.message()
            if "method" not in message and message.get("id") == id:
                return message

    def message(self) -> dict:
        message = self.messages.get(timeout=LONG)
        assert message is not None, "the server has closed its output"
        return message

    def begin(self) -> "Wire":
        params = {"processId": os.getpid(), "rootUri": None, "capabilities": {}}
        assert "result" in self.ask("initialize", params)
        self.send(method="initialized", params={})
        return self

    def open(self, text: str, uri: str = "untitled:a") -> None:
        document = {"uri": uri, "languageId": "flywheel", "version": 1, "text": text}
        self.send(method="textDocument/didOpen", params={"textDocument": document})

    def still_works(self) -> None:
        """Whether it still checks a text."""
        self.open("stage A\n  when x move to A\n", "untitled:works")
        params: dict = {}
        while params.get("uri") != "untitled:works":
            params = self.message().get("params", {})
        assert [it["code"] for it in params["diagnostics"]] == ["unknown-name", "move-nowhere"]

    def end(self) -> tuple[int, str]:
        """Closes the input, and returns the exit code and what was said on the error stream."""
        self.server.stdin.close()
        code = self.server.wait(timeout=LONG)
        return code, self.server.stderr.read().decode()

    def exits(self) -> tuple[int, str]:
        """The same where it ends by itself."""
        code = self.server.wait(timeout=LONG)
        return code, self.server.stderr.read().decode()
