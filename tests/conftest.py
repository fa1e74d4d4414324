"""House rules of every test: a scrubbed environment, no network, and `--accept` to refresh stored text."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

KEPT = {
    "PATH",
    "HOME",
    "TMPDIR",
    "TEMP",
    "TMP",
    "SYSTEMROOT",
    "LANG",
    "PYTHONPATH",
    "PYTHONHASHSEED",
    "VIRTUAL_ENV",
    "COVERAGE_PROCESS_START",
}
LOCAL = {"127.0.0.1", "::1", "localhost"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write what the tests see over the stored text")


@pytest.fixture(autouse=True)
def _scrubbed(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        if name not in KEPT and not name.startswith("PYTEST_"):
            monkeypatch.delenv(name)


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sockets of the machine itself (a browser's driver, a fault server) stay open; everything else is refused."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6} and (not isinstance(address, tuple) or address[0] not in LOCAL):
            raise AssertionError(f"a test reached for the network: {address}")
        connect(self, address)  # type: ignore[arg-type]  # checked by the real one

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture
def stored(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compares text with a stored file, byte by byte; `--accept` stores it instead."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--accept"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        assert path.exists(), f"{path} is not stored yet: look at the output, then run pytest --accept"
        assert text == path.read_bytes().decode(), f"{path.name} differs from what is stored; pytest --accept takes it over"

    return compare
