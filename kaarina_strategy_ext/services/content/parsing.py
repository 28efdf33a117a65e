"""From the text of a content file to plain values, by a YAML of few surprises.

Plain scalars are nothing (`null`), `true`, `false`, whole numbers, or else strings: what a date, a time or
a `no` means is decided by the field in which it stands, and keys are always strings. Anchors, aliases and
tags are refused, and so are keys that come twice.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import yaml
from yaml.composer import ComposerError
from yaml.constructor import ConstructorError
from yaml.reader import ReaderError

from .problems import ContentInvalid, Problem

MAX_BYTES = 2_000_000
MAX_DEPTH = 20


class ContentLoader(yaml.SafeLoader):
    """PyYAML's safe loader, made stricter."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        """Return the next node; refuse what could make a small file huge, or a value something else."""
        event = self.peek_event()  # type: ignore[no-untyped-call]  # PyYAML's parser has no annotations
        if getattr(event, "anchor", None) is not None:
            raise ComposerError(None, None, "anchors and aliases are not allowed", event.start_mark)
        if getattr(event, "tag", None) is not None:
            raise ComposerError(None, None, f"the tag {event.tag!r} is not allowed", event.start_mark)
        if self.depth == MAX_DEPTH:
            raise ComposerError(None, None, "nested too deeply", event.start_mark)
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def construct_mapping(  # type: ignore[override]  # keys of ours are strings
        self, node: yaml.MappingNode, deep: bool = False
    ) -> dict[str, Any]:
        """Return the mapping with its keys as strings; refuse a key that comes twice."""
        mapping: dict[str, Any] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise ConstructorError(None, None, "a key must be a word", key.start_mark)
            name = unicodedata.normalize("NFC", key.value)
            if name in mapping:
                raise ConstructorError(None, None, f"the key {name!r} comes twice", key.start_mark)
            mapping[name] = self.construct_object(value, deep=deep)
        return mapping

    def construct_scalar(self, node: yaml.ScalarNode | yaml.MappingNode) -> Any:
        """Return the string in Unicode's composed form, in which texts are kept and compared."""
        return unicodedata.normalize("NFC", super().construct_scalar(node))


ContentLoader.yaml_implicit_resolvers = {}
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\Z")  # short enough for a database, and no octal telephones
ContentLoader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"(?:~|null|)\Z"), ["~", "n", ""])
ContentLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"(?:true|false)\Z"), ["t", "f"])
ContentLoader.add_implicit_resolver("tag:yaml.org,2002:int", _NUMBER, list("-0123456789"))


def parse(source: str | bytes) -> dict[str, Any]:
    """The file's mapping, of strings, numbers, truth values, None, lists and mappings.

    Raises `ContentInvalid` with one problem, which names line and column wherever there is one.
    """
    text = _decoded(source)
    try:
        tree = yaml.load(text, Loader=ContentLoader)  # noqa: S506 - a safe loader, made stricter
    except ReaderError as error:
        raise ContentInvalid([_unprintable(error, text)]) from error
    except yaml.MarkedYAMLError as error:
        raise ContentInvalid([_malformed(error)]) from error
    except (ValueError, OverflowError) as error:  # PyYAML's scanner on "\UFFFFFFFF"
        raise ContentInvalid([Problem("", f"an escape sequence names no character ({error})")]) from error
    if not isinstance(tree, dict):
        raise ContentInvalid([Problem("", "the file must be a mapping of fields to values")])
    return tree


def _decoded(source: str | bytes) -> str:
    data = source.encode(errors="surrogatepass") if isinstance(source, str) else source
    if len(data) > MAX_BYTES:
        raise ContentInvalid([Problem("", f"the file has {len(data)} bytes; at most {MAX_BYTES} are read")])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ContentInvalid([Problem(f"line {line}", "the file is not in UTF-8")]) from error


def _unprintable(error: ReaderError, text: str) -> Problem:
    before = text[: error.position]
    place = f"line {before.count(chr(10)) + 1}, column {len(before) - before.rfind(chr(10))}"
    return Problem(place, f"the character U+{ord(text[error.position]):04X} is not allowed")


def _malformed(error: yaml.MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    message = ", ".join(part for part in (error.context, error.problem) if part)
    return Problem(f"line {mark.line + 1}, column {mark.column + 1}" if mark else "", message)
