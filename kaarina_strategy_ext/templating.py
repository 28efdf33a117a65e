"""Our own Jinja environments, one per language: no name of ours meets one of the host's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, partial
from typing import Any

from jinja2 import (
    BaseLoader,
    BytecodeCache,
    ChoiceLoader,
    Environment,
    PackageLoader,
    PrefixLoader,
    StrictUndefined,
)
from jinja2.bccache import Bucket
from markupsafe import Markup

from .i18n import day, listed, moment, month, weekday_day, words
from .readmodels.markdown import rendered
from .readmodels.text import Text

FOLDER = "kaarina_strategy"

# A browser breaks a line after any hyphen, also after one that leans on the word behind it.
_HYPHENATED = re.compile(r"(?<=\s)(-\w+)")


class Templates:
    """Templates named `kaarina_strategy/…`: the host's overrides first, then ours."""

    def __init__(self, overrides: Iterable[BaseLoader], shared: Mapping[str, Any]) -> None:
        """Take the loaders of the host's overrides, and the names that every template may use."""
        ours = PackageLoader("kaarina_strategy_ext", "templates")
        self._loader = ChoiceLoader([*map(OnlyOurFolder, overrides), ours])
        self._shared = dict(shared)
        self._environments: dict[str, Environment] = {}

    def render(self, name: str, language: str, **context: Any) -> str:
        """The template as text, in a language; a name that it lacks raises `jinja2.UndefinedError`."""
        return self.environment(language).get_template(f"{FOLDER}/{name}").render(**context)

    def environment(self, language: str) -> Environment:
        """The environment of a language, made at its first use."""
        if language not in self._environments:
            self._environments[language] = self._made(language)
        return self._environments[language]

    def _made(self, language: str) -> Environment:
        environment = Environment(
            loader=self._loader,
            autoescape=lambda name: name is None or not name.endswith(".txt"),  # noqa: S701 - the text parts of mails are no HTML
            extensions=["jinja2.ext.i18n"],
            undefined=StrictUndefined,
            bytecode_cache=compiled(language),
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.install_gettext_translations(words(language).translations, newstyle=True)  # type: ignore[attr-defined]  # added by the i18n extension
        environment.globals.update(self._shared, language=language)
        environment.filters.update(
            text=partial(shown, language=language),
            day=partial(day, language=language),
            weekday_day=partial(weekday_day, language=language),
            month=partial(month, language=language),
            moment=partial(moment, language=language),
            listed=partial(listed, language=language),
            markdown=lambda source, highest: Markup(rendered(source, highest)),  # noqa: S704 - it holds no raw HTML
        )
        return environment


class Compiled(BytecodeCache):
    """What the templates of one language were compiled to, for all apps of this Python process.

    A language has its own, because what a filter makes of a constant may be compiled in. A template of a
    host's is told from ours of the same name by its source, of which Jinja keeps a checksum.
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        self._buckets: dict[tuple[str, str], bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket where its template has been compiled before."""
        kept = self._buckets.get((bucket.key, bucket.checksum))
        if kept is not None:
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what has been compiled."""
        self._buckets[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


@cache
def compiled(language: str) -> Compiled:  # noqa: ARG001 - the cache keeps one for each
    """The templates of the language as they have been compiled so far."""
    return Compiled()


class OnlyOurFolder(PrefixLoader):
    """A host's loader that is asked for nothing but overrides in our folder.

    Without this a host's own `layout.html` could win over ours.
    """

    def __init__(self, loader: BaseLoader) -> None:
        """Take the host's loader."""
        super().__init__({FOLDER: loader})

    def get_loader(self, template: str) -> tuple[BaseLoader, str]:
        """The host's loader and the full name, which keeps its folder."""
        loader, _ = super().get_loader(template)
        return loader, template


def shown(value: Text | str | None, language: str) -> Markup:
    """A text for a page; one in another language than the page's carries its own `lang` (WCAG 3.1.2)."""
    if value is None:
        return Markup("")
    if isinstance(value, str) or value.language == language:
        return _unbroken(str(value))
    return Markup('<span lang="{}">{}</span>').format(value.language, _unbroken(value.value))


def _unbroken(value: str) -> Markup:
    """The text with each word that begins with a hyphen, as in "päämäärät -työpajat", kept on one line."""
    parts = _HYPHENATED.split(value)
    together = Markup('<span class="ks-together">{}</span>')
    return Markup("").join(together.format(each) if index % 2 else each for index, each in enumerate(parts))
