"""Writing down who did what, without personal data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

RESIDENT = "resident"
JOB = "job"
COMMAND_LINE = "command line"

SESSION_BROUGHT_FORWARD = "session brought forward"
"""An editor has moved a session that was to come so that it ends sooner."""


@dataclass(frozen=True)
class Act:
    """Who acts and when; handed to each service, so that none of them asks a clock or a request."""

    actor: str
    now: datetime
