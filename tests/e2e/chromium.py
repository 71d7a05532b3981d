"""The browser of the tests: found on this machine, or brought there by `python -m` this module."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

MISSING = (
    "the browser tests need Chromium and could not get it: install it (Debian: apt-get install"
    " chromium) or set CHROMIUM to the path of one"
)


def found() -> str | None:
    """The path of a Chromium: the one that is named, one of the machine, or Playwright's own."""
    return next((path for path in _candidates() if Path(path).is_file()), None)


def installed() -> str | None:
    """The path of a Chromium, after trying to install one when there is none."""
    for command in _ways():
        if path := found():
            return path
        print(f"no Chromium here: {' '.join(command)}", flush=True)  # noqa: T201 -- minutes of it
        subprocess.run(command, check=False)
    return found()


def _candidates() -> Iterator[str]:
    yield os.environ.get("CHROMIUM", "")
    yield from (shutil.which(name) or "" for name in NAMES)
    with sync_playwright() as playwright:
        yield playwright.chromium.executable_path


def _ways() -> Iterator[Sequence[str]]:
    if shutil.which("apt-get"):
        prefix = () if os.geteuid() == 0 else ("sudo", "-n")
        if not prefix or shutil.which("sudo"):
            yield (*prefix, "apt-get", "update", "-qq")
            yield (
                *prefix,
                "apt-get",
                "install",
                "-y",
                "-qq",
                "--no-install-recommends",
                "chromium",
            )
    yield (sys.executable, "-m", "playwright", "install", "chromium")


if __name__ == "__main__":
    sys.exit(None if installed() else MISSING)
