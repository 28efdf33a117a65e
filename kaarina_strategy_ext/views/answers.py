"""The answers that our views give: pages in the host's layout, and what their headers say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from flask import Response, make_response, request
from markupsafe import Markup

from ..host import EXTENSION, Host, current_host
from ..layout import Page, host_layout
from ..readmodels.present import ProcessNow
from .cards import card
from .discovery import PUBLIC_PAGES, discovered, subscription_address
from .responses import PageResponse, PersonalResponse

# The pages that serve all processes, whichever one somebody comes from.
OF_NO_PROCESS = ("lost_link", "lost_link_sent")
# What stays behind the question mark when the language is changed: by endpoint, where it is not the same.
KEPT = ("session", "booking")
LISTED = ("session", "state", "speaks", "needs", "group", "phone", "sort", "after", "before", "end")
KEPT_BY: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(PUBLIC_PAGES, ()),
    "staff_embedding": ("variant", "lang", "theme", "heading", "days"),
    "staff_mailing": ("state",),
    "staff_mailing_check": ("recipient",),
    "staff_mailing_new": ("copy",),
    "staff_overview": ("workshop",),
    "staff_registrations": LISTED,
}
# Whatever a host's layout loads is left alone, so these only forbid what no page of ours needs.
POLICY = "frame-ancestors 'none'; base-uri 'self'; object-src 'none'"


def page(
    template: str,
    title: str,
    process: ProcessNow | None,
    *,
    language: str,
    status: int = 200,
    instead: Mapping[str, Any] | None = None,
    **context: Any,
) -> Response:
    """A page of ours in the host's layout; `title` comes first in the document's title.

    What is given `instead` takes the place of names of `page_names`, such as the addresses of other pages.
    """
    host = current_host()
    names = {**page_names(host, process, language), **(instead or {}), **context}
    is_found = status == HTTPStatus.OK and not instead
    drawn = _drawn(host, template, title, process, language=language, is_found=is_found, names=names)
    return _guarded(make_response(host_layout().draw(drawn, host), status), language)


def public_page(
    template: str, title: str, process: ProcessNow, *, language: str, **context: Callable[[], Any]
) -> Response:
    """As `page`, for one that shows all readers the same: what is ours on it is drawn once for them all.

    `process` is a shared one. What stands in the `context` is made when the page is drawn.
    """
    host = current_host()

    def draw() -> Page:
        made = {name: make() for name, make in context.items()}
        names = {**page_names(host, process, language), **made}
        return _drawn(host, template, title, process, language=language, is_found=True, names=names)

    drawn = process.prepared.get(("page", *surroundings(host)), draw)
    document = host_layout().draw(drawn, host)
    return _guarded(PageResponse(document), language)


def surroundings(host: Host) -> tuple[object, ...]:
    """Everything by which what we make of a shared process can differ from one request to another.

    The host's `url_for` may put anything into addresses, so one of them stands for all.
    """
    sample = _of_process(host, host.languages[0]), host.base_url or request.host_url
    if request.blueprint != EXTENSION:  # a widget on any page of the host's
        return sample
    return (*sample, request.path, "process" in request.args)


def personal(response: Response) -> Response:
    """The response as one with personal data: no cache keeps it, no search engine finds it."""
    return PersonalResponse(response.response, response.status, response.headers)


def later(response: Response) -> Response:
    """The response of a service that is busy, with the seconds after which to try again."""
    response.headers["Retry-After"] = "5"
    return response


def page_names(host: Host, process: ProcessNow | None, language: str) -> dict[str, Any]:
    """The names that each template of a page may use."""
    slug = _slug_in_addresses(host, process)

    def url(endpoint: str, **values: Any) -> str:
        of_process = {} if "token" in values or endpoint in OF_NO_PROCESS else slug
        return host.url(endpoint, **{"language": language, **of_process, **values})

    return {
        "url": url,
        "twin": lambda other: twin(host, other),
        "canonical": lambda other: host.absolute_url(twin(host, other)) or twin(host, other),
        "languages": host.languages,
        "webcal": lambda path: subscription_address(host, path),
        "static": lambda filename: host.url("static", filename=filename),
        "settings": _settings(host, process, language),
    }


def twin(host: Host, language: str) -> str:
    """The address of the requested page in another language; of the process's page where there is no page."""
    if request.endpoint is None or request.blueprint is None or "language" not in (request.view_args or {}):
        return _of_process(host, language)
    endpoint = request.endpoint.removeprefix(f"{request.blueprint}.")
    names = KEPT_BY.get(endpoint, KEPT)
    kept = {name: request.args[name] for name in names if name in request.args}
    return host.url(endpoint, **{**(request.view_args or {}), **kept, "language": language})


def _of_process(host: Host, language: str) -> str:
    return host.url("process", language=language)


def _settings(host: Host, process: ProcessNow | None, language: str) -> Mapping[str, Any]:
    return {
        "organisation": host.by_language("ORGANISATION", language) or "",
        "city": host.by_language("CITY", language) or "",
        "privacy_url": host.by_language("PRIVACY_URL", language),
        "accessibility_url": host.by_language("ACCESSIBILITY_URL", language),
        "contact": host.contact(process.view if process else None, language),
        "retention_days": host.settings["RETENTION_DAYS"],
        "needs_retention_days": host.settings["NEEDS_RETENTION_DAYS"],
    }


def _drawn(
    host: Host,
    template: str,
    title: str,
    process: ProcessNow | None,
    *,
    language: str,
    is_found: bool,
    names: Mapping[str, Any],
) -> Page:
    body = host.templates.render(template, language, process=process, page_title=title, **names)
    links = discovered(host, process, language, names["url"]) if is_found else []
    shared = card(host, process, title, names) if links and process else None
    head = host.templates.render("head.html", language, discovered=links, card=shared, **names)
    whole_title = " – ".join(filter(None, (title, _process_name(process, title), names["settings"]["city"])))
    return Page(whole_title, language, Markup(body), Markup(head))  # noqa: S704 - both were rendered with autoescape


def _process_name(process: ProcessNow | None, title: str) -> str | None:
    name = str(process.view.name) if process else None
    return name if name != title else None


def _slug_in_addresses(host: Host, process: ProcessNow | None) -> dict[str, str]:
    if process is None:
        return {}
    asked = request.view_args or {}
    is_ours = request.blueprint == EXTENSION
    if is_ours and "process" in asked:
        return {"process": process.view.slug}
    if is_ours and "token" not in asked and "process" not in request.args:
        return {}
    # A personal link, a frame and a page of the host's own may be of any process.
    return host.slug_of(process)


def _guarded(response: Response, language: str) -> Response:
    response.headers["Content-Language"] = language
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["X-Frame-Options"] = "DENY"
    response.headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
    response.headers.add("Content-Security-Policy", POLICY)
    return response
