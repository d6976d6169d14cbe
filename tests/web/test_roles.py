"""Who may do what in a room, over real sockets."""

from __future__ import annotations

import httpx
import numpy as np

from app.training import Trainer
from tests.training.recipes import tiny
from tests.web.screen import Screen, open_room, secret_of, watching

EXPERIMENT = tiny(units=(3, 2))


def parameters(screen: Screen, step: int) -> list[np.ndarray]:
    """What a screen is shown of the parameters at a step."""
    tensors = screen.tensors(screen.wait_for_step(step))
    return [tensors["parameters", layer] for layer in (1, 2, 3)]


def test_a_viewer_sees_all_and_changes_nothing(address: str, code: str) -> None:
    with (
        watching(address, code) as presenter,
        watching(address, code, presenter=False) as viewer,
    ):
        assert viewer.wait_for("welcome")["role"] == "viewer"
        presenter.wait_for("frame")
        for kind in ("play", "reset", "step"):
            viewer.say(kind)
            error = viewer.wait_for("error")
            assert (error["code"], error["field"]) == ("not_presenter", None)
        presenter.say("step", count=3)
        assert viewer.wait_for_step(3)["step"] == 3
        assert presenter.wait_for_step(3)["step"] == 3
        assert presenter.latest("state")["playing"] is False


def test_the_presenters_second_tab_and_reload_keep_the_role(address: str, code: str) -> None:
    for _ in range(2):
        with watching(address, code) as one, watching(address, code) as other:
            assert one.wait_for("welcome")["role"] == "presenter"
            assert other.wait_for("welcome")["role"] == "presenter"


def test_a_wrong_secret_presents_nothing(address: str, code: str) -> None:
    path = f"{address}/api/rooms/{code}/presenter"
    assert httpx.post(path, json={"secret": "guessed"}).status_code == 403
    assert httpx.post(path, json={"secret": 7}).status_code == 422
    assert httpx.post(f"{address}/api/rooms/{code}/presenter-link").status_code == 403


def test_a_link_carries_the_role_to_another_device(address: str, code: str) -> None:
    cookie = {f"presenter_{code}": secret_of(address, code)}
    with httpx.Client(base_url=address, cookies=cookie) as mine:
        fragment = mine.post(f"/api/rooms/{code}/presenter-link").json()["fragment"]
    secret = fragment.removeprefix("presenter=")
    with httpx.Client(base_url=address) as other_device:
        done = other_device.post(f"/api/rooms/{code}/presenter", json={"secret": secret})
        assert done.status_code == 204
        (cookie_text,) = done.headers.get_list("set-cookie")
    for word in ("HttpOnly", "SameSite=strict", "Max-Age=2592000", "Path=/"):
        assert word in cookie_text


def test_control_is_lent_and_taken_back(address: str, code: str) -> None:
    with (
        watching(address, code) as presenter,
        watching(address, code, presenter=False) as viewer,
    ):
        number = viewer.wait_for("welcome")["number"]
        viewer.wait_for("frame")
        presenter.wait_for("people", lambda people: people["numbers"] == [number])
        viewer.say("lend", number=number)
        assert viewer.wait_for("error")["code"] == "not_presenter"
        presenter.say("lend", number=99)
        error = presenter.wait_for("error")
        assert (error["code"], error["field"], error["given"]) == ("unknown_viewer", "number", "99")

        presenter.say("lend", number=number)
        assert viewer.wait_for("control")["control"] is True
        viewer.say("step", count=2)
        assert presenter.wait_for_step(2)["step"] == 2
        presenter.say("take_back")
        assert viewer.wait_for("control")["control"] is False
        viewer.say("step")
        assert viewer.wait_for("error")["code"] == "not_presenter"


def test_control_returns_when_its_borrower_leaves(address: str, code: str) -> None:
    with watching(address, code) as presenter:
        with watching(address, code, presenter=False) as viewer:
            number = viewer.wait_for("welcome")["number"]
            viewer.wait_for("frame")
            presenter.wait_for("people", lambda people: people["numbers"] == [number])
            presenter.say("lend", number=number)
            presenter.wait_for("people", lambda people: people["borrower"] == number)
        presenter.wait_for("people", lambda people: people["borrower"] is None)


def test_a_fork_goes_on_from_this_very_step_and_leaves_the_original_alone(
    address: str, code: str
) -> None:
    trainer = Trainer(EXPERIMENT)
    with watching(address, code) as original:
        original.say("configure", experiment=EXPERIMENT.model_dump(mode="json"))
        original.say("step", count=7)
        original.wait_for_step(7)
        copy = open_room(address, f"/api/rooms/{code}/fork")
        assert copy != code
        with watching(address, copy) as own:
            assert own.wait_for("welcome")["role"] == "presenter"
            assert own.wait_for("state")["step"] == 7
            own.say("step", count=5)
            trainer.step("step", 12)
            views = trainer.network.views(trainer.network.parameters)
            for shown, (expected,) in zip(parameters(own, 12), views, strict=True):
                np.testing.assert_array_equal(shown, expected)
        original.say("step", count=1)
        assert original.wait_for_step(8)["step"] == 8


def test_a_room_nobody_was_in_yet_can_be_forked(address: str) -> None:
    copy = open_room(address, f"/api/rooms/{open_room(address)}/fork")
    with watching(address, copy) as own:
        assert own.wait_for("state")["step"] == 0


def test_there_must_be_a_room_to_fork(address: str) -> None:
    assert httpx.post(f"{address}/api/rooms/NOSUCH/fork").status_code == 404
