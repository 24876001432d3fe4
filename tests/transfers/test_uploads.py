"""Uploads: of whatever somebody has, in few requests, and with a clear word about each file if something fails."""

from __future__ import annotations

import gzip
import io
import os
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import anyio
import pytest

import flame_hub
from doors import Door, async_in_process, socket
from flame_hub import errors
from flame_hub.auth import PasswordAuth
from flame_hub.embedded import EmbeddedHub
from wire import RECORD

#: Both colours, with and without a socket; what is special about a way has tests of its own.
THROUGH = (socket, async_in_process)


@pytest.fixture
def bucket(door: Door) -> Any:
    return door.storage.create_bucket("results")


def content_of(storage: Any, file: Any) -> bytes:
    return b"".join(storage.stream_bucket_file(file))


def stored_in(door: Door, bucket: Any) -> dict[str, bytes]:
    files = door.storage.find_bucket_files(filter={"bucket_id": bucket}, page={"limit": 50})
    return {file.path: content_of(door.storage, file) for file in files}


def tree(folder: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


# -- what can be uploaded -----------------------------------------------------------------------------------------


def test_a_path_is_stored_under_its_name(door: Door, bucket: Any, tmp_path: Path):
    path = tree(tmp_path, {"grün.csv": b"a;b\n"}) / "grün.csv"
    (stored,) = door.storage.upload_to_bucket(bucket, path)
    assert (stored.path, stored.size) == ("grün.csv", 4)
    (stored,) = door.storage.upload_to_bucket(bucket, {"file_name": "dir/b.csv", "content": path})
    assert stored.path == "dir/b.csv"
    assert content_of(door.storage, stored) == b"a;b\n"


def test_a_text_alone_is_a_path_on_this_computer(door: Door, bucket: Any, tmp_path: Path):
    path = tree(tmp_path, {"a.csv": b"a"}) / "a.csv"
    assert door.storage.upload_to_bucket(bucket, str(path))[0].path == "a.csv"


def test_the_files_of_a_folder_keep_their_relative_names(door: Door, bucket: Any, tmp_path: Path):
    files = {"main.py": b"print()", "data/ü.csv": b"1", "data/deep/er/x": b"", ".hidden": b"h"}
    folder = tree(tmp_path / "study", files)
    stored = door.storage.upload_to_bucket(bucket, folder)
    assert [file.path for file in stored] == sorted(files)
    assert stored_in(door, bucket) == files
    stored = door.storage.upload_to_bucket(bucket, {"file_name": "copy/", "content": folder})
    assert [file.path for file in stored] == [f"copy/{name}" for name in sorted(files)]


class Pieces:
    """Bytes that can be iterated over again and again."""

    def __iter__(self) -> Iterator[bytes]:
        return iter([b"one", b"", b"two"])


@pytest.mark.parametrize(
    ("make", "content"),
    [
        (lambda: bytearray(b"array"), b"array"),
        (lambda: memoryview(b"view"), b"view"),
        (lambda: (piece for piece in [b"one", b"", bytearray(b"two")]), b"onetwo"),
        (lambda: [b"one", b"two"], b"onetwo"),
        (Pieces, b"onetwo"),
        (lambda: iter([]), b""),
        (lambda: gzip.GzipFile(fileobj=io.BytesIO(gzip.compress(b"packed" * 1000))), b"packed" * 1000),
    ],
    ids=["bytearray", "memoryview", "generator", "list", "iterable", "nothing", "gzip"],
)
def test_content_may_be_whatever_gives_bytes(door: Door, bucket: Any, make: Callable[[], Any], content: bytes):
    (stored,) = door.storage.upload_to_bucket(bucket, {"file_name": "a", "content": make()})
    assert stored.size == len(content)
    assert content_of(door.storage, stored) == content


def test_an_open_file_has_its_own_name(door: Door, bucket: Any, tmp_path: Path):
    path = tree(tmp_path, {"a.bin": b"header-content"}) / "a.bin"
    with path.open("rb") as opened:
        opened.seek(7)
        (stored,) = door.storage.upload_to_bucket(bucket, opened)
    assert (stored.path, content_of(door.storage, stored)) == ("a.bin", b"content")


def test_content_may_come_from_the_event_loop(embedded: EmbeddedHub):
    async def pieces() -> AsyncIterator[bytes]:
        for number in range(5):
            await anyio.sleep(0)
            yield b"%d" % number

    async def main(url: str | None) -> bytes:
        login = PasswordAuth("admin", "start123")
        make = flame_hub.AsyncHub.embedded(embedded, login) if url is None else flame_hub.AsyncHub(url, login)
        async with make as hub:
            bucket = await hub.storage.create_bucket("results")
            (stored,) = await hub.storage.upload_to_bucket(bucket, {"file_name": "a", "content": pieces()})
            return b"".join([piece async for piece in await hub.storage.stream_bucket_file(stored)])

    assert anyio.run(main, None) == b"01234"
    with embedded.serve() as served:
        assert anyio.run(main, served.base_url) == b"01234"
        assert anyio.run(main, served.base_url, backend="trio") == b"01234"
    with flame_hub.Hub.embedded(embedded) as hub, pytest.raises(errors.UsageError, match="asynchronous client"):
        hub.storage.upload_to_bucket("results", {"file_name": "a", "content": pieces()})


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("a.csv", "text/csv"),
        ("a.json", "application/json"),
        ("dir.csv/a", "application/octet-stream"),
        ("a.csv.gz", "application/gzip"),
        ("http:/x.html", "text/html"),
        ("ü.PNG", "image/png"),
        ("a.b.unknown", "application/octet-stream"),
    ],
)
def test_the_media_type_is_the_one_that_the_name_suggests(hub: flame_hub.Hub, wire: Any, name: str, media_type: str):
    wire.answer(201, {"data": [RECORD], "meta": {"total": 1}})
    hub.storage.upload_to_bucket("results", {"file_name": name, "content": b"x"})
    assert f"\r\nContent-Type: {media_type}\r\n".encode() in wire.sent[-1].content


