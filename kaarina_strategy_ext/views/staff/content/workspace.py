"""What editors work on: the public content of a process with everybody's drafts laid over it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ....forms.content.making import Making, Options, taken
from ....forms.content.part_form import PartForm
from ....forms.content.typed import Inputs
from ....host import current_host
from ....i18n import Words
from ....services.content import document
from ....services.content.exporting import content_of, process_by_id
from ....services.editing.applying import fitting, with_values
from ....services.editing.history import drafts_of, versions_of
from ....services.editing.languages import Lacks, lacks_of
from ....services.editing.parts import SINGLE, PartKind, PartName, Value, name_field, value_of, values_of
from ..desk import Desk


@dataclass(frozen=True)
class Workspace:
    """The process before one editor; `drafts` are the values of the drafts, None of what is to be removed.

    `lacks` tells what each part lacks by the names of its inputs.
    """

    desk: Desk
    public: document.Process
    drafts: dict[PartName, Value | None]
    versions: dict[str, int]
    lacks: dict[PartName, Lacks]
    is_public: bool

    @classmethod
    def at(cls, desk: Desk) -> Workspace:
        """Read the process of the desk."""
        session, process_id = desk.session, desk.process.view.id
        process = session.scalars(process_by_id(process_id)).one()
        drafts = drafts_of(session, process_id)
        return cls(
            desk,
            content_of(process),
            {name: draft.value for name, draft in drafts.items()},
            dict(versions_of(session, process_id)),
            lacks_of(process, drafts, current_host().languages),
            is_public=process.is_public,
        )

    @property
    def words(self) -> Words:
        """Return the editor's words."""
        return self.desk.words

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the languages of the site, in which the content is."""
        return current_host().languages

    @property
    def drafted(self) -> document.Process:
        """Return the process as it will be once all drafts are public that fit it."""
        return with_values(self.public, fitting(self.public, self.drafts))

    def version(self, name: PartName) -> int:
        """Return the newest version of the part, on which a change is to be based."""
        return self.versions.get(str(name), 0)

    def value(self, name: PartName) -> Value | None:
        """Return what stands of the part now: the draft, else what is public; None for nothing."""
        return self.drafts[name] if name in self.drafts else value_of(self.public, name)

    def exists(self, name: PartName) -> bool:
        """Tell whether there is such a part, even one that is to be removed."""
        return name.kind in SINGLE or name in self.drafts or value_of(self.public, name) is not None

    def form(self, name: PartName, *, typed: Inputs | None = None, is_new: bool = False) -> PartForm:
        """Return the part's form, with what stands now or with what was typed."""
        content = self.drafted
        names = {each.key for each in values_of(content) if each.kind is name.kind}
        can_be_named = is_new or self.can_be_renamed(name)
        making = Making(
            self.words,
            self.languages,
            tuple((each.key, self.said(each.title)) for each in content.phases),
            tuple((each.slug, self.said(each.title)) for each in content.workshops),
            taken(names, name.key) if can_be_named else None,
        )
        value = self.value(name)
        field = name_field(name.kind)
        if field and can_be_named and not is_new:
            value = {**(value or {}), field: name.key}
        return PartForm(name.kind, making, value=value, typed=typed)

    def can_be_renamed(self, name: PartName) -> bool:
        """Tell whether the part has never been public, and no other part refers to it."""
        if name.kind in SINGLE or value_of(self.public, name) is not None:
            return False
        others = [each for each in values_of(self.drafted).values() if name.key in each.values()]
        own = name_field(name.kind)
        return all(own in each and each[own] == name.key for each in others if own)

    def said(self, text: Any) -> str:
        """Return a text in the editor's language, else in the first that it has; empty for none."""
        found = text or {}
        return str(found.get(self.desk.language) or next(iter(found.values()), ""))

    def title(self, name: PartName) -> str:
        """Return what a part is called in lists, also one that is to be removed."""
        value = self.value(name) or value_of(self.public, name) or {}
        if name.kind is PartKind.SESSION:
            return self._session_title(value)
        return self.said(value.get("title")) or kind_name(name.kind, self.words)

    def _session_title(self, value: Value) -> str:
        home = self.value(PartName(PartKind.WORKSHOP, value.get("workshop", ""))) or {}
        title = self.said(value.get("title")) or self.said(home.get("title"))
        day = self.form_of(PartKind.SESSION).said("date", value)
        return f"{title} {day}".strip()

    def form_of(self, kind: PartKind) -> PartForm:
        """Return an empty form of a kind, for the words of its fields."""
        return PartForm(kind, Making(self.words, self.languages))

    @property
    def workshops(self) -> Options:
        """Return the workshops to choose from."""
        return tuple((each.slug, self.said(each.title)) for each in self.drafted.workshops)


def kind_name(kind: PartKind, words: Words) -> str:
    """What the parts of a kind are called, one of them."""
    gettext = words.gettext
    names = {
        PartKind.PROCESS: gettext("The process itself"),
        PartKind.PHASE: gettext("Phase"),
        PartKind.MILESTONE: gettext("Decision"),
        PartKind.SURVEY: gettext("Survey"),
        PartKind.THEME: gettext("Theme"),
        PartKind.STRENGTHS: gettext("Strengths"),
        PartKind.STRATEGY: gettext("The adopted strategy"),
        PartKind.WORKSHOP: gettext("Workshop"),
        PartKind.SESSION: gettext("Session"),
        PartKind.NEWS: gettext("News item"),
        PartKind.ORDER: gettext("Order"),
    }
    return names.get(kind, "")
