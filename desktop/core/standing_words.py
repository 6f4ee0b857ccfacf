"""What a state that is brought back makes of how a review stands: its status, date, address and embargoes, in one sentence."""

from __future__ import annotations

from desktop.core.review import Review, Status
from desktop.core.zoned_time import ZonedTime
from desktop.core.zoned_words import in_full

_STATES = {
    Status.IDEA: "an idea",
    Status.DRAFT: "a draft",
    Status.READY: "ready",
    Status.FILED: "filed",
    Status.PUBLISHED: "published",
    Status.SPIKED: "spiked",
}


def standing_words(before: Review, after: Review) -> str:
    """Return ``It is a draft again, without its date of publication.`` where more than the text is another; else nothing."""
    told: list[str] = []
    if before.published_on != after.published_on:
        told.append(f"dated {after.published_on}" if after.published_on else "without its date of publication")
    if before.slug != after.slug:
        told.append(f"with the slug “{after.slug}”" if after.slug else "without a slug of its own")
    told += _held("embargo", before.embargo, after.embargo)
    told += _held("embargo on posts", before.social_embargo, after.social_embargo)
    if before.status is not after.status:
        return ", ".join((f"It is {_STATES[after.status]} again", *told)) + "."
    return f"It is again {', '.join(told)}." if told else ""


def _held(name: str, before: ZonedTime | None, after: ZonedTime | None) -> tuple[str, ...]:
    if before == after:
        return ()
    return (f"with its {name} until {in_full(after)}" if after is not None else f"without its {name}",)
