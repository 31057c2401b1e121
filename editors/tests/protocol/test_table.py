"""The table in `editors/README.md` lists each test once, in the column of its client."""

import re
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parent
README = HERE.parents[1] / "README.md"


def listed(column: int) -> Counter:
    """The tests in a column of the table."""
    table = README.read_text().split("| what | in Neovim | by protocol |\n")[1].split("\n\n")[0]
    cells = [row.split("|")[column] for row in table.splitlines()[1:]]
    return Counter(name for cell in cells for name in re.findall("`([^`]+)`", cell))


def written(folder: Path, files: str, form: str) -> Counter:
    texts = [file.read_text() for file in folder.glob(files) if file.name != Path(__file__).name]
    return Counter(name for text in texts for name in re.findall(form, text, re.MULTILINE))


def test_the_table_lists_the_tests_in_neovim():
    tests = written(HERE.parent / "neovim" / "tests", "*.lua", r"^function tests\.(\w+)\(")
    assert len(tests) > 10 and listed(2) == tests


def test_the_table_lists_the_tests_by_protocol():
    tests = written(HERE, "test_*.py", r"^(?:async )?def test_(\w+)\(")
    assert len(tests) > 30 and listed(3) == tests
