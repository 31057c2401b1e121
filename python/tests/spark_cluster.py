"""Decides on a cluster of Spark, and again while one of its two workers is killed: `python python/tests/spark_cluster.py`.

It starts a master and two workers of its own from the pyspark package, decides for made-up customers with tables, a state, a
budget and bad records, and decides once more with `kill -9` on a worker and all that runs there, in the middle of the job. The rows have to
be the same. In the end, and whatever goes wrong, it stops what it started. With `--customers`, it makes up more of them.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Iterator

os.environ.setdefault("PYSPARK_PYTHON", sys.executable)

import pyspark
from pyspark import InheritableThread
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

import flywheel
from flywheel import spark as flywheel_spark

RULES = """
customer
  email:  text
  nps:    number
  orders: events from table by "customer_id" with total money at "day" key "no" last
  calls:  events from table by "email" is email with minutes number at "day"
reward mug costs $7.25, once per 30 days
reward trip costs $50, at most 100 per 30 days by nps
reward card costs 10% of sum(orders.total), once
stage New
  when nps ≥ 9 and 2 orders move to Fan; give mug; tag "fan"
  when a call where minutes > 30 give card
stage Fan
  resting
  when 1 order within 10 days give card
  when nps ≥ 5 give trip
"""

AS_OF = "2026-03-31"
PARTS = 12
SPARK = Path(pyspark.__file__).parent


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


class Cluster:
    """A master and two workers with one core each, every one in a group of processes of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.processes: list[subprocess.Popen[bytes]] = []
        self.workers: list[subprocess.Popen[bytes]] = []
        self.url = ""

    def start(self) -> None:
        port = free_port()
        self.url = f"spark://127.0.0.1:{port}"
        self._start("master", "Master", "--port", port, "--webui-port", free_port())
        self._wait("master", "I have been elected leader")
        self.workers = [
            self._start(f"worker{n}", "Worker", "--cores", 1, "--memory", "1500m", "--webui-port", free_port(), self.url)
            for n in (1, 2)
        ]
        for n in (1, 2):
            self._wait(f"worker{n}", "Successfully registered with master")

    def _start(self, name: str, role: str, *arguments: object) -> subprocess.Popen[bytes]:
        words = [SPARK / "bin/spark-class", f"org.apache.spark.deploy.{role.lower()}.{role}", "--host", "127.0.0.1", *arguments]
        env = {**os.environ, "SPARK_HOME": str(SPARK), "SPARK_WORKER_DIR": str(self.folder / "work"), "SPARK_LOCAL_DIRS": str(self.folder)}
        with open(self.folder / f"{name}.log", "wb") as log:
            process = subprocess.Popen(list(map(str, words)), env=env, stdout=log, stderr=log, start_new_session=True)
        self.processes.append(process)
        return process

    def _wait(self, name: str, until: str) -> None:
        log, end = self.folder / f"{name}.log", time.monotonic() + 120
        while until not in log.read_text(errors="replace"):
            if time.monotonic() > end or any(process.poll() is not None for process in self.processes):
                sys.exit(f"the {name} does not start:\n{log.read_text(errors='replace')}")
            time.sleep(0.2)

    def kill(self, worker: subprocess.Popen[bytes]) -> None:
        """Ends a worker, and the executor that it has started, as if the power went off."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()

    def stop(self) -> None:
        for process in reversed(self.processes):
            self.kill(process)


def frames(spark: SparkSession, count: int) -> dict[str, object]:
    """Customers, rows of tables and a state, of which some are bad; they are computed where they are needed."""
    n = F.col("id")
    number = F.when(n % 101 == 0, F.lit("many")).otherwise((n % 11).cast("string"))
    name = F.concat(F.lit("c"), F.when(n % 997 == 0, n - n % 10).otherwise(n))
    customers = spark.range(0, count, 1, 8).select(
        name.alias("id"), F.concat(F.lit("e"), n - n % 2 * (n % 3), F.lit("@example.com")).alias("email"), number.alias("nps")
    )
    day = F.date_add(F.lit("2026-03-31").cast("date"), (-(n * 7 % 80)).cast("int"))
    orders = spark.range(0, count * 3, 1, 8).select(
        F.concat(F.lit("c"), n % (count + 100)).alias("customer_id"),
        (n / 2).cast("long").alias("no"),
        (n % 9000 / 100).cast("decimal(10,2)").alias("total"),
        day.alias("day"),
        n.alias("place"),
    )
    calls = spark.range(0, count // 2, 1, 4).select(
        F.concat(F.lit("e"), n * 3, F.lit("@example.com")).alias("email"), (n % 60).alias("minutes"), day.alias("day")
    )
    nothing = F.array().cast(flywheel_spark.STATE["given"]), F.array().cast(flywheel_spark.STATE["owed"])
    state = spark.range(0, count, 3, 4).select(
        F.concat(F.lit("c"), n).alias("id"),
        F.when(n % 2 == 0, "Fan").otherwise("New").alias("stage"),
        F.lit("2026-03-01T00:00:00Z").alias("stage_since"),
        F.array(F.lit("old")).alias("tags"),
        nothing[0].alias("given"),
        nothing[1].alias("owed"),
    )
    return {"customers": customers, "tables": {"orders": orders, "calls": calls}, "state": state, "order": {"orders": "place"}}


def rows(spark: SparkSession, count: int, group: str) -> list[str]:
    """All that becomes of the customers, in an order of its own."""
    spark.sparkContext.setJobGroup(group, group)
    rules = flywheel.Program.parse(RULES)
    decided = flywheel_spark.decide(rules=rules, as_of=AS_OF, **frames(spark, count))  # type: ignore[arg-type]
    made = decided.whole.select(F.to_json(F.struct("*")).alias("line")).collect()
    decided.unpersist()
    return sorted(row.line for row in made)


def finished(spark: SparkSession, group: str) -> int:
    """How many tasks of a job are done."""
    tracker = spark.sparkContext.statusTracker()
    stages = [stage for job in tracker.getJobIdsForGroup(group) for stage in (tracker.getJobInfo(job) or (0, [], ""))[1]]
    return sum(info.numCompletedTasks for stage in set(stages) if (info := tracker.getStageInfo(stage)))


@contextlib.contextmanager
def session(cluster: Cluster) -> Iterator[SparkSession]:
    builder = (
        SparkSession.builder.master(cluster.url)
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.executor.memory", "1g")
        .config("spark.sql.shuffle.partitions", PARTS)
        .config("spark.sql.adaptive.coalescePartitions.enabled", "false")
        # A machine that is gone does not come back here, so it is not waited for as long as usual.
        .config("spark.shuffle.io.maxRetries", 1)
        .config("spark.shuffle.io.retryWait", "1s")
    )
    if "PYTHONPATH" in os.environ:
        builder = builder.config("spark.executorEnv.PYTHONPATH", os.environ["PYTHONPATH"])
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("OFF")
    try:
        yield spark
    finally:
        spark.stop()


def try_it(cluster: Cluster, count: int) -> None:
    with session(cluster) as spark:
        begin = time.monotonic()
        expected = rows(spark, count, "undisturbed")
        tasks, seconds = finished(spark, "undisturbed"), time.monotonic() - begin
        kinds = {kind: sum(kind in json.loads(line) for line in expected) for kind in ("decision", "rejected", "state", "stray")}
        print(f"undisturbed: {len(expected):,} rows in {seconds:.1f} s, {tasks} tasks; {kinds}", flush=True)
        if not all(kinds.values()):
            sys.exit("the customers are not what they should be")

        found: list[list[str]] = []
        job = InheritableThread(target=lambda: found.append(rows(spark, count, "disturbed")))
        begin = time.monotonic()
        job.start()
        while (done := finished(spark, "disturbed")) < tasks // 2:
            if not job.is_alive():
                sys.exit("the job ended before a worker could be killed")
            time.sleep(0.05)
        cluster.kill(cluster.workers[0])
        print(f"killed a worker after {done} of {tasks} tasks", flush=True)
        job.join()
        if not found:
            sys.exit("the job failed")
        again = finished(spark, "disturbed")
        print(f"with a worker killed: {len(found[0]):,} rows in {time.monotonic() - begin:.1f} s, {again} tasks", flush=True)
        if found[0] != expected:
            differ = sum(one != other for one, other in zip(found[0], expected))
            sys.exit(f"the rows differ: {len(found[0])} and {len(expected)} of them, {differ} others")
        print("the rows are the same")


def main() -> None:
    asks = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asks.add_argument("--customers", type=int, default=10_000)
    count = asks.parse_args().customers
    with tempfile.TemporaryDirectory() as folder:
        cluster = Cluster(Path(folder))
        try:
            cluster.start()
            try_it(cluster, count)
        finally:
            cluster.stop()


if __name__ == "__main__":
    main()