def test_a_body_tells_its_length_if_that_is_known(hub: flame_hub.Hub, wire: Any, tmp_path: Path):
    """Some proxies refuse others."""
    path = tree(tmp_path, {"a": b"x" * 1_000_000}) / "a"
    wire.answer(201, {"data": [RECORD], "meta": {"total": 1}})
    hub.storage.upload_to_bucket("results", path)
    assert int(wire.sent[-1].headers["content-length"]) == len(wire.sent[-1].content)
    wire.answer(200, {"data": [], "meta": {"total": 0}})
    with pytest.raises(errors.IncompleteFileError, match="does not say that it has stored"):
        hub.storage.upload_to_bucket(RECORD["id"], {"file_name": "a", "content": iter([b"x"])})
    assert wire.sent[-1].headers["transfer-encoding"] == "chunked"


# -- many files ---------------------------------------------------------------------------------------------------


def test_many_files_go_in_few_requests(embedded: EmbeddedHub, tmp_path: Path):
    folder = tree(tmp_path, {f"{number:03}": b"%d" % number for number in range(230)})
    sent: list[str] = []
    with flame_hub.Hub.embedded(embedded, event_hooks={"request": lambda attempt: sent.append(attempt.path)}) as hub:
        bucket = hub.storage.create_bucket("results")
        stored = hub.storage.upload_to_bucket(bucket, folder)
        assert [file.path for file in stored] == [f"{number:03}" for number in range(230)]
        assert sum(path.endswith("/upload") for path in sent) == 3
        sent.clear()
        hub.storage.upload_to_bucket(bucket, {"file_name": "one more", "content": b"little"})
        assert len(sent) == 1


def test_a_path_that_is_taken_is_found_before_anything_is_sent(door: Door, bucket: Any, tmp_path: Path):
    tree(tmp_path, dict.fromkeys(("b", "d/c"), b"old"))
    door.storage.upload_to_bucket(bucket, tmp_path)
    tree(tmp_path, {"a": b"new", "b": b"new"})
    with pytest.raises(errors.ConflictError, match=r"'b', 'd/c' are in the bucket already. Nothing was stored."):
        door.storage.upload_to_bucket(bucket, tmp_path)
    assert stored_in(door, bucket) == {"b": b"old", "d/c": b"old"}


