"""Editors' Markdown as HTML that is safe to show."""

from __future__ import annotations

from markdown_it import MarkdownIt

# Raw HTML is shown as text, and markdown-it-py itself refuses javascript:, vbscript:, file: and data: links.
_MARKDOWN = MarkdownIt("commonmark", {"html": False, "linkify": False}).disable("image")


def rendered(source: str) -> str:
    """The Markdown as HTML, without raw HTML, images or script links.

    Headings begin at level 2, because the page's title is its only `h1` (WCAG 1.3.1).
    """
    tokens = _MARKDOWN.parse(source)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, max(2, int(token.tag[1])))}"
    return str(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {}))
