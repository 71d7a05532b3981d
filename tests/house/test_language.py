"""What people read is in the catalogue: nothing missing, nothing left over, nothing broken."""

import ast
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from importlib.util import find_spec
from inspect import getmodule
from pathlib import Path
from typing import TypeVar

import pytest
from babel.messages.pofile import read_po
from marshmallow import Schema, fields
from werkzeug.http import HTTP_STATUS_CODES

from api.attachments.views import SENTENCES as OF_FILES
from api.cases.labels import ANSWERS
from api.core import i18n
from api.core.errors import Problem
from api.core.foreign import SENTENCES as LIBRARIES_SENTENCES
from api.core.foreign import translate_any
from api.core.i18n import DEFAULT_LOCALE
from api.events.timeline import TITLES
from api.monitoring.dimensions import LABELS
from api.monitoring.figures import FIGURES, MEASURES
from api.monitoring.recurrences import DUTY_FIGURES
from api.pages.words import all_sentences
from api.petitions.eml_form import SENTENCES as OF_LETTERS
from api.petitions.places import SENTENCES as OF_PLACES
from api.petitions.receipt import SENTENCES as ON_A_RECEIPT
from api.regulation.complaints import SENTENCES as COMPLAINTS
from api.routing.commands import HEADINGS
from api.routing.dry_run import SENTENCES as OF_A_DRY_RUN
from api.routing.models import SENTENCES as REASONS
from api.routing.schemas import NO_SUCH_FIELD
from tests.house.sources import PACKAGES, ROOT, calls, modules, name_of, nodes, parsed, strings
from tests.house.templates import sentences_of, templates, untranslated

T = TypeVar("T")

CATALOGUE = Path(i18n.__file__).parent / "locales/vi/LC_MESSAGES/messages.po"

FAMILIES = "api.core.errors"

PLACE = re.compile(r"%(?:\((\w+)\))?(.)")

SAID_THE_SAME = {"Web", "Open311"}
"""English sentences that are Vietnamese too."""


def catalogue() -> dict[str, str]:
    with CATALOGUE.open("rb") as file:
        return {str(each.id): str(each.string) for each in read_po(file) if each.id}


def refusals() -> list[type[Problem]]:
    """Every class of refusal of the product."""
    modules()
    return sorted(_below(Problem), key=lambda kind: kind.__qualname__)


def sentences_in_tables() -> set[str]:
    """What is translated by way of a table."""
    figures = {figure.definition for figure in FIGURES.values()}
    return {
        *TITLES.values(),
        *REASONS.values(),
        *OF_A_DRY_RUN,
        *OF_FILES,
        *OF_LETTERS,
        *OF_PLACES,
        *HEADINGS,
        NO_SUCH_FIELD,
        *LIBRARIES_SENTENCES,
        *figures,
        *MEASURES.values(),
        *(figure.definition for figure in DUTY_FIGURES.values()),
        *LABELS,
        *all_sentences(),
        *ANSWERS.values(),
        *ON_A_RECEIPT.values(),
        *COMPLAINTS,
    }


def test_every_refusal_has_a_title_of_its_own_in_both_languages() -> None:
    kinds, known = refusals(), catalogue()
    titles = Counter(kind.title for kind in kinds)

    borrowed = [
        kind.__name__ for kind in kinds if "title" not in vars(kind) or titles[kind.title] > 1
    ]
    english = [kind.__name__ for kind in kinds if not known.get(kind.title)]

    assert len(kinds) > 20
    assert borrowed == []
    assert english == []


def test_no_two_refusals_share_an_address() -> None:
    addresses = Counter(kind().type for kind in refusals())

    assert [address for address, times in addresses.items() if times > 1] == []


def test_what_code_gives_to_the_translator_is_in_the_catalogue() -> None:
    given = {
        call.args[0].value
        for _, called, call in calls(*PACKAGES)
        if called.endswith(("translate", "say"))
        and call.args
        and isinstance(call.args[0], ast.Constant)
    }

    assert len(given) > 10
    assert given - set(catalogue()) == set()


def test_what_a_form_of_the_desk_asks_is_in_the_catalogue() -> None:
    given = {
        text.value
        for _, called, call in calls("api/pages")
        if called in {"Field", "Form", "Step", "Word", "_Way", "_words", "Deed", "Handling"}
        for text in [*call.args, *(keyword.value for keyword in call.keywords)]
        if isinstance(text, ast.Constant) and isinstance(text.value, str)
    }

    spoken = {text for text in given if " " in text or text[:1].isupper()}

    assert len(spoken) > 50
    assert spoken - set(catalogue()) == set()


def test_what_code_says_about_a_wrong_field_is_in_the_catalogue() -> None:
    said = {text for _, _, call in calls(*PACKAGES) for text in _messages(call)}

    assert len(said) > 5
    assert said - set(catalogue()) == set()


