"""Parts of real content as their forms get them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kaarina_strategy_ext.forms.content.making import Making
from kaarina_strategy_ext.forms.content.part_form import PartForm
from kaarina_strategy_ext.i18n import words
from kaarina_strategy_ext.services.content.document import Process
from kaarina_strategy_ext.services.editing.parts import PartKind, name_field, values_of

LANGUAGES = ("fi", "sv")


def making(content: Process | None = None, *, language: str = "fi", is_new: bool = False) -> Making:
    """What the forms need to know of the process around them."""
    phases = tuple((phase.key, phase.key) for phase in content.phases) if content else ()
    workshops = tuple((each.slug, each.slug) for each in content.workshops) if content else ()
    return Making(words(language), LANGUAGES, phases, workshops, frozenset() if is_new else None)


def parts_of(content: Process) -> Iterator[tuple[PartKind, dict[str, Any]]]:
    """Each part that has a form, with its kind; without its name, which no field holds."""
    for name, value in values_of(content).items():
        if name.kind is not PartKind.ORDER:
            named = name_field(name.kind)
            yield name.kind, {field: each for field, each in value.items() if field != named}


def sent(form: PartForm) -> dict[str, list[str]]:
    """What a browser sends of the form as it is shown: every input that is filled in or ticked."""
    return {name: list(values) for name, values in form.inputs.items()}
