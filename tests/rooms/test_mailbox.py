from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.frames.codec import decode, encode, layout_id
from app.frames.layout import Layout, PartBuffer, Place, place_tensors
from app.rooms.mailbox import MAX_MESSAGES, Mailbox, MailboxFull
from tests import asynchronous
from tests.frames.test_codec import HEADER

Item: TypeAlias = str | bytes

NETWORK = place_tensors("network", [Place("parameters", 1, (1, 2))])
MAPS = place_tensors("maps", [Place("maps", 0, (2, 3), "int8")], "smooth")
LAYOUT, BESIDE = (Layout(number, (), (NETWORK, MAPS)) for number in (7, 8))


def frame(step: int, *names: str, layout: Layout = LAYOUT) -> bytes:
    parts = {part.name: PartBuffer(part).encode(step) for part in layout.parts}
    header = replace(HEADER, layout_id=layout.id)
    return encode(header, layout, {name: parts[name] for name in names})


def mailbox() -> Mailbox:
    box = Mailbox()
    box.change_layout()
    return box


async def take(box: Mailbox, count: int) -> list[Item]:
    return [await asyncio.wait_for(box.take(), 1) for _ in range(count)]


async def is_empty(box: Mailbox) -> bool:
    try:
        await asyncio.wait_for(box.take(), 0.01)
    except TimeoutError:
        return True
    return False


def taken(box: Mailbox, count: int) -> list[Item]:
    """So many items, after which there must be nothing left."""

    async def run() -> list[Item]:
        items = await take(box, count)
        assert await is_empty(box)
        return items

    return asynchronous.run(run())


def test_only_the_newest_frame_waits() -> None:
    box = mailbox()
    for step in range(100):
        box.put_frame(frame(step, "network"))
    assert taken(box, 1) == [frame(99, "network")]


def test_messages_and_frames_come_in_their_order() -> None:
    """A state's numbers would else be followed by those of an older frame."""
    box = mailbox()
    box.put_message("a")
    box.put_frame(frame(1, "network"))
    box.put_message("b")
    assert taken(box, 3) == ["a", frame(1, "network"), "b"]


def test_a_newer_frame_waits_behind_all_that_was_said_before_it() -> None:
    box = mailbox()
    box.put_frame(frame(1, "network"))
    box.put_message("a")
    box.put_frame(frame(2, "network"))
    box.put_message("b")
    assert taken(box, 3) == ["a", frame(2, "network"), "b"]


def test_each_of_two_runs_keeps_its_own_turn() -> None:
    """That the one is shown anew must not hold up the numbers of the other."""
    box = mailbox()
    box.put_frame(frame(1, "network"))
    box.put_frame(frame(1, "network", layout=BESIDE))
    box.put_message("a")
    box.put_frame(frame(2, "network"))
    beside, *rest = taken(box, 3)
    assert beside == frame(1, "network", layout=BESIDE)
    assert rest == ["a", frame(2, "network")]


def test_two_runs_are_shown_in_turn() -> None:
    box = mailbox()
    pair = [frame(1, "network"), frame(1, "network", layout=BESIDE)]
    for item in pair:
        box.put_frame(item)
    box.put_frame(frame(2, "network"))
    assert taken(box, 2) == [frame(2, "network"), pair[1]]


def test_what_is_pointed_at_comes_after_all_messages() -> None:
    box = mailbox()
    box.put_frame(frame(1, "network"))
    box.put_pointing("there")
    box.put_message("a")
    assert taken(box, 3) == [frame(1, "network"), "a", "there"]


def test_slow_parts_are_kept_until_newer_ones_come() -> None:
    box = mailbox()
    box.put_frame(frame(1, "network", "maps"))
    box.put_frame(frame(2, "network"))

    async def run() -> None:
        (merged,) = await take(box, 1)
        assert isinstance(merged, bytes)
        assert decode(merged, LAYOUT).steps == {"network": 2, "maps": 1}
        box.put_frame(frame(3, "network"))
        assert await take(box, 1) == [frame(3, "network")]

    asynchronous.run(run())


def test_a_new_layout_voids_the_waiting_frame() -> None:
    box = mailbox()
    box.put_frame(frame(1, "network"))
    box.change_layout()
    box.put_message("experiment")
    assert taken(box, 1) == ["experiment"]


def test_messages_are_bounded_and_a_viewer_that_stopped_reading_is_noticed() -> None:
    box = mailbox()
    for number in range(MAX_MESSAGES):
        box.put_message(str(number))
    with pytest.raises(MailboxFull):
        box.put_message("one too many")
    assert taken(box, MAX_MESSAGES) == [str(number) for number in range(MAX_MESSAGES)]


@given(st.lists(st.sampled_from(["message", "frame", "frame beside", "take"]), max_size=40))
def test_no_message_is_ever_lost_and_no_frame_is_old(actions: list[str]) -> None:
    async def run() -> None:
        box = mailbox()
        sent: list[Item] = []
        received: list[Item] = []
        newest: dict[int, tuple[bytes, int]] = {}
        for number, action in enumerate(actions):
            if action == "message":
                sent.append(str(number))
                box.put_message(str(number))
            elif action != "take":
                layout = LAYOUT if action == "frame" else BESIDE
                newest[layout.id] = frame(number, "network", layout=layout), len(sent)
                box.put_frame(newest[layout.id][0])
            elif len(sent) > len(received) or newest:
                item = (await take(box, 1))[0]
                if isinstance(item, str):
                    received.append(item)
                else:
                    newest_of_it, before = newest.pop(layout_id(item))
                    assert received == sent[:before]
                    assert item == newest_of_it
        assert received == sent[: len(received)]

    asynchronous.run(run())


def test_a_reader_that_waits_is_woken() -> None:
    async def run() -> None:
        box = mailbox()
        for item in ("hello", frame(1, "network")):
            reader = asyncio.create_task(box.take())
            await asyncio.sleep(0)
            assert not reader.done()
            if isinstance(item, str):
                box.put_message(item)
            else:
                box.put_frame(item)
            assert await asyncio.wait_for(reader, 1) == item

    asynchronous.run(run())