@pytest.mark.parametrize("more", [40, 400], ids=["few files", "many files"])
def test_taken_paths_are_found_in_a_bucket_with_many_files(embedded: EmbeddedHub, more: int):
    names = [*(f"{'n' * 100}/{number:03}, {number}" for number in range(60)), *(f"ü{number}" for number in range(60))]
    with flame_hub.Hub.embedded(embedded) as hub:
        bucket = hub.storage.create_bucket("results")
        hub.storage.upload_to_bucket(bucket, *({"file_name": name, "content": b"x"} for name in names))
        files = [{"file_name": f"new{number}", "content": b"x"} for number in range(more)]
        with pytest.raises(errors.ConflictError, match=r"^'ü7' is"):
            hub.storage.upload_to_bucket("results", *files, {"file_name": "ü7", "content": b"x"})
        with pytest.raises(errors.ConflictError, match="059, 59' is"):
            hub.storage.upload_to_bucket("results", *files, {"file_name": names[59], "content": b"x"})
        assert len(hub.storage.upload_to_bucket("results", *files)) == more


def test_files_whose_answer_is_lost_are_looked_for(door: Door, bucket: Any):
    door.hub.faults.add(cut="after", method="POST", path="buckets/*/upload")
    told: list[int] = []
    files = [{"file_name": name, "content": b"x"} for name in "abc"]
    stored = door.storage.upload_to_bucket(
        bucket, *files, retries=0, progress=lambda transfer: told.append(transfer.files_done)
    )
    assert [file.path for file in stored] == ["a", "b", "c"]
    assert told[-1] == 3


def test_of_a_single_small_file_it_stays_unknown_whether_it_is_there(door: Door, bucket: Any):
    """Nobody looked before, and looking afterwards does not tell since when it is there."""
    door.storage.upload_to_bucket(bucket, {"file_name": "a", "content": b"old"})
    door.hub.faults.add(cut="before", method="POST", path="buckets/*/upload")
    with pytest.raises(errors.HubConnectionError, match="'a': whether it is this one is unknown") as caught:
        door.storage.upload_to_bucket(bucket, {"file_name": "a", "content": b"new"}, retries=0)
    assert caught.value.outcome_unknown
    assert not caught.value.completed
    assert stored_in(door, bucket) == {"a": b"old"}


def test_who_is_second_is_told_so(door: Door, bucket: Any):
    """Nothing is in the way when it is looked, and something when it is sent."""

    def others(transfer: flame_hub.progress.Transfer) -> None:
        with flame_hub.Hub.embedded(door.hub) as hub:
            if hub.storage.count_bucket_files() == 0:
                hub.storage.upload_to_bucket(bucket, {"file_name": "a", "content": b"theirs"})

    with pytest.raises(
        errors.ConflictError, match="'a' is in the bucket since a moment ago: somebody else was as fast"
    ):
        door.storage.upload_to_bucket(bucket, {"file_name": "a", "content": Telling(others)})
    assert stored_in(door, bucket) == {"a": b"theirs"}


class Telling(io.BytesIO):
    """A file that calls somebody before it is read for the first time."""

    def __init__(self, call: Callable[[Any], None]) -> None:
        super().__init__(b"x")
        self._call = call

    def read(self, size: int | None = -1) -> bytes:
        self._call(flame_hub.progress.Transfer("upload"))
        return super().read(size)


def test_files_that_are_stored_are_told_although_others_are_not(door: Door, bucket: Any, tmp_path: Path):
    files = tree(tmp_path, {"a": b"x" * 40_000_000, "b": b"y" * 40_000_000})
    door.hub.faults.add(status=500, method="POST", path="buckets/*/upload", skip=1)
    with pytest.raises(errors.ServerError, match=r"1 of 2 files were stored, not '.'") as caught:
        door.storage.upload_to_bucket(bucket, files, max_concurrency=1)
    assert [file.path for file in caught.value.completed] == ["a"]
    assert list(caught.value.failed) == ["b"]
    assert isinstance(caught.value.failed["b"], errors.ServerError)
    assert list(stored_in(door, bucket)) == ["a"]


