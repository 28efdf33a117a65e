"""What is made once of something that does not change, and then handed to all who ask for it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

Made = TypeVar("Made")

# Far more than a process has pages; a host whose addresses differ for each reader must not fill the memory.
MOST = 500


class Prepared:
    """Things by name, each made when it is first asked for."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._made: dict[Hashable, Any] = {}

    def get(self, name: Hashable, make: Callable[[], Made]) -> Made:
        """What has the name, made now if it has not been made yet."""
        made: Made | None = self._made.get(name)  # looked up once: another thread may clear all at any time
        if made is None:
            made = make()
            if len(self._made) >= MOST:
                self._made.clear()
            self._made[name] = made
        return made
