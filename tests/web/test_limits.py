"""Who asks too often is told so, and nobody else notices."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import httpx
import pytest
from starlette.requests import HTTPConnection
from websockets.exceptions import ConnectionClosed

from app.rooms.room import Room
from app.settings import Settings
from app.web.buckets import Bucket, Limit
from app.web.limits import FLOOD, CommandLimit, Limits, Verdict, address_of
from tests.rooms.in_process import open_room as open_room_in_process
from tests.web.conftest import serving
from tests.web.screen import open_room, watching

ONE_A_MINUTE = 1 / 60


def test_a_command_too_many_is_dropped_told_and_forgotten() -> None:
    with serving(workers=1, commands_at_once=5, commands_per_second=2) as strict:
        code = open_room(strict)
        with watching(strict, code) as screen, watching(strict, code) as other:
            screen.wait_for("frame")
            for _ in range(8):
                screen.say("step")
            error = screen.wait_for("error")
            assert (error["code"], error["field"]) == ("too_fast", None)
            assert error["message"] == (
                "Too many commands: allowed are 5 at once and then 2 a second."
            )
            assert error["allowed"] == "2 a second"
            assert screen.wait_for_step(5)["step"] == 5
            # The other viewer has a limit of its own, and the first may go on.
            other.say("step")
            assert screen.wait_for_step(6)["step"] == 6
            time.sleep(0.6)
            screen.say("step")
            assert screen.wait_for_step(7)["step"] == 7
            errors = [message for message in screen.seen if message["type"] == "error"]
            assert 1 <= len(errors) <= 2


def test_all_who_command_a_run_share_a_limit_and_others_do_not_count() -> None:
    with serving(workers=1, room_commands_at_once=6, room_commands_per_second=0.1) as strict:
        code = open_room(strict)
        with (
            watching(strict, code) as first,
            watching(strict, code) as second,
            watching(strict, code, presenter=False) as viewer,
        ):
            for screen in (first, second, viewer):
                screen.wait_for("frame")
            for _ in range(10):
                viewer.say("step")
                assert viewer.wait_for("error")["code"] == "not_presenter"
            for _ in range(3):
                first.say("step")
                second.say("step")
            first.wait_for_step(6)
            second.say("step")
            error = second.wait_for("error")
            assert error["code"] == "too_fast"
            assert "6 at once" in error["message"]


def test_a_flood_ends_the_connection_and_not_the_run() -> None:
    with serving(workers=1) as address:
        code = open_room(address)
        with watching(address, code) as other:
            other.wait_for("frame")
            with watching(address, code) as screen:
                with suppress(ConnectionClosed):
                    for _ in range(100_000):
                        screen.say("play")
                end = screen.wait_for_end()
            assert end == (4429, "Too many commands. Wait a moment and connect again.")
            told = [message for message in screen.seen if message["type"] == "error"]
            assert len(told) <= 10
            other.say("pause")
            other.wait_for("state", lambda state: not state["playing"])


def test_dragging_a_slider_is_never_too_fast() -> None:
    now = 0.0
    usual = Settings()
    viewer = Limit(usual.commands_at_once, usual.commands_per_second)
    room = Limit(usual.room_commands_at_once, usual.room_commands_per_second)
    limit = CommandLimit(viewer, Bucket(room, lambda: now), lambda: now)
    for _ in range(1000):
        now += 1 / 25
        assert limit.judge(commands=True) is Verdict.PASS


def test_ten_times_too_much_is_a_flood() -> None:
    now = 0.0
    limit = CommandLimit(Limit(10, 10), Bucket(Limit(1000, 1000), lambda: now), lambda: now)
    verdicts = []
    for _ in range(1000):
        now += 1 / 80
        verdicts.append(limit.judge(commands=True))
    assert Verdict.CLOSE not in verdicts
    told = verdicts.count(Verdict.DROP_AND_TELL)
    assert 0 < told <= 2 + now
    assert verdicts.count(Verdict.PASS) == pytest.approx(10 + 10 * now, abs=2)
    verdicts = [limit.judge(commands=True) for _ in range(10 * FLOOD + 1)]
    assert verdicts[-1] is Verdict.CLOSE


def test_a_room_keeps_its_limit_for_whoever_joins_and_leaves_none_behind() -> None:
    limits = Limits(Settings(room_commands_at_once=2, room_commands_per_second=0.001))
    room: Room | None = open_room_in_process()[0]
    assert room is not None
    verdicts = [limits.commands(room).judge(commands=True) for _ in range(3)]
    assert verdicts == [Verdict.PASS, Verdict.PASS, Verdict.DROP_AND_TELL]
    room = None
    assert limits.known_rooms == 0


def test_rooms_of_an_address_are_limited() -> None:
    with (
        serving(workers=1, new_rooms_at_once=3, new_rooms_per_second=ONE_A_MINUTE) as address,
        httpx.Client(base_url=address) as client,
    ):
        code = client.post("/api/rooms").json()["code"]
        assert client.get("/").status_code == 303
        assert client.post(f"/api/rooms/{code}/fork").status_code == 201
        for path in ("/api/rooms", f"/api/rooms/{code}/fork"):
            refused = client.post(path)
            assert refused.status_code == 429
            assert 50 <= int(refused.headers["retry-after"]) <= 60
            assert "Too many new rooms from your address" in refused.json()["detail"]
        page = client.get("/")
        assert page.status_code == 429
        assert 50 <= int(page.headers["retry-after"]) <= 60
        assert "Too many rooms were opened from your address" in page.text
        # The room that is there can be seen all the same.
        assert client.get(f"/r/{code}").status_code == 200


def test_connections_of_an_address_are_limited() -> None:
    with serving(workers=1, sockets_at_once=2, sockets_per_second=ONE_A_MINUTE) as address:
        code = open_room(address)
        with watching(address, code) as first, watching(address, code):
            first.wait_for("frame")
            with watching(address, code) as third:
                error = third.wait_for("error")
                assert error["code"] == "too_fast"
                assert "Too many connections from your address" in error["message"]
                assert third.wait_for_end() == (4429, error["message"])
            first.say("step")
            first.wait_for_step(1)


def test_requests_of_an_address_are_limited() -> None:
    with (
        serving(workers=1, requests_at_once=5, requests_per_second=ONE_A_MINUTE) as address,
        httpx.Client(base_url=address) as client,
    ):
        answers = [client.get("/healthz") for _ in range(6)]
        assert [answer.status_code for answer in answers] == [200] * 5 + [429]
        assert "Too many requests from your address" in answers[-1].json()["detail"]
        assert 50 <= int(answers[-1].headers["retry-after"]) <= 60


@pytest.mark.parametrize(
    ("client", "counted_as"),
    [
        ("192.168.1.7", "192.168.1.7"),
        ("::ffff:192.168.1.7", "192.168.1.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("unix", "unix"),
    ],
)
def test_a_network_of_one_person_is_one_address(client: str, counted_as: str) -> None:
    scope = {"type": "http", "client": (client, 1234), "headers": []}
    assert address_of(HTTPConnection(scope)) == counted_as


@pytest.mark.slow
def test_only_a_trusted_proxy_tells_who_asks() -> None:
    for trusted, expected in (("", 429), ("127.0.0.0/8,::1", 201)):
        strict: dict[str, Any] = {"trusted_proxies": trusted, "new_rooms_at_once": 1}
        with serving(workers=1, new_rooms_per_second=ONE_A_MINUTE, **strict) as address:
            for client, status in (("203.0.113.1", 201), ("203.0.113.2", expected)):
                headers = {"X-Forwarded-For": client, "X-Forwarded-Proto": "https"}
                answer = httpx.post(f"{address}/api/rooms", headers=headers)
                assert answer.status_code == status
                if status == 201:
                    secure = "secure" in answer.headers["set-cookie"].lower()
                    assert secure == bool(trusted)
                    assert ("cross-origin-opener-policy" in answer.headers) == secure


def test_a_full_server_lets_nobody_more_in() -> None:
    with serving(workers=1, max_viewers_in_all=2) as address:
        one, two = open_room(address), open_room(address)
        with watching(address, one) as first, watching(address, two):
            first.wait_for("frame")
            with watching(address, two) as third:
                error = third.wait_for("error")
                assert error["code"] == "busy"
                assert error["message"] == "This server holds 2 people and is full."
                assert third.wait_for_end() == (4503, error["message"])
        while any(
            httpx.get(f"{address}/api/rooms/{code}").json()["viewers"] for code in (one, two)
        ):
            time.sleep(0.01)
        with watching(address, two) as later:
            later.wait_for("frame")


@pytest.mark.slow
def test_a_class_behind_one_address_opens_copies_and_plays() -> None:
    """Forty pages with all their files, forty copies, eighty connections, within seconds."""
    with serving(workers=2) as address:
        code = open_room(address)

        def pupil(_: int) -> int:
            with httpx.Client(base_url=address, follow_redirects=True, timeout=60) as client:
                page = client.get(f"/r/{code}")
                files = sum(client.get("/static/js/main.js").status_code == 200 for _ in range(120))
                own = client.post(f"/api/rooms/{code}/fork").json()["code"]
                assert client.get("/").status_code == 200
                assert (page.status_code, files) == (200, 120)
            for joined in (code, own):
                with watching(address, joined, presenter=False) as screen:
                    screen.wait_for("frame")
            return 1

        with ThreadPoolExecutor(40) as pupils:
            assert sum(pupils.map(pupil, range(40))) == 40


def test_what_is_dropped_is_never_read() -> None:
    """Not even to see that it is nonsense: reading is what costs."""
    with (
        serving(workers=1, commands_at_once=1, commands_per_second=ONE_A_MINUTE) as strict,
        watching(strict, open_room(strict)) as screen,
    ):
        screen.say("pause")
        for _ in range(5):
            screen.say("nonsense")
        assert screen.wait_for("error")["code"] == "too_fast"
