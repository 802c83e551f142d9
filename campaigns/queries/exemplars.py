"""Reads of exemplars: the board, the list, one of them, what the public may know, targets against what was reached."""

import dataclasses
import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import ExtractYear
from django.utils.text import slugify

from campaigns.enums import CampaignKind, CampaignState, ExemplarState
from campaigns.models import Campaign, Exemplar, ExemplarPicture, ExemplarTarget
from core.models import Transition
from units.models import Appointment, Unit, User

S = ExemplarState
ALIVE = (S.FOUND, S.FOSTERED, S.RECOGNISED, S.SPREAD)  # in the order of their life
ON_BOARD = 6  # cards in one column


# The list -------------------------------------------------------------------------------------------------------------
def listed(user, wanted):
    """The visible exemplars, by what is wanted: dict of unit, field, campaign, year, state, words (folded); "" is any."""
    found = Exemplar.objects.visible_to(user)
    for name, path in (("unit", "unit_id"), ("field", "field"), ("campaign", "campaign_id"), ("state", "state")):
        if wanted.get(name):
            found = found.filter(**{path: wanted[name]})
    if wanted.get("year"):
        found = found.filter(found_on__year=wanted["year"])
    if wanted.get("words"):
        found = found.search(wanted["words"])
    return with_cover(found.select_related("unit", "campaign", "follower")).in_order()


def with_cover(exemplars):
    """Each with the first of its pictures: `cover` (uuid or None) and `cover_caption`."""
    first = ExemplarPicture.objects.filter(exemplar=OuterRef("pk")).order_by("position", "pk")
    return exemplars.annotate(
        cover=Subquery(first.values("uuid")[:1]), cover_caption=Subquery(first.values("caption")[:1])
    )


def counts(user, wanted):
    """dict state → number of exemplars that the same filter shows, whatever state it asks for."""
    found = listed(user, {**wanted, "state": ""}).order_by()
    numbers = dict(found.values_list("state").annotate(number=Count("pk", distinct=True)))
    return {state: numbers.get(state, 0) for state in S}


def board(user, wanted):
    """Columns in the order of life: dicts state, label, count, rows (the first ones), more (how many are left)."""
    numbers, everything = counts(user, wanted), listed(user, {**wanted, "state": ""})
    columns = []
    for state in ALIVE:
        rows = list(everything.filter(state=state)[:ON_BOARD])
        columns.append(
            {
                "state": state,
                "label": state.label,
                "count": numbers[state],
                "rows": rows,
                "more": numbers[state] - len(rows),
            }
        )
    return columns, numbers


def filter_choices(user):
    """What the filter offers: only what visible exemplars carry. dict of lists of (value, label)."""
    visible = Exemplar.objects.visible_to(user)
    units = Unit.objects.filter(pk__in=visible.values("unit")).in_order()
    campaigns = Campaign.objects.visible_to(user).filter(pk__in=visible.values("campaign")).in_order()
    fields = visible.exclude(field="").order_by("field").values_list("field", flat=True).distinct()
    return {
        "unit": [(str(unit.pk), unit.label) for unit in units],
        "field": [(field, field) for field in fields],
        "campaign": [(str(campaign.pk), campaign.name) for campaign in campaigns],
        "year": [(str(day.year), f"Năm {day.year}") for day in visible.dates("found_on", "year", order="DESC")],
    }


# One of them ------------------------------------------------------------------------------------------------------------
def with_everything(exemplars):
    pictures = ExemplarPicture.objects.order_by("position", "pk")
    return exemplars.select_related("unit", "campaign", "follower", "created_by").prefetch_related(
        Prefetch("pictures", pictures), "links"
    )


def followers_of(unit, *, on, beside=None):
    """Those who may be asked to follow: people with a post in the unit or below it on the day; and who does already."""
    held = Appointment.objects.current(on).filter(unit__path__startswith=unit.path)
    return User.objects.filter(Q(pk__in=held.values("user"), is_active=True) | Q(pk=beside)).in_order()


def same_name(exemplar):
    """Another exemplar of the same unit with the same name, dropped ones aside; None when there is none."""
    same = Exemplar.objects.filter(unit=exemplar.unit, object=exemplar.object, sort_key=exemplar.sort_key)
    return same.exclude(pk=exemplar.pk).exclude(state=S.DROPPED).order_by("pk").first()


