"""How another site shows the status: chosen, seen and copied on one page."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from flask import Response, request

from ...config import PREFIX
from ...forms.embedding import EmbeddingForm
from ...host import Host, current_host
from ...readmodels import embedding as code
from ...readmodels.embedding import Embedding
from ...readmodels.presets import BOTH, PRESETS, THEMES, languages_wished
from ..problems import Problem
from .desk import Desk

EXAMPLE = "https://intranet.example.fi"
SHAREPOINT_EXAMPLE = "https://tenant.sharepoint.com"


class Addresses:
    """The addresses of a process as other sites need them, whole."""

    def __init__(self, desk: Desk) -> None:
        """Take the desk at which they are asked for."""
        self._host = current_host()
        self._process = desk.process.view.slug
        self._slug = self._host.slug_in_addresses(desk.session, self._process)

    @property
    def slug(self) -> str | None:
        """What names the process in a query; None for the site's current one."""
        return self._slug.get("process")

    def page(self, language: str) -> str:
        """The page of the process."""
        return self._whole(self._host.url("process", language=language, **self._slug))

    def calendar(self, language: str) -> str:
        """The calendar of the process."""
        return self._whole(self._host.url("calendar", language=language, **self._slug))

    def feed(self, language: str) -> str:
        """The Atom feed of what changed."""
        return self._whole(self._host.url("changes_feed", language=language, **self._slug))

    def widget(self, shown: Embedding, variant: str | None = None) -> str:
        """The page for a frame; of another variant where one is named."""
        return self._whole(self._host.url("widget", variant=variant or shown.preset.variant, **shown.query))

    def static(self, filename: str) -> str:
        """A file of ours."""
        return self._whole(self._host.url("static", filename=filename))

    def of(self, endpoint: str, **values: str) -> str:
        """What has no language and belongs to no process."""
        return self._whole(self._host.url(endpoint, **values))

    @property
    def status(self) -> str:
        """The status as JSON."""
        return self.of("api_status", slug=self._process)

    @property
    def origin(self) -> str:
        """Scheme and name of the site."""
        parts = urlsplit(self.of("oembed"))
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def domain(self) -> str:
        """The name of the site alone, without a port."""
        return urlsplit(self.origin).hostname or ""

    def _whole(self, path: str) -> str:
        # Only the person who asks sees what the request says of the site's name.
        return self._host.absolute_url(path) or urljoin(request.host_url, path)


def embedding(desk: Desk) -> Response:
    """The choice, the widget as chosen, and the code for each kind of site."""
    host = current_host()
    form = EmbeddingForm(request.args, desk.words, host.languages)
    problems = [] if form.validate() else [Problem(*each) for each in form.problems()]
    addresses = Addresses(desk)
    shown = _shown(form, host, addresses)
    ancestors: tuple[str, ...] = tuple(host.settings["FRAME_ANCESTORS"])
    return desk.show(
        "embedding",
        desk.words.gettext("Embed the status of strategy work"),
        problems=problems,
        status=422 if problems else 200,
        form=form,
        shown=shown,
        presets=PRESETS.values(),
        themes=THEMES,
        both=BOTH,
        preview=host.url("widget", variant=shown.preset.variant, **shown.query),
        addresses=addresses,
        codes=_codes(shown, addresses, ancestors),
        ancestors=ancestors,
        can_be_seen="'self'" in ancestors or request.host_url.rstrip("/") in ancestors,
        knows_its_address=host.base_url is not None,
    )


def _shown(form: EmbeddingForm, host: Host, addresses: Addresses) -> Embedding:
    language = form.chosen("lang")
    return Embedding(
        PRESETS[form.chosen("variant")],
        languages_wished(language, host.languages),
        form.chosen("theme"),
        int(form.chosen("heading")),
        int(form.chosen("days")),
        addresses.slug,
    )


def _codes(shown: Embedding, addresses: Addresses, ancestors: tuple[str, ...]) -> dict[str, str]:
    """Everything that is copied and is no mere address, by what it is for."""
    address, oembed = addresses.widget(shown), addresses.of("oembed")
    served = addresses.of("widget", variant="-").removesuffix("-") + "*"
    sharepoint = code.sharepoint_of(ancestors, SHAREPOINT_EXAMPLE)
    key = f"{PREFIX}FRAME_ANCESTORS"
    return {
        "frame": code.frame(shown, address),
        "growing": code.growing_frame(shown, address, addresses.static("frame-host.js")),
        "element": code.elements(
            shown,
            addresses.of("widget_script"),
            {language: addresses.page(language) for language in shown.languages},
        ),
        "expression": code.expression(shown),
        "wordpress": code.wordpress_provider(served, oembed),
        "drupal": f"{oembed}\n{served}",
        "script_policy": f"script-src {addresses.origin}; connect-src {addresses.origin}",
        "frame_policy": f"script-src {addresses.origin}; frame-src {addresses.origin}",
        "one_more": code.configuration(key, (*ancestors, EXAMPLE)),
        "sharepoint": code.configuration(key, (*ancestors, sharepoint)),
        "microsoft": code.configuration(key, (*ancestors, sharepoint, *code.MICROSOFT_365)),
    }
