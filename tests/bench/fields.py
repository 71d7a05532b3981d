"""How well the field of a text is guessed: precision and recall on examples nobody learnt from.

`python -m tests.bench.fields` prints it; `--write` counts the examples to learn from anew.
"""

import argparse
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from api.authorities.fields import fields
from api.authorities.names import fold
from api.routing import learning
from api.routing.learning import Example
from api.routing.suggestion import Suggester

EXAMPLES = Path("api/demo/data/petitions.jsonl")


class Guess(NamedTuple):
    """What was guessed, how surely, and what it is."""

    field: str
    guessed: str | None
    confidence: float


def guesses(suggester: Suggester, examples: Iterable[Example]) -> list[Guess]:
    """A guess for every example."""
    made = []
    for example in examples:
        found = suggester.suggest(example.text)
        made.append(Guess(example.field, found.field, found.confidence))
    return made


def precision(found: Sequence[Guess], field: str | None = None) -> float | None:
    """Of what was guessed (to be of this field), the part that is right."""
    named = [each for each in found if each.guessed and field in (None, each.guessed)]
    return sum(each.guessed == each.field for each in named) / len(named) if named else None


def recall(found: Sequence[Guess], field: str | None = None) -> float | None:
    """Of what is (of this field), the part that was guessed rightly."""
    there = [each for each in found if field in (None, each.field)]
    return sum(each.guessed == each.field for each in there) / len(there) if there else None


def table(found: Sequence[Guess]) -> list[str]:
    """A line for each field and one for all."""
    lines = [f"{'field':<16}{'there':>7}{'named':>7}{'precision':>11}{'recall':>8}"]
    for field in (*fields(), None):
        there = sum(field in (None, each.field) for each in found)
        named = sum(each.guessed is not None and field in (None, each.guessed) for each in found)
        parts = _part(precision(found, field)), _part(recall(found, field))
        lines.append(f"{field or 'all':<16}{there:>7}{named:>7}{parts[0]:>11}{parts[1]:>8}")
    unknown = sum(each.guessed is None for each in found)
    lines.append(f"said not to be known: {unknown} of {len(found)}")
    return lines


def main(given: Sequence[str] | None = None) -> None:
    """Measure, and write when asked to."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.fields", description=__doc__)
    parser.add_argument("--examples", type=Path, default=EXAMPLES)
    parser.add_argument("--write", action="store_true", help="keep the counts in the product")
    asked = parser.parse_args(given)
    examples = learning.examples_in(asked.examples)
    learnt = [each for each in examples if not learning.is_measured(each)]
    measured = [each for each in examples if learning.is_measured(each)]
    counts = learning.count(learnt)
    if asked.write:
        learning.write(counts, learning.SHIPPED)
    suggester = Suggester(counts)
    ways: dict[str, Callable[[Example], Example]] = {
        "as written": lambda each: each,
        "without diacritics": lambda each: each._replace(text=fold(each.text)),
    }
    print(f"{len(learnt)} examples learnt from, {len(measured)} measured")
    for name, way in ways.items():
        print(f"\n{name}")
        print("\n".join(table(guesses(suggester, map(way, measured)))))


def _part(found: float | None) -> str:
    return "-" if found is None else f"{found:.2f}"


if __name__ == "__main__":
    main()
