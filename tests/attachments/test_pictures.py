"""A picture is made anew: seen the same, and nothing else of it is left."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from api.attachments.errors import BusyWithFiles, Damaged
from api.attachments.limits import Limits, load
from api.attachments.sandbox import Developed, develop
from tests.attachments import files, heic

HONEST: dict[str, Callable[[], bytes]] = {
    "JPEG": files.told,
    "PNG": lambda: files.told("PNG"),
    "WEBP": lambda: files.told("WEBP"),
    "AVIF": lambda: files.told("AVIF"),
    "HEIC": heic.small,
    "JPEG with more behind": lambda: files.told() + b"PK\x05\x06<script>" + files.MARKER.encode(),
}

TRACES = [files.MARKER.encode(), b"Exif", b"ICC_PROFILE", b"xmpmeta", b"GPS", b"<script", b"PK\x05"]


def made(content: bytes, folder: Path, limits: Limits | None = None) -> Developed:
    path, out = folder / "in", folder / "out"
    path.write_bytes(content)
    out.mkdir(exist_ok=True)
    return develop(path, out, limits or load(), folder)


@pytest.mark.parametrize("name", HONEST)
def test_nothing_but_what_is_seen_is_left_and_the_place_is_told(name: str, tmp_path: Path) -> None:
    found = made(HONEST[name](), tmp_path)

    assert found.place == pytest.approx(files.PLACE, abs=1e-5)
    assert list(found.renditions) == ["picture", "view", "card", "thumb"]
    for each in found.renditions.values():
        content = each.path.read_bytes()
        assert [trace for trace in TRACES if trace in content] == []
        with Image.open(each.path) as opened:
            assert (opened.format, opened.mode) == ("JPEG", "RGB")
            assert not opened.getexif()


def test_a_picture_is_turned_upright_and_made_no_larger_than_it_is(tmp_path: Path) -> None:
    large = made(files.picture(4000, 3000, exif=_turned(6)), tmp_path)
    sizes = {name: (each.width, each.height) for name, each in large.renditions.items()}
    small = made(files.picture(80, 40), tmp_path).renditions["picture"]

    assert sizes == {
        "picture": (1920, 2560),
        "view": (1200, 1600),
        "card": (480, 640),
        "thumb": (120, 160),
    }
    assert (small.width, small.height) == (80, 40)


def test_what_lets_light_through_is_seen_on_white(tmp_path: Path) -> None:
    path = tmp_path / "clear.png"
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(path)

    found = made(path.read_bytes(), tmp_path)

    with Image.open(found.renditions["picture"].path) as opened:
        assert opened.getpixel((9, 9)) == (255, 255, 255)


def test_a_process_that_takes_too_long_or_too_much_is_ended(tmp_path: Path) -> None:
    usual, picture = load().tables, files.picture(3000, 3000)
    hurried = Limits({**usual, "child": {**usual["child"], "wall_seconds": 0}})
    cramped = Limits({**usual, "child": {**usual["child"], "output_bytes": 100}})

    for limits in (hurried, cramped):
        with pytest.raises(Damaged):
            made(picture, tmp_path, limits)


def test_no_more_run_at_a_time_than_the_machine_bears(tmp_path: Path) -> None:
    usual = load().tables
    none = Limits({**usual, "child": {**usual["child"], "at_once": 0, "wait_seconds": 0}})

    with pytest.raises(BusyWithFiles):
        made(files.picture(), tmp_path, none)


def _turned(way: int) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = way
    return exif.tobytes()
