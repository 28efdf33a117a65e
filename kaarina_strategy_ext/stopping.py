"""Stopping a worker without leaving its mail in hand."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread


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
    def on_sigterm(self) -> Iterator[None]:
        """Stop when the process is told to, until the end of the block; then a host's own handler acts.

        Only the main thread can hear that. A worker in another one is stopped by whoever has started it.
        """
        if current_thread() is not main_thread():
            yield
            return
        before = signal.signal(signal.SIGTERM, self.ask)
        try:
            yield
        finally:
            signal.signal(signal.SIGTERM, before)
            if self.is_asked and callable(before):
                before(signal.SIGTERM, None)

    @contextmanager
    def patient(self) -> Iterator[None]:
        """Let the block come to its end, by a fault as well, which it should once `is_asked`."""
        self._is_patient = True
        try:
            yield
        finally:
            self._is_patient = False
            if self.is_asked:
                raise SystemExit(0)
