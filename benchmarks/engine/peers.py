"""Who is measured, and what it takes to measure them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from benchmarks.engine import convnetjs, ours
from benchmarks.engine.playground import COMPILER, Playground
from benchmarks.engine.running import Running
from benchmarks.engine.workloads import Workload

OURS, PYTORCH, JAX = "Glassbox", "PyTorch", "JAX jit"
INSTALL_PEERS = "make bench PEERS=1 installs it"


@dataclass(frozen=True)
class Peer:
    """A program that trains networks.

    Attributes:
        prepare: gives the workload's network at its beginning, or None if the program cannot
            express it.
        lacks: optimizers of ours for which it takes another one.
    """

    name: str
    prepare: Callable[[Workload], Running | None]
    lacks: frozenset[str] = field(default=frozenset())


@dataclass(frozen=True)
class Missing:
    """A peer that cannot be measured here, and what would help."""

    name: str
    remedy: str


def all_peers(convnetjs_folder: Path | None, playground: Path | None) -> Iterator[Peer | Missing]:
    """Ours first, then all others."""
    yield Peer(OURS, ours.prepare)
    if find_spec("torch"):
        pytorch = import_module("benchmarks.engine.pytorch")
        yield Peer(PYTORCH, pytorch.prepare)
        yield Peer("PyTorch fused", partial(pytorch.prepare, fused=True))
    else:
        yield Missing(PYTORCH, INSTALL_PEERS)
    if find_spec("jax"):
        yield Peer(JAX, import_module("benchmarks.engine.jax_jit").prepare)
    else:
        yield Missing(JAX, INSTALL_PEERS)
    yield Peer("scikit-learn", import_module("benchmarks.engine.scikit_learn").prepare)
    yield _convnetjs(convnetjs_folder)
    yield _playground(playground)


def _convnetjs(folder: Path | None) -> Peer | Missing:
    if folder is None:
        install = "npm install --prefix DIR convnetjs, then --convnetjs DIR/node_modules/convnetjs"
        return Missing("ConvNetJS", install)
    if shutil.which("node") is None:
        return Missing("ConvNetJS", "it needs Node")
    prepare = partial(convnetjs.prepare, package=folder)
    return Peer("ConvNetJS", prepare, lacks=frozenset({"adam"}))


def _playground(dist: Path | None) -> Peer | Missing:
    sources = None if dist is None else dist.resolve().parent / "src"
    if sources is None or not (sources / "nn.ts").exists():
        return Missing("Playground", "--playground DIR with its dist folder, beside its src")
    if not COMPILER.exists():
        return Missing("Playground", "make check installs the TypeScript compiler")
    return Peer("Playground", Playground(sources).prepare)
