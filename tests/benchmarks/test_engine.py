from __future__ import annotations

import os
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path

import pytest

from benchmarks.engine import convnetjs, ours
from benchmarks.engine.agreement import assert_equal_losses
from benchmarks.engine.peers import Missing, Peer, all_peers
from benchmarks.engine.table import ratios_table, times_table
from benchmarks.engine.timing import ROUNDS, microseconds_per_step
from benchmarks.engine.workloads import WORKLOADS, Dense, Workload

OURS = Peer("Glassbox", ours.prepare)
CONVNETJS = os.environ.get("GLASSBOX_CONVNETJS")

# One test process is enough to wait for scikit-learn's import.
beside_scikit_learn = pytest.mark.xdist_group("scikit-learn")
every_workload = pytest.mark.parametrize("workload", WORKLOADS, ids=lambda each: each.name)


def assert_agree(workload: Workload, peer: Peer) -> None:
    """From the same beginning, the peer's losses are ours."""
    running = {}
    with ExitStack() as stack:
        for each in (OURS, peer):
            network = each.prepare(workload)
            if network is None:
                pytest.skip(f"{each.name} cannot express it")
            stack.callback(network.close)
            running[each] = network
        assert_equal_losses(workload, running)


@beside_scikit_learn
@every_workload
def test_scikit_learn_computes_the_same(workload: Workload) -> None:
    peer = import_module("benchmarks.engine.scikit_learn")
    assert_agree(workload, Peer("scikit-learn", peer.prepare))


@every_workload
@pytest.mark.parametrize(("package", "module"), [("torch", "pytorch"), ("jax", "jax_jit")])
def test_peers_compute_the_same(workload: Workload, package: str, module: str) -> None:
    pytest.importorskip(package, reason=f"{package}, of the extra `peers`, is not installed")
    peer = import_module(f"benchmarks.engine.{module}")
    assert_agree(workload, Peer(module, peer.prepare))


@every_workload
@pytest.mark.skipif(CONVNETJS is None, reason="GLASSBOX_CONVNETJS names no folder")
def test_convnetjs_computes_the_same(workload: Workload) -> None:
    folder = Path(CONVNETJS or "")
    peer = Peer("ConvNetJS", lambda each: convnetjs.prepare(each, folder), frozenset({"adam"}))
    assert_agree(workload, peer)


def test_another_computation_is_noticed() -> None:
    workload = WORKLOADS[0]
    other = Workload(**{**vars(workload), "layers": (Dense(4, "relu"), *workload.layers[1:])})
    running = {OURS: ours.prepare(workload), Peer("other", ours.prepare): ours.prepare(other)}
    with pytest.raises(AssertionError, match="other computes other losses than Glassbox in W1"):
        assert_equal_losses(workload, running)


class Clockwork:
    """A peer whose every step takes the same time, except for one turn."""

    def __init__(self, turns: list[str], name: str, seconds: float) -> None:
        self.turns, self.name, self.each = turns, name, seconds

    def losses(self, count: int) -> list[float]:
        return [0.0] * count

    def seconds(self, count: int) -> float:
        self.turns.append(self.name)
        disturbed = self.turns.count(self.name) == 20
        return count * self.each * (100 if disturbed else 1)

    def close(self) -> None:
        return


def test_peers_take_turns_and_a_disturbance_does_not_count() -> None:
    turns: list[str] = []
    times = microseconds_per_step(
        {"fast": Clockwork(turns, "fast", 1e-5), "slow": Clockwork(turns, "slow", 1e-3)}, 0.3
    )
    assert times == pytest.approx({"fast": 10, "slow": 1000})
    assert turns[-4:] == ["fast", "fast", "slow", "slow"]
    assert turns.count("slow") > 2 * ROUNDS


@beside_scikit_learn
def test_who_is_not_measured_is_named_with_a_remedy() -> None:
    missing = {
        peer.name: peer.remedy for peer in all_peers(None, None) if isinstance(peer, Missing)
    }
    assert "--convnetjs" in missing["ConvNetJS"]
    assert "--playground" in missing["Playground"]


def test_the_tables_hold_times_ratios_and_goals() -> None:
    workloads = [each for each in WORKLOADS if each.name in {"W1", "W3"}]
    peers = [
        OURS,
        Peer("PyTorch", ours.prepare),
        Peer("ConvNetJS", ours.prepare, frozenset({"adam"})),
    ]
    times = {
        "W1": {"Glassbox": 10.0, "PyTorch": 200.0},
        "W3": {"Glassbox": 100.0, "PyTorch": 650.0, "ConvNetJS": 1234.5},
    }
    first, second = (
        times_table(workloads, peers, times).splitlines(),
        ratios_table(workloads, peers, times).splitlines(),
    )
    assert first[2].split() == ["W1", "10.0", "200.0", "–"]
    assert first[3].split() == ["W3", "100.0", "650.0", "1234.5*"]
    assert "ConvNetJS has no adam" in first[4]
    assert second[2].split() == ["W1", "20", "<", "30", "–"]
    assert second[3].split() == ["W3", "6.5", "≥", "4", "12.3"]
    assert second[4].strip() == "Goals: 1 met, 1 missed, 2 not measured"
