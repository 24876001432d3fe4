"""Downloads: whole or not at all, begun anew where they were cut, and nowhere but where they belong."""

from __future__ import annotations

import asyncio
import contextlib
import io
import os
import resource
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import anyio
import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

import flame_hub
from doors import Door, async_in_process, socket
from flame_hub import errors
from flame_hub.auth import PasswordAuth
from flame_hub.contract import TABLE
from flame_hub.embedded import EmbeddedHub
from flame_hub.transfers.writing import safe_target

CONTENT = bytes(range(256)) * 4000

#: Both colours, with and without a socket; what is special about a way has tests of its own.
THROUGH = (socket, async_in_process)


@pytest.fixture
def bucket(door: Door) -> Any:
    return door.storage.create_bucket("results")


@pytest.fixture
def file(door: Door, bucket: Any) -> Any:
    return door.storage.upload_to_bucket(bucket, {"file_name": "dir/grün.bin", "content": CONTENT})[0]


def files_in(folder: Path) -> dict[str, bytes]:
    """All that is there, whatever its name."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# -- a file -------------------------------------------------------------------------------------------------------


def test_a_file_comes_to_its_place(door: Door, file: Any, tmp_path: Path):
    assert door.storage.download_bucket_file(file, tmp_path / "a.bin") == tmp_path / "a.bin"
    assert door.storage.download_bucket_file(file.id, tmp_path) == tmp_path / "grün.bin"
    assert door.storage.download_bucket_file(str(file.id), str(tmp_path / "b.bin")) == tmp_path / "b.bin"
    assert files_in(tmp_path) == dict.fromkeys(("a.bin", "grün.bin", "b.bin"), CONTENT)


def test_a_file_that_is_there_is_replaced_when_the_new_one_is_whole(door: Door, file: Any, tmp_path: Path):
    path = tmp_path / "a.bin"
    path.write_bytes(b"old")
    link = tmp_path / "link"
    link.symlink_to(path)

    def look(_: object) -> None:
        assert path.read_bytes() in (b"old", CONTENT)

    door.storage.download_bucket_file(file, link, progress=look)
    assert link.is_symlink()
    assert path.read_bytes() == CONTENT


def test_an_empty_file_is_a_file(door: Door, bucket: Any, tmp_path: Path):
    (file,) = door.storage.upload_to_bucket(bucket, {"file_name": "empty", "content": b""})
    assert door.storage.download_bucket_file(file, tmp_path).read_bytes() == b""


def test_a_file_has_the_permissions_that_new_files_have(door: Door, file: Any, tmp_path: Path):
    (tmp_path / "new").touch()
    path = door.storage.download_bucket_file(file, tmp_path)
    assert path.stat().st_mode == (tmp_path / "new").stat().st_mode


@pytest.mark.parametrize("cut", [0, 100_000, len(CONTENT) - 1])
def test_a_download_that_is_cut_is_begun_anew(door: Door, file: Any, tmp_path: Path, cut: int):
    # Once the connection breaks, once there is less than there has to be and no word of it.
    door.hub.faults.add(cut="within", path="bucket-files/*/stream")
    door.hub.faults.add(truncate=cut, path="bucket-files/*/stream")
    counted: list[int] = []
    door.storage.download_bucket_file(file, tmp_path, progress=lambda transfer: counted.append(transfer.done))
    assert files_in(tmp_path) == {"grün.bin": CONTENT}
    assert counted[-1] == len(CONTENT)


def test_what_stays_cut_is_an_error_and_leaves_nothing_behind(door: Door, file: Any, tmp_path: Path):
    door.hub.faults.add(truncate=1000, path="bucket-files/*/stream", count=None)
    told = r"Only 1000 of the 1024000 bytes of 'dir/grün.bin' came. \(2 attempts\)"
    with pytest.raises(errors.IncompleteFileError, match=told) as caught:
        door.storage.download_bucket_file(file, tmp_path / "a", retries=1)
    assert caught.value.attempts == 2
    door.hub.faults.clear()
    door.hub.faults.add(cut="within", path="bucket-files/*/stream", count=None)
    with pytest.raises(errors.HubConnectionError):
        door.storage.download_bucket_file(file, tmp_path / "a", retries=0)
    assert files_in(tmp_path) == {}


def test_more_than_there_has_to_be_is_an_error(door: Door, file: Any, tmp_path: Path):
    file.size = 10
    with pytest.raises(errors.IncompleteFileError, match="More than the 10 bytes of") as caught:
        door.storage.download_bucket_file(file, tmp_path)
    assert caught.value.attempts == 1
    assert files_in(tmp_path) == {}


class Ranges:
    """A storage service that can send parts of a file, and cuts the first answer."""

    def __init__(self, *, changed: bool = False) -> None:
        self.asked: list[str | None] = []
        self._changed = changed

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        headers = {"accept-ranges": "bytes", "etag": '"one"', "content-disposition": "attachment"}
        asked = request.headers.get("range")
        self.asked.append(asked)
        if asked is None:
            return httpx2.Response(200, headers=headers, stream=Cut(CONTENT[:5000]))
        assert request.headers["if-range"] == '"one"'
        if self._changed:
            return httpx2.Response(200, headers=headers, content=CONTENT)
        start = int(asked.removeprefix("bytes=").removesuffix("-"))
        headers["content-range"] = f"bytes {start}-{len(CONTENT) - 1}/{len(CONTENT)}"
        return httpx2.Response(206, headers=headers, content=CONTENT[start:])


class Cut(httpx2.SyncByteStream):
    def __init__(self, content: bytes) -> None:
        self._content = content

    def __iter__(self) -> Iterator[bytes]:
        yield self._content
        raise httpx2.RemoteProtocolError("peer closed connection without sending complete message body")


@pytest.mark.parametrize("changed", [False, True])
def test_only_the_rest_is_asked_for_if_the_hub_can_send_parts(tmp_path: Path, changed: bool):
    served = Ranges(changed=changed)
    record = flame_hub.models.BucketFile.model_validate(
        {"id": "0b8f1a52-3f55-4c1e-8e0e-2f6a5b7a9c11", "path": "a", "name": "a", "size": len(CONTENT)}
    )
    with httpx2.Client(transport=httpx2.MockTransport(served)) as client:
        hub = flame_hub.Hub("http://hub.test/", "token", client=client, generation="0.14")
        hub.storage.download_bucket_file(record, tmp_path)
    assert served.asked == [None, "bytes=5000-"]
    assert files_in(tmp_path) == {"a": CONTENT}


def test_a_file_that_is_not_there_is_named(door: Door, file: Any, tmp_path: Path):
    door.storage.delete_bucket_file(file)
    for which in (file, file.id):
        with pytest.raises(errors.NotFoundError):
            door.storage.download_bucket_file(which, tmp_path)
    assert files_in(tmp_path) == {}


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("nowhere/a", "There is no folder '.*nowhere'"),
        ("nowhere/", "There is no folder '.*nowhere'"),
        ("pipe", "no file that could be replaced"),
        ("", "no path on this computer"),
        ("a\0b", "no path on this computer"),
        (5, "no path on this computer"),
        (b"bytes", "no path on this computer"),
    ],
)
def test_a_place_that_is_none_is_refused(door: Door, file: Any, tmp_path: Path, path: Any, told: str):
    os.mkfifo(tmp_path / "pipe")
    where = f"{tmp_path}/{path}" if isinstance(path, str) and path and "\0" not in path else path
    with pytest.raises(errors.UsageError, match=told):
        door.storage.download_bucket_file(file, where)
    assert files_in(tmp_path) == {}


@contextlib.contextmanager
def little_room(size: int) -> Iterator[None]:
    """No file can become larger, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_disk_that_is_full_is_an_error_and_leaves_nothing_behind(door: Door, file: Any, tmp_path: Path):
    with little_room(500_000), pytest.raises(errors.LocalFileError, match="could not be written: File too large"):
        door.storage.download_bucket_file(file, tmp_path)
    with little_room(500_000), pytest.raises(errors.LocalFileError, match="could not be written: File too large"):
        door.storage.download_bucket(file.bucket_id, tmp_path)
    assert files_in(tmp_path) == {}


