"""Downloads: pieces of a body, and a connection that is given back."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import anyio
import httpx2
import pytest

import flame_hub
from flame_hub.errors import HubConnectionError, NotFoundError, UnreadableAnswerError, UsageError

ID = "0b8f1a52-3f55-4c1e-8e0e-2f6a5b7a9c11"


class Body(httpx2.SyncByteStream, httpx2.AsyncByteStream):
    """Pieces of a body, after which the connection may break."""

    def __init__(self, *pieces: bytes, failure: Exception | None = None) -> None:
        self.pieces = pieces
        self.failure = failure
        self.closed = 0

    def __iter__(self) -> Iterator[bytes]:
        yield from self.pieces
        if self.failure:
            raise self.failure

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self:
            yield piece

    def close(self) -> None:
        self.closed += 1

    async def aclose(self) -> None:
        self.close()


def transport(body: Body, status: int = 200, **headers: str) -> httpx2.MockTransport:
    return httpx2.MockTransport(lambda request: httpx2.Response(status, stream=body, headers=headers))


def storage(body: Body, status: int = 200, **headers: str) -> flame_hub.StorageClient:
    client = httpx2.Client(transport=transport(body, status, **headers))
    return flame_hub.StorageClient("http://hub.test/storage/", "token", client=client, generation="0.14")


def async_storage(body: Body, status: int = 200, **headers: str) -> flame_hub.AsyncStorageClient:
    client = httpx2.AsyncClient(transport=transport(body, status, **headers))
    return flame_hub.AsyncStorageClient("http://hub.test/storage/", "token", client=client, generation="0.14")


async def pieces_of(client: flame_hub.AsyncStorageClient, chunk_size: int) -> list[bytes]:
    return [piece async for piece in await client.stream_bucket_file(ID, chunk_size)]


def test_pieces_have_the_size_that_was_asked_for():
    for size, expected in ((2, [b"ab", b"cd", b"e"]), (3, [b"abc", b"de"]), (100, [b"abcde"])):
        assert list(storage(Body(b"a", b"bcd", b"e")).stream_bucket_file(ID, size)) == expected
        assert anyio.run(pieces_of, async_storage(Body(b"a", b"bcd", b"e")), size) == expected


def test_a_body_that_was_read_to_its_end_is_closed():
    for body in (Body(b"abc"), Body()):
        b"".join(storage(body).stream_bucket_file(ID))
        assert body.closed
    body = Body(b"abc")
    anyio.run(pieces_of, async_storage(body), 100)
    assert body.closed


def test_a_download_that_is_left_is_closed():
    body = Body(b"abc", b"def")
    with storage(body).stream_bucket_file(ID, 3) as download:
        assert next(download) == b"abc"
        assert not body.closed
    assert body.closed
    download.close()

    async def main(client: flame_hub.AsyncStorageClient) -> None:
        async with await client.stream_bucket_file(ID, 3) as download:
            assert await anext(download) == b"abc"
        await download.aclose()

    body = Body(b"abc", b"def")
    anyio.run(main, async_storage(body))
    assert body.closed


def test_a_download_that_nobody_holds_is_closed():
    body = Body(b"abc", b"def")
    next(storage(body).stream_bucket_file(ID, 3))
    assert body.closed
    body = Body(b"abc")
    storage(body).stream_bucket_file(ID, 3)
    assert body.closed, "nobody began to read it either"


@pytest.mark.parametrize(
    ("failure", "kind"),
    [
        (httpx2.ReadError("reset by peer"), HubConnectionError),
        (
            httpx2.RemoteProtocolError("peer closed connection without sending complete message body"),
            HubConnectionError,
        ),
        (OSError("broken"), HubConnectionError),
        (httpx2.DecodingError("incorrect header check"), UnreadableAnswerError),
    ],
    ids=lambda value: getattr(value, "__name__", type(value).__name__),
)
def test_a_body_that_breaks_off_is_an_error_and_not_an_end(failure: Exception, kind: type[Exception]):
    body = Body(b"abc", failure=failure)
    download = storage(body).stream_bucket_file(ID, 3)
    assert next(download) == b"abc"
    with pytest.raises(kind, match=r"hub\.test"):
        next(download)
    assert body.closed

    async def main(client: flame_hub.AsyncStorageClient) -> None:
        download = await client.stream_bucket_file(ID, 3)
        assert await anext(download) == b"abc"
        with pytest.raises(kind, match=r"hub\.test"):
            await anext(download)

    body = Body(b"abc", failure=failure)
    anyio.run(main, async_storage(body))
    assert body.closed


def test_a_body_with_wrong_encoding_is_an_error():
    compressed = {"content-encoding": "gzip"}
    with pytest.raises(UnreadableAnswerError, match="damaged"):
        list(storage(Body(b"no gzip"), **compressed).stream_bucket_file(ID))
    with pytest.raises(UnreadableAnswerError, match="damaged"):
        anyio.run(pieces_of, async_storage(Body(b"no gzip"), **compressed), 10)


def test_a_refusal_is_an_error_before_the_first_piece():
    refusal = b'{"code": "entity_not_found", "message": "The bucket-file was not found."}'
    body = Body(refusal)
    with pytest.raises(NotFoundError, match="bucket-file was not found"):
        storage(body, 404).stream_bucket_file(ID)
    assert body.closed
    with pytest.raises(NotFoundError, match="bucket-file was not found"):
        anyio.run(async_storage(Body(refusal), 404).stream_bucket_file, ID)


def test_a_piece_has_at_least_one_byte():
    for size in (0, -1):
        with pytest.raises(UsageError, match="chunk_size is a number of bytes"):
            storage(Body()).stream_bucket_file(ID, size)
