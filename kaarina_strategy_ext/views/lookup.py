"""Finding what an address names, or answering that there is no such page."""

from __future__ import annotations

from typing import NoReturn

from flask import abort
from werkzeug.exceptions import NotFound

from ..host import current_host
from ..models import Registration
from ..readmodels.present import ProcessNow
from ..services.linking import find_by_token, was_good


class LinkExpired(NotFound):
    """A personal link that was good once has been replaced, or the registration erased; a 404 as well."""


def process_or_404(language: str, slug: str | None) -> ProcessNow:
    """The process with the slug, or the site's current one; a 404 page where there is none."""
    return process_of_site(language, slug) or not_found()


def process_of_site(language: str, slug: str | None = None) -> ProcessNow | None:
    """The process with the slug, or the site's current one; None where there is none."""
    host = current_host()
    chosen = slug or host.settings["PROCESS"]
    return host.cache.present(host.database.reading(), chosen, language, host.now())


def registration_or_404(token: str) -> Registration:
    """The registration that the personal link opens; the same 404 page for every link that never opened one.

    Raises `LinkExpired` for one that was good once, which nobody can have guessed.
    """
    host = current_host()
    session = host.database.reading()
    registration = find_by_token(session, host.link_keys, token)
    if registration is None and was_good(session, host.link_keys, token):
        raise LinkExpired
    return registration or not_found()


def not_found() -> NoReturn:
    """Answer with our 404 page."""
    abort(404)
