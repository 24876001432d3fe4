"""The libraries for data read and write files of a Hub. They are in the dependency group "examples"."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from flame_hub.embedded import EmbeddedHub
from flame_hub.files.filesystem import HubFileSystem

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "dask_results.py"


@pytest.fixture
def fs(embedded: EmbeddedHub, monkeypatch: pytest.MonkeyPatch) -> Iterator[HubFileSystem]:
    """A Hub that the environment tells of, with a bucket "results"."""
    with embedded.serve() as served:
        monkeypatch.setenv("FLAME_HUB_URL", served.base_url)
        monkeypatch.setenv("FLAME_HUB_USERNAME", embedded.ADMIN_NAME)
        monkeypatch.setenv("FLAME_HUB_PASSWORD", embedded.ADMIN_PASSWORD)
        HubFileSystem.clear_instance_cache()
        fs = HubFileSystem()
        fs.mkdir("results")
        yield fs


@pytest.mark.parametrize("name", ["x.csv", "x.csv.gz", "x.parquet"])
def test_pandas_writes_and_reads_tables(fs: HubFileSystem, name: str):
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    table = pandas.DataFrame({"node": range(1000), "days": [node / 7 for node in range(1000)]})
    url = f"flamehub://results/tables/{name}"
    write, read = (table.to_parquet, pandas.read_parquet) if "parquet" in name else (table.to_csv, pandas.read_csv)
    write(url, index=False)
    pandas.testing.assert_frame_equal(read(url), table)
    assert fs.ls("results/tables", detail=False) == [f"results/tables/{name}"]


def test_a_table_that_cannot_be_written_does_not_replace_the_former_one(fs: HubFileSystem):
    pandas = pytest.importorskip("pandas")

    class Unwritable:
        def __str__(self) -> str:
            raise KeyError("no text")

    fs.pipe("results/x.csv", b"former")
    with pytest.raises(KeyError):
        pandas.DataFrame({"x": ["written before", Unwritable()]}).to_csv("flamehub://results/x.csv", chunksize=1)
    assert fs.cat("results/x.csv") == b"former"


def test_pyarrow_writes_and_reads_data_sets(fs: HubFileSystem):
    pa = pytest.importorskip("pyarrow")
    dataset = pytest.importorskip("pyarrow.dataset")
    table = pa.table({"node": [1, 1, 2, 3], "days": [4, 5, 6, 7]})
    partitioning = dataset.partitioning(pa.schema([("node", pa.int64())]), flavor="hive")
    dataset.write_dataset(table, "results/set", format="parquet", filesystem=fs, partitioning=partitioning)
    assert fs.find("results/set") == [f"results/set/node={node}/part-0.parquet" for node in (1, 2, 3)]
    found = dataset.dataset("results/set", filesystem=fs, format="parquet", partitioning="hive")
    assert found.to_table(filter=dataset.field("node") == 1)["days"].to_pylist() == [4, 5]


def test_duckdb_asks_files_questions(fs: HubFileSystem):
    duckdb = pytest.importorskip("duckdb")
    for node in range(3):
        fs.pipe(f"results/part-{node}.csv", f"node,days\n{node},{node + 10}\n".encode())
    with duckdb.connect() as database:
        database.register_filesystem(fs)
        question = "select count(*), sum(days) from read_csv('flamehub://results/part-*.csv')"
        assert database.sql(question).fetchall() == [(3, 33)]
        database.sql("copy (select 42 as answer) to 'flamehub://results/answer.parquet'")
        assert database.sql("from 'flamehub://results/answer.parquet'").fetchall() == [(42,)]


def test_dask_sums_up_many_files_in_several_processes():
    pytest.importorskip("dask.dataframe")
    command = [sys.executable, str(EXAMPLE), "--nodes", "12", "--patients", "50"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert run.stdout.splitlines()[-1] == "12 files, read by 2 processes: the result is right."
