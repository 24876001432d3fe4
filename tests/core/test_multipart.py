"""Uploads as they go over the wire. Whatever is built is read back by the embedded Hub."""

from __future__ import annotations

import errno
import io
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import flame_hub
from flame_hub.core.multipart import PIECE, Multipart, Part
from flame_hub.embedded.messages import Request
from flame_hub.embedded.uploads import read_files
from flame_hub.errors import HubAPIError, UsageError
from flame_hub.transfers.sources import InMemory, Opened, parts_of

BUCKET = "0b8f1a52-3f55-4c1e-8e0e-2f6a5b7a9c11"


def encode_files(files: list[Any]) -> tuple[str, bytes | Multipart]:
    """The media type and the body of an upload of these."""
    made = Multipart(parts_of(files, asynchronous=False))
    return made.content_type, made.body()


def whole(body: bytes | Iterable[bytes]) -> bytes:
    return body if isinstance(body, bytes) else b"".join(body)


def in_pieces(body: bytes, size: int) -> Iterator[bytes]:
    return (body[start : start + size] for start in range(0, len(body), size))


def stored(files: list[Any], *, size: int = 65_536) -> list[tuple[str, bytes]]:
    """Name and content of the files as the Hub gets them, the body arriving in pieces of `size` bytes."""
    content_type, body = encode_files(files)
    return read_back(content_type, whole(body), size)


def read_back(content_type: str, body: bytes, size: int) -> list[tuple[str, bytes]]:
    request = Request("POST", "/", {"content-type": content_type}, in_pieces(body, size))
    return [(file.path, b"".join(file.pieces)) for file in read_files(request)]


class Reader:
    """An open file of `size` zeros that notes how it is read."""

    def __init__(self, size: int) -> None:
        self.left = size
        self.asked: list[int] = []

    def read(self, size: int = -1) -> bytes:
        self.asked.append(size)
        given = min(size if size >= 0 else self.left, self.left)
        self.left -= given
        return bytes(given)


class Slow(io.BytesIO):
    """An open file that gives less than it is asked for."""

    def read(self, size: int | None = -1) -> bytes:
        return super().read(min(size or 0, 3))


class Failing:
    """An open file whose reading fails after a while."""

    def __init__(self, failure: Exception) -> None:
        self.pieces = iter([b"first", failure])

    def read(self, size: int = -1) -> bytes:
        piece = next(self.pieces)
        if isinstance(piece, Exception):
            raise piece
        return piece


NAMES = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30),
    st.text(st.sampled_from("\"'%;=\\/\r\n äü日😀~*.a"), min_size=1, max_size=12),
)
CONTENTS = st.one_of(
    st.binary(max_size=200),
    st.lists(st.sampled_from([b"\r\n", b"\r", b"\n", b"-", b"--", b"a" * 32, b"\r\n--", b"\0"]), max_size=8).map(
        b"".join
    ),
)


@given(files=st.lists(st.tuples(NAMES, CONTENTS, st.booleans()), min_size=1, max_size=4), size=st.integers(1, 100))
@settings(deadline=None)
def test_the_hub_reads_what_is_sent(files: list[tuple[str, bytes, bool]], size: int):
    contents = [Opened(io.BytesIO(data), "") if opened else InMemory(data) for _, data, opened in files]
    names = [name for name, *_ in files]
    sent = Multipart([Part(name, content, "text/csv") for name, content in zip(names, contents, strict=True)])
    body = whole(sent.body())
    assert len(body) == sent.length
    assert read_back(sent.content_type, body, size) == [(name, data) for name, data, _ in files]


@pytest.mark.parametrize("name", ["data.csv", "dir/data (1).csv", "a+b, c=d@e~f_g-h", " blank "])
def test_a_plain_name_is_sent_as_it_is(name: str):
    _, body = encode_files([{"file_name": name, "content": b""}])
    assert f'; filename="{name}"\r\n'.encode() in whole(body)


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("plain ünï.txt", "plain%20%C3%BCn%C3%AF.txt"),
        ('a"b', "a%22b"),
        ("100%25", "100%2525"),
        ("a\r\nb", "a%0D%0Ab"),
        ("a\n", "a%0A"),
        ("ü/x", "%C3%BC%2Fx"),
    ],
)
def test_another_name_is_sent_as_rfc_5987_has_it(name: str, sent: str):
    _, body = encode_files([{"file_name": name, "content": b""}])
    assert f"; filename*=UTF-8''{sent}\r\n".encode() in whole(body)


@pytest.mark.parametrize(
    ("content", "data"),
    [
        (b"bytes", b"bytes"),
        (b"", b""),
        ("text: grün", "text: grün".encode()),
        (io.BytesIO(b"open"), b"open"),
        (io.BytesIO(), b""),
        (Slow(b"little by little"), b"little by little"),
        (Reader(3 * PIECE + 1), bytes(3 * PIECE + 1)),
    ],
    ids=lambda value: type(value).__name__,
)
def test_content_is_bytes_a_text_or_something_to_read(content: object, data: bytes):
    assert stored([{"file_name": "a", "content": content}]) == [("a", data)]


