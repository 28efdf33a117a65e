"""An editor who loads amendments of the small process, at the moment that the host's clock shows."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from flask import Flask

from kaarina_strategy_ext.host import current_host
from kaarina_strategy_ext.services.auditing import Act
from kaarina_strategy_ext.services.content.loading import load_content

from .. import town

if TYPE_CHECKING:
    from .conftest import Clock

SLUGS = {town.VISION: "visio", town.GOALS: "paamaarat", town.JUNE_1: "viimeistely"}
NEWS = {
    "slug": "uusi-aika",
    "title": {"fi": "Uusi aika", "sv": "Ny tid"},
    "body": {"fi": "Katso [työpajat](tyopajat).", "sv": "Se [workshopparna](workshoppar)."},
    "published": "2022-04-05",
}


@dataclass
class Editor:
    """Each edit is made an hour after the one before it."""

    app: Flask
    clock: Clock

    def edit(self, **fields: Any) -> None:
        """Amend the process by the fields of a content file."""
        self.clock.now += timedelta(hours=1)
        source = json.dumps({"amends": "kaarina-2022", **fields})
        with self.app.app_context():
            current_host().database.change(
                lambda session: load_content(
                    session, source, Act("editor", self.clock.now), languages=("fi", "sv")
                )
            )

    def edit_session(self, key: str, **fields: Any) -> None:
        """Amend one session; None removes a field."""
        self.edit(workshops=[{"slug": SLUGS[key], "sessions": [{"key": key, **fields}]}])
