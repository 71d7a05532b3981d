"""Forms of a page as a browser holds them: what they carry, and what stands in them already."""

import re
from html import unescape
from typing import Any

from werkzeug.test import TestResponse

from tests.pages.browsing import Reader


def offered(page: str) -> list[str]:
    """Where the forms of a page are sent to, in their order."""
    return re.findall(r'<form method="post" action="([^"]+)"', page)


def carried(page: str, to: str) -> dict[str, str]:
    """What the form carries without showing it."""
    form = page.partition(f'action="{to}"')[2].partition("</form>")[0]
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form)
    return {name: unescape(value) for name, value in found}


def fill(reader: Reader, at: str, slug: str, /, **typed: Any) -> TestResponse:
    """Open the page, fill in one of its forms, and send it."""
    to = f"{at}/{slug}" if slug else at
    return reader.press(to, **(carried(reader.get(at).text, to) | typed))
