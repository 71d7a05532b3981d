"""The benchmark: ours beside a floor measured in the same run (`python -m tests.bench`)."""

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

from api.core.database import unit_of_work
from tests.bench import fields, registering, terms, watching
from tests.bench.deciding import Applying, Looking, applying, looking
from tests.bench.load import Plan, Script
from tests.bench.servers import Measured, measured
from tests.bench.statements import statements_of
from tests.bench.works import Work, works
from tests.bench.world import World, world

ROUNDS = 3
LATEST = Path("bench/latest.json")
WORKS = (
    "create",
    "list",
    "deep",
    "worklist",
    "due first",
    "handler's",
    "counts",
    "facets",
    "search",
    "public",
    "detail",
    "act",
    "figures",
    "law",
    "live",
    "seats",
)


@dataclass(frozen=True)
class Result:
    """Medians of one work among so many petitions, and how many statements it takes us."""

    rows: int
    work: str
    ours: Measured
    floor: Measured | None
    statements: int

    @property
    def ratio(self) -> float | None:
        """Our rate as a part of the floor's."""
        return self.ours.rate / self.floor.rate if self.floor else None


def main() -> None:
    """Fill, measure, print, write; for each size anew."""
    asked = _arguments()
    results: list[Result] = []
    law: dict[str, Any] = {}
    for rows in asked.rows:
        found, law[f"{rows}"] = _results(rows, asked)
        _say(_table(rows, found))
        results += found
    if len(asked.rows) > 1:
        _say(_growth(results))
    LATEST.parent.mkdir(exist_ok=True)
    told = {"clients": asked.clients, "seconds": asked.seconds}
    written = [asdict(result) | {"ratio": result.ratio} for result in results]
    if "law" in asked.works:
        law["terms"] = asdict(terms.main())
        fields.main([])
    whole = told | {"results": written, "law": law}
    LATEST.write_text(json.dumps(whole, indent=1) + "\n")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument(
        "--rows", type=int, nargs="+", default=[10_000], help="petitions that are there before"
    )
    parser.add_argument("--seconds", type=float, default=3.0, help="length of each run")
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--works", nargs="+", choices=WORKS, default=WORKS)
    return parser.parse_args()


def _results(rows: int, asked: argparse.Namespace) -> tuple[list[Result], dict[str, Any]]:
    with (
        tempfile.TemporaryDirectory(prefix="doithoai-bench-") as folder,
        world(Path(folder), rows) as here,
    ):
        with here.app.app_context(), unit_of_work():
            planned = works(here.province, asked.clients)
        wanted = [work for work in planned if work.name in asked.works]
        found = [_result(here, rows, work, asked.seconds) for work in wanted]
        others = {name: part(here) for name, part in _OTHERS.items() if name in asked.works}
        return found, {name: value for part in others.values() for name, value in part.items()}


def _law(here: World) -> dict[str, Any]:
    """What the law costs by itself."""
    drawn, seen = applying(here), looking(here)
    _say(_law_lines(drawn, seen))
    return {"apply": asdict(drawn), "replay": asdict(seen)}


def _live(here: World) -> dict[str, Any]:
    """What two thousand cost who watch a dialogue."""
    seen = watching.measured(here)
    _say(
        f"live     {seen.ours.rate:.0f} looks a second take {seen.ours.cores:.3f} of a core,"
        f" the bare function {seen.floor.cores:.3f}; p95 {seen.ours.p95} ms"
    )
    return {"live": asdict(seen)}


def _seats(here: World) -> dict[str, Any]:
    """A thousand who want a hundred seats at one moment."""
    seen = registering.measured(here)
    _say(
        f"seats    1,000 at once: {seen.ours.whole:.1f} s, bare {seen.floor.whole:.1f} s;"
        f" longest wait for a lock {seen.ours.longest_lock_wait or 0:.2f} s"
    )
    return {"seats": asdict(seen)}


_OTHERS = {"law": _law, "live": _live, "seats": _seats}


def _result(here: World, rows: int, work: Work, seconds: float) -> Result:
    """Ours and the floor in turns, so that a slow hour of the machine is slow for both."""
    statements = statements_of(here.app, work.ours[0])
    ours: list[Measured] = []
    floors: list[Measured] = []
    for _ in range(ROUNDS):
        ours.append(_run(here.ours, seconds, work.ours))
        if work.floor:
            floors.append(_run(here.floor, seconds, work.floor))
    floor = _median(floors) if floors else None
    return Result(rows, work.name, _median(ours), floor, statements)


def _run(port: int, seconds: float, scripts: Sequence[Script]) -> Measured:
    return measured(Plan(port, seconds, scripts))


def _median(runs: Sequence[Measured]) -> Measured:
    return Measured(
        rate=median(run.rate for run in runs),
        p50=median(run.p50 for run in runs),
        p95=median(run.p95 for run in runs),
        bad=sum(run.bad for run in runs),
    )


def _table(rows: int, results: Sequence[Result]) -> str:
    head = "work        ours/s   floor/s  ratio  p95 ours  p95 floor  times  SQL  bad"
    return "\n".join([f"{rows:,} petitions", head, *map(_line, results)])


def _law_lines(drawn: Applying, seen: Looking) -> str:
    return (
        f"apply    {1000 * drawn.law:.2f} ms an event, bare inserts {1000 * drawn.bare:.2f} ms:"
        f" ratio {drawn.ratio:.2f}\n"
        f"replay   {seen.number:,} open terms, {1e6 * seen.whole:.0f} µs each,"
        f" growth {seen.growth:.2f}"
    )


def _growth(results: Sequence[Result]) -> str:
    """How much longer the slow twentieth takes with the most petitions than with the fewest."""
    least, most = min(each.rows for each in results), max(each.rows for each in results)
    at = {(each.rows, each.work): each.ours.p95 for each in results}
    lines = [
        f"{work:<8} {at[most, work] / at[least, work]:6.2f} times"
        for work in dict.fromkeys(each.work for each in results)
    ]
    return "\n".join([f"p95 with {most:,} beside {least:,} petitions", *lines])


def _line(result: Result) -> str:
    ours, floor = result.ours, result.floor
    bad = ours.bad + (floor.bad if floor else 0)
    rate, ratio, p95, times = "-", "-", "-", "-"
    if floor:
        rate, ratio = f"{floor.rate:.0f}", f"{result.ratio:.2f}"
        p95, times = f"{floor.p95:.1f} ms", f"{ours.p95 / floor.p95:.1f}"
    return (
        f"{result.work:<8} {ours.rate:9.1f} {rate:>9} {ratio:>6} {ours.p95:6.1f} ms {p95:>10}"
        f" {times:>6} {result.statements:4d} {bad:4d}"
    )


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    main()
