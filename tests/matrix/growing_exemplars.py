"""Many exemplars of the department, in every state, with pictures, press and history; and many targets."""

import datetime
import uuid

from django.contrib.contenttypes.models import ContentType

from campaigns.enums import ExemplarState
from campaigns.models import Campaign, Exemplar, ExemplarPicture, ExemplarTarget, PressLink
from core.models import Transition
from core.text import fold, sort_key
from tests.factories import exemplars as make
from tests.factories.unit_plans import moment

NOW = moment(8)
STATES = list(ExemplarState)
NAME = "Kế hoạch nhiều năm"


def begin(world):
    """One of the department, published, and a plan of several years."""
    Campaign.objects.create(
        name=NAME, kind="programme", method="thematic", scope="province", launcher="province", state="launched",
        updated_at=NOW, folded=fold(NAME), sort_key=sort_key(NAME),
    )  # fmt: skip
    return make.published(world.stp, by=world.lan, staff=world.hanh, slug="guong-dau")


def grow(world, own, start, stop):
    numbers = range(start, stop)
    programme = Campaign.objects.get(name=NAME)
    made = Exemplar.objects.bulk_create(
        Exemplar(
            object="person",
            name=f"Lò Văn Gương {n}",
            unit=world.stp,
            field=f"Lĩnh vực {n % 7}",
            campaign=programme,
            follower=world.lan,
            found_on=datetime.date(2022, 2, 1),
            state=STATES[n % 5],
            summary="Tóm tắt",
            folded=f"lo van guong {n}",
            sort_key=f"{n:04}",
            recognised_on=datetime.date(2022, 2, 2),
            slug=f"guong-{n}",
            published_at=NOW if STATES[n % 5] in ("recognised", "spread") else None,
            consent_on=datetime.date(2022, 2, 2),
            created_by=world.lan,
            updated_at=NOW,
        )
        for n in numbers
    )
    ExemplarPicture.objects.bulk_create(
        ExemplarPicture(
            exemplar=exemplar, position=place, image="x", small="x", width=1, height=1, sha256=uuid.uuid4().hex,
            caption="Ảnh", by=world.lan, at=NOW,
        )
        for n, one in zip(numbers, made, strict=True)
        for exemplar, place in ((one, 1), (own, n + 1))
    )  # fmt: skip
    PressLink.objects.bulk_create(
        PressLink(exemplar=own, label=f"Bài {n}", url=f"https://bao.example/{n}") for n in numbers
    )
    Transition.objects.bulk_create(
        Transition(
            subject_type=ContentType.objects.get_for_model(Exemplar), subject_id=own.pk, action="spread",
            label="Bước", source="recognised", target="spread", by=world.hanh, at=NOW,
        )
        for n in numbers
    )  # fmt: skip
    ExemplarTarget.objects.bulk_create(
        ExemplarTarget(programme=programme, year=2100 + n, state="found", object="person", number=n, paper="Văn bản")
        for n in numbers
    )
