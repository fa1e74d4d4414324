"""A real Chromium without a window, driven over its own protocol: opens pages, runs scripts, tells console and requests."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Any, Self

FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update "
    "--disable-sync --disable-dev-shm-usage --hide-scrollbars"
).split()


def missing() -> str:
    """Why no browser can be driven here, "" when one can."""
    absent = [name for name in ("chromium", "chromedriver") if not shutil.which(name)]
    return f"not installed: {', '.join(absent)}" if absent else ""


class Browser:
    """One browser with a fresh profile, gone at the end."""

    def __init__(self, *flags: str, size: tuple[int, int] = (1280, 900)) -> None:
        self._profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self._driver = subprocess.Popen(  # the driver tells its port on the first lines
            [shutil.which("chromedriver") or "", "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert self._driver.stdout
        port = next(
            match.group(1) for line in self._driver.stdout if (match := re.search(r"started successfully on port (\d+)", line))
        )
        self._base = f"http://127.0.0.1:{port}"
        args = [*FLAGS, f"--user-data-dir={self._profile.name}", f"--window-size={size[0]},{size[1]}", *flags]
        wanted = {
            "browserName": "chrome",
            "goog:chromeOptions": {"args": args, "binary": shutil.which("chromium")},
            "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
        }
        try:
            self._session = self._send("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})["sessionId"]
        except BaseException:
            self._stop()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            self._send("DELETE", f"/session/{self._session}")
        finally:
            self._stop()

    def _stop(self) -> None:
        self._driver.terminate()
        self._driver.wait(10)
        if self._driver.stdout:
            self._driver.stdout.close()
        self._profile.cleanup()

    def _send(self, method: str, path: str, body: object = None) -> Any:
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(self._base + path, data, {"Content-Type": "application/json"}, method=method)
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=60) as answer:
            return json.loads(answer.read())["value"]

    def _command(self, path: str, body: object) -> Any:
        return self._send("POST", f"/session/{self._session}{path}", body)

    def open(self, path: Path, fragment: str = "") -> None:
        """Loads a file and waits until it has loaded."""
        self._command("/url", {"url": path.as_uri() + fragment})

    def run(self, script: str, *args: object) -> Any:
        """What the script returns."""
        return self._command("/execute/sync", {"script": script, "args": args})

    def press(self, key: str) -> None:
        """One key, for whatever has the focus."""
        actions = [{"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}]
        self._command("/actions", {"actions": [{"type": "key", "id": "keys", "actions": actions}]})

    def console(self) -> list[str]:
        """What the page has said to the console."""
        return [entry["message"] for entry in self._command("/se/log", {"type": "browser"})]

    def requests(self) -> list[str]:
        """The addresses the page has asked for, its own file and data left out."""
        entries = [json.loads(entry["message"])["message"] for entry in self._command("/se/log", {"type": "performance"})]
        sent = [entry["params"] for entry in entries if entry["method"] == "Network.requestWillBeSent"]
        asked = [one["request"]["url"] for one in sent if one["documentURL"].startswith("file:")]  # not the browser's own pages
        return [address for address in asked if not address.startswith(("file:", "data:"))]
