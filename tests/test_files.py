"""Uploads and downloads."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import httpx2
import pytest

import flame_hub
from doors import Door
from flame_hub import errors


def content(pieces: object) -> bytes:
    return b"".join(pieces)  # type: ignore[arg-type]


def test_bytes_texts_and_open_files_arrive_as_they_are(door: Door, tmp_path: Path):
    bucket = door.storage.create_bucket("results")
    path = tmp_path / "data.bin"
    path.write_bytes(bytes(range(256)) * 4096)
    with path.open("rb") as opened:
        stored = door.storage.upload_to_bucket(
            bucket,
            {"file_name": "a.txt", "content": "grün"},
            {"file_name": "dir/data.bin", "content": opened, "content_type": "application/x-data"},
            {"file_name": "empty", "content": b""},
        )
    assert [(file.path, file.name, file.directory, file.size) for file in stored] == [
        ("a.txt", "a.txt", ".", 5),
        ("dir/data.bin", "data.bin", "dir", 1_048_576),
        ("empty", "empty", ".", 0),
    ]
    assert content(door.storage.stream_bucket_file(stored[0])).decode() == "grün"
    assert content(door.storage.stream_bucket_file(stored[1], chunk_size=1000)) == path.read_bytes()
    assert content(door.storage.stream_bucket_file(stored[2].id)) == b""


@pytest.mark.parametrize("name", ["plain ünï.txt", 'quo"te.txt', "100%25.txt", "日本/語.csv", "a\\b;c.txt", " blank "])
def test_file_names_arrive_as_they_are(door: Door, name: str):
    bucket = door.storage.create_bucket("results")
    (stored,) = door.storage.upload_to_bucket(bucket, {"file_name": name, "content": b"x"})
    assert stored.path == name
    assert door.storage.get_bucket_file(stored).path == name


def test_a_bucket_comes_as_a_tar_archive(door: Door):
    bucket = door.storage.create_bucket("results")
    long_name = "d" * 90 + "/" + "ü" * 90 + ".txt"
    for name, text in (("a.txt", b"one"), ("dir/b.txt", b"two" * 1000), (long_name, b"three")):
        door.storage.upload_to_bucket(bucket, {"file_name": name, "content": text})
    archive = io.BytesIO(content(door.storage.stream_bucket_tarball(bucket)))
    with tarfile.open(fileobj=archive) as tar:
        found = {member.name: tar.extractfile(member).read() for member in tar}
    assert found == {"a.txt": b"one", "dir/b.txt": b"two" * 1000, long_name: b"three"}


def test_a_path_that_is_taken_is_refused_and_free_again_after_deletion(door: Door):
    bucket = door.storage.create_bucket("results")
    file = {"file_name": "a.txt", "content": b"one"}
    (stored,) = door.storage.upload_to_bucket(bucket, file)
    with pytest.raises(errors.ConflictError, match=r"'a\.txt' is in the bucket already"):
        door.storage.upload_to_bucket(bucket, file)
    assert [found.id for found in door.storage.find_bucket_files(filter={"bucket_id": bucket})] == [stored.id]
    door.storage.delete_bucket_file(stored)
    assert door.storage.upload_to_bucket(bucket, file)[0].path == "a.txt"


def test_deleting_a_bucket_deletes_its_files(door: Door):
    bucket = door.storage.create_bucket("results")
    (stored,) = door.storage.upload_to_bucket(bucket, {"file_name": "a.txt", "content": b"one"})
    door.storage.delete_bucket(bucket)
    assert door.storage.get_bucket_file(stored) is None
    with pytest.raises(errors.NotFoundError):
        door.storage.stream_bucket_file(stored)


def test_an_upload_to_a_bucket_that_is_not_there_is_refused_on_the_call(door: Door):
    with pytest.raises(errors.NotFoundError):
        door.storage.upload_to_bucket("no-such-bucket", {"file_name": "a.txt", "content": b"one"})
    with pytest.raises(errors.UsageError, match="no file"):
        door.storage.upload_to_bucket("no-such-bucket")


def test_a_download_that_is_left_early_gives_its_connection_back(embedded):
    login = flame_hub.auth.PasswordAuth("admin", "start123")
    # A connection that is not given back would be waited for.
    timeout = httpx2.Timeout(30, pool=1)
    left: list[object] = []
    with embedded.serve() as served, httpx2.Client(timeout=timeout) as client:
        hub = flame_hub.Hub(served.base_url, login, client=client)
        bucket = hub.storage.create_bucket("results")
        (stored,) = hub.storage.upload_to_bucket(bucket, {"file_name": "a", "content": b"x" * 5_000_000})
        for _ in range(120):  # more often than there are connections in the pool
            with hub.storage.stream_bucket_file(stored) as pieces:
                assert next(pieces)
            left.append(pieces)
        assert hub.storage.get_bucket(bucket).name == "results"
