"""The public changes of a process as an Atom feed, one for each language."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from flask import Response

from ..host import current_host
from ..models import ChangeKind
from ..readmodels.atom import Entry, feed_of
from ..readmodels.present import ProcessNow
from .addresses import Addresses
from .answers import surroundings
from .lookup import shared_process_or_404
from .responses import PublicResponse
from .xml_text import without_forbidden

ATOM = "application/atom+xml"


def changes(language: str, process: str | None = None) -> Response:
    """The newest changes first, news among them; valid, too, where nothing has changed yet."""
    present = shared_process_or_404(language, process)
    name = ("feed", *surroundings(current_host()))
    response = PublicResponse(
        present.prepared.get(name, lambda: _document(present)), content_type=f"{ATOM}; charset=utf-8"
    )
    response.headers["Content-Language"] = language
    return response


def _document(present: ProcessNow) -> str:
    addresses, zone, language = Addresses.of(present), present.view.zone, present.view.language

    def rfc3339(moment: datetime) -> str:
        return moment.astimezone(zone).isoformat(timespec="seconds")

    document = addresses.host.templates.render(
        "feed/changes.xml",
        language,
        feed=feed_of(present, addresses.domain),
        process=present,
        organisation=addresses.host.by_language("ORGANISATION", language) or addresses.domain,
        addresses=addresses,
        link_of=partial(_link_of, addresses),
        rfc3339=rfc3339,
    )
    return without_forbidden(document)


def _link_of(addresses: Addresses, entry: Entry) -> str:
    """The page that tells more; that of the process where the subject has none, or is gone."""
    if entry.session:
        return f"{addresses.page('workshop', slug=entry.session.workshop_slug)}#ks-{entry.session.key}"
    if entry.news:
        return addresses.page("news_item", slug=entry.news.slug)
    if entry.phase:
        return f"{addresses.page('process')}#ks-phase-{entry.phase.key}"
    is_of_registration = entry.change.kind is ChangeKind.REGISTRATION
    return addresses.page("workshops" if is_of_registration else "process")
