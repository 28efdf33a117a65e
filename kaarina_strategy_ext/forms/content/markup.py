"""What a Markdown text may not hold, because it would not be shown as its author means it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ...i18n import Words

# Unlike the one that renders, this one looks for what that one leaves out.
_LOOKING = MarkdownIt("commonmark", {"html": True})
_SCRIPT_LINK = re.compile(r"\]\(\s*<?\s*(?:javascript|vbscript|data|file)\s*:", re.IGNORECASE)
_MOST_SHOWN = 40


def markup_problem(source: str, words: Words) -> str | None:
    """The first thing in the text that cannot be shown, in the reader's words; None where there is none."""
    for token in _all(_LOOKING.parse(source)):
        if token.type in ("html_block", "html_inline"):
            return words.gettext(
                "HTML and scripts cannot be used here: remove %(what)s", what=_short(token.content)
            )
        if token.type == "image":
            return words.gettext(
                "Pictures cannot be shown here: remove %(what)s or make it a link",
                what=_short(str(token.attrs.get("src", ""))),
            )
    if match := _SCRIPT_LINK.search(source):
        return words.gettext("A link must lead to a web page: remove %(what)s", what=_short(match[0][2:]))
    return None


def _all(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _all(token.children or [])


def _short(source: str) -> str:
    line = " ".join(source.split())
    return line if len(line) <= _MOST_SHOWN else f"{line[:_MOST_SHOWN]}…"