def test_an_interruption_leaves_nothing_behind(embedded: EmbeddedHub, tmp_path: Path):
    def interrupt(transfer: flame_hub.progress.Transfer) -> None:
        if transfer.done > 100_000:
            raise KeyboardInterrupt

    with embedded.serve() as served, flame_hub.Hub(served.base_url, PasswordAuth("admin", "start123")) as hub:
        bucket = filled(hub.storage, {"a": CONTENT, "b": CONTENT})
        with pytest.raises(KeyboardInterrupt):
            hub.storage.download_bucket_file(hub.storage.find_bucket_files()[0], tmp_path, progress=interrupt)
        with pytest.raises(KeyboardInterrupt):
            hub.storage.download_bucket(bucket, tmp_path, progress=interrupt)
    assert files_in(tmp_path) == {}


@pytest.mark.parametrize("transport", ["httpx2", "fast"])
def test_a_cancelled_task_leaves_nothing_behind(embedded: EmbeddedHub, tmp_path: Path, transport: Any):
    async def main(url: str) -> None:
        login = PasswordAuth("admin", "start123")
        async with flame_hub.AsyncHub(url, login, max_connections=1, timeout=5, transport=transport) as hub:
            bucket = await hub.storage.create_bucket("results")
            (file,) = await hub.storage.upload_to_bucket(bucket, {"file_name": "a", "content": b"x" * 20_000_000})
            async with anyio.create_task_group() as tasks:

                def cancel(transfer: flame_hub.progress.Transfer) -> None:
                    if transfer.done and not transfer.ended:
                        anyio.from_thread.run_sync(tasks.cancel_scope.cancel)

                await hub.storage.download_bucket_file(file, tmp_path, progress=cancel)
            assert tasks.cancel_scope.cancelled_caught
            # With one connection, this would wait in vain for one that was not given back.
            assert (await hub.storage.get_bucket_file(file)).size == 20_000_000

    with embedded.serve() as served:
        anyio.run(main, served.base_url)
        anyio.run(main, served.base_url, backend="trio")
    assert files_in(tmp_path) == {}


