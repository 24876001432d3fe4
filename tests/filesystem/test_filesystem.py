"""The files of a Hub through fsspec: what there is, reading, writing, deleting, and what goes wrong."""

from __future__ import annotations

import errno
import gc
import gzip
import io
import shutil
import warnings
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import fsspec
import pytest
from fsspec.callbacks import Callback

import flame_hub
from flame_hub import errors
from flame_hub.auth import ClientAuth, PasswordAuth
from flame_hub.contract import TABLE
from flame_hub.embedded import EmbeddedHub
from flame_hub.files.filesystem import HubFileSystem

ODD = [
    "ä/ö ü.csv",
    " blank .txt",
    "100%25.txt",
    "a#b?c=d&e",
    "a,b~",
    "!x",
    "007",
    "null",
    "true",
    "[1]*.txt",
    "日本/語",
]


@pytest.fixture
def hub(embedded: EmbeddedHub) -> Iterator[flame_hub.Hub]:
    with flame_hub.Hub.embedded(embedded) as hub:
        yield hub


@pytest.fixture
def fs(hub: flame_hub.Hub) -> HubFileSystem:
    """The files of a Hub that has an empty bucket, "results"."""
    hub.storage.create_bucket("results")
    return HubFileSystem(hub)


def stored(hub: flame_hub.Hub, bucket: str = "results") -> dict[str, bytes]:
    """What the Hub has, by the storage client."""
    found = hub.storage.find_bucket_files(filter={"bucket_id": hub.storage.get_bucket(bucket)})
    return {file.path: b"".join(hub.storage.stream_bucket_file(file)) for file in found}


# -- what there is ----------------------------------------------------------------------------------------------------


def test_directories_are_what_paths_have_in_common(fs: HubFileSystem):
    for path in ("top.csv", "a/one.csv", "a/b/two.csv", "a/b/three.csv", "ab/four.csv"):
        fs.pipe(f"results/{path}", path.encode())
    assert sorted(fs.ls("", detail=False)) == ["results"]
    assert sorted(fs.ls("flamehub://results/", detail=False)) == ["results/a", "results/ab", "results/top.csv"]
    assert sorted(fs.ls("results/a", detail=False)) == ["results/a/b", "results/a/one.csv"]
    assert fs.ls("results/a/one.csv", detail=False) == ["results/a/one.csv"]
    assert fs.find("results/a") == ["results/a/b/three.csv", "results/a/b/two.csv", "results/a/one.csv"]
    assert fs.glob("results/**/t*.csv") == ["results/a/b/three.csv", "results/a/b/two.csv", "results/top.csv"]
    assert fs.du("results") == 7 + 9 + 11 + 13 + 11
    assert [fs.isdir(path) for path in ("", "results", "results/a", "results/a/b", "results/top.csv")] == [True] * 4 + [
        False
    ]
    assert [fs.isfile(path) for path in ("results/a", "results/a/one.csv", "results/x")] == [False, True, False]


def test_a_file_tells_what_the_hub_knows_of_it(fs: HubFileSystem, hub: flame_hub.Hub):
    fs.pipe("results/a/x.csv", b"12345")
    record = hub.storage.find_bucket_files().one()
    found = fs.info("results/a/x.csv")
    assert (found["name"], found["type"], found["size"], found["id"]) == ("results/a/x.csv", "file", 5, str(record.id))
    assert fs.created("results/a/x.csv") == record.created_at
    assert fs.modified("results/a/x.csv") == record.updated_at
    assert isinstance(fs.modified("results"), datetime)
    with pytest.raises(IsADirectoryError):
        fs.modified("results/a")


def test_a_file_that_was_replaced_has_another_key(fs: HubFileSystem, hub: flame_hub.Hub):
    fs.pipe("results/x", b"one")
    before = fs.ukey("results/x"), fs.checksum("results/x")
    assert (fs.ukey("results/x"), fs.checksum("results/x")) == before
    HubFileSystem(hub, skip_instance_cache=True).pipe("results/x", b"two")
    assert fs.ukey("results/x") != before[0]
    assert fs.checksum("results/x") != before[1]


