"""A Spark cluster on this machine: the tags of many comments, byte for byte those of one machine.

Starts a standalone master and two workers as processes of their own on the loopback address, from the
package ``pyspark`` alone; learns themes from a sample; tags all comments from Parquet on the cluster and
with the command line; compares; counts them by Spark SQL and by the command line, looks for signals in
both, and compares; kills a worker in the middle of another tagging, and compares again. Any difference
ends it with code 1.

    python spark_cluster.py --rows 1000000 --program target/release/kuiske --speed
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import generated
import pyarrow as pa
import pyarrow.parquet as pq

import kuiske

#: Rows of one file of the lake, and so of one task.
PART = 25_000
MARKS = kuiske.Marks(source="source", score="score", scale="nps")


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=200_000)
    options.add_argument("--sample", type=int, default=10_000, help="comments to learn themes from")
    options.add_argument("--program", type=Path, help="the command line; without it, the package")
    options.add_argument("--speed", action="store_true", help="also one worker alone, for the times")
    given = options.parse_args()
    for what, there in {
        "pyspark is not installed": importlib.util.find_spec("pyspark"),
        "there is no Java": shutil.which("java"),
    }.items():
        if not there:
            print(f"skipped: {what}")
            return 0
    # Who is asked to end takes the cluster along.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with tempfile.TemporaryDirectory(prefix="kuiske-spark-") as folder:
        return run(Path(folder), given)


def run(folder: Path, given: argparse.Namespace) -> int:
    lake = folder / "comments"
    lake.mkdir()
    said("making comments", given.rows)
    for start in range(0, given.rows, PART):
        part = pa.Table.from_batches(generated.batches(min(PART, given.rows - start), start))
        pq.write_table(part, lake / f"part-{start:09}.parquet")

    with Cluster(folder, workers=2) as cluster:
        from kuiske import spark as on_spark

        comments = cluster.session.read.parquet(str(lake))
        said("partitions", comments.rdd.getNumPartitions())
        started = time.monotonic()
        codebook = folder / "codebook.toml"
        codebook.write_text(on_spark.sample(comments, rows=given.sample), encoding="utf-8")
        tagger = kuiske.Tagger(codebook)
        said(f"themes learned from {given.sample} comments", len(tagger.themes), started)

        alone = single(folder, lake, codebook, given.program)

        tagged = on_spark.tag(comments, codebook, marks=MARKS)
        cluster.warm(tagged)
        two = cluster.timed(lambda: write(tagged.drop(*MARKED), folder / "two"))
        told("two workers", given.rows, two)
        same("two workers", folder / "two", alone)

        counted = on_spark.counts(tagged, source="source", channel="channel")
        table = counted.toArrow() if hasattr(counted, "toArrow") else pa.table(counted.toPandas())
        ours = kuiske.signals_of_counts(table)
        said("counts", table.num_rows)
        if given.program is not None:
            theirs = by_program(folder, lake, codebook, given.program)
            if ours != theirs:
                raise SystemExit("signals differ between Spark SQL and the command line")
        said("the same signals in counts", len(ours))

        if given.speed:
            cluster.stop_worker()
            one = cluster.timed(lambda: write(tagged.drop(*MARKED), folder / "one"))
            told("one worker", given.rows, one)
            same("one worker", folder / "one", alone)
            print(f"two workers against one: {one[0] / two[0]:.2f} times as fast", flush=True)
            cluster.start_worker()

        # What the killed worker had spent is gone with it.
        wall, _ = cluster.timed(lambda: cluster.kill_in_the_middle(tagged, folder / "killed"))
        print(f"one of two workers killed: {wall:.1f} s", flush=True)
        same("one of two workers killed", folder / "killed", alone)
    print(f"all the same: {given.rows} comments", flush=True)
    return 0


#: What is only there for counting.
MARKED = ("kuiske_voice", "kuiske_marks")


def write(tagged, path: Path) -> None:
    tagged.write.mode("overwrite").parquet(str(path))


def single(folder: Path, lake: Path, codebook: Path, program: Path | None) -> str:
    """The tags of one machine: by the command line, or by the package."""
    started, cpu = time.monotonic(), os.times()
    out = folder / "alone.parquet"
    table = pq.read_table(lake)
    if program is None:
        pq.write_table(kuiske.Tagger(codebook).tag(table, "comment"), out)
    else:
        pq.write_table(table, folder / "comments.parquet")
        started, cpu = time.monotonic(), os.times()
        subprocess.run(
            [program, "themes", "apply", folder / "comments.parquet", "--codebook", codebook]
            + ["--text", "comment", "--key", "id", "--out", out, "-q"],
            check=True,
        )
    spent = os.times()
    used = sum(spent[:4]) - sum(cpu[:4])
    told("one machine", table.num_rows, (time.monotonic() - started, used))
    return digest(out)


def by_program(folder: Path, lake: Path, codebook: Path, program: Path) -> list[dict]:
    """Signals in counts that the command line made from the comments."""
    found = folder / "found.jsonl"
    subprocess.run(
        [program, "signals", "tally", folder / "comments.parquet", "--codebook", codebook]
        + ["--out", folder / "counts.csv", "--text", "comment", "--key", "id", "--date", "date"]
        + ["--source", "source", "--channel", "channel", "--score", "score", "--scale", "nps", "-q"],
        check=True,
    )
    counts = [program, "signals", "counts", folder / "counts.csv", "--out", found, "-q"]
    subprocess.run(counts, check=True)
    return [json.loads(line) for line in found.read_text(encoding="utf-8").splitlines()]


def digest(path: Path) -> str:
    """A hash of every value of a table, whatever its partitions and order of rows."""
    table = pq.read_table(path).sort_by("id")
    plain = pa.schema([pa.field(field.name, field.type) for field in table.schema])
    table = pa.Table.from_arrays(table.columns, schema=plain).combine_chunks()
    hashed = hashlib.sha256(str(plain).encode())
    for column in table.columns:
        sink = pa.BufferOutputStream()
        one = pa.table({"column": column})
        with pa.ipc.new_stream(sink, one.schema) as writer:
            writer.write_table(one)
        hashed.update(sink.getvalue())
    return hashed.hexdigest()


def same(what: str, path: Path, expected: str) -> None:
    if digest(path) != expected:
        raise SystemExit(f"{what}: tags differ from those of one machine")
    print(f"{what}: the same bytes as one machine", flush=True)


def said(what: str, n: int, started: float | None = None) -> None:
    took = "" if started is None else f" in {time.monotonic() - started:.1f} s"
    print(f"{what}: {n}{took}", flush=True)


def told(what: str, rows: int, spent: tuple[float, float]) -> None:
    wall, cpu = spent
    print(
        f"{what}: {wall:.1f} s, {cpu:.1f} CPU-seconds, {rows / max(cpu, 0.01):,.0f} comments per"
        " CPU-second",
        flush=True,
    )


class Cluster:
    """A standalone cluster of processes on the loopback address."""

    def __init__(self, folder: Path, workers: int) -> None:
        import pyspark

        self.folder = folder
        self.home = Path(pyspark.__file__).parent
        self.port = free_port()
        self.env = {
            **os.environ,
            "SPARK_HOME": str(self.home),
            "SPARK_LOCAL_IP": "127.0.0.1",
            "SPARK_DAEMON_MEMORY": "512m",
            "PYSPARK_PYTHON": sys.executable,
            "PYSPARK_DRIVER_PYTHON": sys.executable,
        }
        os.environ.update({k: v for k, v in self.env.items() if k.startswith(("SPARK", "PYSPARK"))})
        self.processes: list[subprocess.Popen] = []
        self.workers: list[subprocess.Popen] = []
        self.number = workers

    def __enter__(self) -> Cluster:
        try:
            self._daemon("master.Master", "--host", "127.0.0.1", "--port", str(self.port))
            wait(lambda: is_open(self.port), "the master")
            for _ in range(self.number):
                self.start_worker()
            self.session = self._session()
            self.wait_for(self.number)
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.session.stop()
        self._end()

    def _end(self) -> None:
        for process in self.processes:
            kill(process)

    def _daemon(self, name: str, *args: str) -> subprocess.Popen:
        log = open(self.folder / f"{len(self.processes)}-{name}.log", "wb")
        process = subprocess.Popen(
            [self.home / "bin" / "spark-class", f"org.apache.spark.deploy.{name}", *args]
            + ["--webui-port", "0"],
            env=self.env,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        self.processes.append(process)
        return process

    def start_worker(self) -> None:
        work = self.folder / f"work-{len(self.processes)}"
        worker = self._daemon(
            "worker.Worker",
            *["--cores", "1", "--memory", "1g", "--host", "127.0.0.1", "--work-dir", str(work)],
            f"spark://127.0.0.1:{self.port}",
        )
        self.workers.append(worker)
        if hasattr(self, "session"):
            self.wait_for(len(self.workers))

    def stop_worker(self) -> None:
        kill(self.workers.pop())
        self.wait_for(len(self.workers))

    def _session(self):
        from pyspark.sql import SparkSession

        settings = {
            "spark.driver.host": "127.0.0.1",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.driver.memory": "1g",
            "spark.executor.memory": "1g",
            "spark.executor.cores": "1",
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
            "spark.sql.shuffle.partitions": "4",
            "spark.sql.session.timeZone": "UTC",
            # One file is one task.
            "spark.sql.files.maxPartitionBytes": "128m",
            "spark.sql.files.openCostInBytes": "128m",
            "spark.sql.execution.arrow.maxRecordsPerBatch": "25000",
            "spark.log.level": "ERROR",
        }
        builder = SparkSession.builder.master(f"spark://127.0.0.1:{self.port}").appName("kuiske")
        for name, value in settings.items():
            builder = builder.config(name, value)
        session = builder.getOrCreate()
        session.sparkContext.setLogLevel("OFF")
        return session

    def executors(self) -> int:
        """Executors that work, without the driver."""
        tracker = self.session.sparkContext._jsc.sc().statusTracker()
        return len(tracker.getExecutorInfos()) - 1

    def wait_for(self, workers: int) -> None:
        wait(lambda: self.executors() == workers, f"{workers} workers", 180)

    def warm(self, tagged) -> None:
        """Lets every worker load its tables, which it keeps."""
        write(tagged.limit(4 * PART), self.folder / "warm")

    def timed(self, work) -> tuple[float, float]:
        """Seconds by the clock, and CPU-seconds of all workers and their executors."""
        before, started = self.cpu(), time.monotonic()
        work()
        return time.monotonic() - started, self.cpu() - before

    def cpu(self) -> float:
        """CPU-seconds of the processes that the workers started and that are there still, and of
        those that they waited for."""
        sessions = {worker.pid for worker in self.workers}
        ticks = 0
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = stat.read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            if int(fields[3]) in sessions:
                ticks += sum(map(int, fields[11:15]))
        return ticks / os.sysconf("SC_CLK_TCK")

    def kill_in_the_middle(self, tagged, path: Path) -> None:
        """Tags, and kills a worker with all it started when a third of the tasks is done."""
        failed: list[BaseException] = []

        def work() -> None:
            try:
                write(tagged.drop(*MARKED), path)
            except BaseException as error:  # noqa: BLE001  told by the one who waits
                failed.append(error)

        job = threading.Thread(target=work)
        job.start()
        tracker = self.session.sparkContext.statusTracker()

        def third_done() -> bool:
            for stage in map(tracker.getStageInfo, tracker.getActiveStageIds()):
                if stage is not None and stage.numCompletedTasks * 3 >= stage.numTasks:
                    return True
            return not job.is_alive()

        wait(third_done, "a third of the tasks", 1200)
        if not job.is_alive():
            raise SystemExit("the job was over before a worker could be killed")
        victim = self.workers.pop()
        kill(victim)
        print(f"killed worker {victim.pid} and what it started", flush=True)
        job.join()
        if failed:
            raise failed[0]


def kill(process: subprocess.Popen) -> None:
    """Ends a process that was started here, and those it started."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def is_open(port: int) -> bool:
    with socket.socket() as tried:
        tried.settimeout(1)
        return tried.connect_ex(("127.0.0.1", port)) == 0


def wait(until, what: str, seconds: float = 90) -> None:
    end = time.monotonic() + seconds
    while not until():
        if time.monotonic() > end:
            raise SystemExit(f"{what} did not come")
        time.sleep(0.1)


if __name__ == "__main__":
    sys.exit(main())
