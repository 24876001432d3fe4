"""Lists of records: plain lists that know which part of the whole they are."""

from __future__ import annotations

import asyncio
import copy
import pickle
import threading
import warnings
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

import flame_hub
from flame_hub.contract import TABLE
from flame_hub.core.results import truncation_notice
from flame_hub.core.warning import warn_caller
from flame_hub.errors import NotFoundError, NotUniqueError, TruncatedListWarning
from flame_hub.models import Node, ResourceListMeta
from flame_hub.types import HubList

ID = "00000000-0000-4000-8000-000000000000"
ADVICE = "Use iter_nodes() for all, or page={...} for a part."
META = ResourceListMeta(total=10, limit=3, offset=6)


def test_a_list_is_a_list():
    found = HubList(["a", "b", "c"], META)
    assert found == ["a", "b", "c"]
    assert isinstance(found, list)
    assert [*reversed(found)] == ["c", "b", "a"]


def test_a_part_of_a_list_is_a_plain_list():
    found = HubList(["a", "b"], META)
    for part in (found[:1], found + found, found * 2, found.copy()):
        assert type(part) is list


def test_a_list_knows_its_page():
    found = HubList(["a", "b", "c"], META)
    assert (found.total, found.limit, found.offset) == (10, 3, 6)
    assert found.meta is META


@pytest.mark.parametrize(
    ("records", "total", "offset", "truncated"),
    [
        (3, 10, 6, True),
        (3, 9, 6, False),
        (0, 0, 0, False),
        (0, 10, 20, False),
        (50, 51, None, True),
        (50, 50, None, False),
    ],
)
def test_a_list_knows_whether_there_are_more_records(records: int, total: int, offset: int | None, truncated: bool):
    found = HubList(range(records), ResourceListMeta(total=total, offset=offset))
    assert found.truncated is truncated
    assert found.offset == (offset or 0)


def test_a_list_that_nobody_sent_is_the_whole():
    found = HubList("ab")
    assert (found.total, found.limit, found.offset, found.truncated) == (2, None, 0, False)
    assert HubList() == []


@pytest.mark.parametrize("twin_of", [copy.copy, copy.deepcopy, lambda found: pickle.loads(pickle.dumps(found))])
def test_a_copied_list_knows_the_same(twin_of):
    found = HubList(["a", "b", "c"], META)
    twin = twin_of(found)
    assert type(twin) is HubList
    assert (twin, twin.meta, twin.truncated) == (found, META, True)


# -- the first, the only ------------------------------------------------------------------------------------------


def nodes(count: int, total: int | None = None, **meta: Any) -> HubList[Node]:
    records = [
        Node.model_validate({"id": f"{n:08x}-0000-4000-8000-000000000000", "name": f"n{n}"}) for n in range(count)
    ]
    return HubList(records, ResourceListMeta(total=count if total is None else total, **meta))


def test_the_first_of_some_and_of_none():
    assert nodes(3).first().name == "n0"
    assert nodes(0).first() is None


def test_the_only_one():
    assert nodes(1).one().name == "n0"
    assert HubList(["a"]).one() == "a"


@pytest.mark.parametrize(
    ("found", "message"),
    [
        (nodes(0), "There are no records."),
        (nodes(0, 1, offset=1), "There are no records after the first 1."),
        (nodes(0, schema={"name": "registryProject"}), "There are no registry projects."),
    ],
)
def test_there_is_no_one(found: HubList[Any], message: str):
    with pytest.raises(NotFoundError) as caught:
        found.one()
    assert caught.value.message == message


@pytest.mark.parametrize(
    ("found", "message"),
    [
        (nodes(2), "There are 2 nodes, not one: Node(name='n0', id=UUID("),
        (nodes(1, 310), f"There are 310 nodes, not one: Node(name='n0', id=UUID('{ID}')), ..."),
        (HubList("abcd"), "There are 4 records, not one: 'a', 'b', 'c', ..."),
        (nodes(0, 7, offset=9), "There are 7 records, not one."),
    ],
)
def test_there_are_several(found: HubList[Any], message: str):
    with pytest.raises(NotUniqueError, match="Filter by") as caught:
        found.one()
    assert caught.value.message.startswith(message)
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


# -- what is shown ------------------------------------------------------------------------------------------------


# A list used to be shown like any other: 50 records were a wall of text that did not say that there are 310.
@pytest.mark.parametrize(
    ("found", "shown"),
    [
        (HubList("abc", META), "HubList(3 of 10 after 6: 'a', 'b', 'c')"),
        (HubList(range(50), ResourceListMeta(total=310)), "HubList(50 of 310: 0, 1, 2, ...)"),
        (HubList(), "HubList(0 of 0)"),
        (HubList("ab", ResourceListMeta(total=0)), "HubList(2 of 2: 'a', 'b')"),
    ],
)
def test_a_list_is_shown_in_a_line(found: HubList[Any], shown: str):
    assert repr(found) == str(found) == shown


def test_a_list_of_many_records_is_no_wall():
    assert len(repr(nodes(50, 310))) < 400


def test_a_list_that_holds_itself_is_shown():
    found: HubList[Any] = HubList()
    found.append(found)
    assert repr(found) == "HubList(1 of 1: HubList(...))"