def test_one_path_may_be_a_file_and_a_directory(fs: HubFileSystem, hub: flame_hub.Hub):
    bucket = hub.storage.get_bucket("results")
    for path in ("a", "a/b"):
        hub.storage.upload_to_bucket(bucket, {"file_name": path, "content": path})
    assert fs.cat("results/a") == b"a"
    assert sorted(entry["type"] for entry in fs.ls("results")) == ["directory", "file"]
    assert fs.ls("results/a", detail=False) == ["results/a/b"]


def test_paths_are_what_they_are(fs: HubFileSystem, hub: flame_hub.Hub):
    for path in ODD:
        fs.pipe_file(f"results/{path}", path.encode())
        assert fs.cat_file(f"results/{path}") == path.encode()
    assert stored(hub) == {path: path.encode() for path in ODD}
    assert fs.find("results") == sorted(f"results/{path}" for path in ODD)
    fs.rm_file("results/007")
    assert not fs.exists("results/007")


def test_paths_that_an_old_hub_cannot_be_asked_for_are_found_all_the_same():
    with EmbeddedHub(generation="0.8") as embedded, flame_hub.Hub.embedded(embedded) as hub:
        hub.storage.create_bucket("007")
        fs = HubFileSystem(hub)
        for path in ODD:
            fs.pipe_file(f"007/{path}", path.encode())
        assert [fs.cat_file(f"007/{path}") for path in ODD] == [path.encode() for path in ODD]
        assert fs.isdir("007/ä")
        assert fs.ls("007/ä", detail=False) == ["007/ä/ö ü.csv"]


@pytest.mark.parametrize("path", ["/abs/x", "a//b", "./c", "d/"])
def test_paths_that_no_folder_could_have_can_be_listed_and_read(fs: HubFileSystem, hub: flame_hub.Hub, path: str):
    hub.storage.upload_to_bucket(hub.storage.get_bucket("results"), {"file_name": path, "content": b"odd"})
    (found,) = fs.find("results")
    assert found == f"results/{path}".rstrip("/")
    assert fs.cat_file(found) == b"odd"


def test_ten_thousand_files_are_listed_once(fs: HubFileSystem, hub: flame_hub.Hub, embedded: EmbeddedHub):
    bucket = hub.storage.get_bucket("results")
    hub.storage.upload_to_bucket(bucket, {"file_name": "0/part-00000", "content": b"x"})
    like = embedded.store.first(TABLE["bucket_file"], {"path": "0/part-00000"})
    with embedded.store.transaction():
        for number in range(1, 10_000):
            name, directory = f"part-{number:05}", str(number % 10)
            where = {"name": name, "directory": directory, "path": f"{directory}/{name}", "hash": f"{number:064}"}
            row = {key: value for key, value in like.items() if key not in ("id", "created_at", "updated_at")}
            embedded.store.insert(TABLE["bucket_file"], {**row, **where}, embedded.clock.stamp())
    assert len(fs.find("results")) == 10_000
    embedded.requests.clear()
    assert fs.du("results") == 10_000
    assert len(fs.glob("results/3/*")) == 1000
    assert fs.info("results/7/part-00007")["size"] == 1
    assert len(embedded.requests) == 0


def test_listings_are_remembered_until_told_otherwise(hub: flame_hub.Hub):
    bucket = hub.storage.create_bucket("results")
    remembering, asking = HubFileSystem(hub), HubFileSystem(hub, use_listings_cache=False)
    remembering.pipe("results/a", b"a")
    for fs in (remembering, asking):
        assert fs.ls("results", detail=False) == ["results/a"]
    hub.storage.upload_to_bucket(bucket, {"file_name": "b", "content": b"b"})
    assert len(asking.ls("results")) == 2
    assert len(remembering.ls("results")) == 1
    assert remembering.exists("results/b"), "what is not remembered is asked for"
    assert len(remembering.ls("results", refresh=True)) == 2
    hub.storage.upload_to_bucket(bucket, {"file_name": "c", "content": b"c"})
    remembering.invalidate_cache("results/c")
    assert len(remembering.ls("results")) == 3


# -- buckets ----------------------------------------------------------------------------------------------------------