def suggested_slug(exemplar):
    """An address from the name, free at this moment: “lo-van-muon”, with a number when that is taken."""
    base = slugify(exemplar.name.replace("đ", "d").replace("Đ", "D"))[:100].strip("-") or f"guong-{exemplar.pk}"
    taken = set(Exemplar.objects.exclude(pk=exemplar.pk).filter(slug__startswith=base).values_list("slug", flat=True))
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug


# The public -------------------------------------------------------------------------------------------------------------
@dataclasses.dataclass(frozen=True, slots=True)
class Story:
    """All that people without an account may know of an exemplar. What is not here cannot reach their page."""

    slug: str
    name: str
    title: str
    field: str
    unit: str
    campaign: str
    recognition_paper: str
    recognised_on: datetime.date
    summary: str
    story_html: str
    published_at: datetime.datetime
    cover: object
    cover_caption: str
    pictures: tuple
    links: tuple


def public_campaign(exemplar):
    """The campaign's name where everybody may know of it: launched, and not a unit's own."""
    campaign = exemplar.campaign
    if campaign is None or campaign.state == CampaignState.DRAFT or campaign.unit_id:
        return ""
    return campaign.name


def public_story(exemplar, *, whole=False):
    """The exemplar as `Story`; pictures and press only for its own page (`whole`)."""
    return Story(
        slug=exemplar.slug,
        name=exemplar.name,
        title=exemplar.title,
        field=exemplar.field,
        unit=exemplar.unit.name,
        campaign=public_campaign(exemplar),
        recognition_paper=exemplar.recognition_paper,
        recognised_on=exemplar.recognised_on,
        summary=exemplar.summary,
        story_html=exemplar.story_html if whole else "",
        published_at=exemplar.published_at,
        cover=None if whole else exemplar.cover,
        cover_caption="" if whole else exemplar.cover_caption,
        pictures=tuple(exemplar.pictures.all()) if whole else (),
        links=tuple(exemplar.links.all()) if whole else (),
    )


def published_list():
    """Published exemplars with cover, the latest first."""
    return with_cover(Exemplar.objects.published().select_related("unit", "campaign")).order_by("-published_at", "pk")


# Targets ----------------------------------------------------------------------------------------------------------------
def reached():
    """dict (year, state, object) → how many exemplars of the province came that far in that year.

    Counted by the day found, the day of the recognition paper, and for fostering and spreading the last step there.
    Dropped ones do not count, nor a step that was taken back.
    """
    numbers = {}
    for place, state in enumerate(ALIVE):
        there = Exemplar.objects.filter(state__in=ALIVE[place:])
        if state == S.FOUND:
            dated = there.annotate(year=ExtractYear("found_on"))
        elif state == S.RECOGNISED:
            dated = there.annotate(year=ExtractYear("recognised_on"))
        else:
            dated = there.annotate(year=ExtractYear(Subquery(_steps_to(state))))
        rows = dated.order_by().values("year", "object").annotate(number=Count("pk"))
        numbers |= {(row["year"], state, row["object"]): row["number"] for row in rows}
    return numbers


def _steps_to(state):
    steps = Transition.objects.filter(
        subject_type=ContentType.objects.get_for_model(Exemplar), subject_id=OuterRef("pk"), target=state
    )
    return steps.order_by("-at", "-pk").values("at")[:1]


def programmes():
    """Plans of several years, each with its targets in `targets`."""
    own = Q(kind=CampaignKind.PROGRAMME) | Q(pk__in=ExemplarTarget.objects.values("programme"))
    targets = ExemplarTarget.objects.order_by("year", "pk")
    return Campaign.objects.filter(own).prefetch_related(Prefetch("exemplar_targets", targets)).in_order()


def against_targets():
    """(sections, years): each programme with rows of target, number reached and whether enough; the years' totals."""
    numbers = reached()
    order = {state: place for place, state in enumerate(S)}
    sections = []
    for programme in programmes():
        rows = [
            {"target": target, "reached": (done := numbers.get(_key(target), 0)), "enough": done >= target.number}
            for target in sorted(
                programme.exemplar_targets.all(), key=lambda t: (t.year, order[t.state], t.object, t.pk)
            )
        ]
        sections.append({"programme": programme, "rows": rows})
    years = sorted({year for year, _, _ in numbers if year}, reverse=True)
    totals = [
        {"year": year, "cells": [sum(numbers.get((year, state, kind), 0) for kind in _KINDS) for state in ALIVE]}
        for year in years
    ]
    return sections, totals


_KINDS = ("collective", "person")


def _key(target):
    return target.year, S(target.state), target.object
