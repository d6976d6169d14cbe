"""The command line, tried as a process of its own."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from app.paths import STATIC
from app.serving.invitation import AS_BEFORE, WHITE_ON_BLACK, terminal_qr


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "app", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        cwd=STATIC.parent,
    )


@contextmanager
def serving(*arguments: str, **settings: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A running server and the first line that it prints."""
    process = subprocess.Popen(
        [sys.executable, "-m", "app", "--no-open", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=STATIC.parent,
        env={**os.environ, "GLASSBOX_WORKERS": "1", **settings},
        start_new_session=True,
    )
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        if not line:
            _, errors = process.communicate(timeout=30)
            pytest.fail(f"the server did not start:\n{errors}")
        yield process, line
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate(timeout=30)


def address_in(line: str) -> str:
    found = re.search(r"http://127\.0\.0\.1:\d+", line)
    assert found, line
    return found[0]


def test_help_names_every_option() -> None:
    result = run("--help")
    assert result.returncode == 0
    for option in ("--host", "--lan", "--port", "--no-open", "--log-level"):
        assert option in result.stdout


@pytest.mark.parametrize("port", ["65536", "-1", "http", "80.5", ""])
def test_a_wrong_port_is_named_with_what_is_allowed(port: str) -> None:
    result = run(f"--port={port}")
    assert result.returncode == 1
    assert result.stderr.splitlines() == [
        f"A port is a whole number from 0 to 65535; got {port!r}."
    ]


def test_a_port_in_use_is_told_in_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        result = run("--port", str(port))
    assert result.returncode == 1
    assert result.stdout == ""
    assert result.stderr == (
        f"Port {port} is in use. Stop the other program or choose another port:"
        f' make run ARGS="--port {port + 1}"\n'
    )


def test_an_address_of_another_machine_is_told_in_one_line() -> None:
    result = run("--host", "203.0.113.1")
    assert result.returncode == 1
    assert result.stderr.splitlines() == [
        "The host '203.0.113.1' is not an address of this machine. Try --host 127.0.0.1."
    ]


def test_a_host_that_does_not_exist_is_told_in_one_line() -> None:
    result = run("--host", "no such host")
    assert result.returncode == 1
    assert result.stderr.splitlines() == [
        "The host 'no such host' is not known. Try --host 127.0.0.1."
    ]


def test_it_serves_says_where_and_stops_quietly() -> None:
    with serving("--port", "0") as (process, line):
        assert line.startswith("Glassbox is running at ")
        with urllib.request.urlopen(f"{address_in(line)}/healthz", timeout=30) as answer:
            assert json.load(answer)["status"] == "ok"
        # A terminal's Ctrl-C reaches the worker processes too.
        os.killpg(process.pid, signal.SIGINT)
        rest, errors = process.communicate(timeout=30)
    assert process.returncode in {0, 130}
    assert rest == ""
    assert errors == ""


def test_a_second_server_on_the_same_port_does_not_disturb_the_first() -> None:
    with serving("--port", "0") as (_, line):
        address = address_in(line)
        assert run("--port", address.rpartition(":")[2]).returncode == 1
        with urllib.request.urlopen(f"{address}/healthz", timeout=30) as answer:
            assert answer.status == 200


def test_its_port_is_free_again_after_a_restart() -> None:
    with serving("--port", "0") as (process, line):
        address = address_in(line)
        with urllib.request.urlopen(f"{address}/healthz", timeout=30) as answer:
            assert answer.status == 200
        process.terminate()
        process.communicate(timeout=30)
    with serving("--port", address.rpartition(":")[2]) as (_, line):
        assert address_in(line) == address


def next_line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().rstrip("\n")


def connects(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), timeout=5):
            return True
    except OSError:
        return False


# All of 127.0.0.0/8 is this machine, so that a second address stands for the network.
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux answers on 127.0.0.2 unasked")
def test_others_connect_only_where_they_are_let_in() -> None:
    with serving("--port", "0") as (_, line):
        assert not connects("127.0.0.2", int(address_in(line).rpartition(":")[2]))
    with serving("--port", "0", "--lan") as (_, line):
        assert connects("127.0.0.2", int(address_in(line).rpartition(":")[2]))


def test_lan_says_where_others_join() -> None:
    with serving("--port", "0", "--lan", GLASSBOX_ADDRESS="http://192.0.2.20:8000") as (
        process,
        line,
    ):
        assert address_in(line)
        assert next_line(process) == ("Others in this network join at http://192.0.2.20:8000/join")
        process.terminate()
        rest, errors = process.communicate(timeout=30)
    # Nobody scans a QR code from a file or a pipe.
    assert (rest, errors) == ("", "")


def test_lan_and_another_host_contradict_each_other() -> None:
    result = run("--lan", "--host", "127.0.0.1")
    assert result.returncode == 2
    assert "--host: not allowed with argument --lan" in result.stderr


def test_the_qr_code_in_the_terminal_is_a_square_of_half_blocks() -> None:
    lines = terminal_qr("http://192.0.2.20:8000/join").splitlines()
    width = {len(line.removeprefix(WHITE_ON_BLACK).removesuffix(AS_BEFORE)) for line in lines}
    assert len(width) == 1
    assert 2 * len(lines) - width.pop() in {0, 1}
