"""Whole addresses of our pages, for what is read elsewhere than on the site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import request

from ..host import Host, current_host
from ..mail.letterhead import domain_of
from ..readmodels.present import ProcessNow


@dataclass(frozen=True)
class Addresses:
    """The pages of a process in one language; `slug` is that of `Host.slug_of`."""

    host: Host
    language: str
    slug: Mapping[str, str]

    @classmethod
    def of(cls, process: ProcessNow) -> Addresses:
        """The addresses that hold for the process, however the request named it."""
        host = current_host()
        return cls(host, process.view.language, host.slug_of(process))

    @classmethod
    def as_asked(cls, language: str, process: str | None) -> Addresses:
        """The addresses beside that of the request, which names a process or does not."""
        return cls(current_host(), language, {"process": process} if process else {})

    def page(self, endpoint: str, **values: Any) -> str:
        """The whole address of a page; with the request's host where the configuration names none."""
        path = self.host.url(endpoint, language=self.language, **self.slug, **values)
        return self.host.absolute_url(path) or f"{request.host_url.rstrip('/')}{path}"

    @property
    def domain(self) -> str:
        """The site's host name for names that must never change, and so never of a request."""
        return domain_of(self.host.base_url or "")
