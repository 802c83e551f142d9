"""Exemplars, walked to each state through the services; and pictures as people upload them."""

import datetime
import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from campaigns.services import exemplars as services
from tests.factories.unit_plans import moment

PAPER = "Thông báo 21/TB-HĐTĐKT"
WALK = {
    "found": (),
    "fostered": ("foster",),
    "recognised": ("foster", "recognise"),
    "spread": ("foster", "recognise", "spread"),
    "dropped": ("drop",),
}


def found(unit, *, by, **changes):
    """A person of the unit, found on 10/2/2022, with a story and a plan."""
    values = {
        "object": "person",
        "name": "Lò Văn Muôn",
        "title": "Trưởng bản",
        "field": "Nông thôn mới",
        "campaign": None,
        "found_on": datetime.date(2022, 2, 10),
        "summary": "Vận động cả bản làm đường.",
        "story": "# Cách làm\nMỗi hộ góp **18** ngày công.",
        "fostering": "Mời nói chuyện ở các bản.",
    }
    return services.create_exemplar(unit=unit, by=by, at=moment(1), **{**values, **changes})


def in_state(state, unit, *, by, staff, **changes):
    exemplar = found(unit, by=by, **changes)
    for action in WALK[state]:
        how = {}
        if action == "recognise":
            how = {"paper": PAPER, "recognised_on": datetime.date(2022, 3, 1)}
        if action == "drop":
            how = {"reason": "Đã chuyển đi"}
        services.take_exemplar_step(exemplar, action, by=staff, at=moment(2), **how)
    return exemplar


def published(unit, *, by, staff, slug="lo-van-muon", **changes):
    exemplar = in_state("recognised", unit, by=by, staff=staff, **changes)
    return services.publish_exemplar(exemplar, consent_on=datetime.date(2022, 3, 2), slug=slug, by=staff, at=moment(3))


def photo(colour="#24577d", *, size=(60, 40), form="JPEG", name="anh.jpg", **saving):
    """A picture of one colour as it is uploaded."""
    buffer = io.BytesIO()
    Image.new("RGB", size, colour).save(buffer, form, **saving)
    return SimpleUploadedFile(name, buffer.getvalue())
