"""Text that may stand in an XML document."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def without_forbidden(text: str) -> str:
    """The text without the characters that XML 1.0 has no place for, not even escaped (section 2.2)."""
    return _FORBIDDEN.sub("", text)
