"""`make bench`, or `make bench ARGS="stage --playground DIR"` for one of them."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

# One thread for everyone, as in the workers; must be set before the libraries are imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("MKL_NUM_THREADS", "1")
os.environ.setdefault(
    "XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
)

from benchmarks import (
    drawing,
    engine,
    images,
    live_images,
    page_weight,
    rooms,
    stage,
    stream,
    time_travel,
)
from benchmarks.engine.workloads import WORKLOADS

BENCHMARKS = ("engine", "images", "live", "weight", "stage", "drawing", "rooms", "time")


def main() -> None:
    """Run the chosen benchmarks."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"out of {', '.join(BENCHMARKS)}; default: all"
    )
    parser.add_argument(
        "--playground",
        type=Path,
        default=_folder("GLASSBOX_PLAYGROUND"),
        metavar="DIR",
        help="a built TensorFlow Playground (its dist folder), to measure it beside ours",
    )
    parser.add_argument(
        "--convnetjs",
        type=Path,
        default=_folder("GLASSBOX_CONVNETJS"),
        metavar="DIR",
        help="the folder of the npm package convnetjs, to measure it beside the engine",
    )
    parser.add_argument(
        "--only",
        type=lambda text: text.split(","),
        default=[],
        metavar="W1,W2",
        help="the engine's workloads to measure; default: all",
    )
    parser.add_argument(
        "--seconds", type=float, default=10, help="length of a measurement, of each workload"
    )
    parser.add_argument(
        "--soak", type=float, default=0, metavar="MINUTES", help="how long rooms are to be soaked"
    )
    arguments = parser.parse_args()
    names = arguments.names or BENCHMARKS
    if unknown := set(names) - set(BENCHMARKS):
        parser.error(f"no benchmark {', '.join(unknown)}; there are {', '.join(BENCHMARKS)}")
    known = [workload.name for workload in WORKLOADS]
    if unknown := set(arguments.only) - set(known):
        parser.error(f"no workload {', '.join(unknown)}; there are {', '.join(known)}")
    if "engine" in names:
        engine.run(arguments.seconds, arguments.only, arguments.convnetjs, arguments.playground)
    if "images" in names:
        images.run(arguments.seconds, arguments.convnetjs)
    if "weight" in names:
        page_weight.run()
    if "stage" in names:
        stage.run(arguments.seconds, arguments.playground)
    if "drawing" in names:
        drawing.run(arguments.seconds, arguments.playground)
    if "live" in names:
        live_images.run(arguments.seconds)
        stream.run(arguments.seconds)
    if "rooms" in names:
        rooms.run(arguments.seconds, arguments.soak)
    if "time" in names:
        time_travel.run()


def _folder(variable: str) -> Path | None:
    """A folder named in the environment."""
    value = os.environ.get(variable)
    return Path(value) if value else None


if __name__ == "__main__":
    main()