def test_a_file_that_cannot_be_read_in_the_middle_ends_all_and_says_what_is_stored(door: Door, bucket: Any):
    def broken() -> Iterator[bytes]:
        yield b"first"
        raise OSError(5, "Input/output error")

    files = [{"file_name": "a", "content": iter([b"x"])}, {"file_name": "b", "content": broken()}]
    with pytest.raises(errors.UsageError, match="'b' could not be read: Input/output error") as caught:
        door.storage.upload_to_bucket(bucket, *files, max_concurrency=1)
    assert [file.path for file in caught.value.completed] == ["a"]
    assert stored_in(door, bucket) == {"a": b"x"}


def test_what_content_raises_comes_out_as_it_is(door: Door, bucket: Any):
    def broken() -> Iterator[bytes]:
        yield b"first"
        raise LookupError("mine")

    with pytest.raises(LookupError, match="mine"):
        door.storage.upload_to_bucket(bucket, {"file_name": "b", "content": broken()})
    assert stored_in(door, bucket) == {}


# -- replacing ----------------------------------------------------------------------------------------------------


def test_files_are_replaced_if_that_is_asked_for(door: Door, bucket: Any):
    door.storage.upload_to_bucket(bucket, {"file_name": "a", "content": b"old"}, {"file_name": "b", "content": b"b"})
    files = [{"file_name": "c", "content": b"c"}, {"file_name": "a", "content": iter([b"new", b"er"])}]
    stored = door.storage.upload_to_bucket(bucket, *files, overwrite=True)
    assert [file.path for file in stored] == ["c", "a"]
    assert stored_in(door, bucket) == {"a": b"newer", "b": b"b", "c": b"c"}


@pytest.mark.parametrize("fault", [{"status": 500}, {"status": 503}, {"cut": "before"}], ids=str)
def test_the_old_file_is_there_again_if_the_new_one_cannot_be_stored(door: Door, bucket: Any, fault: dict[str, Any]):
    door.storage.upload_to_bucket(bucket, {"file_name": "a", "content": b"old"})
    door.hub.faults.add(method="POST", path="buckets/*/upload", **fault)
    with pytest.raises(errors.HubAPIError, match="What was at 'a' before is there again"):
        door.storage.upload_to_bucket(bucket, {"file_name": "a", "content": b"new"}, overwrite=True, retries=0)
    assert stored_in(door, bucket) == {"a": b"old"}


def test_the_old_file_is_kept_on_this_computer_if_it_cannot_be_put_back(door: Door, bucket: Any):
    door.storage.upload_to_bucket(bucket, {"file_name": "a", "content": b"old"})
    door.hub.faults.add(method="POST", path="buckets/*/upload", status=500, count=2)
    with pytest.raises(errors.ServerError, match="kept in '") as caught:
        door.storage.upload_to_bucket(bucket, {"file_name": "a", "content": b"new"}, overwrite=True)
    kept = Path(caught.value.message.partition("kept in '")[2].partition("'")[0])
    assert kept.read_bytes() == b"old"
    kept.unlink()


def test_nothing_is_replaced_by_a_file_that_is_gone(door: Door, bucket: Any, tmp_path: Path):
    path = tree(tmp_path, {"a": b"new"}) / "a"
    (old,) = door.storage.upload_to_bucket(bucket, {"file_name": "a", "content": b"old"})
    with pytest.raises(errors.UsageError, match="No such file"):
        door.storage.upload_to_bucket(bucket, path, overwrite=True, progress=lambda _: path.unlink(missing_ok=True))
    assert door.storage.get_bucket_file(old).id == old.id


