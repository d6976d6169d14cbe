from __future__ import annotations

import httpx
import pytest

from app.programs import FRAMEWORKS, write_program
from app.training import Experiment, example_on
from tests.training.recipes import tiny
from tests.web.screen import watching


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_a_room_gives_its_present_experiment_as_a_program(
    http: httpx.Client, address: str, code: str, framework: str
) -> None:
    path = f"/api/rooms/{code}/program"
    before = http.get(path, params={"framework": framework})
    assert before.text == write_program(Experiment(), framework).source
    spiral = example_on("spiral")
    with watching(address, code) as screen:
        screen.say("configure", experiment=spiral.model_dump(mode="json"))
        screen.wait_for(
            "experiment", lambda told: told["experiment"]["dataset"]["name"] == "spiral"
        )
        answer = http.get(path, params={"framework": framework})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/x-python; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    name = f"glassbox-spiral-{framework}.py"
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
    assert answer.text == write_program(spiral, framework).source


def test_says_why_there_is_no_program(http: httpx.Client, address: str, code: str) -> None:
    path = f"/api/rooms/{code}/program"
    unknown = http.get(path, params={"framework": "fortran"})
    assert unknown.status_code == 422
    assert unknown.json()["detail"] == (
        "framework must be one of 'numpy', 'pytorch' or 'keras'; got 'fortran'."
    )
    assert http.get(path).json()["detail"] == "framework is missing."
    elsewhere = http.get("/api/rooms/NOSUCH/program", params={"framework": "numpy"})
    assert elsewhere.status_code == 404
    with watching(address, code) as screen:
        screen.say("configure", experiment=tiny("points").model_dump(mode="json"))
        screen.wait_for(
            "experiment", lambda told: told["experiment"]["dataset"]["name"] == "points"
        )
        empty = http.get(path, params={"framework": "numpy"})
    assert empty.status_code == 409
    assert empty.json()["detail"] == ("There are no training samples yet: place some points first.")
