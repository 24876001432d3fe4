"""The candidate that is the published client, imported in an environment of its own."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import flame_hub

_PAGE = 50


class Former:
    """The clients of core and storage, used as their documentation shows."""

    def __init__(self, url: str, token: str, node: str = "") -> None:
        self._core = flame_hub.CoreClient(f"{url}/core/", token)
        self._storage = flame_hub.StorageClient(f"{url}/storage/", token)
        self._node = node

    def find(self, count: int) -> int:
        for _ in range(count):
            found = self._core.find_nodes()
        return len(found)

    def get(self, count: int) -> str:
        for _ in range(count):
            found = self._core.get_node(self._node)
        return str(found.id)

    def many(self, count: int, width: int) -> int:
        """So many gets, in `width` threads."""
        with ThreadPoolExecutor(width) as pool:
            return len(list(pool.map(self._core.get_node, [self._node] * count)))

    def walk(self, rows: int) -> int:
        given = 0
        while given < rows:
            page = self._core.find_nodes(page={"limit": _PAGE, "offset": given}, sort={"by": "created_at"})
            if not page:
                break
            given += len(page)
        return given

    def upload(self, path: str, bucket: str) -> tuple[str, int]:
        """The id of the stored file, and its size."""
        with Path(path).open("rb") as content:
            (stored,) = self._storage.upload_to_bucket(bucket, {"file_name": Path(path).name, "content": content})
        return str(stored.id), stored.size

    def download(self, file: str, path: str) -> None:
        with Path(path).open("wb") as kept:
            kept.writelines(self._storage.stream_bucket_file(file))