def test_the_old_file_is_there_again_if_nobody_knows_whether_it_was_deleted(door: Door, bucket: Any):
    door.storage.upload_to_bucket(bucket, {"file_name": "a", "content": b"old"})
    new = {"file_name": "a", "content": b"new"}
    door.hub.faults.add(method="DELETE", path="bucket-files/*", cut="after")
    with pytest.raises(errors.HubConnectionError, match="What was at 'a' before is there again"):
        door.storage.upload_to_bucket(bucket, new, overwrite=True, retries=0)
    door.hub.faults.add(method="DELETE", path="bucket-files/*", status=403)
    with pytest.raises(errors.PermissionDeniedError):
        door.storage.upload_to_bucket(bucket, new, overwrite=True)
    assert stored_in(door, bucket) == {"a": b"old"}


def test_the_old_file_is_kept_if_half_a_file_is_in_its_place(door: Door, bucket: Any, caplog: pytest.LogCaptureFixture):
    def half() -> Iterator[bytes]:
        yield b"ne"
        with flame_hub.Hub.embedded(door.hub) as hub:
            hub.storage.upload_to_bucket(bucket, {"file_name": "a", "content": b"half"})
        raise OSError(5, "Input/output error")

    door.storage.upload_to_bucket(bucket, {"file_name": "a", "content": b"old"})
    with pytest.raises(errors.UsageError, match=r"kept in '[^']*'. There is another one now, with 4 bytes") as caught:
        door.storage.upload_to_bucket(bucket, {"file_name": "a", "content": half()}, overwrite=True)
    kept = Path(caught.value.message.partition("kept in '")[2].partition("'")[0])
    assert kept.read_bytes() == b"old"
    kept.unlink()
    assert "kept in" in caplog.text


def test_a_copy_that_cannot_be_kept_is_told(door: Door, bucket: Any, monkeypatch: pytest.MonkeyPatch):
    door.storage.upload_to_bucket(bucket, {"file_name": "a", "content": b"old"})
    monkeypatch.setattr("tempfile.tempdir", "/nonexistent")
    door.hub.faults.add(method="POST", path="buckets/*/upload", status=500, count=2)
    with pytest.raises(errors.ServerError, match="is lost: it could not be kept on this computer"):
        door.storage.upload_to_bucket(bucket, {"file_name": "a", "content": b"new"}, overwrite=True)


@pytest.mark.parametrize(("of_the_client", "of_the_call"), [({}, {"deadline": 0.8}), ({"deadline": 0.8}, {})])
def test_putting_the_old_file_back_takes_as_long_as_it_needs(
    embedded: EmbeddedHub, of_the_client: Any, of_the_call: Any
):
    login = PasswordAuth("admin", "start123")
    with embedded.serve() as served, flame_hub.Hub(served.base_url, login, **of_the_client) as hub:
        bucket = hub.storage.create_bucket("results")
        hub.storage.upload_to_bucket(bucket, {"file_name": "a", "content": b"old"})
        embedded.faults.add(method="POST", path="buckets/*/upload", latency=2)
        with pytest.raises(errors.HubTimeoutError, match="What was at 'a' before is there again"):
            hub.storage.upload_to_bucket(bucket, {"file_name": "a", "content": b"new"}, overwrite=True, **of_the_call)


def test_what_is_replaced_by_two_at_once_is_one_of_both(door: Door, bucket: Any):
    door.storage.upload_to_bucket(bucket, {"file_name": "a", "content": b"old"})
    door.hub.faults.add(path="bucket-files/*/stream", status=404, code="entity_not_found", message="Not found.")
    (old,) = door.storage.find_bucket_files(filter={"bucket_id": bucket})

    def gone(transfer: flame_hub.progress.Transfer) -> None:
        if not transfer.done:
            with flame_hub.Hub.embedded(door.hub) as hub:
                hub.storage.delete_bucket_file(old) if hub.storage.get_bucket_file(old) else None

    door.storage.upload_to_bucket(bucket, {"file_name": "a", "content": Telling(gone)}, overwrite=True)
    assert stored_in(door, bucket) == {"a": b"x"}