def test_what_a_page_says_is_in_the_catalogue() -> None:
    said = {sentence for template in templates() for sentence in sentences_of(template)}

    assert len(said) > 50
    assert said - set(catalogue()) == set()


def test_a_page_says_nothing_but_through_the_translator() -> None:
    bare = {name_of(path): words for path in templates() if (words := untranslated(path))}

    assert bare == {}


def test_every_table_of_sentences_is_in_the_catalogue() -> None:
    assert sentences_in_tables() - set(catalogue()) == set()


def test_what_a_schema_can_say_about_its_fields_is_in_the_catalogue() -> None:
    modules()
    said = {message for schema in _below(Schema) if _is_ours(schema) for message in _of(schema)}

    english = {message for message in said if translate_any(message, DEFAULT_LOCALE) == message}

    assert len(said) > 5
    assert english == set()


def test_every_entry_of_the_catalogue_is_used() -> None:
    ours = {text for _, node in nodes(*PACKAGES) for text in strings(node)}
    theirs = {text for path in _libraries() for text in strings(parsed(path))}

    on_pages = {sentence for template in templates() for sentence in sentences_of(template)}

    left_over = set(catalogue()) - ours - theirs - on_pages - set(HTTP_STATUS_CODES.values())

    assert left_over == set()


def test_a_translation_has_the_places_of_its_sentence_and_no_other() -> None:
    differing = {
        english: vietnamese
        for english, vietnamese in catalogue().items()
        if sorted(PLACE.findall(english)) != sorted(PLACE.findall(vietnamese))
    }

    assert differing == {}


def test_every_entry_is_translated_and_no_entry_stands_twice() -> None:
    written = re.findall(r'^msgid "(.+)"$', CATALOGUE.read_text(encoding="utf-8"), re.MULTILINE)
    entries = catalogue()

    assert [english for english, times in Counter(written).items() if times > 1] == []
    assert {english for english, vietnamese in entries.items() if not vietnamese} == set()
    assert {e for e, vietnamese in entries.items() if e == vietnamese} <= SAID_THE_SAME


@pytest.mark.parametrize("kind", ["po", "toml", "txt", "csv", "jsonl", "html", "js", "css"])
def test_everything_people_read_is_written_in_composed_letters(kind: str) -> None:
    found = [path for name in PACKAGES for path in (ROOT / name).rglob(f"*.{kind}")]

    decomposed = [
        str(path.relative_to(ROOT))
        for path in found
        if not unicodedata.is_normalized("NFC", path.read_text(encoding="utf-8"))
    ]

    assert found
    assert decomposed == []


def _below(top: type[T]) -> Iterator[type[T]]:
    """Every class of the product's below this one, the families of refusals too."""
    for each in top.__subclasses__():
        if each.__module__.partition(".")[0] in PACKAGES:
            yield each
        yield from _below(each)


def _is_ours(schema: type) -> bool:
    module = getmodule(schema)
    return module is not None and module.__name__.partition(".")[0] in PACKAGES


def _messages(call: ast.Call) -> Iterator[str]:
    """The sentences in a ValidationError, or in the `errors` of a refusal."""
    called = ast.unparse(call.func)
    given: list[ast.expr] = [keyword.value for keyword in call.keywords if keyword.arg == "errors"]
    if called.endswith("ValidationError"):
        given = call.args[:1]
    for each in given:
        for node in ast.walk(each):
            if isinstance(node, ast.List):
                yield from (text for element in node.elts for text in strings(element))
        if isinstance(each, ast.Constant) and called.endswith("ValidationError"):
            yield str(each.value)


def _of(schema: type[Schema]) -> Iterator[str]:
    for field in schema._declared_fields.values():  # noqa: SLF001 -- no public name for it
        yield from _sentences(field)


def _sentences(field: fields.Field) -> Iterator[str]:  # type: ignore[type-arg]
    """What this field can say: its own messages, and those of what is inside of it."""
    if field.dump_only:
        return
    filled = {"input": "x", "choices": "x", "awareness": "aware"}
    filled["obj_type"] = getattr(field, "OBJ_TYPE", "x")
    for name, message in field.error_messages.items():
        if name not in _NEVER_SAID:
            yield str(message).format(**filled)
    if isinstance(field, fields.List):
        yield from _sentences(field.inner)


_NEVER_SAID = {
    "validator_failed",  # every validator of ours has words of its own
    "format",  # when something is given out, not when it comes in
    "invalid_awareness",  # of days, which have no zone
    "invalid_utf8",  # of bytes, which JSON does not have
}


def _libraries() -> list[Path]:
    found = []
    for name in ("marshmallow", "webargs"):
        spec = find_spec(name)
        assert spec is not None
        assert spec.origin is not None
        found += sorted(Path(spec.origin).parent.rglob("*.py"))
    return found