# -- a bucket -----------------------------------------------------------------------------------------------------

SMALL = {"a.txt": b"one", "dir/b.txt": b"two" * 1000, "d" * 90 + "/" + "ü" * 90: b"three", "e/m/p/t/y": b"", "z": b"z"}


def filled(storage: Any, files: dict[str, bytes]) -> Any:
    bucket = storage.create_bucket("results")
    storage.upload_to_bucket(bucket, *({"file_name": name, "content": content} for name, content in files.items()))
    return bucket


def test_all_files_of_a_bucket_come_to_a_folder(door: Door, tmp_path: Path):
    bucket = filled(door.storage, SMALL)
    folder = tmp_path / "new" / "folder"
    for which in (bucket, bucket.id, bucket.name):
        found = door.storage.download_bucket(which, folder)
        assert [path.relative_to(folder).as_posix() for path in found] == sorted(SMALL)
        assert files_in(tmp_path / "new") == {f"folder/{name}": content for name, content in SMALL.items()}


def test_an_empty_bucket_makes_an_empty_folder(door: Door, bucket: Any, tmp_path: Path):
    assert door.storage.download_bucket(bucket, tmp_path / "new") == []
    assert (tmp_path / "new").is_dir()


def test_small_files_come_as_one_archive_and_large_ones_alone(embedded: EmbeddedHub, tmp_path: Path):
    sent: list[str] = []
    hooks = {"request": lambda attempt: sent.append(attempt.path.rpartition("/storage/")[2].partition("/")[0])}
    with flame_hub.Hub.embedded(embedded, event_hooks=hooks) as hub:
        small = filled(hub.storage, {f"{number:03}": b"x" for number in range(120)})
        large = filled(hub.storage, dict.fromkeys("ab", b"x" * 9000000))
        sent.clear()
        assert len(hub.storage.download_bucket(small, tmp_path / "small")) == 120
        assert sent.count("buckets") == 2  # the record, and the archive
        assert sent.count("bucket-files") == 3  # pages of records
        sent.clear()
        assert len(hub.storage.download_bucket(large, tmp_path / "large")) == 2
        assert sent.count("bucket-files") == 3
        assert {len(content) for content in files_in(tmp_path / "large").values()} == {9_000_000}


