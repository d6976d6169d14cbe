from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

PATH = "/api/rooms/NOSUCH/presenter"


def test_a_body_is_bounded(http: httpx.Client) -> None:
    answer = http.post(PATH, content=b" " * 140_000, headers={"Content-Type": "application/json"})
    assert answer.status_code == 413
    assert (
        answer.json()["detail"] == "The body of a request must be at most 131072 bytes; got 140000."
    )


def test_a_body_that_does_not_say_its_length_is_bounded(http: httpx.Client) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(100):
            yield b" " * 10_000

    answer = http.post(PATH, content=endless(), headers={"Content-Type": "application/json"})
    assert answer.status_code == 413
    assert answer.json()["detail"] == "The body of a request must be at most 131072 bytes."


@pytest.mark.parametrize(
    ("content", "status", "words"),
    [
        (b'{"secret": 7}', 422, "secret must be text; got 7."),
        (b"{}", 422, "secret is missing."),
        (b'{"secret": "x", "more": 1}', 422, "more is not a known field; got"),
        (b'{"secret": "\\ud800"}', 422, "secret: "),
        (b"{", 422, "The body is not JSON"),
        (b"", 422, "message is missing."),
        (b"[" * 20_000, 400, "body"),
        (b'{"secret": ' + b"9" * 5000 + b"}", 400, "body"),
        (b"\xff\xfe", 422, "The body is not JSON"),
    ],
)
def test_what_is_wrong_with_a_body_is_told_in_words(
    http: httpx.Client, code: str, content: bytes, status: int, words: str
) -> None:
    answer = http.post(
        f"/api/rooms/{code}/presenter",
        content=content,
        headers={"Content-Type": "application/json"},
    )
    assert answer.status_code == status
    assert words.removesuffix("; got") in answer.json()["detail"]
