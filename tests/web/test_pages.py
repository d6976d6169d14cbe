from __future__ import annotations

import json
import re

import httpx
import pytest

from app.rooms.hall import ALPHABET
from tests.web.conftest import serving
from tests.web.screen import open_room, watching


def policy_of(response: httpx.Response) -> dict[str, list[str]]:
    rules = response.headers["content-security-policy"].split(";")
    return {words[0]: words[1:] for words in (rule.split() for rule in rules)}


def test_the_server_says_that_it_is_well(http: httpx.Client) -> None:
    health = http.get("/healthz").raise_for_status().json()
    assert health["status"] == "ok"
    assert health["workers"] == 1


def test_every_visitor_gets_a_room_of_their_own(http: httpx.Client) -> None:
    responses = [http.get("/") for _ in range(5)]
    codes = {response.headers["location"] for response in responses}
    assert {response.status_code for response in responses} == {303}
    assert len(codes) == 5
    for location in codes:
        assert re.fullmatch(f"/r/[{ALPHABET}]{{6}}", location)
        assert http.get(location).status_code == 200


def test_a_room_has_a_page(http: httpx.Client, code: str) -> None:
    response = http.get(f"/r/{code}")
    assert response.headers["content-type"].startswith("text/html")
    assert f'data-code="{code}"' in response.text
    assert http.get(f"/r/{code.lower()}").status_code == 200


def test_an_unknown_room_leads_to_a_new_one_that_says_so(http: httpx.Client) -> None:
    first = http.get("/r/NOSUCH")
    assert (first.status_code, first.headers["location"]) == (303, "/?missing=NOSUCH")
    second = http.get(first.headers["location"])
    assert re.fullmatch(r"/r/\w{6}\?missing=NOSUCH", second.headers["location"])
    page = http.get(second.headers["location"])
    assert page.status_code == 200
    assert "NOSUCH" in page.text


@pytest.mark.parametrize(
    "path", ["/r/%3Cscript%3E", "/join?code=%3Cscript%3E", "/?missing=%3Cscript%3E"]
)
def test_what_is_typed_into_an_address_stays_text(http: httpx.Client, path: str) -> None:
    page = http.get(path, follow_redirects=True)
    assert "script" in page.text
    assert "NaN" not in page.text
    assert not re.search(r"<script>", page.text)


def test_joining_takes_a_code(http: httpx.Client, code: str) -> None:
    form = http.get("/join")
    assert form.status_code == 200
    assert 'name="code"' in form.text
    for typed in (code, code.lower(), f" {code} "):
        response = http.get("/join", params={"code": typed})
        assert (response.status_code, response.headers["location"]) == (303, f"/r/{code}")
    unknown = http.get("/join", params={"code": "NOSUCH"})
    assert unknown.status_code == 404
    assert "NOSUCH" in unknown.text
    assert 'role="alert"' in unknown.text


def test_rooms_can_be_made_and_asked_for(http: httpx.Client) -> None:
    made = http.post("/api/rooms")
    assert made.status_code == 201
    assert made.json()["viewers"] == 0
    code = made.json()["code"]
    assert http.get(f"/api/rooms/{code}").json() == {
        "code": code,
        "viewers": 0,
        "address": None,
    }
    missing = http.get("/api/rooms/NOSUCH")
    assert missing.status_code == 404
    assert "NOSUCH" in missing.json()["detail"]


def test_a_full_server_says_so(http: httpx.Client) -> None:
    with serving(workers=1, max_rooms=1) as address, httpx.Client(base_url=address) as client:
        # What nobody has entered yet makes place for others.
        assert client.get("/").status_code == 303
        with watching(address, open_room(address)) as screen:
            screen.wait_for("welcome")
            full = client.get("/")
            assert full.status_code == 503
            assert "full" in full.text
            assert client.post("/api/rooms").status_code == 503


def test_the_import_map_alone_has_a_nonce_and_a_new_one_each_time(
    http: httpx.Client, code: str
) -> None:
    nonces = set()
    for _ in range(3):
        page = http.get(f"/r/{code}")
        (nonce,) = (
            rule.removeprefix("'nonce-").removesuffix("'")
            for rule in policy_of(page)["script-src"]
            if rule.startswith("'nonce-")
        )
        nonces.add(nonce)
        scripts = re.findall(r"<script([^>]*)>", page.text)
        assert any("importmap" in attributes for attributes in scripts)
        for attributes in scripts:
            assert f'nonce="{nonce}"' in attributes or 'src="/static/' in attributes
    assert len(nonces) == 3


@pytest.mark.parametrize("path", ["/join", "/healthz", "/api/catalog", "/static/js/main.js", "/x"])
def test_nothing_may_come_from_elsewhere(http: httpx.Client, path: str) -> None:
    response = http.get(path)
    policy = policy_of(response)
    assert policy["default-src"] == ["'none'"]
    assert policy["connect-src"] == ["'self'"]
    assert policy["frame-ancestors"] == ["'none'"]
    for sources in policy.values():
        for source in sources:
            assert source in {"'self'", "'none'", "data:", "blob:"} or "nonce" in source
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["referrer-policy"] == "no-referrer"
    assert response.headers["cross-origin-resource-policy"] == "same-origin"
    assert "microphone=()" in response.headers["permissions-policy"]


def test_no_script_or_style_stands_in_a_tag(http: httpx.Client, code: str) -> None:
    for path in (f"/r/{code}", "/join", "/?missing=XYZ", "/join?code=XYZ"):
        page = http.get(path, follow_redirects=True)
        policy = policy_of(page)
        assert policy["script-src"][0] == "'self'"
        assert policy["style-src"] == ["'self'"]
        for kinds in policy.values():
            assert not {"'unsafe-inline'", "'unsafe-eval'", "'strict-dynamic'", "*"} & set(kinds)
        assert not re.search(r"<[^>]*\s(on\w+|style)=", page.text), path
        assert "<style" not in page.text
        assert "javascript:" not in page.text


def test_the_page_asks_for_nothing_from_elsewhere(http: httpx.Client, code: str) -> None:
    page = http.get(f"/r/{code}").text
    addresses = re.findall(r'(?:src|href)="([^"]*)"', page)
    assert addresses
    for address in addresses:
        assert address.startswith(("/static/", "data:image/", "/"))
        assert not address.startswith("//")


def test_all_that_the_page_names_is_there(http: httpx.Client, code: str) -> None:
    page = http.get(f"/r/{code}").text
    found = re.search(r'<script type="importmap"[^>]*>(.*?)</script>', page, re.DOTALL)
    assert found
    imports: dict[str, str] = json.loads(found[1])["imports"]
    assert {"preact", "@preact/signals", "htm"} <= set(imports)
    for address in {*imports.values(), *re.findall(r'(?:src|href)="(/static/[^"]*)"', page)}:
        response = http.get(address)
        assert response.status_code == 200, address
        kind = response.headers["content-type"]
        assert kind.startswith(("text/javascript", "application/javascript", "text/css")), address


@pytest.mark.parametrize("path", ["/static/js/main.js", "/api/catalog", "/static/css/page.css"])
def test_text_is_compressed(http: httpx.Client, path: str) -> None:
    response = http.get(path, headers={"Accept-Encoding": "gzip"})
    assert response.headers["content-encoding"] == "gzip"
    plain = http.get(path, headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.content == response.content


def test_nothing_outside_of_the_static_folder_is_served(http: httpx.Client) -> None:
    for path in ("/static/../app/main.py", "/static/%2e%2e/app/main.py", "/static//etc/passwd"):
        assert http.get(path).status_code == 404
