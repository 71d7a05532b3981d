"""The product's own files, parsed, for the guards that read code."""

import ast
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = tuple(name for name in ("api", "notifications", "moderation") if (ROOT / name).is_dir())


def files(*tops: str) -> list[Path]:
    """Every Python file below these folders of the project, in the order of their names."""
    return sorted(path for top in tops for path in (ROOT / top).rglob("*.py"))


def name_of(path: Path) -> str:
    """A file as the lists of exceptions name it."""
    return str(path.relative_to(ROOT))


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def nodes(*tops: str) -> Iterator[tuple[str, ast.AST]]:
    """Every node of every file below these folders, with the name of its file."""
    for path in files(*tops):
        for node in ast.walk(parsed(path)):
            yield name_of(path), node


def calls(*tops: str) -> Iterator[tuple[str, str, ast.Call]]:
    """Every call: the file, the called name with its dots, the call."""
    for name, node in nodes(*tops):
        if isinstance(node, ast.Call):
            yield name, ast.unparse(node.func), node


def functions(*tops: str) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Every function, with the name of its file."""
    for name, node in nodes(*tops):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield name, node


def strings(node: ast.AST) -> Iterator[str]:
    """Every piece of text written anywhere inside."""
    for each in ast.walk(node):
        if isinstance(each, ast.Constant) and isinstance(each.value, str):
            yield each.value


def modules() -> list[str]:
    """The importable name of every module of the product, all of them imported."""
    names = [name_of(path)[:-3].replace("/", ".") for path in files(*PACKAGES)]
    names = [name.removesuffix(".__init__") for name in names]
    for name in names:
        import_module(name)
    return names
