#!/usr/bin/env python3
"""Types into large files for a long time, and says how long problems take to come and how much memory
the server has. It needs nothing but Python: `editors/tests/soak.py [EDITS [RULES ...]]`.

  FLYWHEEL  the program to try, which should be a release build
  LIMIT     how many milliseconds the median may be with 500 rules (no limit)
  SEED      what edits are drawn from (1)
"""

import os
import random
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "protocol"))

from rules import many  # noqa: E402
from wire import Wire  # noqa: E402

# How many times the memory that the server has after half of the edits it may have at the end, and how
# many MB more, whatever it has.
GROWTH, SLACK = 1.1, 32


class Typist:
    """Somebody who changes one file, a few characters at a time."""

    def __init__(self, rules: int, chance: random.Random):
        self.wire, self.chance = Wire().begin(), chance
        self.lines = many(rules).split("\n")
        self.version = 1
        self.undo: tuple | None = None
        self.wire.open("\n".join(self.lines))
        self.problems()

    def problems(self) -> list[str]:
        """Waits for the problems of the text as it is, and returns their codes."""
        while True:
            message = self.wire.message()
            params = message.get("params") or {}
            is_it = message.get("method") == "textDocument/publishDiagnostics"
            if is_it and params.get("version") == self.version:
                return [it["code"] for it in params["diagnostics"]]

    def change(self, line: int, start: int, end: int, text: str) -> None:
        """Replaces a part of a line."""
        place = {"start": {"line": line, "character": start}, "end": {"line": line, "character": end}}
        old = self.lines[line]
        self.lines[line] = old[:start] + text + old[end:]
        self.version += 1
        document = {"uri": "untitled:a", "version": self.version}
        params = {"textDocument": document, "contentChanges": [{"range": place, "text": text}]}
        self.wire.send(method="textDocument/didChange", params=params)

    def edit(self) -> float:
        """Makes a small change, or takes the last one back. Returns the milliseconds until problems came."""
        if self.undo is not None:
            change, self.undo = self.undo, None
        else:
            change = self.next()
        begin = time.perf_counter()
        self.change(*change)
        self.problems()
        return (time.perf_counter() - begin) * 1000

    def next(self) -> tuple[int, int, int, str]:
        """What to type: a letter more in a name, another number, a comment, or a mistake."""
        line = self.chance.choice([at for at, text in enumerate(self.lines) if text.startswith("  when")])
        text = self.lines[line]
        kind = self.chance.random()
        if kind < 0.4:
            at = len(text)
            self.undo = (line, at, at + 1, "")
            return line, at, at, "#"
        if kind < 0.8:
            at = text.index(" is ") + 4
            self.undo = (line, at, at + 1, text[at])
            return line, at, at + 1, str(self.chance.randrange(10))
        at = text.index("NPS")
        self.undo = (line, at, at + 4, "NPS")
        return line, at, at + 3, "NPSs"

    def proof(self) -> float:
        """Writes a rule that never applies, and returns the milliseconds until that is proved."""
        line = next(at for at, text in enumerate(self.lines) if text.startswith("  when"))
        at = self.lines[line].index(" and ")
        begin = time.perf_counter()
        self.change(line, at, at, " and NPS > 9")
        while "never-fires" not in self.problems():
            pass
        taken = (time.perf_counter() - begin) * 1000
        self.change(line, at, at + len(" and NPS > 9"), "")
        self.problems()
        return taken

    def memory(self) -> int:
        """The resident memory of the server in MB."""
        status = Path(f"/proc/{self.wire.server.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return round(int(line.split()[1]) / 1024)

    def end(self) -> None:
        self.wire.ask("shutdown")
        self.wire.send(method="exit")
        code, said = self.wire.exits()
        assert (code, said) == (0, ""), (code, said)


def soak(rules: int, edits: int, chance: random.Random) -> bool:
    """Whether all that must hold held."""
    typist = Typist(rules, chance)
    at_first = typist.memory()
    taken, halfway = [], 0
    for count in range(edits):
        taken.append(typist.edit())
        if count == edits // 2:
            halfway = typist.memory()
    at_last = typist.memory()
    proofs = [typist.proof() for _ in range(min(20, max(3, edits // 50)))]
    typist.end()
    median, late = statistics.median(taken), statistics.quantiles(taken, n=100)[98]
    print(f"{rules} rules, {edits} edits")
    print(f"  keystroke to problems: median {median:.1f} ms, 99th percentile {late:.1f} ms, most {max(taken):.1f} ms")
    print(f"  keystroke to proofs:   median {statistics.median(proofs):.1f} ms, most {max(proofs):.1f} ms")
    print(f"  memory: {at_first} MB at first, {halfway} MB halfway, {at_last} MB at last", flush=True)
    limit = float(os.environ.get("LIMIT", "inf")) if rules <= 500 else float("inf")
    if median > limit:
        print(f"  FAILED: the median is more than {limit} ms")
    grows = at_last > halfway * GROWTH + SLACK
    if grows:
        print("  FAILED: the memory grows")
    return median <= limit and not grows


def main() -> int:
    edits = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    sizes = [int(it) for it in sys.argv[2:]] or [500, 10_000]
    chance = random.Random(int(os.environ.get("SEED", "1")))
    # In a very large file each edit takes longer, so it gets fewer of them.
    fewer = {rules: edits if rules <= 1000 else edits // 10 for rules in sizes}
    return 0 if all([soak(rules, fewer[rules], chance) for rules in sizes]) else 1


sys.exit(main())
