"""Setting a page of ours into the host's layout."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask import current_app, render_template
from flask_babel import force_locale
from jinja2 import Template
from markupsafe import Markup

from .host import EXTENSION, Hooks, Host


@dataclass(frozen=True)
class Page:
    """A page of ours: the body is one element that carries its own `lang`."""

    title: str
    language: str
    body: Markup
    head: Markup


class HostLayout:
    """Draws pages in the host's layout, by a wrapper that is made once; or in our own where there is none."""

    def __init__(self, hooks: Hooks) -> None:
        """Take the names of the host's layout and blocks."""
        self._hooks = hooks
        self._wrapper: Template | None = None

    def draw(self, page: Page, host: Host) -> str:
        """The whole document."""
        if self._hooks.layout is None:
            return host.templates.render("layout.html", page.language, page=page)
        if self._wrapper is None:
            self._wrapper = current_app.jinja_env.from_string(wrapper_source(self._hooks))
        context = self._hooks.context() if self._hooks.context else {}
        with _host_speaks(page.language):
            return render_template(self._wrapper, **context, kaarina_strategy_page=page)


def wrapper_source(hooks: Hooks) -> str:
    """The template that extends the host's layout and fills its blocks; no other name of ours enters it."""
    blocks = [
        (hooks.title_block, "{{ kaarina_strategy_page.title }}"),
        (hooks.head_block, "{{ super() }}{{ kaarina_strategy_page.head }}"),
        (hooks.block, _body(hooks)),
    ]
    filled = (f"{{% block {name} %}}{content}{{% endblock %}}" for name, content in blocks if name)
    return f"{{% extends {hooks.layout!r} %}}{''.join(filled)}"


def _body(hooks: Hooks) -> str:
    # A style sheet may stand in the body (HTML, section 4.2.4); right where the head has no block for it.
    head = "" if hooks.head_block else "{{ kaarina_strategy_page.head }}"
    return f"{head}{{{{ kaarina_strategy_page.body }}}}"


@contextmanager
def _host_speaks(language: str) -> Iterator[None]:
    """The host's own texts in the language of the page, where the host has Flask-Babel."""
    if "babel" not in current_app.extensions:
        yield
        return
    with force_locale(language):
        yield


def host_layout() -> HostLayout:
    """The layout of the current app's host."""
    layout: HostLayout = current_app.extensions[EXTENSION].layout
    return layout
