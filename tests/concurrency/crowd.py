"""Many people who register, cancel, swap and answer offers at the same moments, each with a browser."""

from __future__ import annotations

import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from threading import Barrier, Event
from typing import Any

from kaarina_strategy_ext.services.choosing import Choice

from ..life_cycle import deeds
from ..smtp_sink import SmtpSink
from ..visitor import Answer, HiddenFields, Visitor, details
from .big_town import HALLS, SLUG
from .letters import link_in, number_of, opened

FORM = "/strategy/registration"
AT_ONCE = 16
ANSWERERS = 3
BUSY = 503
TRIES = 10
WAIT_SECONDS = 60

Send = Callable[[], None]


@dataclass
class Crowd:
    """What all of them do and are told; a deed stands in `done` from the moment when it is sent.

    `links` are the personal links by the number of the person, `busy` the form that was sent and the answer
    to it, `refused` those whose deed a rule forbade.
    """

    site: str
    sink: SmtpSink
    answers: list[Answer] = field(default_factory=list)
    busy: list[tuple[dict[str, Any], Answer]] = field(default_factory=list)
    links: dict[int, str] = field(default_factory=dict)
    done: dict[int, list[Any]] = field(default_factory=lambda: defaultdict(list))
    refused: list[int] = field(default_factory=list)
    _seen: dict[int, int] = field(default_factory=dict)
    _is_over: Event = field(default_factory=Event)

    def all_at_once(self, acts: Sequence[Callable[[], Send]]) -> None:
        """Do the acts in their order, sixteen at a time: all open their forms, and then all send them."""
        with ThreadPoolExecutor(AT_ONCE) as threads:
            for start in range(0, len(acts), AT_ONCE):
                group = acts[start : start + AT_ONCE]
                ready = Barrier(len(group), timeout=WAIT_SECONDS)
                list(threads.map(partial(_take_part, ready), group))

    def register(self, number: int, wish: Choice) -> Send:
        """Open the form; gives what sends it."""
        visitor = Visitor(self.site)
        hidden = self._hidden(visitor, FORM)
        fields = {**hidden, **details(number, language="en"), **_ticks(wish)}
        deed = deeds.Register(str(number), (wish,))

        def send() -> None:
            answer = self._sent(visitor, FORM, fields, number, deed)
            self.links[number] = answer.url.removeprefix(self.site).partition("?")[0]

        return send

    def cancel(self, number: int) -> Send:
        """Open the second look before one gives up everything; gives what sends it."""
        return self._own(number, "/cancel", {}, deeds.CancelAll(number))

    def swap(self, number: int, wish: Choice) -> Send:
        """Open the page for another alternative; gives what sends it."""
        return self._own(number, "/workshops", _ticks(wish), deeds.Add(number, (wish,)))

    def _own(self, number: int, path: str, fields: dict[str, Any], deed: Any) -> Send:
        visitor, path = Visitor(self.site), self.links[number] + path
        fields = {**self._hidden(visitor, path), **fields}
        return lambda: _nothing(self._sent(visitor, path, fields, number, deed))

    def _hidden(self, visitor: Visitor, path: str) -> dict[str, str]:
        answer = visitor.get(path)
        self.answers.append(answer)
        return HiddenFields(answer.text).values

    def _sent(self, visitor: Visitor, path: str, fields: dict[str, Any], number: int, deed: Any) -> Answer:
        self.done[number].append(deed)
        answer = self._received(visitor, path, fields)
        if answer.status != 200:
            self.done[number].remove(deed)
            self.refused.append(number)
        return answer

    def _received(self, visitor: Visitor, path: str, fields: dict[str, Any]) -> Answer:
        """The first answer to the form that is not "busy"; the same form is sent again until then."""
        for _ in range(TRIES):
            answer = visitor.post(path, fields)
            self.answers.append(answer)
            if answer.status != BUSY:
                return answer
            self.busy.append((fields, answer))
            time.sleep(1)
        raise AssertionError(f"{path} was busy {TRIES} times")

    @contextmanager
    def answering(self) -> Iterator[list[Future[None]]]:
        """Read the mail as it comes until the end of the block, and answer what is offered in it.

        Of three people one accepts, one declines, and one does nothing.
        """
        with ThreadPoolExecutor(ANSWERERS) as threads:
            try:
                yield [threads.submit(self._read_mail, each) for each in range(ANSWERERS)]
            finally:
                self._is_over.set()

    def has_read(self, number: int) -> bool:
        """Whether so many mails have been read, and what was to be answered has been."""
        return len(self._seen) == ANSWERERS and min(self._seen.values()) >= number

    def _read_mail(self, which: int) -> None:
        """The mail of every third person, so that nobody answers two at once."""
        while not self._is_over.is_set():
            seen = self._seen.setdefault(which, 0)
            if seen == len(self.sink.envelopes):
                time.sleep(0.02)
                continue
            envelope = self.sink.envelopes[seen]
            number = number_of(envelope)
            if number % ANSWERERS == which:
                self._answer(number, opened(envelope))
            self._seen[which] = seen + 1

    def _answer(self, number: int, text: str) -> None:
        answer = ("accept", "decline", None)[number // ANSWERERS % 3]
        if answer is None or "Answer the offer" not in text:
            return
        visitor = Visitor(self.site)
        page = visitor.get(link_in(text))
        self.answers.append(page)
        found = re.search(r'href="([^"]+/offer\?booking=(\d+))"', page.text)
        if found is None:  # what this mail tells of has been answered after an earlier one
            return
        make = deeds.Accept if answer == "accept" else deeds.Decline
        fields = {**self._hidden(visitor, found[1]), "answer": answer}
        self._sent(visitor, found[1], fields, number, make(number, int(found[2])))


def _take_part(ready: Barrier, act: Callable[[], Send]) -> None:
    send = act()
    ready.wait()
    send()


def _ticks(wish: Choice) -> dict[str, Any]:
    """The fields of the form that mean the wish; they replace the hidden ones of the same name."""
    named = [wish.session_key] if wish.session_key else list(HALLS)
    ticks = {
        f"alternative-{SLUG}": wish.session_key or "either",
        "waitlist": named if wish.accepts_waiting else [],
    }
    return {**ticks, "otherwise": SLUG} if wish.accepts_other else ticks


def _nothing(_: object) -> None:
    """Drop what came back."""
