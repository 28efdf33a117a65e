"""What needs attention in the editing: publications, drafts, and texts that want translating."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ....host import current_host
from ....i18n import moment
from ....models import Publication, PublicationState
from ....services.content.exporting import process_by_id
from ....services.editing.history import drafts_of, waiting_publications
from ....services.editing.languages import Lack, lacks_of
from ..content.tree import TRANSLATIONS
from ..desk import Desk
from .item import Attention


def failures(desk: Desk) -> Iterator[Attention]:
    """The publications that were due and did not go public, until somebody withdraws them."""
    for each in _waiting(desk, PublicationState.FAILED):
        sentence = desk.words.gettext(
            "The publication that was to come out %(moment)s has failed: the public sees nothing of it.",
            moment=moment(each.publish_at, desk.process.view.zone, desk.language),
        )
        yield Attention(sentence, desk.url("staff_content_publish"), is_alarm=True)


def drafts(desk: Desk) -> Iterator[Attention]:
    """How many drafts wait for somebody to publish them, those left out that are scheduled as they are."""
    planned = [part for each in _waiting(desk, PublicationState.SCHEDULED) for part in each.parts]
    scheduled = {part["part"]: part["value"] for part in planned}
    waiting = [
        draft.saved_at
        for name, draft in drafts_of(desk.session, desk.process.view.id).items()
        if str(name) not in scheduled or scheduled[str(name)] != draft.value
    ]
    if waiting:
        sentence = desk.words.ngettext(
            "%(n)s draft has waited to be published since %(moment)s.",
            "%(n)s drafts wait to be published, the oldest since %(moment)s.",
            len(waiting),
            moment=moment(min(waiting), desk.process.view.zone, desk.language),
        )
        yield Attention(sentence, desk.url("staff_content_publish"))


def translations(desk: Desk) -> Iterator[Attention]:
    """For each language how many texts it lacks, and how many are older in it; of a draft those in it."""
    languages, process_id = current_host().languages, desk.process.view.id
    process = desk.session.scalars(process_by_id(process_id)).one()
    lacks = lacks_of(process, drafts_of(desk.session, process_id), languages)
    found = Counter((lack, path.rpartition(".")[2]) for part in lacks.values() for path, lack in part.items())
    for language in languages:
        for lack in Lack:
            if number := found[lack, language]:
                address = desk.url("staff_content", only=TRANSLATIONS)
                yield Attention(_lacking(lack, number, language, desk), address)


def publications(desk: Desk) -> Iterator[Attention]:
    """When what is scheduled goes public."""
    for each in _waiting(desk, PublicationState.SCHEDULED):
        when = moment(each.publish_at, desk.process.view.zone, desk.language)
        if each.parts:
            sentence = desk.words.ngettext(
                "%(n)s draft goes public %(moment)s.",
                "%(n)s drafts go public %(moment)s.",
                len(each.parts),
                moment=when,
            )
        else:
            sentence = desk.words.gettext("The process itself goes public %(moment)s.", moment=when)
        yield Attention(sentence, desk.url("staff_content_publish"), is_to_come=True)


def _waiting(desk: Desk, state: PublicationState) -> Iterator[Publication]:
    found = waiting_publications(desk.session, desk.process.view.id)
    return (each for each in found if each.state is state)


def _lacking(lack: Lack, number: int, language: str, desk: Desk) -> str:
    name = _name_of(language, desk)
    if lack is Lack.MISSING:
        return desk.words.ngettext(
            "%(n)s text is missing in %(language)s.",
            "%(n)s texts are missing in %(language)s.",
            number,
            language=name,
        )
    return desk.words.ngettext(
        "%(n)s text is older in %(language)s than in another language.",
        "%(n)s texts are older in %(language)s than in another language.",
        number,
        language=name,
    )


def _name_of(language: str, desk: Desk) -> str:
    """The name of a language as it stands in a sentence: "in Swedish"."""
    names = {
        "fi": desk.words.pgettext("texts are missing in", "Finnish"),
        "sv": desk.words.pgettext("texts are missing in", "Swedish"),
        "en": desk.words.pgettext("texts are missing in", "English"),
    }
    return names.get(language, language)
