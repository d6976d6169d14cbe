"""Pictures that a network is told the truth about: how they weigh, and what it says of them."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from app.datasets import Correction, Drawing, Verdict, samples_of
from app.training import Experiment, Snapshot, Trainer, example_on
from app.training.correcting import Judge, corrected, picture_of, with_verdicts
from app.training.differences import changed_fields, needs_new_run
from app.training.problems import Refusal, explain
from app.training.timeline import Timeline, store
from tests.training.moments import Moment, moment_of, seek, ticking
from tests.training.recipes import tiny, with_training

DIGITS = example_on("digits")


def picture(seed: int) -> Drawing:
    return Drawing.of(np.random.default_rng(seed).integers(0, 256, 64, np.uint8), seed % 10)


def correction(seed: int) -> Correction:
    drawing = picture(seed)
    return Correction(drawing.pixels, drawing.label or 0)


def correcting(
    corrections: Sequence[Correction], weight: int = 10, experiment: Experiment = DIGITS
) -> Experiment:
    dataset = experiment.dataset.model_copy(update={"corrections": tuple(corrections)})
    changed = experiment.model_copy(update={"dataset": dataset})
    return with_training(changed, correction_weight=weight)


def read(experiment: Experiment, **dataset: Any) -> Experiment:
    data = experiment.model_dump(mode="json")
    data["dataset"] |= dataset
    return Experiment.model_validate_json(json.dumps(data))


def inputs_of_an_epoch(trainer: Trainer) -> np.ndarray:
    epoch, batches = trainer.epoch, []
    while trainer.epoch == epoch:
        trainer.step()
        latest = trainer.latest_batch
        assert latest is not None
        batches.append(latest[0].copy())
    return np.concatenate(batches)


@pytest.mark.parametrize("weight", [1, 7, 50])
def test_a_correction_comes_as_often_as_it_weighs_and_every_sample_once(weight: int) -> None:
    corrections = [correction(1), correction(2)]
    trainer = Trainer(correcting(corrections, weight))
    own = trainer.dataset.train.inputs
    added = samples_of(corrections, trainer.dataset).inputs.astype(np.float32)
    assert trainer.steps_per_epoch == -(-(len(own) + 2 * weight) // 32)
    for _ in range(2):
        seen = inputs_of_an_epoch(trainer)
        rows, counts = np.unique(seen, axis=0, return_counts=True)
        by_row = {row.tobytes(): count for row, count in zip(rows, counts, strict=True)}
        assert [by_row.pop(row.tobytes()) for row in added] == [weight, weight]
        samples, times = np.unique(own.astype(np.float32), axis=0, return_counts=True)
        assert by_row == {row.tobytes(): count for row, count in zip(samples, times, strict=True)}


def test_without_corrections_their_weight_changes_nothing() -> None:
    plain, weighed = Trainer(DIGITS), Trainer(correcting([], 50))
    for trainer in (plain, weighed):
        trainer.step("epoch", 2)
    assert plain.network.parameters.tobytes() == weighed.network.parameters.tobytes()


def test_the_losses_are_those_of_the_datasets_own_samples() -> None:
    plain, taught = Trainer(DIGITS), Trainer(correcting([correction(1)], 50))
    assert repr(plain.metrics) == repr(taught.metrics)
    bound = taught.train_pass()
    assert bound is not None
    assert len(bound.inputs) == len(plain.dataset.train)


def test_it_is_changed_while_the_run_goes_on() -> None:
    trainer = Trainer(DIGITS)
    trainer.step("step", 50)
    parameters = trainer.network.parameters.copy()
    for experiment in (correcting([correction(1)]), correcting([correction(1)], 3), DIGITS):
        assert not needs_new_run(trainer.experiment, experiment)
        assert trainer.reconfigure(experiment)
        np.testing.assert_array_equal(trainer.network.parameters, parameters)
    assert (trainer.steps, trainer.epoch) == (50, 1)
    assert needs_new_run(DIGITS, read(DIGITS, seed=2))


def eventful(clock_seconds: float = 0.001) -> tuple[Timeline, list[Moment]]:
    timeline = Timeline(DIGITS, ticking(clock_seconds))
    moments = [moment_of(timeline.trainer)]

    def train(steps: int) -> None:
        for _ in range(steps):
            timeline.step()
            moments.append(moment_of(timeline.trainer))

    train(30)
    for number in range(1, 6):
        timeline.configure(
            with_verdicts(timeline.trainer, corrected(timeline.trainer, picture(number)))
        )
        moments[-1] = moment_of(timeline.trainer)
        train(25)
    experiment = timeline.trainer.experiment
    timeline.configure(correcting(experiment.dataset.corrections[1:3], 50, experiment))
    moments[-1] = moment_of(timeline.trainer)
    train(60)
    return timeline, moments


def test_every_moment_of_a_corrected_run_is_found_to_the_bit() -> None:
    timeline, moments = eventful()
    chance = random.Random(1)
    for step in [*(chance.randrange(len(moments)) for _ in range(25)), len(moments) - 1]:
        assert seek(timeline, step) == moments[step]


def test_an_epoch_back_is_where_it_began_though_corrections_changed_its_length() -> None:
    timeline, _ = eventful()
    while timeline.trainer.steps > 0:
        before = timeline.trainer.steps
        timeline.back("epoch", 1)
        timeline.settle()
        assert timeline.trainer.steps < before
        assert timeline.trainer.snapshot().position.batch == 0


def test_it_is_the_same_run_after_a_rest_and_long_lists_are_written_once() -> None:
    timeline, moments = eventful()
    data = json.loads(json.dumps(store.to_json(timeline)))
    again = store.restore(
        data, timeline.trainer.snapshot().to_bytes(), store.pack_tips(timeline), ticking()
    )
    assert moment_of(again.trainer) == moments[-1]
    assert again.tree.present.events == timeline.tree.present.events
    for step in (200, 100, 40, 31):
        assert seek(again, step) == moments[step]
    text = json.dumps(data)
    assert all(text.count(picture(number).pixels) == 1 for number in range(1, 6))


def test_a_snapshot_goes_on_as_the_run_did() -> None:
    trainer = Trainer(correcting([correction(1), correction(2)]))
    trainer.step("step", 47)
    again = Trainer.from_snapshot(Snapshot.from_bytes(trainer.snapshot().to_bytes()))
    for run in (trainer, again):
        run.step("step", 60)
    assert moment_of(trainer) == moment_of(again)


def test_only_their_number_is_told_where_experiments_differ() -> None:
    before, after = correcting([]), correcting([correction(1), correction(2)], 20)
    assert changed_fields(before, after) == [
        "dataset.corrections",
        "training.correction_weight",
    ]


# What the network says.


def test_it_learns_what_it_was_told_and_what_it_said_before_stays() -> None:
    trainer = Trainer(DIGITS)
    trainer.step("epoch", 5)
    predictions, targets = trainer.test_predictions()
    index = int(np.flatnonzero(predictions.argmax(0) != targets.argmax(0))[0])
    said, label = int(predictions[:, index].argmax()), int(targets[:, index].argmax())
    drawing = picture_of(trainer, "test", index, label)
    experiment = with_verdicts(trainer, corrected(trainer, drawing))
    (added,) = experiment.dataset.corrections
    assert added.before is not None
    assert added.before.answer == said
    assert added.before.probability == pytest.approx(predictions[label, index], abs=0.01)
    assert trainer.reconfigure(experiment)
    trainer.step("epoch", 10)
    (now,) = Judge(trainer, experiment.dataset.corrections).verdicts()
    assert now is not None
    assert now.answer == label
    assert now.probability > 0.5 > added.before.probability
    # Whatever an experiment claims, what was said before is known by now.
    lie = correcting([Correction(drawing.pixels, label, Verdict(label, 1.0))], 10, experiment)
    assert with_verdicts(trainer, lie).dataset.corrections == (added,)


def test_another_label_of_the_same_picture_takes_the_place_of_the_first() -> None:
    trainer = Trainer(DIGITS)
    trainer.reconfigure(corrected(trainer, picture(3)))
    trainer.reconfigure(corrected(trainer, picture(4)))
    again = corrected(trainer, Drawing(picture(3).pixels, 8))
    assert [each.label for each in again.dataset.corrections] == [4, 8]


def test_where_numbers_are_none_nothing_is_said() -> None:
    trainer = Trainer(DIGITS)
    trainer.network.parameters[:] = np.nan
    assert Judge(trainer, [correction(1)]).verdicts() == [None]


# What is refused.


@pytest.mark.parametrize(
    ("given", "field", "allowed"),
    [
        ({"pixels": "AAAA", "label": 1}, "0.pixels", "base64 of 8 x 8 bytes"),
        ({"pixels": "?", "label": 1}, "0.pixels", "base64 of 8 x 8 bytes"),
        ({"pixels": picture(1).pixels, "label": 10}, "0.label", "0 to 9"),
        ({"pixels": picture(1).pixels, "label": -1}, "0.label", "at least 0"),
        ({"pixels": picture(1).pixels}, "0.label", "required"),
        ({"pixels": picture(1).pixels, "label": 1, "weight": 3}, "0.weight", None),
        (
            {"pixels": picture(1).pixels, "label": 1, "before": {"answer": 1, "probability": 2}},
            "0.before.probability",
            "at most 1",
        ),
    ],
)
def test_what_is_no_picture_of_the_dataset_is_refused(
    given: dict[str, Any], field: str, allowed: str | None
) -> None:
    source = DIGITS.model_dump(mode="json")
    source["dataset"]["corrections"] = [given]
    with pytest.raises(ValidationError) as refused:
        Experiment.model_validate_json(json.dumps(source))
    problem = explain(refused.value, source)
    assert problem.field == f"dataset.corrections.{field}"
    assert problem.allowed == allowed


def test_there_are_at_most_64_and_only_of_pictures() -> None:
    many = [{"pixels": picture(seed).pixels, "label": 1} for seed in range(65)]
    assert len(read(DIGITS, corrections=many[:64]).dataset.corrections) == 64
    with pytest.raises(ValidationError, match="at most 64 items"):
        read(DIGITS, corrections=many)
    for other in (tiny(), example_on("shapes_detection")):
        with pytest.raises(ValidationError, match="left out"):
            read(other, corrections=many[:1])
    with pytest.raises(Refusal, match="has no box"):
        corrected(Trainer(example_on("shapes_detection")), picture(1))
    trainer = Trainer(correcting([correction(seed) for seed in range(64)]))
    with pytest.raises(Refusal, match=r"dataset\.corrections must be at most 64"):
        corrected(trainer, picture(70))
    with pytest.raises(Refusal, match="pixels"):
        corrected(trainer, Drawing("AAAA", 1))
    with pytest.raises(Refusal, match=r"sample\.index must be 0 to 538"):
        picture_of(trainer, "test", 539, 1)


# The class's own drawings.


def drawings(count: int) -> list[dict[str, Any]]:
    rng = np.random.default_rng(1)
    return [
        {"pixels": Drawing.of(rng.integers(0, 256, 256, np.uint8)).pixels, "label": i % 3}
        for i in range(count)
    ]


def test_drawings_are_a_dataset_empty_at_first() -> None:
    empty = example_on("drawings")
    trainer = Trainer(empty)
    assert trainer.stop_reason is not None
    assert trainer.stop_reason.code == "no_data"
    assert trainer.step("step", 3) == 0
    some = Trainer(read(empty, drawings=drawings(20)))
    assert len(some.dataset.train) + len(some.dataset.test) == 20
    assert some.dataset.train.targets.sum(axis=0).astype(bool).tolist() == [
        *[True] * 3,
        *[False] * 7,
    ]
    assert some.step("epoch", 3) == 3
    assert needs_new_run(empty, some.experiment)


def test_drawings_belong_to_their_dataset_and_have_labels() -> None:
    with pytest.raises(ValidationError, match="must be empty"):
        read(DIGITS, drawings=drawings(1))
    for wrong in ({"pixels": picture(1).pixels, "label": 1}, {**drawings(1)[0], "label": None}):
        with pytest.raises(ValidationError, match=r"16 x 16 bytes|0 to 9"):
            read(example_on("drawings"), drawings=[wrong])
    with pytest.raises(ValidationError, match="at most 200"):
        read(example_on("drawings"), drawings=drawings(201))


def test_corrections_wait_where_there_is_nothing_to_correct() -> None:
    empty = example_on("drawings")
    lonely = [{"pixels": drawings(1)[0]["pixels"], "label": 1}]
    assert Trainer(read(empty, corrections=lonely)).step() == 0
    both = Trainer(read(empty, corrections=lonely, drawings=drawings(6)))
    assert both.step("epoch", 2) == 2
