"""The controls of a form for content: each writes a value into its inputs and reads it back from them.

A control's `path` is the field's place in the part, as in a content file's problems (`contact.email`), and
the names of its inputs begin with it, so that a problem's path names the input beside which it is told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from ...services.content.words import LONGEST_TEXT
from .markup import markup_problem
from .typed import Typed

TITLE_LENGTH = 200
SENTENCE_LENGTH = 140  # what the widget has room for
TEXT_LENGTH = LONGEST_TEXT
LARGEST = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Control:
    """One field of a part, with its label and hint in the editor's language."""

    path: str
    label: str
    hint: str = ""
    required: bool = False
    kind: ClassVar[str] = "line"

    def written(self, value: Any) -> dict[str, Sequence[str]]:
        """Return the inputs that say the value; an absent one (None) leaves them empty."""
        return {} if value is None else {self.path: [str(value)]}

    def read(self, typed: Typed) -> Any:
        """Return the value that the inputs say, None where they are empty; notes problems in `typed`."""
        return self.needed(typed, typed.bound(self.path, typed.line(self.path), TITLE_LENGTH) or None)

    def needed(self, typed: Typed, value: Any) -> Any:
        """Return the value; refuses one that is absent and may not be."""
        if value is None and self.required:
            typed.refuse(self.input_of(typed.languages), typed.words.gettext("Fill in this field"))
        return value

    def said(self, value: Any) -> str:
        """Return the value in words, for comparing; empty where it is absent."""
        return "\n".join(each for values in self.written(value).values() for each in values)

    def input_of(self, languages: Sequence[str]) -> str:  # noqa: ARG002 - texts have an input for each
        """Return the name of the first input, to which a problem of the whole field leads."""
        return self.path


@dataclass(frozen=True, kw_only=True)
class Text(Control):
    """A text in each language, side by side; in one or in several lines."""

    length: int = TITLE_LENGTH
    several_lines: bool = False
    markdown: bool = False
    kind: ClassVar[str] = "text"

    def written(self, value: Any) -> dict[str, Sequence[str]]:
        """Return an input for each language that has the text."""
        return {f"{self.path}.{language}": [words] for language, words in (value or {}).items()}

    def read(self, typed: Typed) -> Any:
        """Return the text by language, without those that are empty; None where all are."""
        return self.needed(typed, self._texts(typed) or None)

    def _texts(self, typed: Typed) -> dict[str, str]:
        texts = {}
        for language in typed.languages:
            name = f"{self.path}.{language}"
            words = typed.text(name) if self.several_lines else typed.line(name)
            if words:
                texts[language] = typed.bound(name, words, self.length)
                # Markdown that is far too long may take minutes to read.
                is_read = self.markdown and len(words) <= self.length
                if is_read and (problem := markup_problem(words, typed.words)):
                    typed.refuse(name, problem)
        return texts

    def input_of(self, languages: Sequence[str]) -> str:
        """Return the input of the first language."""
        return f"{self.path}.{languages[0]}"


def sentence(path: str, label: str, hint: str = "") -> Text:
    """A text of one sentence, for which the widget has room."""
    return Text(path=path, label=label, hint=hint, length=SENTENCE_LENGTH)


def prose(path: str, label: str, hint: str = "", *, required: bool = False, markdown: bool = False) -> Text:
    """A text of several lines."""
    return Text(
        path=path,
        label=label,
        hint=hint,
        required=required,
        length=TEXT_LENGTH,
        several_lines=True,
        markdown=markdown,
    )


@dataclass(frozen=True, kw_only=True)
class Number(Control):
    """A whole number; an empty field is unknown, unlimited or the default."""

    least: int = 0
    most: int = LARGEST
    default: int | None = None
    kind: ClassVar[str] = "number"

    def written(self, value: Any) -> dict[str, Sequence[str]]:
        """Return the number in digits, the default where it is absent."""
        return super().written(self.default if value is None else value)

    def read(self, typed: Typed) -> Any:
        """Return the number, None where the field is empty or says the default."""
        line = typed.line(self.path)
        if not line:
            return None
        number = int(line) if line.isascii() and line.isdigit() and len(line) <= len(str(LARGEST)) else None
        if number is None or not self.least <= number <= self.most:
            sentence = typed.words.gettext(
                "Enter a whole number from %(least)s to %(most)s", least=self.least, most=self.most
            )
            typed.refuse(self.path, sentence)
            return None
        return None if number == self.default else number


@dataclass(frozen=True, kw_only=True)
class Numbers(Control):
    """Whole numbers in one line, such as `48, 2`."""

    default: tuple[int, ...] = ()

    def written(self, value: Any) -> dict[str, Sequence[str]]:
        """Return the numbers with commas between them."""
        numbers = self.default if value is None else value
        return {self.path: [", ".join(map(str, numbers))]}

    def read(self, typed: Typed) -> Any:
        """Return the numbers, None where they are the default; an empty field is no number at all."""
        parts = typed.line(self.path).replace(",", " ").split()
        if any(not (each.isascii() and each.isdigit() and len(each) <= len(str(LARGEST))) for each in parts):
            typed.refuse(self.path, typed.words.gettext("Enter whole numbers with commas between them"))
            return None
        numbers = [int(each) for each in parts]
        return None if tuple(numbers) == self.default else numbers


@dataclass(frozen=True, kw_only=True)
class Flag(Control):
    """A box to tick; unticked is the default and absent."""

    kind: ClassVar[str] = "flag"

    def written(self, value: Any) -> dict[str, Sequence[str]]:
        """Return the ticked box."""
        return {self.path: ["1"]} if value else {}

    def read(self, typed: Typed) -> Any:
        """Return True for a ticked box, and None for any other."""
        return True if typed.line(self.path) else None

    def said(self, value: Any) -> str:
        """Return a tick for a ticked box."""
        return "✓" if value else "–"


@dataclass(frozen=True, kw_only=True)
class Choice(Control):
    """One of several; `options` are values with their words, and the value "" is the field's absence."""

    options: tuple[tuple[str, str], ...]
    default: str | None = None
    hints: Mapping[str, str] | None = None
    kind: ClassVar[str] = "choice"

    def written(self, value: Any) -> dict[str, Sequence[str]]:
        """Return the chosen value, the default or "" where it is absent."""
        return {self.path: [value or self.default or ""]}

    def read(self, typed: Typed) -> Any:
        """Return the chosen value, None for the absence or the default."""
        chosen = typed.line(self.path)
        if chosen and chosen not in dict(self.options):
            typed.refuse(self.path, typed.words.gettext("Choose one of these"))
            return None
        return None if chosen == self.default else self.needed(typed, chosen or None)

    def said(self, value: Any) -> str:
        """Return the words of the chosen option."""
        chosen = value or self.default or ""
        return dict(self.options).get(chosen, chosen)


@dataclass(frozen=True, kw_only=True)
class Select(Choice):
    """One of many, in a list that unfolds."""

    kind: ClassVar[str] = "select"


@dataclass(frozen=True, kw_only=True)
class Several(Control):
    """Any of several, in boxes to tick."""

    options: tuple[tuple[str, str], ...]
    kind: ClassVar[str] = "several"

    def written(self, value: Any) -> dict[str, Sequence[str]]:
        """Return the ticked boxes."""
        return {self.path: list(value or ())}

    def read(self, typed: Typed) -> Any:
        """Return what was ticked, in its order; None for nothing."""
        return typed.all(self.path) or None

    def said(self, value: Any) -> str:
        """Return the words of what was ticked."""
        return ", ".join(dict(self.options).get(each, each) for each in value or ())
