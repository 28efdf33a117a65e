"""What other code of the host can hear: one signal for each kind of event, sent after its commit.

A receiver gets the Flask app, and by name `id`, `timestamp` (aware) and `data`, the same that a webhook is
told. It is called in the process that made the change, once; whoever must miss nothing takes a webhook.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from blinker import Namespace

if TYPE_CHECKING:
    from .models import Event


logger = logging.getLogger("kaarina_strategy")

_ours = Namespace()

phase_changed = _ours.signal("phase_changed")
registration_opened = _ours.signal("registration_opened")
session_moved = _ours.signal("session_moved")
session_cancelled = _ours.signal("session_cancelled")
session_full = _ours.signal("session_full")
result_published = _ours.signal("result_published")


def send(app: Any, events: Iterable[Event]) -> None:
    """Tell the receivers of each event; one that raises is logged, and stops neither the others nor us."""
    for event in events:
        for receiver in _ours.signal(event.kind).receivers_for(app):
            try:
                receiver(app, id=event.public_id, timestamp=event.at, data=event.data)
            except Exception:
                logger.exception("A receiver of %s failed.", event.kind)
