"""What a language lacks, part by part: texts that are missing, and texts older than the other language's."""

from __future__ import annotations

from collections.abc import Mapping

from ....services.editing.parts import PartName
from ....services.editing.readiness import missing_texts
from .workspace import Workspace


def lacking_by_part(space: Workspace) -> Mapping[PartName, Mapping[str, str]]:
    """By part and input (`title.sv`) whether the text is "missing" or "stale"."""
    found: dict[PartName, dict[str, str]] = {}
    for each in missing_texts(space.drafted, space.languages):
        if each.part is not None:
            found.setdefault(each.part, {})[f"{each.path}.{each.language}"] = "missing"
    return found
