"""The program that reads one picture and makes it anew: run as a child, with little to spend.

It is started as a script, in isolated mode and without an environment, and imports nothing of ours:
what a crafted picture can do to it, it does to a process that has no secret and ends in seconds.
"""

import json
import resource
import sys
import warnings
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any

import pi_heif
from PIL import AvifImagePlugin, Image, ImageCms, ImageFile, ImageOps
from PIL.ExifTags import IFD

FORMATS = ("JPEG", "PNG", "WEBP", "HEIF", "AVIF")
"""Never "MPO": a picture of that kind is opened as JPEG, and naming it breaks every unknown one."""

SIZES = (("picture", 2560, 82), ("view", 1600, 80), ("card", 640, 78), ("thumb", 160, 72))
"""Name, longest side and quality of what is made, the largest first."""

REFUSED = 3
"""The exit code that means: read, and not taken; the reason stands in the answer."""

_WHITE = (255, 255, 255)


class TooManyPixels(Exception):
    """More than is taken, as the picture itself says before anything of it is unpacked."""


def make(path: Path, folder: Path, limits: dict[str, int]) -> dict[str, Any]:
    """Write every size into the folder as JPEG; say how large each is, and where it was taken.

    Of the file nothing else is in them: they are made from what is seen, turned upright.
    """
    with Image.open(path, formats=FORMATS) as opened:
        _must_be_modest(opened, limits)
        place = _place(opened)
        profile = opened.info.get("icc_profile")
        if opened.format in {"JPEG", "MPO"}:
            opened.draft("RGB", (SIZES[0][1], SIZES[0][1]))
        seen = _upright(opened)
    made: dict[str, Any] = {}
    for name, side, quality in SIZES:
        seen.thumbnail((side, side), Image.Resampling.LANCZOS)
        if name == SIZES[0][0]:
            seen = _bare(_plain_colours(seen, profile))
        seen.save(folder / f"{name}.jpg", "JPEG", quality=quality, optimize=False)
        made[name] = {"width": seen.width, "height": seen.height}
    return {"made": made, "place": place}


def _must_be_modest(opened: Image.Image, limits: dict[str, int]) -> None:
    width, height = opened.size
    if width * height > limits["pixels"] or max(width, height) > limits["side"]:
        raise TooManyPixels


def _upright(opened: Image.Image) -> Image.Image:
    """As people see it: the first picture in the file, upright, on white where it lets through."""
    if opened.mode in {"RGB", "L", "CMYK", "YCbCr"}:
        small = opened.convert("RGB")
    else:
        layered = opened.convert("RGBA")
        small = Image.new("RGB", layered.size, _WHITE)
        small.paste(layered, mask=layered.getchannel("A"))
    # The conversion leaves the way it is turned behind: it is read from what was opened.
    small.info, turned = {}, opened.getexif()
    small.getexif().update({274: turned[274]} if 274 in turned else {})
    return ImageOps.exif_transpose(small)


def _plain_colours(seen: Image.Image, profile: bytes | None) -> Image.Image:
    """In the colours every screen knows; as they are, when the profile cannot be read."""
    if not profile:
        return seen
    try:
        own = ImageCms.ImageCmsProfile(BytesIO(profile))
        turned = ImageCms.profileToProfile(seen, own, ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return seen
    return turned if turned is not None else seen


def _bare(seen: Image.Image) -> Image.Image:
    """The points and nothing else: a new object, with which nothing can ride along."""
    return Image.frombytes("RGB", seen.size, seen.tobytes())


def _place(opened: Image.Image) -> list[float] | None:
    """Latitude and longitude where it was taken, when it says so; never a reason to refuse it."""
    with suppress(ArithmeticError, AttributeError, LookupError, OSError, TypeError, ValueError):
        said = opened.getexif().get_ifd(IFD.GPSInfo)
        place = [
            _degrees(said[2]) * (-1 if said[1] == "S" else 1),
            _degrees(said[4]) * (-1 if said[3] == "W" else 1),
        ]
        is_somewhere = abs(place[0]) <= 90 and abs(place[1]) <= 180 and place != [0, 0]
        return [round(each, 6) for each in place] if is_somewhere else None
    return None


def _degrees(parts: Any) -> float:
    degrees, minutes, seconds = (float(part) for part in parts)
    return degrees + minutes / 60 + seconds / 3600


def _spend_little(limits: dict[str, int]) -> None:
    """From here on the kernel holds this process to so much memory, time and output."""
    for what, number in (
        (resource.RLIMIT_AS, limits["memory"]),
        (resource.RLIMIT_CPU, limits["cpu_seconds"]),
        (resource.RLIMIT_FSIZE, limits["output_bytes"]),
        (resource.RLIMIT_NOFILE, limits["open_files"]),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (number, number))


def main(path: str, folder: str, given: str) -> int:
    """Read the picture at the path; the answer goes to the standard output."""
    limits: dict[str, int] = json.loads(given)
    Image.preinit()
    pi_heif.register_heif_opener(thumbnails=False)
    pi_heif.options.DECODE_THREADS = 1
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1
    Image.MAX_IMAGE_PIXELS = limits["pixels"]
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    warnings.simplefilter("ignore")
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    _spend_little(limits)
    try:
        answer = make(Path(path), Path(folder), limits)
    except (TooManyPixels, Image.DecompressionBombError, Image.DecompressionBombWarning):
        answer = {"refused": "pixels"}
    except Exception as wrong:
        answer = {"refused": type(wrong).__name__}
    sys.stdout.write(json.dumps(answer))
    return REFUSED if "refused" in answer else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
