"""The candidates that are httpx2 alone: the same requests, and the JSON as it comes."""

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx2

_PAGE = 50
_INCLUDE = {"include": "registry,registryProject"}
_PIECE = 64 * 1024


class Bare:
    """A loop around `httpx2.Client`."""

    def __init__(self, url: str, token: str, node: str = "") -> None:
        self._client = httpx2.Client(base_url=url, headers={"Authorization": f"Bearer {token}"}, timeout=60)
        self._node = node

    def find(self, count: int) -> int:
        for _ in range(count):
            found = self._client.get("/core/nodes", params=_INCLUDE).json()
        return len(found["data"])

    def get(self, count: int) -> str:
        for _ in range(count):
            found = self._client.get(f"/core/nodes/{self._node}", params=_INCLUDE).json()
        return found["data"]["id"]

    def walk(self, rows: int) -> int:
        given = 0
        while given < rows:
            page = {"page[limit]": _PAGE, "page[offset]": given, "sort": "createdAt"}
            found = self._client.get("/core/nodes", params={**_INCLUDE, **page}).json()
            if not found["data"]:
                break
            given += len(found["data"])
        return given

    def upload(self, path: str, bucket: str) -> tuple[str, int]:
        """The id of the stored file, and its size."""
        with Path(path).open("rb") as content:
            answer = self._client.post(f"/storage/buckets/{bucket}/upload", files={"file": (Path(path).name, content)})
        (stored,) = answer.raise_for_status().json()["data"]
        return stored["id"], stored["size"]

    def download(self, file: str, path: str) -> None:
        with (
            self._client.stream("GET", f"/storage/bucket-files/{file}/stream") as answer,
            Path(path).open("wb") as kept,
        ):
            kept.writelines(answer.raise_for_status().iter_bytes(_PIECE))


class BareAsynchronous:
    """`httpx2.AsyncClient`."""

    def __init__(self, url: str, token: str, node: str = "") -> None:
        self._loop = asyncio.new_event_loop()
        self._client = httpx2.AsyncClient(base_url=url, headers={"Authorization": f"Bearer {token}"}, timeout=60)
        self._node = node

    async def _get(self) -> str:
        answer = await self._client.get(f"/core/nodes/{self._node}", params=_INCLUDE)
        return answer.json()["data"]["id"]

    def many(self, count: int, width: int) -> int:
        """So many gets at once; `width` is for those who need threads."""

        async def all_at_once() -> int:
            return len(await asyncio.gather(*(self._get() for _ in range(count))))

        return self._loop.run_until_complete(all_at_once())
