"""The `flywheel` command of the package."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import COMMAND, ROOT, RULES, run

import flywheel

RULES_FILE = ROOT / "examples/advocacy/advocacy.flywheel"
CUSTOMERS = ROOT / "examples/advocacy/customers.ndjson"


def test_the_version_is_that_of_the_module() -> None:
    assert run("--version").stdout.decode() == f"flywheel {flywheel.__version__}\n"
    said = subprocess.run([sys.executable, "-m", "flywheel", "--version"], capture_output=True)
    assert said.stdout.decode() == f"flywheel {flywheel.__version__}\n"


def test_exit_codes(tmp_path: Path) -> None:
    broken = tmp_path / "broken.flywheel"
    broken.write_text("stage New\n  move to Nowhere\n")
    assert run("check", RULES_FILE).returncode == 0
    assert run("check", broken).returncode == 1
    assert run("check", tmp_path / "none.flywheel").returncode == 2
    assert run("nonsense").returncode == 2
    assert run("eval", RULES_FILE, CUSTOMERS, "--as-of", "2026-03-31").returncode == 3


def test_standard_input_and_output() -> None:
    said = run("eval", RULES_FILE, "-", "--as-of", "2026-03-31", "--format", "ndjson", input=CUSTOMERS.read_bytes())
    assert said.stdout == (RULES_FILE.parent / "decisions.ndjson").read_bytes()
    assert b"rejected" in said.stderr
    # What does not end with a line break is written too.
    assert run("graph", RULES_FILE).stdout.rstrip().endswith(b"</svg>")


@pytest.mark.skipif(os.name != "posix", reason="pipes of a shell")
def test_a_reader_may_leave() -> None:
    line = f"'{COMMAND}' eval '{RULES_FILE}' '{CUSTOMERS}' --as-of 2026-03-31 --format ndjson | head -1; exit ${{PIPESTATUS[0]}}"
    said = subprocess.run(["bash", "-c", line], capture_output=True)
    assert said.returncode in (0, 3)
    assert said.stdout.count(b"\n") == 1
    assert b"Traceback" not in said.stderr and b"panicked" not in said.stderr


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_ctrl_c_ends_it(tmp_path: Path) -> None:
    fifo = tmp_path / "customers.ndjson"
    os.mkfifo(fifo)
    words = [str(COMMAND), "eval", str(RULES_FILE), str(fifo)]
    command = subprocess.Popen(words, stderr=subprocess.PIPE)
    with open(fifo, "wb") as pipe:
        pipe.write(b'{"id":"a"}\n')
        pipe.flush()
        time.sleep(0.3)
        command.send_signal(signal.SIGINT)
        _, said = command.communicate(timeout=10)
    assert command.returncode == -signal.SIGINT
    assert b"Traceback" not in said


def test_the_language_server_answers() -> None:
    body = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"capabilities": {}, "processId": None}}
    text = json.dumps(body).encode()
    words = [str(COMMAND), "lsp"]
    server = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert server.stdin and server.stdout
    server.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(text), text))
    server.stdin.flush()
    length = int(server.stdout.readline().split(b":")[1])
    while server.stdout.readline().strip():
        pass
    answer = json.loads(server.stdout.read(length))
    assert answer["id"] == 1 and "capabilities" in answer["result"]
    server.stdin.close()
    server.wait(timeout=10)


def test_the_server_answers() -> None:
    from urllib.request import urlopen

    server = subprocess.Popen([str(COMMAND), "serve", "--port", "0"], stdout=subprocess.PIPE)
    assert server.stdout
    try:
        with urlopen(server.stdout.readline().decode().strip(), timeout=10) as page:
            assert page.status == 200
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=10)


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_ctrl_c_ends_a_long_decide() -> None:
    program = f"""
import flywheel, os, signal, threading, time
rules = flywheel.Program.parse('''{RULES}''')
lines = b"".join(b'{{"id":%d,"nps":3}}\\n' % n for n in range(1_500_000))
threading.Timer(0.1, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
begin = time.monotonic()
try:
    while True:
        rules.decide(lines, as_of="2026-03-31", threads=1)
except KeyboardInterrupt:
    print("interrupted after", time.monotonic() - begin)
print(len(rules.decide({{"id": "a"}}, as_of="2026-03-31")))
"""
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, timeout=60)
    assert said.stdout.startswith(b"interrupted after"), said.stderr
    assert said.stdout.endswith(b"\n1\n")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_process_that_was_forked_decides_too(rules: flywheel.Program) -> None:
    program = f"""
import flywheel, os
rules = flywheel.Program.parse('''{RULES}''')
rules.decide([{{"id": n}} for n in range(5000)], as_of="2026-03-31")
if os.fork() == 0:
    decisions = rules.decide([{{"id": n}} for n in range(5000)], as_of="2026-03-31")
    os._exit(len(decisions) // 100)
_, status = os.wait()
print(os.waitstatus_to_exitcode(status))
"""
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, timeout=60)
    assert said.stdout == b"50\n", said.stderr