def test_a_bucket_is_found_by_its_name_or_its_id(fs: HubFileSystem, hub: flame_hub.Hub):
    bucket = hub.storage.create_bucket("analysis-result-files.0b1e")
    fs.pipe(f"{bucket.name}/x", b"x")
    assert fs.cat(f"flamehub://{bucket.id}/x") == b"x"
    assert fs.ls(str(bucket.id), detail=False) == [f"{bucket.id}/x"]
    fs.pipe(f"{str(bucket.id).upper()}/x", b"y")
    assert fs.cat(f"{bucket.name}/x") == b"y"
    assert fs.info(bucket.name)["id"] == str(bucket.id)
    assert not fs.exists("Analysis-result-files.0b1e")


def test_a_name_of_several_buckets_is_refused_with_their_ids(fs: HubFileSystem, hub: flame_hub.Hub):
    ids = {str(hub.storage.create_bucket("twins").id) for _ in range(2)}
    with pytest.raises(errors.NotUniqueError) as caught:
        fs.ls("twins")
    assert all(one in str(caught.value) for one in ids)
    with pytest.raises(errors.NotUniqueError):
        fs.exists("twins/x")
    assert set(fs.ls("", detail=False)) == {"results", *ids}
    assert fs.ls(ids.pop()) == []


def test_buckets_are_made_and_deleted(fs: HubFileSystem, hub: flame_hub.Hub):
    fs.mkdir("fresh")
    with pytest.raises(FileExistsError):
        fs.mkdir("fresh")
    fs.makedirs("fresh", exist_ok=True)
    assert fs.ls("fresh") == []
    fs.touch("fresh/x")
    with pytest.raises(OSError) as caught:  # noqa: PT011 - its number is looked at
        fs.rmdir("fresh")
    assert caught.value.errno == errno.ENOTEMPTY
    with pytest.raises(IsADirectoryError):
        fs.rm("fresh")
    fs.rm("fresh", recursive=True)
    assert not fs.exists("fresh")
    assert fs.ls("", detail=False) == ["results"]
    fs.mkdir("fresh")
    fs.rmdir("fresh")
    assert [bucket.name for bucket in hub.storage.get_buckets()] == ["results"]
    for path, refusal in (("none", FileNotFoundError), ("results/none", FileNotFoundError)):
        with pytest.raises(refusal):
            fs.rmdir(path)


def test_a_bucket_that_goes_in_the_middle_is_not_found_and_another_one_of_its_name_is(
    fs: HubFileSystem, hub: flame_hub.Hub
):
    fs.pipe("results/x", b"x")
    reading = fs.open("results/x")
    writing = fs.open("results/y", "wb")
    writing.write(b"y")
    hub.storage.delete_bucket("results")
    with reading, pytest.raises(FileNotFoundError):
        reading.read()
    with pytest.raises(FileNotFoundError):
        writing.close()
    assert writing.closed
    with pytest.raises(FileNotFoundError):
        fs.ls("results", refresh=True)
    hub.storage.create_bucket("results")
    assert fs.ls("results") == []
    fs.pipe("results/x", b"again")
    assert fs.cat("results/x") == b"again"


# -- reading ----------------------------------------------------------------------------------------------------------


def test_a_file_is_downloaded_once_and_only_as_far_as_it_is_read(fs: HubFileSystem, embedded: EmbeddedHub):
    content = bytes(range(256)) * 40_000
    fs.pipe("results/large", content)
    embedded.requests.clear()
    with fs.open("results/large") as file:
        assert file.size == len(content)
        assert file.seek(0, 2) == len(content)
        file.seek(-8, 2)
        assert file.read() == content[-8:]
        file.seek(1000)
        assert file.read(10) == content[1000:1010]
        assert file.tell() == 1010
        file.seek(5, 1)
        assert file.read(3) == content[1015:1018]
        with pytest.raises((ValueError, OSError)):
            file.seek(-1)
    assert sum(request.path.endswith("/stream") for request in embedded.requests) == 1


def test_parts_of_files(fs: HubFileSystem):
    fs.pipe("results/x", b"0123456789")
    assert fs.cat_file("results/x", start=2, end=5) == b"234"
    assert fs.cat_file("results/x", start=-3) == b"789"
    assert fs.cat_file("results/x", end=-8) == b"01"
    assert fs.cat_file("results/x", start=5, end=2) == b""
    assert fs.cat_file("results/x", start=8, end=100) == b"89"
    assert fs.head("results/x", 2) == b"01"
    assert fs.tail("results/x", 2) == b"89"
    assert fs.read_block("results/x", 3, 4) == b"3456"
    assert fs.cat(["results/x"]) == {"results/x": b"0123456789"}


