"""What a language lacks, part by part: texts that are missing, and texts older than the other language's."""

from __future__ import annotations

from collections.abc import Mapping

from ....services.content.exporting import process_by_id
from ....services.editing.history import drafts_of
from ....services.editing.languages import lacks_of
from ....services.editing.parts import PartName
from .workspace import Workspace


def lacking_by_part(space: Workspace) -> Mapping[PartName, Mapping[str, str]]:
    """By part and input (`title.sv`) whether the text is "missing" or "stale"."""
    session, process_id = space.desk.session, space.desk.process.view.id
    process = session.scalars(process_by_id(process_id)).one()
    return lacks_of(process, drafts_of(session, process_id), space.languages)