def terminal(found: HubList[Any], width: int = 120) -> str:
    console = Console(width=width, force_terminal=True, color_system=None)
    with console.capture() as capture:
        console.print(found)
    return capture.get()


def test_a_list_is_a_table_in_a_terminal():
    shown = terminal(nodes(12, 310, offset=100))
    assert "12 of 310 nodes after 100" in shown
    assert "display_name" not in shown
    for text in ("name", "id", "n11", f"0000000b{ID[8:]}"):
        assert text in shown


@pytest.mark.parametrize(
    ("width", "columns"), [(60, ["name", "id", "type"]), (50, ["name", "id"]), (20, ["name", "type"])]
)
def test_a_table_has_the_columns_that_there_is_room_for(width: int, columns: list[str]):
    node = Node.model_validate({"id": ID, "name": "a", "type": "default"})
    shown = terminal(HubList([node]), width)
    assert [name for name in ("name", "id", "type") if name in shown] == columns
    assert max(map(len, shown.splitlines())) <= width
    assert (ID in shown) is ("id" in columns)


@pytest.mark.parametrize("name", ["[red]x[/red]", "\x1b[31mx", "[link=http://a.test]x"])
def test_a_terminal_obeys_no_record(name: str):
    node = nodes(1)[0].model_copy(update={"name": name})
    shown = terminal(HubList([node]))
    assert name.replace("\x1b", "\\x1b") in shown
    assert "\x1b[31m" not in shown


def test_a_list_is_a_table_in_a_notebook():
    found = nodes(60, 310)
    shown = found._repr_html_()
    assert "60 of 310 nodes, 50 shown" in shown
    assert shown.count("<tr>") == 51
    assert "n49" in shown
    assert "n50" not in shown


def test_a_list_of_anything_is_a_table():
    shown = HubList(["<b>", None, {"a": 1}])._repr_html_()
    for text in ("3 of 3 records", "&lt;b&gt;", "{&#x27;a&#x27;: 1}"):
        assert text in shown
    assert "<b>" not in shown


def test_no_records_can_be_shown_too():
    found: HubList[Any] = HubList((), ResourceListMeta.model_validate({"schema": {"name": "node"}}))
    assert "0 of 0 nodes" in found._repr_html_()
    assert "0 of 0 nodes" in terminal(found)


# -- warnings -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "page", "notice"),
    [
        (
            nodes(50, 310),
            None,
            "find_nodes answered with 50 of 310 nodes. Use iter_nodes() for all, or page={...} for a part.",
        ),
        (nodes(50, 50), None, None),
        (nodes(0, 0), None, None),
        (nodes(50, 310), {}, None),
        (nodes(50, 310), {"limit": 50}, None),
    ],
)
def test_who_gets_a_part_unasked_is_told(found: HubList[Any], page: object, notice: str | None):
    assert truncation_notice(TABLE["node"], found, page) == notice


@pytest.mark.parametrize(("count", "told"), [(49, False), (50, True)])
def test_a_full_page_of_an_uncounted_list_may_be_a_part(count: int, told: bool):
    notice = truncation_notice(replace(TABLE["registry_project"], counted=False), nodes(count), None)
    assert bool(notice) is told
    assert not notice or "50 registry projects, and there may be more" in notice


def foreign(source: str, **names: Any) -> dict[str, Any]:
    """What a user's module, written elsewhere, defines."""
    scope: dict[str, Any] = {"__name__": "user_module", **names}
    exec(compile(source, "user.py", "exec"), scope)
    return scope


LIBRARY = """
def find(): warn("half", kind)
async def find_async(): find()
"""


@pytest.fixture
def library() -> dict[str, Any]:
    """Functions that warn from within this package."""
    scope: dict[str, Any] = {"warn": warn_caller, "kind": TruncatedListWarning, "__name__": "flame_hub.library"}
    exec(compile(LIBRARY, str(Path(flame_hub.__file__).parent / "library.py"), "exec"), scope)
    return scope


def lines(run: Callable[[], object]) -> list[tuple[str, int]]:
    """Where was warned, as Python does by default."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("default")
        run()
    return [(warning.filename, warning.lineno) for warning in caught]


def test_the_line_of_the_caller_is_warned_of_once(library: dict[str, Any]):
    user = foreign("def use():\n for _ in range(3):\n  find()\n find()", find=library["find"])
    assert lines(user["use"]) == [("user.py", 3), ("user.py", 4)]


def test_the_line_of_an_await_is_warned_of(library: dict[str, Any]):
    user = foreign("async def use():\n await find()", find=library["find_async"])
    assert lines(lambda: asyncio.run(user["use"]())) == [("user.py", 2)]


def test_where_nobody_awaits_the_start_of_the_loop_is_warned_of(library: dict[str, Any]):
    source = "import asyncio\nasync def use():\n await asyncio.gather(find())\ndef main():\n asyncio.run(use())"
    assert lines(foreign(source, find=library["find_async"])["main"]) == [("user.py", 5)]


def test_a_thread_of_nobody_is_warned_of_too(library: dict[str, Any]):
    def run() -> None:
        thread = threading.Thread(target=library["find"])
        thread.start()
        thread.join()

    ((file, line),) = lines(run)
    assert (file.endswith("library.py"), line) == (True, 2)
