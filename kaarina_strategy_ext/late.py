"""What is loaded when it is first needed, and not when the extension is mounted.

A site is mounted far more often than it serves a page of ours: by each of its commands and tests, and by each
server process. So mounting loads what decides whether it may be mounted: configuration, hooks, database,
addresses. A view is loaded by the first request for it, and what only a command or a job needs, by that. Thus
functions that import stand in the modules that mounting loads, and in no others (pyproject.toml lists them).

A server that forks its workers loads all at once before: `app.extensions["kaarina_strategy"].load_pages()`.
"""

from __future__ import annotations

from functools import cached_property
from importlib import import_module
from typing import Any

PACKAGE = __package__


class Late:
    """Something of ours to call, by its name within the package; its module is loaded by the first call.

    It passes for what it names, because hosts tell views apart by module and names (Flask-WTF's `exempt`,
    Flask-Limiter), and lists of addresses show what stands in the docstring and the signature.
    """

    def __init__(self, name: str) -> None:
        """Take a dotted name such as "views.public.process"."""
        self.__module__, _, self.__name__ = f"{PACKAGE}.{name}".rpartition(".")
        self.__qualname__ = self.__name__

    def __call__(self, *arguments: Any, **names: Any) -> Any:
        """What the named gives."""
        return self.loaded(*arguments, **names)

    @cached_property
    def loaded(self) -> Any:
        """What is called; raises `ImportError` or `AttributeError` where there is nothing of the name."""
        return self.load()

    @property
    def __wrapped__(self) -> Any:
        """What is called, for `inspect.signature` and `inspect.unwrap`."""
        return self.loaded

    @property
    def __doc__(self) -> str | None:  # type: ignore[override]  # of the instance; that of the class is above
        """What the named says of itself."""
        doc: str | None = self.loaded.__doc__
        return doc

    def load(self) -> Any:
        """Load what is named."""
        return getattr(import_module(self.__module__), self.__name__)
