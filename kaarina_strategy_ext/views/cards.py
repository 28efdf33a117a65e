"""What a social medium or a chat shows of a page that somebody shares there (https://ogp.me)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from textwrap import shorten
from typing import Any

from markupsafe import Markup

from ..host import Host
from ..readmodels.content import NewsView
from ..readmodels.present import ProcessNow, WorkshopNow

# Longer descriptions are cut by those who show them.
MOST_CHARACTERS = 200


@dataclass(frozen=True)
class Card:
    """A page in brief; `kind` is a type of the Open Graph protocol, `image` an address or None."""

    title: str
    description: str
    kind: str
    image: str | None


def card(host: Host, process: ProcessNow, title: str, names: Mapping[str, Any]) -> Card:
    """The card of a page that everybody reads; `names` are those that its template knows.

    A news item and a workshop speak for themselves, every other page for the process.
    """
    image = host.settings["SHARE_IMAGE"]
    return Card(
        title=title,
        description=shorten(_description(process, names), MOST_CHARACTERS, placeholder=" …"),
        kind="article" if "item" in names else "website",
        image=(host.absolute_url(image) or image) if image else None,
    )


def _description(process: ProcessNow, names: Mapping[str, Any]) -> str:
    item: NewsView | None = names.get("item")
    if item:
        return Markup(item.body.value).striptags()  # noqa: S704 - only to be rid of its tags
    workshop: WorkshopNow | None = names.get("workshop")
    purpose = workshop.view.purpose if workshop else None
    return str(purpose or process.view.goal)
