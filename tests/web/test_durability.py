"""What is left when the server is killed, and when it is stopped."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import Any

import httpx
import numpy as np

from app.nn.optimizers import Adam
from app.training import Trainer
from tests.training.recipes import tiny
from tests.web.conftest import running
from tests.web.screen import Screen, moved, open_room, watching

EXPERIMENT = tiny(units=(4, 3), optimizer=Adam())
STEPS_PER_SECOND = 100


def play(screen: Screen) -> None:
    screen.say("configure", experiment=EXPERIMENT.model_dump(mode="json"))
    screen.say("speed", unit="step", per_second=STEPS_PER_SECOND)
    screen.say("play")


def assert_undisturbed(screen: Screen, step: int) -> None:
    """What is shown at this step is what a run shows that nothing ever happened to."""
    alone = Trainer(EXPERIMENT)
    alone.step("step", step)
    tensors = screen.tensors(screen.wait_for_step(step))
    for layer, (matrix,) in enumerate(alone.network.views(alone.network.parameters), start=1):
        np.testing.assert_array_equal(tensors["parameters", layer], matrix)


def test_a_killed_server_loses_at_most_five_seconds_of_a_run_and_nothing_else(
    tmp_path: Path,
) -> None:
    settings: dict[str, Any] = {"workers": 1, "data_dir": tmp_path}
    with running(**settings) as (address, server):
        code, other = open_room(address), open_room(address)
        with watching(address, code) as screen:
            play(screen)
            screen.wait_for_step(6 * STEPS_PER_SECOND)
            server.send_signal(signal.SIGKILL)
            screen.wait_for_end()
            shown = screen.latest("frame")["step"]
            server.wait()
    with running(**settings) as (again, _):
        moved(address, again, code)
        with watching(again, code) as screen:
            assert screen.wait_for("welcome")["role"] == "presenter"
            state = screen.wait_for("state")
            assert state["playing"] is True
            assert shown - 5 * STEPS_PER_SECOND <= state["step"] <= shown + STEPS_PER_SECOND
            screen.say("pause")
            paused = screen.wait_for("state", lambda state: not state["playing"])
            screen.say("step", count=7)
            assert_undisturbed(screen, paused["step"] + 7)
        assert httpx.get(f"{again}/api/rooms/{other}").json()["code"] == other


def test_whoever_stops_the_server_loses_nothing_and_viewers_are_told(tmp_path: Path) -> None:
    settings: dict[str, Any] = {"workers": 1, "data_dir": tmp_path}
    with running(**settings) as (address, server):
        code = open_room(address)
        with watching(address, code) as screen, watching(address, code, presenter=False) as viewer:
            play(screen)
            viewer.wait_for_step(20)
            server.send_signal(signal.SIGINT)
            notice = viewer.wait_for("notice")
            assert (notice["code"], notice["values"]) == ("stopping", {})
            assert viewer.wait_for_end()[0] == 1012  # Service restart: come again.
            shown = viewer.latest("frame")["step"]
        assert server.wait(30) == 0
    with running(**settings) as (again, _):
        moved(address, again, code)
        with watching(again, code) as screen:
            state = screen.wait_for("state")
            assert state["playing"] is True
            assert state["step"] >= shown
            screen.say("pause")
            paused = screen.wait_for("state", lambda state: not state["playing"])
            screen.say("step", count=7)
            assert_undisturbed(screen, paused["step"] + 7)
