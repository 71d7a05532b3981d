"""How many pictures of 12 megapixels a core makes anew in a second, and what a process keeps of it.

`python -m tests.bench.pictures [--pictures N] [--uploads N]`: the rate beside bare Pillow, which
reads, turns and writes the same sizes in one process that is kept; then the memory of a process
that takes in so many small pictures and documents one after the other.
"""

import argparse
import gc
import io
import json
import resource
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps

from api.attachments.checks import looked_at
from api.attachments.limits import load
from api.attachments.pictures import SIZES
from api.attachments.quarantine import received, workplace
from api.attachments.sandbox import develop
from api.attachments.store import in_folder

_WARM = 0.2
"""The part of the uploads after which memory is expected to stand still."""


@dataclass(frozen=True)
class Rates:
    """Pictures a second of one core's time, ours and those of bare Pillow."""

    ours: float
    floor: float


@dataclass(frozen=True)
class Memory:
    """Megabytes of this process: after the first uploads, and after all of them."""

    uploads: int
    warm: float
    after: float


def photograph(width: int = 4000, height: int = 3000) -> bytes:
    """A JPEG as a telephone takes it: noise over a slope, lying on its side."""
    noise = Image.effect_noise((width // 4, height // 4), 30).resize((width, height))
    slope = Image.linear_gradient("L").resize((width, height))
    exif = Image.Exif()
    exif[0x0112] = 6
    out = io.BytesIO()
    Image.merge("RGB", (noise, slope, noise)).save(out, "JPEG", quality=88, exif=exif.tobytes())
    return out.getvalue()


def rates(pictures: int) -> Rates:
    """Both, one after the other, by the time that processors spent."""
    content, limits = photograph(), load()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        path = folder / "in.jpg"
        path.write_bytes(content)
        before = _spent()
        for _ in range(pictures):
            with workplace(folder) as out:
                develop(path, out, limits, folder)
        ours = _spent() - before
        before = _spent()
        for _ in range(pictures):
            _bare(path, folder)
        floor = _spent() - before
    return Rates(pictures / ours, pictures / floor)


def memory(uploads: int) -> Memory:
    """What this process holds while it takes in small files; every tenth is a picture."""
    limits, small = load(), io.BytesIO()
    Image.new("RGB", (64, 64), "navy").save(small, "JPEG")
    document = b"%PDF-1.4\n" + b"%" * 500_000 + b"\n%%EOF"
    warm = 0.0
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        store = in_folder(folder / "kept")
        for number in range(uploads):
            is_picture = number % 10 == 0
            content = small.getvalue() if is_picture else document
            with received(folder, io.BytesIO(content), limits.largest) as incoming:
                looked_at(incoming, "a.jpg" if is_picture else "a.pdf", "", limits)
                if is_picture:
                    with workplace(folder) as out:
                        develop(incoming.path, out, limits, folder)
                store.put(f"a/{number % 50}", incoming.path, {})
                assert sum(map(len, store.pieces(f"a/{number % 50}"))) == incoming.size
            if number == int(uploads * _WARM):
                warm = _held()
    return Memory(uploads, warm, _held())


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.pictures", description=__doc__)
    parser.add_argument("--pictures", type=int, default=20)
    parser.add_argument("--uploads", type=int, default=10_000)
    asked = parser.parse_args()
    found = rates(asked.pictures)
    held = memory(asked.uploads)
    print(json.dumps({"a core-second": vars(found), "megabytes": vars(held)}, indent=1))


def _bare(path: Path, folder: Path) -> None:
    with Image.open(path) as opened:
        opened.draft("RGB", (SIZES[0][1], SIZES[0][1]))
        seen = ImageOps.exif_transpose(opened)
    for name, side, quality in SIZES:
        seen.thumbnail((side, side), Image.Resampling.LANCZOS)
        seen.save(folder / f"bare-{name}.jpg", "JPEG", quality=quality)


def _spent() -> float:
    """Seconds that processors have worked for this process and its children."""
    own = resource.getrusage(resource.RUSAGE_SELF)
    others = resource.getrusage(resource.RUSAGE_CHILDREN)
    return sum(each.ru_utime + each.ru_stime for each in (own, others))


def _held() -> float:
    """Megabytes that this process has in memory now."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1_000_000


if __name__ == "__main__":
    started = time.monotonic()
    main()
    print(f"{time.monotonic() - started:.0f} s")