@pytest.mark.parametrize("fault", [{"cut": "within"}, {"truncate": 1800}, {"truncate": 0}, {"status": 503}], ids=str)
def test_what_an_archive_lacks_is_fetched_file_by_file(door: Door, tmp_path: Path, fault: dict[str, Any]):
    bucket = filled(door.storage, SMALL)
    door.hub.faults.add(path="buckets/*/stream", count=None, **fault)
    counted: list[tuple[int, int]] = []
    door.storage.download_bucket(
        bucket, tmp_path, retries=0, progress=lambda transfer: counted.append((transfer.done, transfer.files_done))
    )
    assert files_in(tmp_path) == SMALL
    assert counted[-1] == (sum(map(len, SMALL.values())), len(SMALL))


def test_a_file_without_content_does_not_keep_the_others_from_coming(door: Door, tmp_path: Path):
    bucket = filled(door.storage, SMALL)
    row = door.hub.store.first(TABLE["bucket_file"], {"path": "dir/b.txt"})
    door.hub.objects.remove(str(bucket.id), row["hash"])
    with pytest.raises(errors.ServerError, match=r"4 of 5 files were downloaded, not 'dir/b.txt'") as caught:
        door.storage.download_bucket(bucket, tmp_path)
    assert files_in(tmp_path) == {name: content for name, content in SMALL.items() if name != "dir/b.txt"}
    assert sorted(caught.value.completed) == sorted(tmp_path / name for name in SMALL if name != "dir/b.txt")
    assert list(caught.value.failed) == ["dir/b.txt"]


def stored_under(door: Door, names: dict[str, str]) -> Any:
    """A bucket whose files have the names of others: the client would not upload them."""
    bucket = filled(door.storage, {name: name.encode() for name in names})
    with door.hub.store.transaction():
        for name, other in names.items():
            row = door.hub.store.first(TABLE["bucket_file"], {"path": name})
            door.hub.store.update(TABLE["bucket_file"], row["id"], {"path": other}, door.hub.clock.stamp())
    return bucket


@pytest.mark.parametrize("path", ["../evil", "a/../../evil", "..", "/", "a\0b", "./."])
def test_a_path_that_leads_elsewhere_is_refused_and_all_others_come(door: Door, tmp_path: Path, path: str):
    bucket = stored_under(door, {"evil": path, "good": "good", "rooted": "/rooted"})
    with pytest.raises(errors.UsageError, match="does not lead to a place in the folder") as caught:
        door.storage.download_bucket(bucket, tmp_path / "in")
    assert files_in(tmp_path) == {"in/good": b"good", "in/rooted": b"rooted"}
    assert list(caught.value.failed) == [path]
    (evil,) = [file for file in door.storage.find_bucket_files() if file.path == path]
    assert door.storage.download_bucket_file(evil, tmp_path / "caught").read_bytes() == b"evil"