def test_an_interruption_leaves_the_old_file_where_it_was(embedded: EmbeddedHub):
    def interrupted() -> Iterator[bytes]:
        yield b"new"
        raise KeyboardInterrupt

    with embedded.serve() as served, flame_hub.Hub(served.base_url, PasswordAuth("admin", "start123")) as hub:
        bucket = hub.storage.create_bucket("results")
        hub.storage.upload_to_bucket(bucket, {"file_name": "a", "content": b"old"})
        with pytest.raises(KeyboardInterrupt):
            hub.storage.upload_to_bucket(bucket, {"file_name": "a", "content": interrupted()}, overwrite=True)
        (file,) = hub.storage.find_bucket_files()
        assert content_of(hub.storage, file) == b"old"


def test_a_cancelled_task_leaves_the_old_file_where_it_was(embedded: EmbeddedHub):
    async def main(url: str) -> bytes:
        async with flame_hub.AsyncHub(url, PasswordAuth("admin", "start123")) as hub:
            bucket = await hub.storage.create_bucket("results")
            await hub.storage.upload_to_bucket(bucket, {"file_name": "a", "content": b"old"})
            async with anyio.create_task_group() as tasks:

                async def endless() -> AsyncIterator[bytes]:
                    yield b"new"
                    tasks.cancel_scope.cancel()
                    await anyio.sleep_forever()

                file = {"file_name": "a", "content": endless()}
                await hub.storage.upload_to_bucket(bucket, file, overwrite=True)
            (file,) = await hub.storage.find_bucket_files(filter={"bucket_id": bucket})
            return b"".join([piece async for piece in await hub.storage.stream_bucket_file(file)])

    with embedded.serve() as served:
        assert anyio.run(main, served.base_url) == b"old"
        assert anyio.run(main, served.base_url, backend="trio") == b"old"


# -- what cannot be uploaded --------------------------------------------------------------------------------------


def link_to_a_file(folder: Path) -> Path:
    (folder / "link").symlink_to(tree(folder, {"a": b"x"}) / "a")
    return folder


def loop(folder: Path) -> Path:
    (folder / "loop").symlink_to(folder)
    return folder


def pipe(folder: Path) -> Path:
    os.mkfifo(folder / "pipe")
    return folder


def lone_pipe(folder: Path) -> Path:
    return pipe(folder) / "pipe"


def long_name(folder: Path) -> Any:
    return {"file_name": "x" * 257, "content": b""}


def long_path(folder: Path) -> Any:
    return {"file_name": "x/" * 256 + "x", "content": b""}


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda folder: folder / "nothing", "nothing' could not be read: No such file"),
        (lambda folder: {"file_name": "a", "content": folder / "nothing"}, "could not be read: No such file"),
        (lambda folder: folder, "no file in the folder"),
        (link_to_a_file, "link' is a link"),
        (loop, "loop' is a link"),
        (pipe, "pipe' is no file that could be uploaded"),
        (lone_pipe, "pipe' is no file that could be uploaded"),
        (lambda _: "", "no path of a file"),
        (lambda _: "a\0b", "no path of a file"),
        (lambda folder: str(folder / ("x" * 300)), "File name too long"),
        (lambda _: {"file_name": "../a", "content": b""}, "leads out of the bucket"),
        (lambda _: {"file_name": "a/..", "content": b""}, "leads out of the bucket"),
        (lambda _: {"file_name": "a\0b", "content": b""}, "cannot keep"),
        (lambda _: {"file_name": "./.", "content": b""}, "none of a file"),
        (long_name, "is too long"),
        (long_path, "is too long"),
        (lambda _: {"file_name": "a", "content": [b"x", "y"]}, "gives a str in place of bytes"),
        (lambda _: {"file_name": "a", "content": {"x": 1}}, "must be bytes.*not a dict"),
    ],
)
def test_what_cannot_be_uploaded_is_refused_and_nothing_is_stored(
    embedded: EmbeddedHub, tmp_path: Path, make: Callable[[Path], Any], told: str
):
    with flame_hub.Hub.embedded(embedded) as hub:
        bucket = hub.storage.create_bucket("results")
        with pytest.raises(errors.UsageError, match=told):
            hub.storage.upload_to_bucket(bucket, make(tmp_path))
        assert hub.storage.count_bucket_files() == 0


