"""The httpx2 clients that this package makes send what any httpx2 client would, and keep what it keeps."""

import logging

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flame_hub.http.direct import AsyncDirectClient, DirectClient, request_for
from flame_hub.http.logins import ANYBODY

URL = "http://hub.test:3000/core/nodes"
TIMEOUT = httpx2.Timeout(7)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


def answering(*responses):
    """A transport that answers so, and the requests that it saw."""
    seen = []
    left = iter(responses)

    def answer(request):
        seen.append(request)
        return next(left)

    return httpx2.MockTransport(answer), seen


def built(client, url, query, content):
    headers = {"accept": "application/json", "content-type": "application/json"}
    with client:
        return request_for(client, "POST", url, query, content=content, headers=headers, timeout=TIMEOUT)


@given(
    st.sampled_from([URL, f"{URL}?page=1", f"{URL}#part", f"{URL}/a%20b c", "https://[::1]/x/../y"]),
    st.lists(st.tuples(TEXTS, TEXTS), max_size=3),
    st.none() | st.binary(max_size=9),
)
def test_a_request_is_the_one_that_httpx2_would_build(url, query, content):
    transport, _ = answering()
    ours = built(DirectClient(transport), url, query, content)
    theirs = built(httpx2.Client(transport=transport), url, query, content)
    assert ours.url == theirs.url
    assert ours.headers.raw == theirs.headers.raw
    assert (ours.method, ours.content, ours.extensions) == (theirs.method, theirs.content, theirs.extensions)


def test_cookies_of_an_answer_go_along_with_the_next_request():
    transport, seen = answering(httpx2.Response(200, headers={"set-cookie": "way=2"}), httpx2.Response(200))
    with DirectClient(transport) as client:
        for _ in range(2):
            request = request_for(client, "GET", URL, [], content=None, headers={"accept": "text/x"}, timeout=TIMEOUT)
            assert client.send(request, auth=ANYBODY).is_success
    assert [request.headers.get("cookie") for request in seen] == [None, "way=2"]


@pytest.mark.parametrize("stream", [False, True])
def test_a_failure_knows_its_request(stream):
    def fail(request):
        raise httpx2.ReadError("cut")

    request = httpx2.Request("GET", URL)
    with DirectClient(httpx2.MockTransport(fail)) as client, pytest.raises(httpx2.ReadError) as caught:
        client.send(request, auth=ANYBODY, stream=stream)
    assert caught.value.request is request


@pytest.mark.anyio
async def test_a_failure_knows_its_request_when_it_is_awaited():
    def fail(request):
        raise httpx2.ReadError("cut")

    request = httpx2.Request("GET", URL)
    async with AsyncDirectClient(httpx2.MockTransport(fail)) as client:
        with pytest.raises(httpx2.ReadError) as caught:
            await client.send(request, auth=ANYBODY)
    assert caught.value.request is request


class Broken(httpx2.SyncByteStream):
    closed = False

    def __iter__(self):
        yield b"{"
        raise httpx2.ReadError("cut")

    def close(self):
        self.closed = True


def test_an_answer_that_breaks_off_is_closed():
    body = Broken()
    transport, _ = answering(httpx2.Response(200, stream=body))
    with DirectClient(transport) as client, pytest.raises(httpx2.ReadError):
        client.send(httpx2.Request("GET", URL), auth=ANYBODY)
    assert body.closed


def test_a_login_of_httpx2_is_used():
    transport, seen = answering(httpx2.Response(200))
    with DirectClient(transport) as client:
        client.send(httpx2.Request("GET", URL), auth=httpx2.BasicAuth("ann", "secret"))
    assert seen[0].headers["authorization"].startswith("Basic ")


def test_httpx2_logs_requests_for_whoever_wants_it(caplog):
    transport, _ = answering(httpx2.Response(200))
    with caplog.at_level(logging.INFO, "httpx2"), DirectClient(transport) as client:
        client.send(httpx2.Request("GET", URL), auth=ANYBODY)
    assert f'HTTP Request: GET {URL} "HTTP/1.1 200 OK"' in caplog.text


def test_a_closed_client_says_so():
    transport, seen = answering()
    client = DirectClient(transport)
    client.close()
    with pytest.raises(RuntimeError, match="closed"):
        client.send(httpx2.Request("GET", URL), auth=ANYBODY)
    assert not seen