def test_empty_files(fs: HubFileSystem):
    fs.touch("results/empty")
    assert fs.cat("results/empty") == b""
    with fs.open("results/empty") as file:
        assert (file.size, file.read(), file.seek(0, 2)) == (0, b"", 0)
    assert fs.info("results/empty")["size"] == 0


def test_texts_lines_and_compression(fs: HubFileSystem, hub: flame_hub.Hub):
    with fs.open("results/a.txt.gz", "w", encoding="utf-8", compression="infer", newline="") as file:
        file.write("grün\nblau\n")
    assert gzip.decompress(stored(hub)["a.txt.gz"]).decode() == "grün\nblau\n"
    with fs.open("results/a.txt.gz", "r", encoding="utf-8", compression="infer") as file:
        assert list(file) == ["grün\n", "blau\n"]
    fs.write_text("results/b.txt", "ß", encoding="latin-1")
    assert fs.read_text("results/b.txt", encoding="latin-1") == "ß"
    with fs.open("results/a.txt.gz", "rb", compression="gzip") as file:
        assert file.readline() == "grün\n".encode()


def test_a_file_that_was_replaced_since_it_was_listed_is_the_new_one(fs: HubFileSystem, hub: flame_hub.Hub):
    fs.pipe("results/x", b"old")
    assert fs.ls("results")[0]["size"] == 3
    other = HubFileSystem(hub, skip_instance_cache=True)
    other.pipe("results/x", b"the new one")
    with fs.open("results/x") as file:
        assert file.read() == b"the new one"
    assert fs.ls("results")[0]["size"] == 11


def test_a_file_that_comes_incomplete_is_an_error(fs: HubFileSystem, embedded: EmbeddedHub, tmp_path: Path):
    fs.pipe("results/x", bytes(100_000))
    with embedded.faults.add(truncate=1000, path="*/stream", count=None):
        with fs.open("results/x") as file, pytest.raises(errors.IncompleteFileError):
            file.read()
        with pytest.raises(errors.IncompleteFileError):
            fs.cat_file("results/x")
        with pytest.raises(errors.IncompleteFileError):
            fs.get_file("results/x", str(tmp_path / "x"))
    assert list(tmp_path.iterdir()) == []
    assert len(fs.cat_file("results/x")) == 100_000


def test_downloads_tell_how_they_go_and_replace_files_as_a_whole(fs: HubFileSystem, tmp_path: Path):
    content = bytes(3_000_000)
    fs.pipe("results/a/x", content)
    (tmp_path / "x").write_bytes(b"former")
    seen = Callback()
    fs.get_file("results/a/x", str(tmp_path / "x"), callback=seen)
    assert (seen.size, seen.value) == (len(content), len(content))
    assert (tmp_path / "x").read_bytes() == content
    fs.get("results/a", str(tmp_path / "all"), recursive=True)
    assert (tmp_path / "all" / "x").read_bytes() == content
    target = io.BytesIO()
    fs.get_file("results/a/x", target)
    assert target.getvalue() == content


def test_files_do_not_get_out_of_the_folder(
    fs: HubFileSystem, hub: flame_hub.Hub, embedded: EmbeddedHub, tmp_path: Path
):
    # The client does not store such a path; others do.
    (record,) = hub.storage.upload_to_bucket("results", {"file_name": "x", "content": b"evil"})
    found = {"path": "../x", "directory": ".."}
    embedded.store.update(TABLE["bucket_file"], str(record.id), found, embedded.clock.stamp())
    assert fs.find("results") == ["results/../x"]
    with pytest.raises(ValueError, match="out of the folder"):
        fs.get("results", str(tmp_path / "in"), recursive=True)
    assert not (tmp_path / "x").exists()
    fs.get_file("results/../x", str(tmp_path / "in" / "x"))
    assert (tmp_path / "in" / "x").read_bytes() == b"evil"


# -- writing ----------------------------------------------------------------------------------------------------------


