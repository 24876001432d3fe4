"""fsspec's own tests of filesystems, on an embedded Hub."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

import pytest
from fsspec.tests.abstract import (
    AbstractCopyTests,
    AbstractFixtures,
    AbstractGetTests,
    AbstractOpenTests,
    AbstractPipeTests,
    AbstractPutTests,
)

import flame_hub
from flame_hub.embedded import EmbeddedHub
from flame_hub.files.filesystem import HubFileSystem


class HubFixtures(AbstractFixtures):
    @pytest.fixture
    def fs(self, embedded: EmbeddedHub) -> Iterator[HubFileSystem]:
        with flame_hub.Hub.embedded(embedded) as hub:
            hub.storage.create_bucket("results")
            yield HubFileSystem(hub, skip_instance_cache=True)

    @pytest.fixture
    def fs_path(self) -> str:
        return "results"

    @pytest.fixture
    def fs_join(self):
        return posixpath.join

    @pytest.fixture
    def supports_empty_directories(self) -> bool:
        return False


class TestCopy(HubFixtures, AbstractCopyTests):
    pass


class TestGet(HubFixtures, AbstractGetTests):
    pass


class TestPut(HubFixtures, AbstractPutTests):
    pass


class TestOpen(HubFixtures, AbstractOpenTests):
    pass


class TestPipe(HubFixtures, AbstractPipeTests):
    pass
