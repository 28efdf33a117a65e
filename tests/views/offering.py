"""What leads to an offer of a seat on a host's site, and where it is answered."""

from __future__ import annotations

from ..town import OTHER_GOALS
from .residents import Site

OFFER = {"fi": "/tarjous", "sv": "/erbjudande"}
CANCEL = {"fi": "/peru", "sv": "/avboka"}


def offered(site: Site, **also: object) -> str:
    """Let Aino wait until the only seat is on offer to her; gives the path of her own page."""
    first = site.registered("Kristian", sessions=OTHER_GOALS)
    own = site.registered("Aino", waitlist=OTHER_GOALS, **also)
    site.person("Kristian").answers(first + CANCEL[site.language])
    site.jobs()
    return own


def offer_of(site: Site, own: str, name: str = "Aino", key: str = OTHER_GOALS) -> str:
    """The address of the page on which somebody answers."""
    return f"{own}{OFFER[site.language]}?booking={site.booking(name, key)}"
