"""The messenger's mailbox: messages stay until they are acknowledged, and who waits is woken."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import anyio
import pytest

import flame_hub
from doors import Door
from flame_hub import errors, models
from flame_hub.auth import ClientAuth, PasswordAuth
from flame_hub.core.mailbox import Events
from flame_hub.embedded import EmbeddedHub
from wire import Wire


def admin_of(door: Door) -> models.User:
    (admin,) = door.auth.find_users(filter={"name": "admin"})
    return admin


def somebody(door: Door) -> tuple[models.Client, ClientAuth]:
    """A client and its login."""
    client = door.auth.create_client("listener", admin_of(door).realm_id, secret="its-secret")
    return client, ClientAuth(str(client.id), "its-secret")


def test_a_message_stays_until_it_is_acknowledged(door: Door):
    client, login = somebody(door)
    first, second = (door.messenger.send_message(client, text)[0] for text in ("one", "two"))
    with door.for_login(login) as listener:
        found = listener.messenger.receive_messages()
        assert [(str(message.id), message.data) for message in found] == [(first, "one"), (second, "two")]
        assert (found[0].sender_type, found[0].sender_id) == ("user", admin_of(door).id)
        assert (found[0].recipient_type, found[0].recipient_id) == ("client", client.id)
        assert (found[0].expires_at - found[0].created_at).total_seconds() == 24 * 3600
        assert [message.data for message in listener.messenger.receive_messages(limit=1)] == ["one"]
        listener.messenger.acknowledge_messages(found[0])
        assert [message.data for message in listener.messenger.receive_messages()] == ["two"]
        listener.messenger.acknowledge_messages([second, uuid4()])
        assert listener.messenger.receive_messages() == []


def test_a_message_goes_to_each_of_several(door: Door):
    client, login = somebody(door)
    node = door.core.create_node("my-node")
    data, metadata = {"a": [1, None]}, {"analysisId": "x", "snake_case": 1}
    ids = door.messenger.send_message([client, admin_of(door), node, ("user", uuid4())], data, metadata)
    assert len(set(ids)) == 4
    with door.for_login(login) as listener:
        (message,) = listener.messenger.receive_messages()
        assert (message.data, message.metadata) == (data, metadata)
    (own,) = door.messenger.receive_messages()
    assert str(own.id) == ids[1]
    secret = door.core.get_node_client_credentials(node).secret
    with door.for_login(ClientAuth(str(node.client_id), secret)) as at_node:
        assert [str(message.id) for message in at_node.messenger.receive_messages()] == [ids[2]]


def test_nobody_acknowledges_the_messages_of_others(door: Door):
    client, login = somebody(door)
    door.messenger.send_message(client, "for the client")
    with door.for_login(login) as listener:
        (message,) = listener.messenger.receive_messages()
        door.messenger.acknowledge_messages(message)
        assert listener.messenger.receive_messages() == [message]


def test_who_waits_is_woken_by_a_message(door: Door):
    admin = admin_of(door)
    with ThreadPoolExecutor(1) as pool, flame_hub.Hub.embedded(door.hub) as other:
        waiting = pool.submit(door.messenger.receive_messages, wait=30)
        until(lambda: door.hub.bells.count == 1)
        other.messenger.send_message(("user", uuid4()), "for somebody else")
        other.messenger.send_message(admin, "wake up")
        assert [message.data for message in waiting.result(10)] == ["wake up"]
    assert door.hub.bells.count == 0


def test_waiting_ends_without_a_message(door: Door):
    started = time.monotonic()
    assert door.messenger.receive_messages(wait=0.05) == []
    assert 0.05 <= time.monotonic() - started < 10


def until(condition: Callable[[], bool]) -> None:
    """Wait for what another thread is about to do."""
    deadline = time.monotonic() + 10
    tick = threading.Event()
    while not condition():
        assert time.monotonic() < deadline
        tick.wait(0.002)


def test_an_event_tells_that_there_may_be_messages(door: Door):
    admin = admin_of(door)
    with door.messenger.iter_message_events() as events:
        recipient = {"type": "user", "id": str(admin.id)}
        assert next(events).recipient == recipient
        assert door.messenger.receive_messages() == []
        door.messenger.send_message([admin, admin], "hello")
        assert [next(events).recipient for _ in range(2)] == [recipient, recipient]
        assert [message.data for message in door.messenger.receive_messages()] == ["hello", "hello"]
    until(lambda: door.hub.bells.count == 0)


def test_a_stream_ends_when_the_hub_is_closed(door: Door):
    with ThreadPoolExecutor(1) as pool:
        events = door.messenger.iter_message_events()
        assert next(events) is not None
        following = pool.submit(next, events, None)
        door.hub.close()
        assert following.result(10) is None
        events.close()


def test_a_request_that_waits_is_answered_when_the_hub_is_closed(door: Door):
    door.messenger.receive_messages()  # logs in
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(door.messenger.receive_messages, wait=30)
        until(lambda: door.hub.bells.count == 1)
        door.hub.close()
        with pytest.raises(errors.ServerError, match="The embedded Hub is closed"):
            waiting.result(10)


def test_serving_ends_while_somebody_waits(embedded: EmbeddedHub):
    login = PasswordAuth("admin", "start123")
    with ThreadPoolExecutor(2) as pool:
        with embedded.serve() as served:
            hub = flame_hub.Hub(served.base_url, login)
            waiting = pool.submit(hub.messenger.receive_messages, wait=30)
            events = hub.messenger.iter_message_events()
            until(lambda: embedded.bells.count == 2)
            started = time.monotonic()
        assert time.monotonic() - started < 10
        assert waiting.result(1) == []
        events.close()
        hub.close()


def test_whoever_does_not_wait_any_more_lets_the_event_loop_go_on(embedded: EmbeddedHub):
    async def main() -> None:
        async with flame_hub.AsyncHub.embedded(embedded) as hub:
            await hub.messenger.receive_messages()
            with anyio.move_on_after(0.05) as patience:
                await hub.messenger.receive_messages(wait=30)
            assert patience.cancelled_caught
            async with await hub.messenger.iter_message_events() as events:
                assert (await anext(events)).recipient["type"] == "user"
                with anyio.move_on_after(0.05) as patience:
                    await anext(events)
                assert patience.cancelled_caught

    started = time.monotonic()
    anyio.run(main)
    assert time.monotonic() - started < 10
    embedded.bells.release()


def test_many_who_wait_leave_the_hub_to_others(embedded: EmbeddedHub):
    """Each holds a thread, so that there is a limit: beyond it a request is answered at once."""
    with flame_hub.Hub.embedded(embedded) as hub:
        streams = [hub.messenger.iter_message_events() for _ in range(64)]
        with pytest.raises(errors.ServerError, match="Too many requests wait"):
            hub.messenger.iter_message_events()
        started = time.monotonic()
        assert hub.messenger.receive_messages(wait=30) == []
        assert time.monotonic() - started < 10
        for stream in streams:
            stream.close()
        assert next(hub.messenger.iter_message_events()) is not None


def test_eight_threads_lose_no_message(embedded: EmbeddedHub):
    with flame_hub.Hub.embedded(embedded) as hub, ThreadPoolExecutor(8) as pool:
        (admin,) = hub.auth.find_users(filter={"name": "admin"})
        sent = list(pool.map(lambda n: hub.messenger.send_message(admin, str(n))[0], range(80)))
        assert sorted(str(message.id) for message in hub.messenger.receive_messages(limit=100)) == sorted(sent)
        list(pool.map(hub.messenger.acknowledge_messages, sent))
        assert hub.messenger.receive_messages() == []


def test_the_messenger_is_asked_the_time_and_tells_no_version(door: Door):
    status = door.messenger.get_status()
    assert abs(status.timestamp / 1000 - door.hub.clock.now()) < 60


def test_what_a_message_says_is_not_shown(embedded: EmbeddedHub):
    with flame_hub.Hub.embedded(embedded) as hub:
        (admin,) = hub.auth.find_users(filter={"name": "admin"})
        hub.messenger.send_message(admin, "for your eyes only")
        (message,) = hub.messenger.receive_messages()
        assert "eyes" not in repr(message)
        assert message.model_dump()["data"] == "for your eyes only"


@pytest.mark.parametrize(
    ("send", "message"),
    [
        (lambda hub: hub.messenger.send_message([]), "at least one recipient"),
        (lambda hub: hub.messenger.send_message("admin"), "A recipient is a user"),
        (lambda hub: hub.messenger.send_message(("nobody", uuid4())), "nobody"),
        (lambda hub: hub.messenger.send_message(("user", "admin")), "does not identify a user"),
        (lambda hub: hub.messenger.send_message({"type": "user"}), "does not identify a user"),
        (lambda hub: hub.messenger.send_message(("user", uuid4()), 5), "data is a text or a mapping"),
        (lambda hub: hub.messenger.send_message(("user", uuid4()), None, "x"), "metadata is a mapping"),
        (lambda hub: hub.messenger.receive_messages(limit=0), "limit is a whole number from 1 to 100"),
        (lambda hub: hub.messenger.receive_messages(limit=101), "limit is a whole number from 1 to 100"),
        (lambda hub: hub.messenger.receive_messages(wait=31), "wait is a number of seconds from 0 to 30"),
        (lambda hub: hub.messenger.receive_messages(wait=float("nan")), "wait is a number of seconds"),
        (lambda hub: hub.messenger.acknowledge_messages([]), "at least one message"),
        (lambda hub: hub.messenger.acknowledge_messages("no-id"), "does not identify a message"),
        (lambda hub: hub.messenger.send_message(("user", uuid4()), tiemout=1), "tiemout"),
    ],
)
def test_what_cannot_be_sent_is_refused_before_it_is(hub: flame_hub.Hub, wire: Wire, send: Any, message: str):
    with pytest.raises(errors.UsageError, match=message):
        send(hub)
    assert wire.sent == []


def test_a_request_that_waits_is_given_the_time_to(hub: flame_hub.Hub, wire: Wire):
    wire.answer(200, {"messages": []})
    hub.messenger.receive_messages(limit=7, wait=12.5)
    assert wire.target == "GET /messenger/messages?limit=7&wait=12500"
    assert wire.sent[-1].extensions["timeout"]["read"] == 5 + 12.5  # the client's own and that
    hub.messenger.receive_messages()
    assert (wire.target, wire.sent[-1].extensions["timeout"]["read"]) == ("GET /messenger/messages?limit=50", 5)


def test_an_answer_that_is_no_mailbox_s_is_an_error(hub: flame_hub.Hub, wire: Wire):
    wire.answer(200, {"data": []})
    with pytest.raises(errors.UnreadableAnswerError, match="without messages"):
        hub.messenger.receive_messages()
    wire.answer(200, {"messages": []})
    with pytest.raises(errors.UnreadableAnswerError, match="without data"):
        hub.messenger.send_message(("user", uuid4()))


PENDING = b'event: messagePending\r\ndata: {"recipient":\r\ndata: {"type":"user","id":"\xc3\xbc"}}\r\n\r\n'


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
@pytest.mark.parametrize("end", [b"\r\n", b"\n", b"\r"])
def test_events_are_read_wherever_their_stream_is_cut(size: int, end: bytes):
    stream = (b": comment\r\nevent: ping\r\ndata: 1\r\n\r\n" + PENDING * 2 + b"data: unnamed\r\n\r\n").replace(
        b"\r\n", end
    )
    reader = Events(models.MessagePending)
    # One more line, since a carriage return alone may be the first half of an end.
    pieces = [*(stream[at : at + size] for at in range(0, len(stream), size)), b"event: x\n"]
    found = [event for piece in pieces for event in reader.read(piece)]
    assert [event.recipient for event in found] == [{"type": "user", "id": "ü"}] * 2


def test_a_stream_of_something_else_is_not_kept_in_memory():
    reader = Events(models.MessagePending)
    for _ in range(10):
        assert reader.read(b"x" * 100_000) == []
    with pytest.raises(errors.UnreadableAnswerError, match="something else than events"):
        reader.read(b"x" * 100_000)
