"""A whole class in one room, a whole school in forty, and both for minutes on end.

The load comes from a process of its own (`crowd.py`) on the same machine; what each process
takes of the machine stands beside the figures, 100 % being one processor. The yardstick is a bare
loop that sends frames of the same size to as many connections (`bare_loop.py`).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psutil

from benchmarks import kills
from benchmarks.browser import free_port, open_room, serving
from benchmarks.stage import EXPERIMENT

CROWD = 500
ROOMS = 40
UNLIMITED = {"GLASSBOX_MAX_VIEWERS": "2000"}
WARM_UP_SECONDS = 3.0
MEGABYTE = 2**20

Visit = dict[str, Any]


def run(seconds: float, soak_minutes: float) -> None:
    """Print all figures."""
    print(f"Rooms: {os.cpu_count()} cores, load generator on the same machine", flush=True)
    with serving(**UNLIMITED) as (address, server):
        crowd, frame_bytes = _crowd(address, server, seconds)
    bare = _bare_loop(frame_bytes, seconds)
    ratio = bare["server_us"] / crowd["server_us"]
    ours, yardstick = crowd["server_us"], bare["server_us"]
    print(
        f"  The server's time for a frame to a viewer: {ours:.1f} µs,"
        f" the bare loop's: {yardstick:.1f} µs; ratio {ratio:.2f}"
    )
    with serving(**UNLIMITED) as (address, server):
        _many_rooms(address, server, seconds)
    with serving(**UNLIMITED) as (address, server):
        visit = _presenter(address)
        kills.run(address, server, visit["path"], visit["cookie"])
    if soak_minutes:
        with serving(**UNLIMITED) as (address, server):
            _soak(address, server, soak_minutes)


def _crowd(address: str, server: psutil.Process, seconds: float) -> tuple[dict[str, Any], int]:
    visits = [_presenter(address), *_viewers(address, CROWD - 1)]
    visits[1:] = [{**visit, "path": visits[0]["path"]} for visit in visits[1:]]
    report = _measure(address, server, visits, seconds)
    print(f"  {CROWD} viewers in one room, 2-8x6-1 at full speed")
    _print(report)
    return report, round(report["bytes_per_second"] / report["frames_per_second"])


def _many_rooms(address: str, server: psutil.Process, seconds: float) -> None:
    visits = [_presenter(address) for _ in range(ROOMS)]
    report = _measure(address, server, visits, seconds, ask=1)
    print(f"  {ROOMS} rooms with one viewer each, all training 2-8x6-1 at full speed")
    _print(report)


def _soak(address: str, server: psutil.Process, minutes: float) -> None:
    """Forty rooms and a crowd in one of them; memory must not grow."""
    visits = [_presenter(address) for _ in range(ROOMS)]
    visits += [{"path": visits[0]["path"]} for _ in range(CROWD // 5)]
    print(f"  {ROOMS} rooms and {CROWD // 5} viewers more in one of them, for {minutes:g} minutes")
    marks: list[float] = []

    def look() -> None:
        marks.append(sum(process.memory_info().rss for process in _family(server)) / MEGABYTE)

    report = _measure(address, server, visits, minutes * 60, ask=10, look=look)
    _print(report)
    shown = marks[:: max(1, len(marks) // 10)]
    print(f"    memory of server and workers, MB: {' '.join(f'{mark:.0f}' for mark in shown)}")


def _presenter(address: str) -> Visit:
    """A new room whose run plays as fast as it goes."""
    code, cookie = open_room(address)
    say = [{"type": "configure", "experiment": EXPERIMENT}, {"type": "play"}]
    return {"path": f"/ws/rooms/{code}", "cookie": cookie, "say": say}


def _viewers(address: str, count: int) -> list[Visit]:
    return [{"path": ""} for _ in range(count)]


def _measure(
    address: str,
    server: psutil.Process,
    visits: Sequence[Visit],
    seconds: float,
    ask: int = 0,
    look: Any = None,
) -> dict[str, Any]:
    """What a crowd saw, and what the processes took of the machine meanwhile."""
    host, port = address.removeprefix("http://").split(":")
    task = {"host": host, "port": int(port), "visits": list(visits), "seconds": seconds}
    with _load_generator() as crowd:
        assert crowd.stdin is not None
        assert crowd.stdout is not None
        crowd.stdin.write(json.dumps({**task, "warm_up": WARM_UP_SECONDS, "ask": ask}) + "\n")
        crowd.stdin.flush()
        json.loads(crowd.stdout.readline())
        before, began = _cpu(server), time.monotonic()
        if look is not None:
            while time.monotonic() < began + seconds - 1:
                look()
                time.sleep(min(10.0, seconds / 20))
        report: dict[str, Any] = json.loads(crowd.stdout.readline())
        elapsed = time.monotonic() - began
    after = _cpu(server)
    report["shares"] = {name: (after[name] - before[name]) / elapsed for name in before}
    report["server_us"] = (after["server"] - before["server"]) / report["frames"] * 1e6
    return report


def _bare_loop(frame_bytes: int, seconds: float) -> dict[str, Any]:
    port = free_port()
    command = [sys.executable, "-m", "benchmarks.bare_loop", str(port), str(frame_bytes)]
    with subprocess.Popen(command) as process:
        try:
            time.sleep(2)
            address = f"http://127.0.0.1:{port}"
            visits = [{"path": "/"} for _ in range(CROWD)]
            report = _measure(address, psutil.Process(process.pid), visits, seconds)
        finally:
            process.kill()
    print(f"  A bare loop that sends {frame_bytes} bytes to {CROWD} viewers")
    _print(report)
    return report


@contextmanager
def _load_generator() -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "benchmarks.crowd"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def _family(server: psutil.Process) -> list[psutil.Process]:
    return [server, *server.children()]


def _cpu(server: psutil.Process) -> dict[str, float]:
    """Seconds of processor time that the server and its workers have used."""
    own, *workers = (sum(process.cpu_times()[:2]) for process in _family(server))
    return {"server": own, "workers": sum(workers)}


def _print(report: dict[str, Any]) -> None:
    parts = [
        f"{report['frames_per_second']:.1f} frames/s a viewer, slowest {report['slowest']:.1f}",
        f"frame age at the 95th percentile {report['age_95'] * 1e3:.0f} ms",
        f"{report['bytes_per_second'] * 8e-6:.2f} Mbit/s a viewer",
    ]
    if report["latency_95"] is not None:
        parts.append(
            f"command answered at the 95th percentile in {report['latency_95'] * 1e3:.0f} ms"
        )
    if report["lost"]:
        parts.append(f"{report['lost']} connections lost")
    shares = {**report["shares"], "load generator": report["cpu"]}
    print(f"    {'; '.join(parts)}")
    print(
        f"    processor: {', '.join(f'{name} {share:.0%}' for name, share in shares.items())}",
        flush=True,
    )
