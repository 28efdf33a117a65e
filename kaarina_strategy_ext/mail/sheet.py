"""What one mail about a registration says, before it is put on paper: the same facts for text and HTML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ..i18n import Words, listed
from ..models import BookingStatus, Message, Registration
from ..readmodels.staff.wording import reference
from ..readmodels.text import Text
from . import wording
from .letterhead import Letterhead
from .places import Place, Sitting, places
from .short_letter import Way


@dataclass(frozen=True)
class Line:
    """One thing of a session that has changed; `before` is empty where it was not known, or does not matter.

    Both are parts of one value, such as a place and its address.
    """

    label: str
    after: tuple[Text, ...]
    before: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Notice:
    """What has happened to one session; `heading` says it in a few words, `joint` leads on to the session."""

    heading: str
    title: Text
    day: str
    lines: tuple[Line, ...]
    joint: str = ": "

    @property
    def texts(self) -> tuple[Text, ...]:
        """Everything in it that an editor has written."""
        return self.title, *(each for line in self.lines for each in (*line.after, *line.before))


@dataclass(frozen=True)
class Body:
    """What a letter says of its own; `topics` are for its subject, and `opening` are paragraphs.

    `notices` stand before the opening. `ended` are sessions in which the person has no part any more, under
    their own heading; `places` are what is booked. `questions` are links behind which the mail waits for an
    answer, `ways` are others beside the personal one. `joint` stands between title and topics in the subject.
    `texts` are what an editor has written of it beyond all these.
    """

    title: str
    topics: Sequence[str]
    opening: Sequence[str]
    notices: tuple[Notice, ...] = ()
    ended: tuple[Sitting, ...] = ()
    ended_heading: str = ""
    places: tuple[Place, ...] = ()
    ways: tuple[Way, ...] = ()
    questions: tuple[Way, ...] = ()
    joint: str = ": "
    texts: tuple[Text, ...] = ()

    @property
    def all_texts(self) -> Iterator[Text]:
        """Everything in it that an editor has written."""
        yield from self.texts
        for notice in self.notices:
            yield from notice.texts
        for sitting in (*self.ended, *(each for place in self.places for each in place.sittings)):
            yield from (each for each in sitting.texts if each)


@dataclass(frozen=True)
class Letter:
    """One mail in its recipient's language.

    `action` are the words of the personal link, None where a question leads there, `party` says for how many
    the registration is, where it is not for one alone, `number` is that of the registration. `has_fallback`
    says that something is in the mail in another language only.
    """

    subject: str
    greeting: str
    body: Body
    party: str | None
    action: str | None
    number: str
    erasure: str
    has_fallback: bool


@dataclass(frozen=True)
class Case:
    """A message, the registration that it is about, and the site around it."""

    message: Message
    registration: Registration = field(repr=False)
    letterhead: Letterhead

    @property
    def words(self) -> Words:
        """The words of the recipient's language."""
        return self.letterhead.words

    @cached_property
    def booked(self) -> tuple[Place, ...]:
        """What the registration holds and awaits, by day."""
        return places(self.registration, self.letterhead)

    def topics(self, about: Iterable[Place], *, marks_waiting: bool = True) -> list[str]:
        """The places for a subject, each with its days: sure ones first, and alternatives as one."""
        found: dict[object, list[str]] = {}
        for place in sorted(about, key=lambda each: (not each.is_sure, each.is_awaited)):
            days = listed([each.view.day_text for each in place.sittings], self.letterhead.language)
            name = (place.alternatives_of, None if place.alternatives_of else place.booking_id)
            said = days if name in found else f"{place.title} {days}"
            if place.is_awaited and marks_waiting:
                said = self.words.gettext("%(topic)s (waiting list)", topic=said)
            found.setdefault(name, []).append(said)
        return [", ".join(each) for each in found.values()]

    def written(self, body: Body) -> Letter:
        """The letter with this body."""
        words, process, mine = self.words, self.letterhead.process.view, self.registration
        # Whoever has not confirmed an address may have typed somebody else's, with any text for a name.
        name = mine.first_name if mine.verify_by is None else None
        advice = process.participation if body.places else ()
        return Letter(
            subject=wording.subject(body.title, wording.topic(body.topics, process.name, words), body.joint),
            greeting=wording.greeting(name, words),
            body=body,
            party=wording.party(mine.companions, words) if body.places else None,
            action=self._action(body),
            number=reference(mine.public_id),
            erasure=wording.erasure(mine, self.letterhead),
            has_fallback=any(each.is_fallback for each in (*advice, *body.all_texts)),
        )

    def _action(self, body: Body) -> str | None:
        words = self.words
        if any(each.url == self.letterhead.own_url for each in body.questions):
            return None
        if not body.places:
            return words.gettext("See or erase your details")
        is_asked = not body.questions and any(each.standing is BookingStatus.OFFERED for each in body.places)
        if is_asked:
            return words.gettext("Answer the offer, or change your registration")
        return words.gettext("Change or cancel your registration")
