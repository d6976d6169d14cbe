"""Where others reach a room, as words and as a QR code."""

from __future__ import annotations

import json
from collections.abc import Iterator

import httpx
import pytest

from app.web.qr import svg
from tests.web.conftest import serving
from tests.web.screen import open_room, secret_of

OUTSIDE = "http://192.0.2.20:8000"


@pytest.fixture(scope="module")
def reachable() -> Iterator[str]:
    """A server that knows where others reach it."""
    with serving(workers=1, address=f"{OUTSIDE}/") as address:
        yield address


def test_only_this_machine_reaches_it_unless_it_listens_on_the_network(
    http: httpx.Client, code: str
) -> None:
    assert http.get(f"/api/rooms/{code}").json()["address"] is None
    assert http.get(f"/r/{code}/qr.svg").status_code == 404


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1:8000", "[::1]:8000"])
def test_an_address_of_this_machine_is_never_told_to_others(
    http: httpx.Client, code: str, host: str
) -> None:
    room = http.get(f"/api/rooms/{code}", headers={"Host": host}).json()
    assert room["address"] is None


def test_what_somebody_came_in_under_is_good_for_others_too(http: httpx.Client, code: str) -> None:
    room = http.get(f"/api/rooms/{code}", headers={"Host": "192.0.2.20:8000"}).json()
    assert room["address"] == OUTSIDE


def test_a_room_has_a_qr_code(reachable: str) -> None:
    code = open_room(reachable)
    assert httpx.get(f"{reachable}/api/rooms/{code}").json()["address"] == OUTSIDE
    picture = httpx.get(f"{reachable}/r/{code.lower()}/qr.svg")
    assert picture.headers["content-type"] == "image/svg+xml"
    assert picture.headers["cache-control"] == "no-store"
    assert picture.content == svg(f"{OUTSIDE}/r/{code}")
    assert picture.text.startswith("<svg")
    assert httpx.get(f"{reachable}/r/NOSUCH/qr.svg").status_code == 404


def test_the_qr_code_for_another_device_comes_on_request_and_in_no_address(reachable: str) -> None:
    code = open_room(reachable)
    path = f"{reachable}/api/rooms/{code}/presenter-link"
    assert httpx.post(path).status_code == 403
    cookie = {"Cookie": f"presenter_{code}={secret_of(reachable, code)}"}
    answer = httpx.post(path, headers=cookie)
    told = answer.json()
    assert told["fragment"] == f"presenter={secret_of(reachable, code)}"
    assert told["qr"].startswith("data:image/svg+xml,")
    assert answer.headers["cache-control"] == "no-store"
    assert httpx.get(path, headers=cookie).status_code == 405


def test_there_is_no_qr_code_for_a_device_that_cannot_come(address: str, code: str) -> None:
    cookie = {"Cookie": f"presenter_{code}={secret_of(address, code)}"}
    told = httpx.post(f"{address}/api/rooms/{code}/presenter-link", headers=cookie)
    assert json.loads(told.text)["qr"] is None
