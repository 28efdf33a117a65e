"""The sentences of the mails: what each kind says, and what is said in every one."""

from __future__ import annotations

from collections.abc import Sequence

from ..i18n import Words
from ..models import MessageKind
from ..readmodels.text import Text
from .places import Place, Sitting

_LONGEST_SUBJECT = 120


def title(kind: MessageKind, words: Words, *, is_partial: bool = False) -> str:
    """What the mail is about, for its heading and the beginning of its subject.

    `is_partial` says that what was cancelled is not the whole registration.
    """
    if kind is MessageKind.CANCELLED and is_partial:
        return words.gettext("Your place has been cancelled")
    return {
        MessageKind.CONFIRMATION: words.gettext("Your registration"),
        MessageKind.CHANGED: words.gettext("Your registration has changed"),
        MessageKind.PROMOTED: words.gettext("A place has become free for you"),
        MessageKind.CANCELLED: words.gettext("Your registration has been cancelled"),
        MessageKind.EXISTING: words.gettext("You have registered already"),
    }[kind]


def subject(about: str, topic: str) -> str:
    """The subject on one line and not too long, whatever an editor has put into a title."""
    whole = " ".join(f"{about}: {topic}".split())
    return whole if len(whole) <= _LONGEST_SUBJECT else f"{whole[: _LONGEST_SUBJECT - 1].rstrip()}…"


def topic(topics: Sequence[str], process: Text, words: Words) -> str:
    """The first topic and the number of the others; the process where there is none."""
    if not topics:
        return str(process)
    others = len(topics) - 1
    if not others:
        return topics[0]
    return words.ngettext("%(first)s and %(n)s other", "%(first)s and %(n)s others", others, first=topics[0])


def greeting(name: str | None, words: Words) -> str:
    """The greeting by first name; without it where it is not known."""
    shown = " ".join((name or "").split())
    return words.gettext("Hello %(name)s,", name=shown) if shown else words.gettext("Hello,")


def opening(kind: MessageKind, told: Sequence[Place], words: Words) -> list[str]:
    """What has happened and what follows from it; a cancellation has an opening of its own."""
    said = {
        MessageKind.CONFIRMATION: [words.gettext("Thank you. We have received your registration.")],
        MessageKind.CHANGED: [words.gettext("Your registration has changed. This is how it is now.")],
        MessageKind.PROMOTED: [
            words.gettext("A place in a workshop has become free, and it is now yours."),
            words.gettext("If you cannot come, cancel your place so that somebody else can have it."),
        ],
        MessageKind.EXISTING: [
            words.gettext("The registration form was sent with your name and this address."),
            words.gettext("You had registered already, so nothing was changed. This is your registration."),
        ],
    }[kind]
    return [*said, *_if_waiting(told, words)]


def cancellation(cancelled: Sequence[Sitting], left: Sequence[Place], words: Words) -> list[str]:
    """What was cancelled, in general terms, and that something is left where it is."""
    if not left:
        return [words.gettext("Your registration has been cancelled.")]
    if cancelled:
        said = words.gettext("You have cancelled a part of your registration. The rest is as it was.")
    else:
        said = words.gettext("You are no longer on the waiting list. The rest is as it was.")
    return [said, *_if_waiting(left, words)]


def erasure(days: int, words: Words) -> str:
    """When the person's details are erased (GDPR, article 13(2)(a))."""
    if days == 0:
        return words.gettext("We erase your details right after your last workshop.")
    return words.ngettext(
        "We erase your details no later than %(n)s day after your last workshop.",
        "We erase your details no later than %(n)s days after your last workshop.",
        days,
    )


def _if_waiting(told: Sequence[Place], words: Words) -> list[str]:
    if all(place.is_confirmed for place in told):
        return []
    return [
        words.gettext("You are on a waiting list."),
        words.gettext("If a place becomes free for you, it is yours at once, and we write to you."),
    ]