def test_files_are_stored_when_they_are_closed(fs: HubFileSystem, hub: flame_hub.Hub):
    with fs.open("results/x.zip", "wb") as file, zipfile.ZipFile(file, "w") as archive:
        archive.writestr("one", "1" * 1000)
        file.flush()
        assert stored(hub) == {}
    with zipfile.ZipFile(fs.open("results/x.zip")) as archive:
        assert archive.read("one") == b"1" * 1000
    fs.pipe("results/x.zip", b"other")
    with fs.open("results/x.zip", "ab") as file:
        file.write(b"s")
    assert stored(hub) == {"x.zip": b"others"}


OPENINGS = {
    "bytes": lambda fs: fs.open("results/x", "wb"),
    "text": lambda fs: fs.open("results/x", "w"),
    "compressed": lambda fs: fs.open("results/x", "wt", compression="gzip"),
    "fsspec": lambda fs: fsspec.core.OpenFile(fs, "results/x", "wb"),
    "fsspec, compressed text": lambda fs: fsspec.core.OpenFile(fs, "results/x", "wt", compression="gzip"),
}


@pytest.mark.parametrize("opening", OPENINGS)
def test_nothing_is_stored_if_the_block_is_left_by_an_error(fs: HubFileSystem, hub: flame_hub.Hub, opening: str):
    fs.pipe("results/x", b"former")
    with pytest.raises(KeyError), OPENINGS[opening](fs) as file:
        file.write("half" if "text" in opening or opening == "compressed" else b"half")
        raise KeyError
    assert stored(hub) == {"x": b"former"}


def test_a_file_that_is_closed_while_an_error_is_handled_is_stored(fs: HubFileSystem, hub: flame_hub.Hub):
    file = fs.open("results/x", "wb")
    try:
        raise KeyError
    except KeyError:
        file.write(b"what happened")
        file.close()
        with fsspec.core.OpenFile(fs, "results/y", "wb") as other:
            other.write(b"more")
    assert stored(hub) == {"x": b"what happened", "y": b"more"}


def test_a_file_that_nobody_closes_is_warned_of(fs: HubFileSystem, hub: flame_hub.Hub):
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        fs.open("results/x", "wb").write(b"lost")
        gc.collect()
    assert any(warning.category is ResourceWarning and "results/x" in str(warning.message) for warning in seen)
    assert stored(hub) == {}


def test_transactions_store_all_or_nothing(fs: HubFileSystem, hub: flame_hub.Hub):
    with pytest.raises(KeyError), fs.transaction:
        with fs.open("results/a", "wb") as file:
            file.write(b"a")
        raise KeyError
    assert stored(hub) == {}
    with fs.transaction:
        with fs.open("results/a", "wb") as file:
            file.write(b"a")
        assert stored(hub) == {}
    assert stored(hub) == {"a": b"a"}


def test_files_that_must_not_be_there(fs: HubFileSystem, hub: flame_hub.Hub):
    late = fs.open("results/late", "xb")
    late.write(b"late")
    fs.pipe("results/late", b"early")
    with pytest.raises(FileExistsError):
        late.close()
    for write in (
        lambda: fs.open("results/late", "xb"),
        lambda: fs.pipe_file("results/late", b"", mode="create"),
        lambda: fs.put_file(__file__, "results/late", mode="create"),
    ):
        with pytest.raises(FileExistsError):
            write()
    assert stored(hub) == {"late": b"early"}


def test_uploads_tell_how_they_go(fs: HubFileSystem, hub: flame_hub.Hub, tmp_path: Path):
    (tmp_path / "x").write_bytes(bytes(3_000_000))
    seen = Callback()
    fs.put_file(tmp_path / "x", "results/a/x", callback=seen)
    assert (seen.size, seen.value) == (3_000_000, 3_000_000)
    fs.put(str(tmp_path), "results/b", recursive=True)
    assert sorted(stored(hub)) == ["a/x", "b/x"]


def test_files_are_copied_and_moved(fs: HubFileSystem, hub: flame_hub.Hub):
    other = hub.storage.create_bucket("other")
    fs.pipe("results/a/x", b"x" * 6_000_000)
    fs.cp("results/a", "other/copy", recursive=True)
    fs.mv("results/a/x", "results/y")
    assert stored(hub) == {"y": b"x" * 6_000_000}
    assert stored(hub, "other") == {"copy/x": b"x" * 6_000_000}
    with pytest.raises(shutil.SameFileError):
        fs.mv("other/copy/x", f"{other.id}/copy/x")
    assert list(stored(hub, "other")) == ["copy/x"]


