"""Drawing the widget: the same words for a host's template, a frame and a custom element."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from ...host import Host
from ...readmodels.present import ProcessNow
from ..answers import page_names
from ..lookup import shared_process
from .wish import Wish


def blocks(
    host: Host,
    wish: Wish,
    processes: Sequence[ProcessNow],
    *,
    is_framed: bool,
    for_staff: bool = False,
    number: int = 1,
) -> Markup:
    """One block for each of the processes that were `found`, at least one, as safe markup.

    `for_staff` adds what only employees see. `number` tells several widgets of one page apart.
    """
    sections = [
        _section(host, wish, process, number=number, is_framed=is_framed, for_staff=for_staff)
        for process in processes
    ]
    return _together(host, wish.languages[0], sections, is_framed=is_framed)


def found(wish: Wish) -> list[ProcessNow]:
    """The process, once for each wished language that it can be read in; empty where there is none.

    All change at once, so that what is made of them can be kept with the first.
    """
    shared = (shared_process(language, wish.process) for language in wish.languages)
    return [process for process in shared if process is not None]


def block_of(host: Host, wish: Wish, process: ProcessNow, **instead: Any) -> Markup:
    """The block of a process in whatever state, for a page of ours; `instead` is as for `page`."""
    section = _section(host, wish, process, number=1, is_framed=False, for_staff=False, **instead)
    return _together(host, process.view.language, [section], is_framed=False)


def fault(host: Host, language: str, told: str, *, is_framed: bool) -> Markup:
    """What stands where the status cannot be shown: what happened, and the way to the process page."""
    section = _rendered(
        host, "fault", language, told=told, is_framed=is_framed, **page_names(host, None, language)
    )
    return _together(host, language, [section], is_framed=is_framed)


def _section(
    host: Host,
    wish: Wish,
    process: ProcessNow,
    *,
    number: int,
    is_framed: bool,
    for_staff: bool,
    **instead: Any,
) -> Markup:
    language = process.view.language
    return _rendered(
        host,
        wish.variant,
        language,
        process=process,
        variant=wish.variant,
        heading=wish.heading,
        days=wish.days,
        widget_id=f"ks-widget-{number}-{language}",
        absolute=host.absolute_url,
        is_framed=is_framed,
        for_staff=for_staff,
        **{**page_names(host, process, language), **instead},
    )


def _together(host: Host, language: str, sections: list[Markup], *, is_framed: bool) -> Markup:
    names = page_names(host, None, language)
    return _rendered(host, "blocks", language, sections=sections, is_framed=is_framed, **names)


def _rendered(host: Host, name: str, language: str, **context: object) -> Markup:
    return Markup(host.templates.render(f"widget/{name}.html", language, **context))  # noqa: S704 - rendered with autoescape
