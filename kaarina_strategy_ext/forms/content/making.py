"""What the fields of a part need to know of their surroundings, and the groups in which they are shown."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from babel import Locale

from ...i18n import Words
from . import dates
from .controls import Choice, Control
from .time_controls import END_OF_DAY, MIDNIGHT, Day, Moment

Options = tuple[tuple[str, str], ...]

SPOKEN = ("fi", "sv", "en")


@dataclass(frozen=True)
class Group:
    """Fields that belong together, under a legend; those that are rarely needed are folded up."""

    legend: str
    controls: tuple[Control, ...]
    note: str = ""
    is_folded: bool = False


@dataclass(frozen=True)
class Making:
    """The editor's words, the process's phases and workshops to choose from, and what the name may be.

    `names` are the keys or slugs that others of the kind have; None where the part has its own for good.
    """

    words: Words
    languages: tuple[str, ...]
    phases: Options = ()
    workshops: Options = ()
    names: frozenset[str] | None = None

    def naming(self, path: str) -> tuple[Control, ...]:
        """Return the field for the key or slug; none where it cannot change any more."""
        if self.names is None:
            return ()
        gettext = self.words.gettext
        hint = gettext("The end of its address: a–z, 0–9 and hyphens. Left empty, it is made of the title.")
        return (Control(path=path, label=gettext("Name in the address"), hint=hint),)

    def spoken(self, others: Iterable[str] = ()) -> Options:
        """Return the languages in which a session may be held, with their names, `others` as well."""
        names = Locale.parse(self.words.language).languages
        codes = dict.fromkeys((*self.languages, *SPOKEN, *others))
        return tuple((code, str(names.get(code, code))) for code in codes)

    def window(self, inherited: str) -> Group:
        """Return the fields for when one can register; `inherited` says what holds where nothing is said."""
        gettext = self.words.gettext
        options = (
            ("", inherited),
            ("announced_later", gettext("Announced later")),
            ("window", gettext("Open in a period")),
        )
        label = gettext("When can people register?")
        mode = Choice(path="registration.mode", label=label, options=options)
        return Group(gettext("Registration"), (mode, *self._times()))

    def _times(self) -> tuple[Control, ...]:
        gettext = self.words.gettext
        opens = Moment(
            path="registration.opens",
            label=gettext("Opens"),
            hint=gettext("For example %(example)s", example=dates.A_MOMENT),
            otherwise=MIDNIGHT,
        )
        closes = Moment(
            path="registration.closes",
            label=gettext("Closes"),
            hint=gettext("Empty: open until the session begins. A day alone: until its end."),
            otherwise=END_OF_DAY,
        )
        told = gettext("Information about registration comes on")
        return opens, closes, Day(path="registration.information_on", label=told)


def taken(names: Collection[str], own: str | None) -> frozenset[str]:
    """The names that a part cannot take: those of the others."""
    return frozenset(names) - {own}
