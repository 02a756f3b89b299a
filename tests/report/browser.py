"""Chromium for tests: the DevTools protocol over a pair of pipes, as much of it as the tests need.

No port is opened and no driver is installed; a test that needs it is skipped by name where no Chromium is.
"""

from __future__ import annotations

import base64
import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

FOUND = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), "")
_PATIENCE = 60  # seconds
_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
    "--remote-debugging-pipe",
)  # fmt: skip
# Chromium reads its commands from descriptor 3 and answers on 4; this takes whatever numbers we have to those two.
_HANDED = """
import os, sys
from fcntl import F_DUPFD, fcntl
ours = [fcntl(int(number), F_DUPFD, 10) for number in sys.argv[1:3]]
for one, theirs in zip(ours, (3, 4)):
    os.dup2(one, theirs)
os.execv(sys.argv[3], sys.argv[3:])
"""


class Browser:
    """One page in one Chromium."""

    def __init__(self, send: int, receive: int) -> None:
        self._send, self._receive = send, receive
        self._rest = b""
        self._count = 0
        self._session = ""
        self._loaded = False
        self.errors: list[str] = []
        self.asked_for: list[str] = []
        made = self.call("Target.createTarget", url="about:blank")
        self._session = self.call("Target.attachToTarget", targetId=made["targetId"], flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **parameters: object) -> dict[str, Any]:
        """The answer to one command; what happens meanwhile is noted."""
        self._count += 1
        message: dict[str, object] = {"id": self._count, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._send, json.dumps(message).encode() + b"\0")
        while True:
            heard = self._hear()
            if heard.get("id") == self._count:
                if "error" in heard:
                    raise AssertionError(f"{method}: {heard['error']}")
                answer: dict[str, Any] = heard["result"]
                return answer

    def _hear(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            ready, _, _ = select.select([self._receive], [], [], _PATIENCE)
            more = os.read(self._receive, 1 << 16) if ready else b""
            if not more:
                raise AssertionError("Chromium has gone, or says nothing any more")
            self._rest += more
        first, self._rest = self._rest.split(b"\0", 1)
        heard: dict[str, Any] = json.loads(first)
        self._note(heard.get("method", ""), heard.get("params", {}))
        return heard

    def _note(self, method: str, told: dict[str, Any]) -> None:
        if method == "Page.loadEventFired":
            self._loaded = True
        elif method == "Runtime.exceptionThrown":
            self.errors.append(json.dumps(told["exceptionDetails"]))
        elif method == "Log.entryAdded" and told["entry"]["level"] in ("error", "warning"):
            self.errors.append(told["entry"]["text"])
        elif method == "Runtime.consoleAPICalled":
            self.errors.append(json.dumps(told["args"]))
        elif method == "Network.requestWillBeSent":
            self.asked_for.append(told["request"]["url"])

    def size(self, width: int, height: int, dark: bool = False, media: str = "screen", scripts: bool = True) -> None:
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", media=media, features=[scheme])
        self.call("Emulation.setScriptExecutionDisabled", value=not scripts)

    def open(self, file: Path) -> None:
        """Go to the file, and wait until it has loaded."""
        self._loaded = False
        self.call("Page.navigate", url=file.as_uri())
        while not self._loaded:
            self._hear()

    def run(self, script: str) -> Any:
        """The value of an expression in the page."""
        told = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in told:
            raise AssertionError(json.dumps(told["exceptionDetails"]))
        return told["result"].get("value")

    def key(self, key: str, code: int) -> None:
        """One key pressed and let go."""
        for kind in ("keyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code)

    def picture(self, file: Path, selector: str = "html") -> None:
        """What stands at the selector, as PNG: for looking at."""
        box = self.run(f"(() => {{const b = document.querySelector({json.dumps(selector)}).getBoundingClientRect();"
                       "return {x: b.x + scrollX, y: b.y + scrollY, width: b.width, height: b.height}})()")  # fmt: skip
        shot = self.call("Page.captureScreenshot", clip={**box, "scale": 1}, captureBeyondViewport=True)
        file.write_bytes(base64.b64decode(shot["data"]))

    def paper(self, file: Path, width: float = 8.27, height: float = 11.69) -> None:
        """The page as PDF, on A4 unless told."""
        self.call("Emulation.setEmulatedMedia", media="", features=[])
        told = self.call(
            "Page.printToPDF", printBackground=True, paperWidth=width, paperHeight=height, preferCSSPageSize=False
        )
        file.write_bytes(base64.b64decode(told["data"]))


@contextmanager
def browser() -> Iterator[Browser]:
    """A Chromium with a profile of its own, gone afterwards with all that it kept."""
    their_in, our_out = os.pipe()
    our_in, their_out = os.pipe()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        process = subprocess.Popen(
            [sys.executable, "-c", _HANDED, str(their_in), str(their_out), FOUND,
             *_FLAGS, f"--user-data-dir={profile}"],
            pass_fds=(their_in, their_out), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(their_in)
        os.close(their_out)
        try:
            yield Browser(our_out, our_in)
        finally:
            os.close(our_out)  # Chromium ends when nobody can command it any more
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            os.close(our_in)
