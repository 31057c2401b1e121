"""What the tests share."""

from __future__ import annotations

import subprocess
import sysconfig
from dataclasses import dataclass
from pathlib import Path

import pytest

import flywheel

ROOT = Path(__file__).parents[2]
COMMAND = Path(sysconfig.get_path("scripts")) / "flywheel"

RULES = """
customer
  nps: number
  spent: money
  purchases: events
stage New
  when nps ≥ 9 move to Fan
  after 3 purchases move to Regular; give swag
stage Fan
  resting
stage Regular
  resting
reward swag costs $18, once
"""


def run(*arguments: object, input: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    """Runs the `flywheel` command."""
    words = [str(COMMAND), *map(str, arguments)]
    return subprocess.run(words, input=input, capture_output=True, cwd=ROOT)


@dataclass
class Example:
    """A folder of `examples` that says what its rules decide."""

    folder: Path

    @property
    def rules(self) -> Path:
        return self.folder / f"{self.folder.name}.flywheel"

    @property
    def customers(self) -> Path:
        return self.folder / "customers.ndjson"

    @property
    def decisions(self) -> bytes:
        return (self.folder / "decisions.ndjson").read_bytes()

    @property
    def as_of(self) -> str:
        lines = self.rules.read_text().splitlines()
        return next(line for line in lines if line.startswith("# as of ")).removeprefix("# as of ").strip()


EXAMPLES = [Example(file.parent) for file in sorted(ROOT.glob("examples/**/decisions.ndjson"))]


@pytest.fixture(params=EXAMPLES, ids=lambda example: example.folder.name)
def example(request: pytest.FixtureRequest) -> Example:
    return request.param


# For questions that take a build for tests a while.
@pytest.fixture(params=EXAMPLES[:2], ids=lambda example: example.folder.name)
def one_of_few(request: pytest.FixtureRequest) -> Example:
    return request.param


@pytest.fixture
def rules() -> flywheel.Program:
    return flywheel.Program.parse(RULES)