def test_a_file_where_another_has_its_folder_is_told(door: Door, tmp_path: Path):
    bucket = filled(door.storage, {"a": b"file", "a/b": b"within", "c": b"c"})
    with pytest.raises(errors.UsageError, match=r"'a' is that of another file or of a folder[\s\S]*2 of 3 files"):
        door.storage.download_bucket(bucket, tmp_path)
    assert files_in(tmp_path) == {"a/b": b"within", "c": b"c"}


def test_a_name_that_is_too_long_for_this_computer_keeps_no_other_from_coming(door: Door, tmp_path: Path):
    bucket = filled(door.storage, {"ü" * 200: b"long", "a": b"a", "z": b"z"})
    with pytest.raises(errors.LocalFileError, match=r"File name too long[\s\S]*2 of 3 files were downloaded"):
        door.storage.download_bucket(bucket, tmp_path)
    assert files_in(tmp_path) == {"a": b"a", "z": b"z"}


class Archive:
    """A storage service with one bucket, whose archive is made up."""

    def __init__(self, archive: bytes, sizes: dict[str, int | None]) -> None:
        self._archive = archive
        ids = (f"0b8f1a52-3f55-4c1e-8e0e-2f6a5b7a9c{number:02}" for number in range(10, 99))
        self._rows = [
            {"id": next(ids), "path": path, "name": path.rpartition("/")[2], "size": size}
            for path, size in sizes.items()
        ]

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        path = request.url.path
        if path.endswith("/bucket-files"):
            return httpx2.Response(200, json={"data": self._rows, "meta": {"total": len(self._rows)}})
        if path.startswith("/storage/buckets/") and path.endswith("/stream"):
            return httpx2.Response(200, content=self._archive)
        if path.endswith("/stream"):
            return httpx2.Response(404, json={"statusCode": 404, "code": "entity_not_found", "message": "Not found."})
        return httpx2.Response(200, json={"data": {"id": BUCKET, "name": "results"}, "meta": {}})


BUCKET = "0b8f1a52-3f55-4c1e-8e0e-2f6a5b7a9c00"


def member(name: str, size: int = 0, **kind: Any) -> tarfile.TarInfo:
    made = tarfile.TarInfo(name)
    made.size = size
    for key, value in kind.items():
        setattr(made, key, value)
    return made


def archive_of(*members: tarfile.TarInfo) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as tar:
        for info in members:
            tar.addfile(info, io.BytesIO(b"x" * info.size))
    return buffer.getvalue()


def headers_without_end() -> bytes:
    """A header that announces eight gigabytes of a name, and as much of it as there may be."""
    return member("long", 8 * 1024**3 - 1, type=tarfile.GNUTYPE_LONGNAME).tobuf() + b"x" * 3_000_000


def odd_headers() -> bytes:
    """What Python's reader of archives raises a ValueError for."""
    info = member("bad", 4)
    info.pax_headers = {"GNU.sparse.map": "a,b"}
    return info.tobuf(tarfile.PAX_FORMAT) + b"xxxx" + bytes(508)


