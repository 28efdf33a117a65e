"""The rules of the house that no linter knows, each with an example that breaks it."""

from __future__ import annotations

import ast
import io
import re
import tokenize
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "kaarina_strategy_ext"
FILE_LINES = 250
FUNCTION_LINES = 25
EMPTY_NAMES = {"util", "utils", "helper", "helpers", "manager", "managers", "common"}
SILENCED = re.compile(r"#\s*(?:noqa(?::\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*)?|type:\s*ignore(?:\[[\w, -]+\])?)(.*)")

Function = ast.FunctionDef | ast.AsyncFunctionDef
Definition = Function | ast.ClassDef
Rule = Callable[[str], Iterator[str]]


def long_files(source: str) -> Iterator[str]:
    """The number of lines, where there are too many."""
    lines = len(source.splitlines())
    if lines > FILE_LINES:
        yield f"{lines} lines"


def long_functions(source: str) -> Iterator[str]:
    """Functions with too many lines, from `def` to the end; the docstring is free."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, Function):
            lines = _lines(node) - (_lines(node.body[0]) if ast.get_docstring(node) else 0)
            if lines > FUNCTION_LINES:
                yield f"{node.name} has {lines} lines"


def undocumented(source: str) -> Iterator[str]:
    """Public definitions without a docstring, and the module itself."""
    module = ast.parse(source)
    if module.body and not ast.get_docstring(module):
        yield "the module has no docstring"
    for node in _public(module):
        if not ast.get_docstring(node):
            yield f"{node.name} has no docstring"


def unreasoned(source: str) -> Iterator[str]:
    """Comments that silence a checker and do not say why."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        silenced = SILENCED.match(token.string) if token.type == tokenize.COMMENT else None
        if silenced and not re.search(r"\w{3}", silenced[1]):
            yield token.string


def evaluated_annotations(source: str) -> Iterator[str]:
    """The import that is missing from a module with any code."""
    code = [node for node in ast.parse(source).body if not _is_docstring(node)]
    if code and "annotations" not in (name for node in code for name in _future(node)):
        yield "no `from __future__ import annotations`"


def _lines(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _public(body: ast.Module | ast.ClassDef) -> Iterator[Definition]:
    """The public functions and classes, and the public methods of these classes."""
    for node in body.body:
        if isinstance(node, Definition) and not node.name.startswith("_") and not _is_setter(node):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from _public(node)


def _is_setter(node: Definition) -> bool:
    """A setter is documented by its property."""
    return any(isinstance(each, ast.Attribute) and each.attr == "setter" for each in node.decorator_list)


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _future(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.ImportFrom) and node.module == "__future__":
        return [alias.name for alias in node.names]
    return []


def _broken(rule: Rule, *folders: str) -> str:
    """One line per place that breaks the rule."""
    found = ((path, each) for path in _files(*folders) for each in rule(path.read_text(encoding="utf-8")))
    return "\n".join(f"{path.relative_to(ROOT)}: {each}" for path, each in found)


def _files(*folders: str) -> list[Path]:
    files = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    assert files
    return files


@pytest.mark.parametrize("rule", [long_files, long_functions, undocumented])
def test_package_keeps_rule(rule):
    broken = _broken(rule, "kaarina_strategy_ext")
    assert not broken, broken


@pytest.mark.parametrize("rule", [unreasoned, evaluated_annotations])
def test_package_and_tests_keep_rule(rule):
    broken = _broken(rule, "kaarina_strategy_ext", "tests")
    assert not broken, broken


def test_names_say_what_is_inside():
    files = _files("kaarina_strategy_ext", "tests")
    assert [path for path in files if EMPTY_NAMES & {*path.relative_to(ROOT).with_suffix("").parts}] == []


def test_build_lists_every_folder_of_the_package():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]
    folders = {ROOT / _folder(name, settings["package-dir"]) for name in settings["packages"]}
    inside = {path.parent for path in PACKAGE.rglob("*.py")}
    assert folders == {*inside, ROOT / "migrations", ROOT / "translations"}
    assert [folder for folder in folders if not (folder / "__init__.py").exists()] == []


def _folder(package: str, mapping: dict[str, str]) -> str:
    """Where setuptools looks for a package: at its own place, or below the nearest parent that has one."""
    if package in mapping:
        return mapping[package]
    parent, _, name = package.rpartition(".")
    return f"{_folder(parent, mapping)}/{name}"


@pytest.mark.parametrize(
    ("rule", "source", "complaint"),
    [
        (long_files, "\n" * 251, "251 lines"),
        (long_functions, "def f():\n    '''Doc.'''\n" + "    pass\n" * 25, "f has 26 lines"),
        (long_functions, "class A:\n  async def f(self):\n" + "    pass\n" * 25, "f has 26 lines"),
        (undocumented, "x = 1", "the module has no docstring"),
        (undocumented, "'''Doc.'''\ndef f():\n    return 1", "f has no docstring"),
        (undocumented, "'''Doc.'''\nclass A:\n    '''Doc.'''\n    def f(self): ...", "f has no docstring"),
        (unreasoned, "x = 1  # noqa", "# noqa"),
        (unreasoned, "x = 1  # noqa: E501", "# noqa: E501"),
        (unreasoned, "x = 1  # noqa: E501, S101 -", "# noqa: E501, S101 -"),
        (unreasoned, "x = 1  # type: ignore[arg-type, misc]", "# type: ignore[arg-type, misc]"),
        (evaluated_annotations, "'''Doc.'''\nimport os", "no `from __future__ import annotations`"),
    ],
)
def test_broken_rule_is_found(rule, source, complaint):
    assert list(rule(source)) == [complaint]


@pytest.mark.parametrize(
    ("rule", "source"),
    [
        (long_files, "\n" * 250),
        (long_functions, "def f():\n    '''Doc.\n\n    More.\n    '''\n" + "    pass\n" * 24),
        (undocumented, "'''Doc.'''\ndef _f(): ...\nclass A:\n    '''Doc.'''\n    def __init__(self): ..."),
        (undocumented, ""),
        (unreasoned, "x = 1  # noqa: E501 - the address is one word"),
        (unreasoned, "x = 1  # type: ignore[misc]  # the library has no types"),
        (unreasoned, "x = '# noqa'"),
        (evaluated_annotations, "'''Doc.'''\nfrom __future__ import annotations"),
        (evaluated_annotations, "'''Doc.'''"),
    ],
)
def test_kept_rule_is_left_alone(rule, source):
    assert list(rule(source)) == []
