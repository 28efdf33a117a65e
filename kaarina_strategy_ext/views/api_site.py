"""The site as the JSON documents tell of it: whole addresses, the contact, the organisation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..host import Host
from ..readmodels.documents.merging import Site
from ..readmodels.present import ProcessNow


def site_of(host: Host, processes: Iterable[ProcessNow] = ()) -> Site:
    """The site around the processes whose pages are to be named."""
    in_addresses = {each.view.slug: host.slug_of(each) for each in processes}

    def address(endpoint: str, process: str | None = None, **values: Any) -> str:
        of_process = in_addresses[process] if process else {}
        path = host.url(endpoint, **values, **of_process)
        return host.absolute_url(path) or path

    def feed(process: str, language: str) -> str:
        return address("changes_feed", process, language=language)

    return Site(
        address=address,
        feed=feed,
        contact=lambda view: host.contact(view, view.language),
        organisation=lambda language: host.by_language("ORGANISATION", language),
    )