@pytest.mark.parametrize(
    "archive",
    [
        archive_of(member("good", 4), member("../evil", 4), member("/evil", 4), member("other", 4)),
        archive_of(member("good", type=tarfile.SYMTYPE, linkname="/etc/passwd"), member("good", 4)),
        archive_of(member("bad", type=tarfile.LNKTYPE, linkname="../evil"), member("good", 4)),
        archive_of(member("bad", type=tarfile.CHRTYPE, devmajor=1, devminor=3), member("good", 4)),
        archive_of(member("bad", type=tarfile.FIFOTYPE), member("bad", type=tarfile.DIRTYPE), member("good", 4)),
        archive_of(member("bad", 5_000_000), member("good", 4)),
        archive_of(member("good", 4))[: 512 + 4] + headers_without_end(),
        archive_of(member("good", 4))[:1024] + b"nonsense" * 1000,
        archive_of(member("good", 4))[:1024] + odd_headers(),
        archive_of(member("good", 4))[:1024] + member("bad", 4, type=tarfile.GNUTYPE_SPARSE).tobuf() + b"\xff" * 900,
    ],
    ids=[
        "paths",
        "link",
        "hard link",
        "device",
        "others",
        "bomb",
        "endless headers",
        "nonsense",
        "odd headers",
        "sparse",
    ],
)
def test_an_archive_gives_nothing_but_the_files_that_are_wanted(tmp_path: Path, archive: bytes):
    served = Archive(archive, {"good": 4, "bad": 10})
    with httpx2.Client(transport=httpx2.MockTransport(served)) as client:
        hub = flame_hub.Hub("http://hub.test/", "token", client=client, generation="0.14", retries=0)
        with pytest.raises(errors.NotFoundError) as caught:
            hub.storage.download_bucket(BUCKET, tmp_path / "in")
    assert "bad" in caught.value.failed
    found = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")}
    assert found <= {"in", "in/good"}
    assert files_in(tmp_path) == dict.fromkeys(found - {"in"}, b"xxxx")


def test_a_record_without_a_path_is_told(tmp_path: Path):
    served = Archive(archive_of(member("good", 4)), {"": 4, "good": 4})
    with httpx2.Client(transport=httpx2.MockTransport(served)) as client:
        hub = flame_hub.Hub("http://hub.test/", "token", client=client, generation="0.14", retries=0)
        with pytest.raises(errors.UnreadableAnswerError, match="has no path"):
            hub.storage.download_bucket(BUCKET, tmp_path)
    assert files_in(tmp_path) == {}


def test_files_of_unknown_size_are_limited_too(door: Door, tmp_path: Path):
    bucket = filled(door.storage, {"a": CONTENT})
    row = door.hub.store.first(TABLE["bucket_file"], {"path": "a"})
    with door.hub.store.transaction():
        door.hub.store.update(TABLE["bucket_file"], row["id"], {"size": None}, door.hub.clock.stamp())
    totals: list[int | None] = []
    with pytest.raises(errors.UsageError, match="more bytes than max_size allows"):
        door.storage.download_bucket(
            bucket, tmp_path, max_size=1000, progress=lambda transfer: totals.append(transfer.total)
        )
    assert totals[-1] is None
    assert files_in(tmp_path) == {}
    door.storage.download_bucket(bucket, tmp_path)
    assert files_in(tmp_path) == {"a": CONTENT}


def test_a_deadline_is_that_of_all_that_is_done(door: Door, tmp_path: Path):
    bucket = filled(door.storage, {"a": b"x" * 9_000_000, "b": b"x" * 9_000_000})
    door.hub.faults.add(path="bucket-files/*/stream", latency=0.7, count=None)
    with pytest.raises(errors.HubTimeoutError, match="1 of 2 files were downloaded"):
        door.storage.download_bucket(bucket, tmp_path, deadline=1.2, max_concurrency=1)


def test_a_call_that_is_cancelled_in_process_is_cancelled(embedded: EmbeddedHub, tmp_path: Path):
    async def main() -> None:
        async with flame_hub.AsyncHub.embedded(embedded) as hub:
            bucket = await hub.storage.create_bucket("results")
            (file,) = await hub.storage.upload_to_bucket(bucket, {"file_name": "a", "content": b"x" * 1_000_000})
            embedded.faults.add(path="bucket-files/*/stream", bytes_per_second=500_000)
            with pytest.raises(asyncio.TimeoutError):
                await asyncio.wait_for(hub.storage.download_bucket_file(file, tmp_path), 0.5)

    anyio.run(main)
    assert files_in(tmp_path) == {}


