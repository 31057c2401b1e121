"""The examples of `docs/spark.md`, run one after the other in a folder with what they read."""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path

import pytest
from conftest import ROOT

pa = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")

EXAMPLES = re.findall(r"^```python\n(.*?)^```", (ROOT / "docs/spark.md").read_text(), re.MULTILINE | re.DOTALL)

SHOP = """
customer
  nps: number
reward swag costs $18, once
stage New
  when nps ≥ 9 move to Fan; give swag
stage Fan
  resting
"""

ORDERS = """
customer
  orders: events from table by "customer_id" with total money key "no" last
stage New
  when sum(orders.total) > $10 move to Regular
stage Regular
  resting
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page")
    (folder / "shop.flywheel").write_text(SHOP)
    (folder / "orders.flywheel").write_text(ORDERS)
    ids = [f"c{n}" for n in range(300)]
    parquet.write_table(pa.table({"id": ids, "nps": [n % 11 for n in range(300)]}), folder / "customers.parquet")
    orders = {"customer_id": ids, "no": list(range(300)), "total": [n % 20 for n in range(300)], "place": list(range(300))}
    parquet.write_table(pa.table(orders), folder / "orders.parquet")
    return folder


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 7


@pytest.mark.parametrize("place", range(len(EXAMPLES)))
def test_the_examples_run(folder: Path, place: int, monkeypatch: pytest.MonkeyPatch) -> None:
    example = EXAMPLES[place]
    for library in ("polars", "duckdb", "pandas", "pyspark"):
        if re.search(rf"^(import|from) {library}\b", example, re.MULTILINE):
            pytest.importorskip(library)
    if "pyspark" in example and shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        pytest.skip("there is no Java, so nothing is tried in Spark")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    exec(compile(example, f"docs/spark.md, example {place + 1}", "exec"), {})
    if "pyspark" in example:
        from pyspark.sql import SparkSession

        SparkSession.builder.getOrCreate().stop()
