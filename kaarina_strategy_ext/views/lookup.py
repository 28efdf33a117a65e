"""Finding what an address names, or answering that there is no such page."""

from __future__ import annotations

import re
from typing import NoReturn

from flask import abort
from werkzeug.exceptions import NotFound

from ..host import current_host
from ..models import Registration
from ..readmodels.present import ProcessNow
from ..services.linking import TOKEN_LENGTH, Ending, find_by_token, find_ended

# Fewer characters are a word that somebody has typed.
_PART_OF_TOKEN = re.compile(rf"[\w-]{{16,{TOKEN_LENGTH - 1}}}", re.ASCII)


class LinkExpired(NotFound):
    """A personal link that was good once opens nothing any more; a 404 as well.

    `process_slug` is that of the process to which it belonged.
    """

    def __init__(self, ending: Ending, process_slug: str) -> None:
        """Take why that is so, and in which process."""
        super().__init__()
        self.ending = ending
        self.process_slug = process_slug


class LinkTruncated(NotFound):
    """Only the beginning of a link has come, as where a mail program has broken its line; a 404 as well."""


def process_or_404(language: str, slug: str | None) -> ProcessNow:
    """The process with the slug, or the site's current one; a 404 page where there is none."""
    return process_of_site(language, slug) or not_found()


def process_of_site(language: str, slug: str | None = None) -> ProcessNow | None:
    """The process with the slug, or the site's current one; None where there is none."""
    host = current_host()
    chosen = slug or host.settings["PROCESS"]
    return host.cache.present(host.database.reading(), chosen, language, host.now())


def shared_process_or_404(language: str, slug: str | None) -> ProcessNow:
    """As `process_or_404`, for what all readers are shown alike."""
    return shared_process(language, slug) or not_found()


def shared_process(language: str, slug: str | None = None) -> ProcessNow | None:
    """As `process_of_site`, for what all readers are shown alike."""
    host = current_host()
    chosen = slug or host.settings["PROCESS"]
    return host.cache.shared(host.database.reading(), chosen, language, host.now())


def process_for_staff_or_404(language: str, slug: str | None) -> ProcessNow:
    """As `process_or_404`, also where the process is not public yet."""
    return process_for_staff(language, slug) or not_found()


def process_for_staff(language: str, slug: str | None) -> ProcessNow | None:
    """As `process_of_site`, also where the process is not public yet."""
    host = current_host()
    chosen, session = slug or host.settings["PROCESS"], host.database.reading()
    return host.cache.present(session, chosen, language, host.now(), is_for_staff=True)


def registration_or_404(token: str) -> Registration:
    """The registration that the personal link opens; the same 404 page for every link that never opened one.

    Raises `LinkExpired` for one that was good once, and `LinkTruncated` for one that is too short.
    """
    refuse_truncated(token)
    host = current_host()
    session = host.database.reading()
    registration = find_by_token(session, host.link_keys, token)
    if registration is None and (ended := find_ended(session, host.link_keys, token)):
        raise LinkExpired(ended[1], ended[0].process.slug)
    return registration or not_found()


def refuse_truncated(token: str) -> None:
    """Raise `LinkTruncated` for what can only be the beginning of a token."""
    if _PART_OF_TOKEN.fullmatch(token):
        raise LinkTruncated


def not_found() -> NoReturn:
    """Answer with our 404 page."""
    abort(404)
