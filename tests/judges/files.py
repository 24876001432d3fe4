"""Buckets and files of the storage service."""

from __future__ import annotations

import io
import tarfile

from judging import NOWHERE, Judge


def buckets(judge: Judge) -> None:
    storage = judge.storage
    made = storage.create_bucket("shelf", region="eu-central")
    judge.tells(made, name="shelf", region="eu-central")
    found = storage.get_bucket(made.id)
    judge.tells(found, id=made.id, name="shelf", region="eu-central", realm_id=made.realm_id)
    judge.same([bucket.id for bucket in storage.get_buckets()], [made.id])
    judge.same([bucket.id for bucket in storage.find_buckets(filter={"name": "shelf"})], [made.id])
    judge.same(storage.find_buckets(filter={"name": "cellar"}), [])
    storage.delete_bucket(made)
    judge.same(storage.get_bucket(made), None)
    judge.same(storage.get_bucket(NOWHERE), None)
    judge.holds(judge.fails(404, storage.delete_bucket, NOWHERE))


def files(judge: Judge) -> None:
    storage = judge.storage
    bucket = storage.create_bucket("files")
    large = bytes(range(256)) * 4000
    uploaded = storage.upload_to_bucket(
        bucket,
        {"file_name": "data/numbers.csv", "content": b"1,2,3\n", "content_type": "text/csv"},
        {"file_name": "large.bin", "content": io.BytesIO(large)},
    )
    judge.same(
        [(file.path, file.directory, file.name, file.size) for file in uploaded],
        [("data/numbers.csv", "data", "numbers.csv", 6), ("large.bin", ".", "large.bin", len(large))],
    )
    numbers, _ = uploaded
    found = storage.get_bucket_file(numbers)
    judge.tells(found, id=numbers.id, path="data/numbers.csv", size=6, bucket_id=bucket.id, actor_type="user")
    judge.same(found.bucket.name, "files")
    judge.same(storage.get_bucket_file(NOWHERE), None)
    judge.same({file.id for file in storage.get_bucket_files()}, {file.id for file in uploaded})
    judge.same([file.id for file in storage.find_bucket_files(filter={"name": "numbers.csv"})], [numbers.id])
    judge.same(b"".join(storage.stream_bucket_file(numbers)), b"1,2,3\n")
    pieces = list(storage.stream_bucket_file(uploaded[1].id, chunk_size=50_000))
    judge.same(b"".join(pieces), large)
    judge.holds(all(len(piece) == 50_000 for piece in pieces[:-1]))
    tar = b"".join(storage.stream_bucket_tarball(bucket, chunk_size=4096))
    with tarfile.open(fileobj=io.BytesIO(tar)) as opened:
        content = {member.name: opened.extractfile(member).read() for member in opened.getmembers()}
    judge.same(content, {"data/numbers.csv": b"1,2,3\n", "large.bin": large})
    judge.same(storage.delete_bucket_file(numbers), None)
    judge.same(storage.get_bucket_file(numbers), None)
    judge.same([file.path for file in storage.find_bucket_files(filter={"bucket_id": bucket.id})], ["large.bin"])
    storage.delete_bucket(bucket)
    judge.same(storage.get_bucket_files(), [])


FLOWS = (buckets, files)
