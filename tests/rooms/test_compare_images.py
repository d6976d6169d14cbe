"""What is asked of images is answered of the run that is asked about: the room's own, or B."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from app.nn.optimizers import Adam
from app.training import Experiment, Trainer
from app.training.images import Saliency, confused_samples, worst_mistakes
from tests.rooms.simulation import Machine
from tests.rooms.test_answers import QUESTIONS
from tests.rooms.test_compare import compare
from tests.training.recipes import small_convolution, tiny, with_training

A = small_convolution()
B = with_training(A, optimizer=Adam(learning_rate=0.05))
STEPS = 6
OF_NETWORKS = [question for question in QUESTIONS if question["type"] != "pictures"]
SIDES = pytest.mark.parametrize(("beside", "experiment"), [(False, A), (True, B)], ids=["A", "B"])


def ask(machine: Machine, **question: Any) -> dict[str, Any]:
    kind = question.pop("type")
    machine.messages.clear()
    machine.do(kind, **question)
    machine.pass_time(0.5)
    return machine.latest(kind)


def alone(experiment: Experiment, steps: int = STEPS) -> Trainer:
    trainer = Trainer(experiment)
    trainer.step("step", steps)
    return trainer


@pytest.fixture(scope="module")
def machine() -> Iterator[Machine]:
    """Two runs that stand still after six steps, made one by one."""
    with pytest.MonkeyPatch.context() as patch:
        machine = Machine(patch, A)
        compare(machine, B)
        for _ in range(STEPS):
            machine.do("step", unit="step", count=1)
            machine.pass_time(0.2)
        yield machine


@SIDES
def test_the_numbers_are_those_of_the_run_named(
    machine: Machine, beside: bool, experiment: Experiment
) -> None:
    trainer = alone(experiment)
    told = ask(machine, type="mistakes", beside=beside)
    count, worst = worst_mistakes(trainer, 24)
    assert (told["beside"], told["step"], told["count"]) == (beside, STEPS, count)
    assert [sample["index"] for sample in told["samples"]] == [sample.index for sample in worst]
    np.testing.assert_allclose(
        [sample["loss"] for sample in told["samples"]], [sample.loss for sample in worst], 1e-6
    )

    truth, answer = worst[0].truth, worst[0].answer
    told = ask(machine, type="samples", truth=truth, answer=answer, beside=beside)
    count, samples = confused_samples(trainer, truth, answer, 24)
    assert (told["beside"], told["count"]) == (beside, count)
    assert [sample["index"] for sample in told["samples"]] == [sample.index for sample in samples]

    told = ask(machine, type="saliency", label=None, beside=beside)
    expected = Saliency(trainer).of(trainer.dataset.train, 0, None)
    assert expected is not None
    assert told["sample"] == {"split": "train", "index": 0}
    assert told["map"]["answer"] == expected.answer
    values = np.frombuffer(b64decode(told["map"]["values"]), "<f4")
    np.testing.assert_array_equal(values, expected.values)


@SIDES
def test_kernels_have_a_past_of_their_own(
    machine: Machine, beside: bool, experiment: Experiment
) -> None:
    past = ask(machine, type="kernels", layer=3, channel=1, beside=beside)["past"]
    assert past["steps"] == [*range(STEPS + 1)]
    kernels = np.frombuffer(b64decode(past["kernels"]), "<f4").reshape(STEPS + 1, -1)
    for step, kernel, bias in zip(past["steps"], kernels, past["biases"], strict=True):
        network = alone(experiment, step).network
        column = network.views(network.parameters)[2][0][:, 1]
        np.testing.assert_array_equal(kernel, column[:-1])
        assert np.float32(bias) == column[-1]


def test_a_run_that_is_not_there_has_no_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(monkeypatch, A)
    machine.do("step", unit="step", count=2)
    machine.pass_time(0.5)
    empty = {"samples": {"samples": [], "count": 0}, "mistakes": {"samples": [], "count": 0}}
    empty |= {"saliency": {"map": None}, "kernels": {"past": None}}
    for question in OF_NETWORKS:
        told = ask(machine, **question, beside=True)
        assert told | question | {"beside": True, "step": 2} | empty[question["type"]] == told
    compare(machine, B)
    assert ask(machine, type="mistakes", beside=True)["count"] > 0
    compare(machine, None)
    assert ask(machine, type="mistakes", beside=True)["count"] == 0
    assert ask(machine, type="mistakes")["count"] > 0


def test_other_data_and_other_layers_are_answered_of_as_they_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dense = tiny("digits", samples=100)
    machine = Machine(monkeypatch, A)
    compare(machine, A.model_copy(update={"network": dense.network}))
    assert ask(machine, type="kernels", layer=1, channel=0, beside=True)["past"] is None
    assert ask(machine, type="kernels", layer=1, channel=0)["past"] is not None
    changed = A.dataset.model_copy(update={"seed": 5})
    machine.configure(A.model_copy(update={"dataset": changed}))
    machine.pass_time(0.5)
    machine.do("step", unit="step", count=3)
    machine.pass_time(0.5)
    told = ask(machine, type="mistakes", beside=True)
    trainer = alone(A.model_copy(update={"dataset": changed, "network": dense.network}), 3)
    count, worst = worst_mistakes(trainer, 24)
    assert (told["step"], told["count"]) == (3, count)
    assert told["samples"][0]["index"] == worst[0].index


def test_a_past_that_was_gone_back_to_ends_where_the_run_stands(machine: Machine) -> None:
    machine.do("seek", step=4)
    machine.pass_time(0.5)
    for beside in (False, True):
        told = ask(machine, type="kernels", layer=1, channel=0, beside=beside)
        assert (told["step"], told["past"]["steps"]) == (4, [0, 1, 2, 3, 4])
    machine.do("seek", step=STEPS)
    machine.pass_time(0.5)


def test_while_both_play_an_answer_is_of_a_moment_that_was_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    machine = Machine(monkeypatch, tiny("digits"))
    compare(machine, tiny("digits", units=(5, 4)))
    machine.do("play")
    machine.pass_time(0.5)
    machine.messages.clear()
    for _ in range(5):
        machine.do("mistakes", beside=True)
        machine.pass_time(0.2)
    answers = [message for message in machine.messages if message["type"] == "mistakes"]
    assert len(answers) == 5
    assert len({answer["step"] for answer in answers}) == 5
    assert all(answer["beside"] for answer in answers)