def test_a_bucket_may_be_limited_and_has_to_fit(door: Door, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    bucket = filled(door.storage, {"a": b"x" * 600, "b": b"x" * 600})
    with pytest.raises(errors.UsageError, match="have 1200 bytes, and max_size allows 1000"):
        door.storage.download_bucket(bucket, tmp_path / "new", max_size=1000)
    assert not (tmp_path / "new").exists()
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("", (), {"free": 1000}))
    with pytest.raises(errors.LocalFileError, match="there is room for 1000"):
        door.storage.download_bucket(bucket, tmp_path / "new")


def test_a_folder_that_is_a_file_is_refused(door: Door, file: Any, tmp_path: Path):
    (tmp_path / "file").write_bytes(b"mine")
    with pytest.raises(errors.LocalFileError, match="file' could not be written"):
        door.storage.download_bucket(file.bucket_id, tmp_path / "file")
    assert files_in(tmp_path) == {"file": b"mine"}


def test_a_bucket_that_goes_in_the_middle_is_told(door: Door, tmp_path: Path):
    bucket = filled(door.storage, dict.fromkeys("abc", b"x" * 9000000))

    def delete(transfer: flame_hub.progress.Transfer) -> None:
        if transfer.files_done == 1 and not deleted:
            deleted.append(True)
            with flame_hub.Hub.embedded(door.hub) as hub:
                hub.storage.delete_bucket(bucket)

    deleted: list[bool] = []
    with pytest.raises(errors.HubAPIError, match="of 3 files were downloaded") as caught:
        door.storage.download_bucket(bucket, tmp_path, max_concurrency=1, progress=delete, retries=0)
    assert sorted(files_in(tmp_path)) == [path.name for path in caught.value.completed]
    assert set(caught.value.failed) == set("abc") - set(files_in(tmp_path))
    with pytest.raises(errors.NotFoundError, match="bucket"):
        door.storage.download_bucket(bucket, tmp_path)


@given(st.text(st.one_of(st.sampled_from("./\\:a\0"), st.characters()), max_size=20))
def test_a_path_of_a_bucket_never_leads_out_of_the_folder(path: str):
    folder = Path("/some/folder")
    try:
        target = safe_target(folder, path)
    except errors.UsageError:
        return
    assert Path(os.path.normpath(target)) == target
    assert folder in target.parents


# -- iterators ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("leave", [lambda download: None, lambda download: next(download)], ids=["at once", "later"])
def test_an_iterator_that_is_left_gives_its_connection_back(embedded: EmbeddedHub, leave: Callable[[Any], Any]):
    with embedded.serve() as served:
        login = PasswordAuth("admin", "start123")
        with flame_hub.Hub(served.base_url, login, max_connections=1, timeout=5) as hub:
            bucket = hub.storage.create_bucket("results")
            (file,) = hub.storage.upload_to_bucket(bucket, {"file_name": "a", "content": b"x" * 5_000_000})
            leave(hub.storage.stream_bucket_file(file))
            assert hub.storage.get_bucket_file(file).size == 5_000_000


@pytest.mark.parametrize("steps", [0, 1])
def test_an_asynchronous_iterator_that_is_left_gives_its_connection_back(embedded: EmbeddedHub, steps: int):
    async def main(url: str) -> None:
        login = PasswordAuth("admin", "start123")
        async with flame_hub.AsyncHub(url, login, max_connections=1, timeout=5) as hub:
            bucket = await hub.storage.create_bucket("results")
            (file,) = await hub.storage.upload_to_bucket(bucket, {"file_name": "a", "content": b"x" * 5_000_000})
            download = await hub.storage.stream_bucket_file(file)
            for _ in range(steps):
                await anext(download)
            del download
            assert (await hub.storage.get_bucket_file(file)).size == 5_000_000

    with embedded.serve() as served:
        anyio.run(main, served.base_url)


def test_a_refusal_comes_with_the_call(door: Door, file: Any):
    door.storage.delete_bucket_file(file)
    with pytest.raises(errors.NotFoundError):
        door.storage.stream_bucket_file(file)
