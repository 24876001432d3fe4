"""Pages whose code runs: the blocks of a Markdown file, in order, in one namespace, against an embedded Hub.

    ```python             runs, with `await` too; "http://localhost:3000" is the Hub
    ```text, ```json      what the block before it printed, or the error that it ended with
    expression  # -> x    what the expression comes to
    <!-- python … -->     runs and is not shown
    <!-- not run: why --> before a block: it is compiled and no more

Ids, times and how long something took, secrets, ports and the numbers of requests differ each time: they are compared
as such, not by their values.
"""

from __future__ import annotations

import ast
import asyncio
import contextlib
import inspect
import io
import os
import re
import textwrap
import tokenize
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

import httpx2

import flame_hub
from flame_hub.clients.base import AsyncClient, SyncClient
from flame_hub.embedded import EmbeddedHub

OUTPUT = ("text", "json")
ADDRESS = "http://localhost:3000"
_BLOCK = re.compile(
    r"^(?P<indent> *)(?:```(?P<language>\w+)\n(?P<text>.*?)^ *```$|<!-- python\n(?P<setup>.*?)^ *-->$)",
    re.MULTILINE | re.DOTALL,
)
_NOT_RUN = re.compile(r"<!-- not run: (?P<reason>\S.*?) -->\n\s*\Z", re.DOTALL)
_ARROW = re.compile(r"# -> (.*)")
_DIFFERENT_EACH_TIME = (
    (re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"), "ID"),
    (re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:00)?"), "TIME"),
    (re.compile(r"\b(?:[0-9a-f]{64}|[0-9a-z]{64})\b"), "SECRET"),
    (re.compile(r"http://127\.0\.0\.1:\d+"), ADDRESS),
    (re.compile(r"\[\w+ \d+\]"), "[Errno]"),
    (re.compile(r"\bin \d+ ms\b"), "in MILLISECONDS"),
    (re.compile(r"\bagain in [\d.]+ s\b"), "again in SECONDS"),
    # 0 is always that of a login.
    (re.compile(r"\brequest [1-9]\d*\b"), "request NUMBER"),
)


@dataclass(frozen=True)
class Block:
    """A block of code, or of what was printed.

    line     of the page on which its text begins
    not_run  why it is compiled only, empty if it runs
    """

    language: str
    text: str
    line: int
    not_run: str = ""


def blocks(page: Path) -> list[Block]:
    text = page.read_text(encoding="utf-8")
    return [_block(text, found) for found in _BLOCK.finditer(text)]


def _block(page: str, found: re.Match[str]) -> Block:
    line = page.count("\n", 0, found.start()) + 2
    if found["setup"] is not None:
        return Block("python", textwrap.dedent(found["setup"]), line)
    reason = _NOT_RUN.search(page, 0, found.start())
    return Block(found["language"], textwrap.dedent(found["text"]), line, reason["reason"] if reason else "")


@dataclass
class Page:
    """A page that is being run.

    path      the Markdown file
    base_url  where the Hub is that `ADDRESS` stands for
    names     what the blocks defined
    """

    path: Path
    base_url: str
    names: dict[str, Any] = field(default_factory=dict)
    ran: int = 0
    compared: int = 0

    def run(self) -> None:
        """Run all blocks. Raises AssertionError for the first one that does not what the page says."""
        found = blocks(self.path)
        self.names.setdefault("__name__", "__main__")
        with _surroundings(), contextlib.closing(asyncio.new_event_loop()) as loop:
            try:
                for block, after in zip(found, [*found[1:], None], strict=True):
                    if block.language == "python":
                        shown = after.text if after is not None and after.language in OUTPUT else None
                        self._run_block(block, shown, loop)
            finally:
                self._close_all(loop)

    def _close_all(self, loop: asyncio.AbstractEventLoop) -> None:
        """Close what the page left open, as the end of a program would."""
        for value in list(self.names.values()):
            if isinstance(value, (httpx2.AsyncClient, flame_hub.AsyncHub, AsyncClient)):
                loop.run_until_complete(value.aclose())
            elif isinstance(value, (httpx2.Client, flame_hub.Hub, SyncClient, EmbeddedHub)):
                value.close()

    def _run_block(self, block: Block, shown: str | None, loop: asyncio.AbstractEventLoop) -> None:
        where = f"{self.path.name}, line {block.line}"
        # As many lines before it as the page has: errors then tell the page's lines.
        source = "\n" * (block.line - 1) + block.text.replace(ADDRESS, self.base_url)
        tree = compile(source, str(self.path), "exec", ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        assert isinstance(tree, ast.Module)
        if block.not_run:
            return
        self.ran += 1
        with _printed() as printed:
            try:
                self._run_statements(tree, source, loop, where)
            except AssertionError:
                raise
            except Exception as error:
                if shown is None:
                    raise
                print(f"{type(error).__name__}: {error}")
        if shown is not None:
            self.compared += 1
            assert blurred(printed.getvalue()) == blurred(shown), f"{where}: printed\n\n{printed.getvalue()}"
        assert shown is not None or "Warning: " not in printed.getvalue(), f"{where}: {printed.getvalue()}"

    def _run_statements(self, tree: ast.Module, source: str, loop: asyncio.AbstractEventLoop, where: str) -> None:
        expected = _expected(source)
        ends = [statement.end_lineno or 0 for statement in tree.body]
        claims = {max((end for end in ends if end <= line), default=0): text for line, text in expected.items()}
        assert len(claims) == len(expected), f"{where}: two '# ->' of one statement, or one inside of a statement"
        for statement in tree.body:
            claim = claims.pop(statement.end_lineno or 0, None)
            value = self._run_statement(statement, loop)
            if claim is not None:
                self.compared += 1
                assert isinstance(statement, ast.Expr), f"{where}: '# ->' stands after an expression"
                assert blurred(repr(value)) == blurred(claim), f"{where}: {value!r}, not {claim}"
        assert not claims, f"{where}: '# ->' belongs to no statement"

    def _run_statement(self, statement: ast.stmt, loop: asyncio.AbstractEventLoop) -> object:
        flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
        if isinstance(statement, ast.Expr):
            code = compile(ast.Expression(statement.value), str(self.path), "eval", flags)
        else:
            code = compile(ast.Module([statement], []), str(self.path), "exec", flags)
        value = eval(code, self.names)
        return loop.run_until_complete(value) if code.co_flags & inspect.CO_COROUTINE else value


@contextlib.contextmanager
def _surroundings() -> Iterator[None]:
    """Variables of the environment and a working directory that a page may change for itself."""
    folder = Path.cwd()
    with mock.patch.dict(os.environ):
        try:
            yield
        finally:
            os.chdir(folder)


def _expected(source: str) -> dict[int, str]:
    """What comments say that expressions come to, by line."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    comments = {token.start[0]: _ARROW.match(token.string) for token in tokens if token.type == tokenize.COMMENT}
    return {line: found[1] for line, found in comments.items() if found}


@contextlib.contextmanager
def _printed() -> Iterator[io.StringIO]:
    """What is printed, warnings included."""
    output = io.StringIO()
    with warnings.catch_warnings(), contextlib.redirect_stdout(output):
        warnings.simplefilter("always")
        warnings.showwarning = lambda message, category, *_: print(f"{category.__name__}: {message}", file=output)  # type: ignore[assignment]
        yield output


def blurred(text: str) -> str:
    for pattern, word in _DIFFERENT_EACH_TIME:
        text = pattern.sub(word, text)
    return text.strip()
