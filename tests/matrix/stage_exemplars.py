"""Exemplars of both departments: one nobody outside knows of, one published whose plan nobody outside knows of."""

import dataclasses

from campaigns.models import Campaign, Exemplar, ExemplarPicture
from campaigns.services import exemplar_targets, exemplars, pictures
from core.text import fold, sort_key
from tests.factories import exemplars as make
from tests.factories.unit_plans import moment


@dataclasses.dataclass
class Exemplars:
    """One department's."""

    fostered: Exemplar
    published: Exemplar
    picture: ExemplarPicture  # of the fostered one
    doomed: ExemplarPicture  # the same; what removes it takes its bytes, and those do not come back
    shown: ExemplarPicture  # of the published one
    link: object
    recognised: Exemplar


def build(stage):
    """Put `exemplars` (dict side → Exemplars) and `exemplar_target` on the stage."""
    staff, at = stage.world.hanh, moment(8)
    stage.exemplars = {name: _of(side, staff, at) for name, side in stage.sides.items()}
    name = "Kế hoạch nhiều năm"
    programme = Campaign.objects.create(
        name=name, kind="programme", method="thematic", scope="province", launcher="province", state="launched",
        updated_at=at, folded=fold(name), sort_key=sort_key(name),
    )  # fmt: skip
    stage.exemplar_target = exemplar_targets.set_target(
        programme=programme, year=2022, state="found", object="person", number=3, paper="Văn bản", by=staff, at=at
    )


def _of(side, staff, at):
    who = {"by": side.officer, "staff": staff}
    fostered = make.in_state(
        "fostered", side.unit, **who, name=f"Gương {side.mark}", summary=side.mark, story=side.mark, field=side.mark
    )
    picture = pictures.add_picture(fostered, make.photo(), caption=f"Ảnh {side.mark}", by=side.officer, at=at)
    doomed = pictures.add_picture(fostered, make.photo("#b58a2e"), caption="Ảnh khác", by=side.officer, at=at)
    link = exemplars.add_link(fostered, label=f"Bài {side.mark}", url="https://bao.example/1", by=side.officer, at=at)
    recognised = make.in_state("recognised", side.unit, **who, name=f"Chờ {side.mark}")
    published = make.published(
        side.unit, **who, slug=f"guong-{side.name}", name=f"Công khai {side.name}", fostering=side.mark
    )
    shown = pictures.add_picture(published, make.photo(), caption="Ảnh công khai", by=staff, at=at)
    exemplars.take_exemplar_step(published, "spread", by=staff, at=at)
    exemplars.take_exemplar_step(published, "unspread", by=staff, at=at, reason=side.mark)
    return Exemplars(fostered, published, picture, doomed, shown, link, recognised)


def own(stage, side):
    return stage.exemplars[side.name]
