"""`make bench`, or `make bench ARGS="stage --playground DIR"` for one of them."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

# One BLAS thread, as in the workers; must be set before NumPy is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from benchmarks import engine, page_weight, stage

BENCHMARKS = ("engine", "weight", "stage")


def main() -> None:
    """Run the chosen benchmarks."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"out of {', '.join(BENCHMARKS)}; default: all"
    )
    parser.add_argument(
        "--playground",
        type=Path,
        default=os.environ.get("GLASSBOX_PLAYGROUND"),
        metavar="DIR",
        help="a built TensorFlow Playground (its dist folder), to measure it beside ours",
    )
    parser.add_argument("--seconds", type=float, default=10, help="length of a measurement")
    arguments = parser.parse_args()
    names = arguments.names or BENCHMARKS
    if unknown := set(names) - set(BENCHMARKS):
        parser.error(f"no benchmark {', '.join(unknown)}; there are {', '.join(BENCHMARKS)}")
    if "engine" in names:
        engine.run(arguments.seconds / 5)
    if "weight" in names:
        page_weight.run()
    if "stage" in names:
        playground = None if arguments.playground is None else Path(arguments.playground)
        stage.run(arguments.seconds, playground)


if __name__ == "__main__":
    main()
