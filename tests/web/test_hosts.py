"""Whose requests are answered, and whose are not."""

from __future__ import annotations

import socket
from urllib.parse import urlsplit

import httpx
import pytest
from starlette.applications import Starlette
from starlette.datastructures import Headers
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from app.web.hosts import HostCheck, machine_names
from tests.web.conftest import serving

CHECK = HostCheck(Starlette(), own={*machine_names(), "lab-7.lan"}, public=["glass.example"])
HERE = {"host": "localhost:8000"}


def status(headers: dict[str, str], method: str | None = "GET") -> int | None:
    problem = CHECK.problem(Headers(headers), method)
    return None if problem is None else problem[0]


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "localhost:8000",
        "LOCALHOST:8000",
        "localhost.:8000",
        "127.0.0.1:8000",
        "[::1]:8000",
        "[fe80::1]",
        "192.168.1.20:8000",
        "10.0.0.7",
        "lab-7.lan:8000",
        "glass.example",
        "Glass.Example:443",
        socket.gethostname(),
        f"{socket.gethostname().partition('.')[0]}.local:8000",
    ],
)
def test_this_server_answers_to_its_addresses_and_names(host: str) -> None:
    assert status({"host": host}) is None


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8000",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "evilglass.example",
        "sub.glass.example",
        "0x7f000001.example",
        "localhost@evil.example",
        "localhost:port",
        "localhost/evil",
        "[localhost]",
        "",
        " ",
        "ünï",
        "a" * 5000,
    ],
)
def test_it_answers_to_no_other(host: str) -> None:
    assert status({"host": host}) == 400


def test_there_must_be_one_host() -> None:
    assert status({}) == 400
    twice = Headers(raw=[(b"host", b"localhost"), (b"host", b"localhost")])
    assert CHECK.problem(twice, "GET") is not None


@pytest.mark.parametrize("method", [None, "POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("localhost:8000", "http://localhost:8000"),
        ("127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("[::1]:8000", "http://[::1]:8000"),
        ("localhost", "http://localhost"),
        ("localhost:80", "http://localhost"),
        ("glass.example", "https://glass.example"),
        ("glass.example:443", "https://glass.example"),
        # A proxy that asks by its own name for us.
        ("127.0.0.1:8000", "https://glass.example"),
    ],
)
def test_its_own_pages_may_change_something(method: str | None, host: str, origin: str) -> None:
    assert status({"host": host, "origin": origin}, method) is None


@pytest.mark.parametrize("method", [None, "POST", "DELETE"])
@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "http://localhost:9999",
        "http://localhost",
        "http://127.0.0.1:8000",
        "http://localhost:8000.evil.example",
        "http://localhost:8000@evil.example",
        "https://sub.glass.example",
        "file://",
        "null",
        "",
    ],
)
def test_pages_of_others_may_not(method: str | None, origin: str) -> None:
    assert status({**HERE, "origin": origin}, method) == 403


def test_who_is_no_browser_sends_no_origin() -> None:
    for method in (None, "POST"):
        assert status(HERE, method) is None


def fetched(site: str, mode: str, dest: str) -> dict[str, str]:
    return {**HERE, "sec-fetch-site": site, "sec-fetch-mode": mode, "sec-fetch-dest": dest}


def test_others_may_link_here_but_not_load_from_here() -> None:
    for site in ("cross-site", "same-site"):
        assert status(fetched(site, "navigate", "document")) is None
        for mode, dest in (
            ("no-cors", "image"),
            ("no-cors", "script"),
            ("cors", "empty"),
            ("navigate", "iframe"),
        ):
            assert status(fetched(site, mode, dest)) == 403
    assert status(fetched("same-origin", "cors", "empty")) is None
    assert status(fetched("none", "navigate", "document")) is None


def test_a_star_stands_for_every_host_but_not_for_every_page() -> None:
    check = HostCheck(Starlette(), own=[], public=["*"])
    assert check.problem(Headers({"host": "any.example"}), "GET") is None
    own = Headers({"host": "any.example", "origin": "https://any.example"})
    assert check.problem(own, "POST") is None
    foreign = Headers({"host": "any.example", "origin": "https://evil.example"})
    assert check.problem(foreign, "POST") is not None


def test_a_foreign_host_is_told_what_helps(http: httpx.Client) -> None:
    for method, path in (("GET", "/"), ("GET", "/static/js/main.js"), ("POST", "/api/rooms")):
        answer = http.request(method, path, headers={"Host": "evil.example"})
        assert answer.status_code == 400
        assert answer.text == (
            "This server is not known as 'evil.example'. Whoever runs it can add the name to "
            "GLASSBOX_ALLOWED_HOSTS.\n"
        )
        assert "set-cookie" not in answer.headers
        assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_a_foreign_page_makes_no_room_and_opens_no_socket(
    http: httpx.Client, address: str, code: str
) -> None:
    rooms = http.get("/healthz").json()["rooms"]
    refused = http.post("/api/rooms", headers={"Origin": "http://evil.example"})
    assert (refused.status_code, "evil.example" in refused.text) == (403, True)
    image = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"}
    assert http.get("/", headers=image).status_code == 403
    assert http.get("/healthz").json()["rooms"] == rooms

    url = f"{address.replace('http', 'ws', 1)}/ws/rooms/{code}"
    for header, value in (("Origin", "http://evil.example"), ("Origin", "null")):
        with pytest.raises(InvalidStatus) as failure:
            connect(url, additional_headers={header: value}).__enter__()
        assert failure.value.response.status_code == 403
        assert b"may not do this here" in failure.value.response.body
    with connect(url, additional_headers={"Origin": address}) as allowed:
        assert "welcome" in str(allowed.recv(30))


def test_names_can_be_added() -> None:
    with serving(workers=1, allowed_hosts="glass.example, other.example") as address:
        for name in ("glass.example", "other.example:8443", urlsplit(address).netloc):
            assert httpx.get(f"{address}/healthz", headers={"Host": name}).status_code == 200
        proxied = {"Host": "glass.example", "Origin": "https://glass.example"}
        assert httpx.post(f"{address}/api/rooms", headers=proxied).status_code == 201
        foreign = {"Host": "evil.example"}
        assert httpx.get(f"{address}/healthz", headers=foreign).status_code == 400