def test_an_open_file_is_read_from_where_it_stands(tmp_path: Path):
    path = tmp_path / "data.bin"
    path.write_bytes(b"header" + bytes(range(256)))
    with path.open("rb") as opened:
        opened.seek(len(b"header"))
        assert stored([{"file_name": path.name, "content": opened}]) == [("data.bin", bytes(range(256)))]
        assert not opened.closed


@pytest.mark.parametrize(
    ("more", "sent"),
    [
        ({}, "application/octet-stream"),
        ({"content_type": ""}, "application/octet-stream"),
        ({"content_type": "text/csv; charset=utf-8"}, "text/csv; charset=utf-8"),
    ],
    ids=str,
)
def test_each_file_has_a_media_type(more: dict[str, str], sent: str):
    _, body = encode_files([{"file_name": "a", "content": b"x", **more}])
    assert f"\r\nContent-Type: {sent}\r\n\r\nx".encode() in whole(body)


def test_what_is_in_memory_is_sent_in_one_piece():
    _, body = encode_files([{"file_name": "a", "content": b"x"}, {"file_name": "b", "content": "y"}])
    assert isinstance(body, bytes)


def test_a_large_file_is_never_held_in_memory():
    size = 50 * 1024 * 1024
    reader = Reader(size)
    _, body = encode_files([{"file_name": "small", "content": b"x"}, {"file_name": "large", "content": reader}])
    assert not isinstance(body, bytes)
    assert not reader.asked, "nothing is read before it can be sent"
    sent = 0
    for piece in body:
        sent += len(piece)
        assert len(piece) <= PIECE
        assert size - reader.left <= sent + PIECE, "at most one piece is read ahead"
    assert sent > size
    assert set(reader.asked) == {PIECE}


@pytest.mark.parametrize(
    ("file", "told"),
    [
        pytest.param({"content": b"x"}, "needs a 'file_name'", id="no name"),
        pytest.param({"file_name": "", "content": b"x"}, "needs a 'file_name'", id="an empty name"),
        pytest.param({"file_name": None, "content": b"x"}, "needs a 'file_name'", id="a name of None"),
        pytest.param({"file_name": Path("a"), "content": b"x"}, "needs a 'file_name'", id="a path as a name"),
        pytest.param({"filename": "a", "content": b"x"}, "needs a 'file_name'", id="a name under another key"),
        pytest.param(
            {"file_name": "a.csv"}, "'a.csv' must be bytes, a text, a Path, an open binary file", id="no content"
        ),
        pytest.param(
            {"file_name": "a.csv", "content": None}, "'a.csv' must be bytes.* not a NoneType", id="content of None"
        ),
        pytest.param({"file_name": "a.csv", "content": 5}, "'a.csv' must be bytes.* not a int", id="a number"),
        pytest.param({"file_name": "a.csv", "content": {}}, "'a.csv' must be bytes.* not a dict", id="a mapping"),
        pytest.param({"file_name": "a.csv", "content": "\ud800"}, r"a\.csv", id="half a character"),
        pytest.param({"file_name": "\ud800.csv", "content": b"x"}, r"\.csv", id="half a character in the name"),
        pytest.param(
            {"file_name": "a.csv", "content": b"x", "content_type": "text/csv\r\nX-More: 1"},
            "content_type of 'a.csv'",
            id="a line break in the media type",
        ),
        pytest.param(
            {"file_name": "a.csv", "content": b"x", "content_type": 5},
            "content_type of 'a.csv'",
            id="a media type that is a number",
        ),
        pytest.param(
            {"file_name": "a.csv", "content": io.BytesIO(b"x"), "content_type": "a\nb"},
            "content_type of 'a.csv'",
            id="a line break in the media type of an open file",
        ),
        pytest.param(None, "file_name", id="None"),
        pytest.param(b"content", "file_name", id="just content"),
    ],
)
def test_what_cannot_be_sent_is_refused_before_anything_is_sent(file: Any, told: str):
    with pytest.raises(UsageError, match=told):
        encode_files([file])


def closed_file() -> io.BytesIO:
    file = io.BytesIO(b"x")
    file.close()
    return file


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (io.StringIO("text"), "'a.csv' is open as text: open it with mode 'rb'"),
        (closed_file(), "a.csv"),
        (Failing(OSError(errno.EIO, "Input/output error")), "a.csv"),
    ],
    ids=["text", "closed", "disk"],
)
def test_a_file_that_cannot_be_read_is_named(hub: flame_hub.Hub, wire: Any, content: Any, told: str):
    wire.answer(200, {"data": [], "meta": {"total": 0}})
    with pytest.raises(HubAPIError, match=told):
        hub.storage.upload_to_bucket(BUCKET, {"file_name": "a.csv", "content": content})


def test_an_upload_without_files_is_refused(hub: flame_hub.Hub, wire: Any):
    with pytest.raises(UsageError, match="no file to upload"):
        hub.storage.upload_to_bucket(BUCKET)
    assert not wire.sent


@given(
    file=st.dictionaries(st.sampled_from(["file_name", "content", "content_type"]), st.text() | st.binary() | st.none())
)
@settings(deadline=None)
def test_any_file_is_sent_or_refused(file: dict[str, Any]):
    with suppress(HubAPIError):
        whole(encode_files([file])[1])