def test_a_file_that_may_not_be_read_is_named(door: Door, bucket: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    tree(tmp_path, {"a": b"x", "secret": b"x"})
    # Whoever runs the tests may be allowed to read everything.
    monkeypatch.setattr(os, "access", lambda path, _: Path(path).name != "secret")
    with pytest.raises(errors.UsageError, match="secret' may not be read by you"):
        door.storage.upload_to_bucket(bucket, tmp_path)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (gzip.GzipFile(fileobj=io.BytesIO(gzip.compress(b"packed" * 1000)[:40])), "Compressed file ended"),
        (SimpleNamespace(read=lambda _: None), "has nothing to read yet"),
    ],
    ids=["cut", "waiting"],
)
def test_a_file_that_cannot_be_read_is_named(door: Door, bucket: Any, content: Any, told: str):
    with pytest.raises(errors.UsageError, match=f"'a'.*{told}"):
        door.storage.upload_to_bucket(bucket, {"file_name": "a", "content": content})


@pytest.mark.skipif(not Path("/proc/version").exists(), reason="Linux has files that do not tell their size.")
def test_a_file_that_does_not_tell_its_size_is_stored_whole(door: Door, bucket: Any):
    (stored,) = door.storage.upload_to_bucket(bucket, "/proc/version")
    assert content_of(door.storage, stored) == Path("/proc/version").read_bytes()


def test_a_path_is_given_once_and_an_open_file_too(door: Door, bucket: Any):
    with pytest.raises(errors.UsageError, match="'a' is given twice"):
        door.storage.upload_to_bucket(bucket, *[{"file_name": "a", "content": b"x"}] * 2)
    opened = io.BytesIO(b"x")
    with pytest.raises(errors.UsageError, match="'b' is that of another file"):
        door.storage.upload_to_bucket(bucket, *({"file_name": name, "content": opened} for name in "ab"))


def test_a_file_that_shrinks_while_it_is_read_is_not_stored(door: Door, bucket: Any, tmp_path: Path):
    path = tree(tmp_path, {"a": b"x" * 3_000_000}) / "a"

    def shrink(transfer: flame_hub.progress.Transfer) -> None:
        if transfer.done and not transfer.ended:
            os.truncate(path, 300_000)

    with pytest.raises(errors.UsageError, match="became shorter while it was read"):
        door.storage.upload_to_bucket(bucket, path, progress=shrink)
    assert stored_in(door, bucket) == {}


def test_a_file_that_grows_is_stored_as_it_was(door: Door, bucket: Any, tmp_path: Path):
    path = tree(tmp_path, {"a.log": b"x" * 1000}) / "a.log"

    def grow(_: object) -> None:
        with path.open("ab") as opened:
            opened.write(b"more")

    assert door.storage.upload_to_bucket(bucket, path, progress=grow)[0].size == 1000


def test_a_bucket_that_is_gone_is_named(door: Door, bucket: Any, tmp_path: Path):
    tree(tmp_path, {"a": b"x", "b": b"y"})
    door.storage.delete_bucket(bucket)
    for which in (bucket, bucket.name):
        with pytest.raises(errors.NotFoundError, match="bucket"):
            door.storage.upload_to_bucket(which, tmp_path)
    with pytest.raises(errors.UsageError, match="does not identify a bucket"):
        door.storage.upload_to_bucket("..", tmp_path)


@pytest.mark.parametrize(
    "params", [{"max_concurrency": 0}, {"max_concurrency": True}, {"progress": 5}, {"progress": int}], ids=str
)
def test_arguments_that_make_no_sense_are_refused(hub: flame_hub.Hub, wire: Any, params: Any):
    with pytest.raises(errors.UsageError):
        hub.storage.upload_to_bucket("results", {"file_name": "a", "content": b""}, **params)
    assert not wire.sent
