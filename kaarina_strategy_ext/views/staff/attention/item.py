"""One thing that needs attention."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..desk import Desk


@dataclass(frozen=True)
class Attention:
    """A sentence, and the address where one sees to it; what is to come can wait, and is told apart.

    An alarm is something that should have happened and has not.
    """

    sentence: str
    address: str
    is_to_come: bool = False
    is_alarm: bool = False


Kind = Callable[[Desk], Iterator[Attention]]
