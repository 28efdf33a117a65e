"""Editors' Markdown as HTML that is safe to show."""

from __future__ import annotations

from functools import lru_cache

from markdown_it import MarkdownIt

# Raw HTML is shown as text, and markdown-it-py itself refuses javascript:, vbscript:, file: and data: links.
_MARKDOWN = MarkdownIt("commonmark", {"html": False, "linkify": False}).disable("image")
_LOWEST = 6


@lru_cache(maxsize=1024)
def rendered(source: str, highest: int = 2) -> str:
    """The Markdown as HTML, without raw HTML, images or script links.

    Its first headings are of the level `highest`, one below the heading under which the text stands, and its
    second ones of the next (WCAG 1.3.1).
    """
    tokens = _MARKDOWN.parse(source)
    levels = sorted({int(token.tag[1]) for token in tokens if token.type == "heading_open"})
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(_LOWEST, highest + levels.index(int(token.tag[1])))}"
    return str(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {}))
