"""What to say to somebody whose personal link opens nothing any more, or came only in part."""

from __future__ import annotations

from ..i18n import Words
from ..services.linking import Ending


def told_of_ended(ending: Ending, said: Words) -> tuple[str, str]:
    """The heading and the sentence for a link that was good once."""
    if ending is Ending.UNCONFIRMED:
        return (
            said.gettext("The time to confirm is over"),
            said.gettext("The place is no longer kept for you, and your details have been erased."),
        )
    if ending is Ending.ERASED:
        return (
            said.gettext("The registration has been erased"),
            said.gettext(
                "The registration to which this link belonged has been erased, and nothing of it is left."
            ),
        )
    return (
        said.gettext("The link has expired"),
        said.gettext("It has been replaced by a newer one. Use the link in the newest message from us."),
    )


def truncated_link(said: Words) -> tuple[str, str]:
    """The heading and the sentence for the beginning of a link."""
    return (
        said.gettext("The link is not whole"),
        said.gettext("The link has been cut off: copy the whole of it from the message."),
    )
