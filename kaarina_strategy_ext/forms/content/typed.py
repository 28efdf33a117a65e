"""What stands in the fields of a form, and what is wrong with it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ...i18n import Words

Inputs = Mapping[str, Sequence[str]]
"""The values of a form's controls by their names, as a browser sends them."""

_ROW = re.compile(r"(.+)\[(\d{1,3})\](?:\..+)?")


@dataclass
class Typed:
    """One form as it was filled in; whoever reads it notes the problems by the names of the controls."""

    inputs: Inputs
    words: Words
    languages: tuple[str, ...]
    problems: list[tuple[str, str]] = field(default_factory=list)

    def line(self, name: str) -> str:
        """What stands in a control of one line, without white space around it; empty where nothing does."""
        return self.text(name).strip()

    def text(self, name: str) -> str:
        """What stands in a control, in normal form C with plain line ends; empty where it is blank."""
        values = self.inputs.get(name, ())
        typed = unicodedata.normalize("NFC", values[0]).replace("\r\n", "\n") if values else ""
        return typed if typed.strip() else ""

    def all(self, name: str) -> list[str]:
        """The values of the boxes that were ticked."""
        return list(self.inputs.get(name, ()))

    def refuse(self, name: str, sentence: str) -> None:
        """Note what is wrong with a control."""
        self.problems.append((name, sentence))

    def bound(self, name: str, text: str, length: int) -> str:
        """The text; refused where it has more characters than fit, or any that cannot be shown."""
        excess = len(text) - length
        if excess > 0:
            sentence = self.words.ngettext(
                "Use at most %(length)s characters. Remove %(n)s character.",
                "Use at most %(length)s characters. Remove %(n)s characters.",
                excess,
                length=length,
            )
            self.refuse(name, sentence)
        elif any(unicodedata.category(each) in ("Cc", "Cs") and each not in "\n\t" for each in text):
            self.refuse(name, self.words.gettext("Remove the characters that cannot be shown"))
        return text


def rows_of(inputs: Inputs, path: str) -> list[int]:
    """The numbers of the rows of a list that have something in them, in their order."""
    found = set()
    for name, values in inputs.items():
        match = _ROW.fullmatch(name)
        if match and match[1] == path and any(map(str.strip, values)):
            found.add(int(match[2]))
    return sorted(found)


def closed_up(inputs: Inputs, path: str) -> dict[str, Sequence[str]]:
    """The inputs with the rows of a list numbered from 0 without gaps; rows that are empty are gone."""
    places = {number: place for place, number in enumerate(rows_of(inputs, path))}
    result: dict[str, Sequence[str]] = {}
    for name, values in inputs.items():
        match = _ROW.fullmatch(name)
        if match is None or match[1] != path:
            result[name] = values
        elif int(match[2]) in places:
            result[f"{path}[{places[int(match[2])]}]{name[match.end(2) + 1 :]}"] = values
    return result
