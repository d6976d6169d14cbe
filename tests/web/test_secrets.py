"""The presenter's secret stays where it belongs, also when the server tells all it does."""

from __future__ import annotations

from pathlib import Path

import httpx

from tests.web.conftest import serving
from tests.web.screen import open_room, secret_of, watching


def test_no_secret_stands_in_the_log(tmp_path: Path) -> None:
    log = tmp_path / "log.txt"
    secrets = []
    with serving(workers=1, log=log, log_level="debug") as address:
        code = open_room(address)
        secrets.append(secret_of(address, code))
        cookie = {f"presenter_{code}": secrets[0]}
        with httpx.Client(base_url=address, cookies=cookie, follow_redirects=True) as mine:
            fragment = mine.post(f"/api/rooms/{code}/presenter-link").json()["fragment"]
            assert secrets[0] in fragment
            mine.get(f"/r/{code}")
            mine.get(f"/r/{code}#{fragment}")
            mine.post(f"/api/rooms/{code}/fork")
            mine.get("/")
            secrets += [value for name, value in mine.cookies.items() if name not in cookie]
            mine.post(f"/api/rooms/{code}/presenter", json={"secret": secrets[0]})
            mine.post(f"/api/rooms/{code}/presenter", json={"secret": [secrets[0]]})
            mine.post(f"/api/rooms/{code}/presenter", content=secrets[0] + "{")
            mine.post("/api/rooms/NOSUCH/presenter", json={"secret": secrets[0]})
        with watching(address, code) as screen:
            screen.wait_for("frame")
            screen.say("step")
            screen.wait_for_step(1)
            screen.say("nonsense", secret=secrets[0])
            screen.wait_for("error")
    told = log.read_text()
    # It did tell what it does.
    assert f"/api/rooms/{code}/presenter" in told
    assert f"/ws/rooms/{code}" in told
    assert len(secrets) == 3
    for secret in secrets:
        assert secret not in told
    assert "presenter_" not in told


def test_a_viewer_is_never_told_the_secret(address: str, code: str, http: httpx.Client) -> None:
    secret = secret_of(address, code)
    page = http.get(f"/r/{code}")
    assert secret not in page.text
    assert "set-cookie" not in page.headers
    with watching(address, code, presenter=False) as viewer, watching(address, code) as presenter:
        for screen in (viewer, presenter):
            screen.wait_for("frame")
            assert not any(secret in str(message) for message in screen.seen)


def test_the_cookie_crosses_no_site_and_no_script_reads_it(http: httpx.Client) -> None:
    for answer in (http.post("/api/rooms"), http.get("/")):
        (cookie,) = answer.headers.get_list("set-cookie")
        name, *attributes = (part.strip().lower() for part in cookie.split(";"))
        assert name.startswith("presenter_")
        assert {"httponly", "samesite=strict", "path=/"} <= set(attributes)
        assert not any(attribute.startswith("domain") for attribute in attributes)
        # Over plain http a browser would drop a cookie that is for https only.
        assert "secure" not in attributes