def test_deleting(fs: HubFileSystem, hub: flame_hub.Hub):
    for path in ("a/x", "a/b/y", "c.csv", "d.csv", "e"):
        fs.touch(f"results/{path}")
    with pytest.raises(IsADirectoryError):
        fs.rm(["results/e", "results/a"])
    assert len(stored(hub)) == 5
    fs.rm("results/a", recursive=True)
    fs.rm("results/*.csv")
    assert list(stored(hub)) == ["e"]
    with pytest.raises(FileNotFoundError):
        fs.rm("results/c.csv")


# -- what goes wrong --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["none", "none/x", "results/none", "00000000-0000-4000-8000-000000000000/x"])
def test_what_is_not_there_is_not_found(fs: HubFileSystem, path: str):
    assert not fs.exists(path)
    for ask in (fs.info, fs.ls, fs.cat_file, fs.open, fs.rm, fs.ukey, lambda one: fs.cp_file(one, "results/y")):
        with pytest.raises(FileNotFoundError):
            ask(path)


def test_a_bucket_that_is_not_there_is_not_written_to(fs: HubFileSystem):
    for write in (lambda: fs.open("none/x", "wb"), lambda: fs.pipe_file("none/x", b"x")):
        with pytest.raises(FileNotFoundError):
            write()
    with pytest.raises(FileNotFoundError):
        fs.mkdir("none/x", create_parents=False)


def test_directories_are_no_files(fs: HubFileSystem):
    fs.touch("results/a/x")
    for ask in (fs.open, fs.cat_file, fs.rm_file):
        with pytest.raises(IsADirectoryError):
            ask("results/a")
    for path in ("results", ""):
        with pytest.raises(IsADirectoryError):
            fs.open(path, "wb")
    with pytest.raises(NotImplementedError):
        fs.open("results/x", "r+b")


def test_what_is_not_permitted_is_a_permission_error(fs: HubFileSystem, hub: flame_hub.Hub, embedded: EmbeddedHub):
    fs.touch("results/x")
    created = hub.auth.create_client("reader", hub.auth.get_realm("master"), secret="a-secret-of-16-chars")
    login = ClientAuth(created.id, "a-secret-of-16-chars")
    with flame_hub.Hub.embedded(embedded, login) as reader:
        other = HubFileSystem(reader)
        assert other.cat("results/x") == b""
        for write in (lambda: other.mkdir("fresh"), lambda: other.rm("results/x"), lambda: other.rm("results", True)):
            with pytest.raises(PermissionError) as caught:
                write()
            assert isinstance(caught.value.__cause__, errors.PermissionDeniedError)


def test_other_errors_are_the_hubs_and_do_not_look_like_a_missing_file(fs: HubFileSystem, embedded: EmbeddedHub):
    with embedded.faults.add(status=503, count=None, path="*"):
        quick = HubFileSystem(flame_hub.Hub.embedded(embedded, retries=0))
        for ask in (quick.exists, quick.isfile, quick.isdir, quick.ls):
            with pytest.raises(errors.ServerError):
                ask("results/x")


def test_arguments_that_make_no_sense_are_refused(hub: flame_hub.Hub):
    with pytest.raises(errors.UsageError, match="leave out base_url"):
        HubFileSystem(hub, base_url="http://hub.test")
    with pytest.raises(errors.UsageError, match=r"flame_hub\.Hub"):
        HubFileSystem("http://hub.test")
    with pytest.raises(errors.UsageError, match="frobnicate"):
        HubFileSystem(base_url="http://hub.test", auth=PasswordAuth("ada", "pw"), frobnicate=1)


def test_odd_paths_are_replaced_in_a_bucket_of_many_files(fs: HubFileSystem, hub: flame_hub.Hub):
    files = [{"file_name": f"part-{number}", "content": b"x"} for number in range(200)]
    hub.storage.upload_to_bucket("results", *files)
    for path in ODD:
        fs.pipe_file(f"results/{path}", b"one")
        fs.pipe_file(f"results/{path}", b"two")
    assert [fs.cat_file(f"results/{path}") for path in ODD] == [b"two"] * len(ODD)
