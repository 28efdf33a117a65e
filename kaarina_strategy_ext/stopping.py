"""Stopping a worker without leaving its mail in hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class Stopping:
    """What a worker that is told to stop does: it stops at once, or in a patient block at its end."""

    def __init__(self) -> None:
        """Begin as one that goes on."""
        self.is_asked = False
        self._is_patient = False

    def ask(self, *_signal: object) -> None:
        """Stop; a handler of signals."""
        self.is_asked = True
        if not self._is_patient:
            raise SystemExit(0)

    @contextmanager
    def patient(self) -> Iterator[None]:
        """Let the block come to its end, which it should once `is_asked`."""
        self._is_patient = True
        try:
            yield
        finally:
            self._is_patient = False
        if self.is_asked:
            raise SystemExit(0)
