"""The light Markdown of mailings: paragraphs, headings, lists, emphasis and links, as HTML and as plain text.

A line end is a line end, as people write mails. There is no code, no picture and no HTML in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

# Four spaces before a line are no code, and "--" above a signature makes no heading of what stands before it.
_MARKDOWN = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(
    ["image", "code", "fence", "backticks", "lheading", "reference"]
)
# Any ASCII punctuation may be escaped (CommonMark 0.31, section 2.4).
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_SHOWN_AS_IT_IS = ("mailto:", "tel:")


def escaped(value: str) -> str:
    """A value to be put into the Markdown, on one line, in which nothing means anything."""
    return _PUNCTUATION.sub(r"\\\1", " ".join(value.split()))


def as_html(source: str) -> Markup:
    """The Markdown as HTML that is safe to show; its headings begin at level 2, below the mail's own."""
    tokens = _MARKDOWN.parse(source)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, max(2, int(token.tag[1])))}"
    return Markup(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {}))  # noqa: S704 - HTML in the source is text


def as_text(source: str) -> str:
    """The Markdown as plain text: an empty line between blocks, and each address behind its words."""
    lines: list[str] = []
    depth, marks, markers = 0, [""], [""]
    for token in _MARKDOWN.parse(source):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            depth += 1
            markers.append("-" if token.type == "bullet_list_open" else str(token.attrGet("start") or 1))
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            depth -= 1
            markers.pop()
            if not depth:
                lines.append("")
        elif token.type == "list_item_open":
            marks.append(_mark(markers))
        elif token.type == "inline":
            lines += _block(_inline(token.children or ()), "  " * (depth - 1), marks)
            if not depth:
                lines.append("")
    return "\n".join(lines).strip()


def _mark(markers: list[str]) -> str:
    """What stands before the next item of the innermost list; an ordered one counts on."""
    if markers[-1] == "-":
        return "- "
    number = int(markers[-1])
    markers[-1] = str(number + 1)
    return f"{number}. "


def _block(words: str, indent: str, marks: list[str]) -> list[str]:
    mark = marks.pop() if len(marks) > 1 else ""
    first, *rest = words.split("\n")
    return [f"{indent}{mark}{first}", *(f"{indent}{' ' * len(mark)}{each}" for each in rest)]


def _inline(tokens: Sequence[Token]) -> str:
    return "".join(_parts(tokens))


def _parts(tokens: Sequence[Token]) -> Iterator[str]:
    address, words = "", ""
    for token in tokens:
        if token.type == "link_open":
            address, words = str(token.attrGet("href") or ""), ""
        elif token.type == "link_close":
            yield _behind(words, address)
            address = ""
        else:
            said = "\n" if token.type in ("softbreak", "hardbreak") else token.content
            words += said
            if not address:
                yield said
    # A link is always closed, so nothing is left here.


def _behind(words: str, address: str) -> str:
    """The words of a link with its address, or the address alone where the words say no more."""
    shown = address
    for scheme in _SHOWN_AS_IT_IS:
        shown = shown.removeprefix(scheme)
    return words if words in (address, shown) else f"{words}: {shown}"
