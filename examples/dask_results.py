"""Results that outgrow one machine: many files of a bucket, read and summed up by several processes with Dask.

    pip install "flame-hub-client[fsspec,hub]" "dask[dataframe]"
    python examples/dask_results.py

It starts a Hub of its own and stores what nodes might have found there: one CSV file for each of them. With a real Hub
only the address and the login are others. The processes find both in the environment, so no secret is in what Dask
sends them.
"""

from __future__ import annotations

import argparse
import io
import os
import random
from csv import writer

import dask.dataframe as dd

import flame_hub
from flame_hub.embedded import EmbeddedHub

BUCKET = "study-results"
DIAGNOSES = ("C18", "C34", "C50", "E11")


def part(node: int, patients: int) -> str:
    """What one node found: a diagnosis and a length of stay for each of its patients."""
    chance = random.Random(node)
    text = io.StringIO()
    table = writer(text)
    table.writerow(("node", "diagnosis", "days"))
    table.writerows((node, chance.choice(DIAGNOSES), chance.randint(1, 30)) for _ in range(patients))
    return text.getvalue()


def store(hub: flame_hub.Hub, nodes: int, patients: int) -> None:
    """Store the parts of all nodes in a bucket."""
    bucket = hub.storage.create_bucket(BUCKET)
    parts = [
        flame_hub.types.UploadFile(file_name=f"part-{node:04}.csv", content=part(node, patients))
        for node in range(nodes)
    ]
    hub.storage.upload_to_bucket(bucket, *parts)


def stays(processes: int) -> dict[str, tuple[int, float]]:
    """How many patients there are with each diagnosis, and how many days they stayed on average."""
    # The Hub hands out whole files, so a part is a file. Each process asks for its own.
    found = dd.read_csv(f"flamehub://{BUCKET}/part-*.csv", blocksize=None)
    table = found.groupby("diagnosis")["days"].agg(["count", "mean"])
    computed = table.compute(scheduler="processes", num_workers=processes).sort_index()
    return {str(name): (int(row["count"]), float(row["mean"])) for name, row in computed.iterrows()}


def expected(nodes: int, patients: int) -> dict[str, tuple[int, float]]:
    """The same, counted one by one."""
    days: dict[str, list[int]] = {diagnosis: [] for diagnosis in DIAGNOSES}
    for node in range(nodes):
        for line in part(node, patients).splitlines()[1:]:
            _, diagnosis, stay = line.split(",")
            days[diagnosis].append(int(stay))
    return {diagnosis: (len(found), sum(found) / len(found)) for diagnosis, found in days.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description="Sum up files of a bucket with Dask.")
    parser.add_argument("--nodes", type=int, default=40, help="how many files")
    parser.add_argument("--patients", type=int, default=500, help="how many lines each of them has")
    parser.add_argument("--processes", type=int, default=2, help="how many processes read them")
    arguments = parser.parse_args()
    with EmbeddedHub() as embedded, embedded.serve() as served:
        os.environ |= {
            "FLAME_HUB_URL": served.base_url,
            "FLAME_HUB_USERNAME": embedded.ADMIN_NAME,
            "FLAME_HUB_PASSWORD": embedded.ADMIN_PASSWORD,
        }
        with flame_hub.Hub.from_env() as hub:
            store(hub, arguments.nodes, arguments.patients)
        found = stays(arguments.processes)
    for diagnosis, (patients, days) in found.items():
        print(f"{diagnosis}: {patients} patients, {days:.2f} days")
    wanted = expected(arguments.nodes, arguments.patients)
    alike = found.keys() == wanted.keys() and all(
        found[name][0] == wanted[name][0] and abs(found[name][1] - wanted[name][1]) < 1e-9 for name in wanted
    )
    if not alike:
        raise SystemExit(f"The result is wrong: {found}, not {wanted}.")
    print(f"{arguments.nodes} files, read by {arguments.processes} processes: the result is right.")


if __name__ == "__main__":
    main()
