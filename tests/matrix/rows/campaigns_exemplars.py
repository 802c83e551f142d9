"""Exemplars: the unit and the readers of all before publication; everybody with a post, and the public page, after it.

Those of another unit read a published one without what is the unit's; that is what the marks watch.
"""

from tests.factories import exemplars as make
from tests.matrix.people import ALL, POSTED, READS, RUNS, STP, UNITS
from tests.matrix.row import Row, reads, writes
from tests.matrix.stage_exemplars import own

FINDS = RUNS | UNITS
TENDS = RUNS | STP  # those who follow one of Sở Tư pháp
KNOWS = RUNS | READS | STP


def fostered(stage, side):
    return [own(stage, side).fostered.pk]


def published(stage, side):
    return [own(stage, side).published.pk]


def recognised(stage, side):
    return [own(stage, side).recognised.pk]


def _typed(stage, side):
    return {
        "object": "person", "name": "Người mới", "unit": side.unit.pk, "found_on": "01/03/2022", "summary": "Tóm tắt",
    }  # fmt: skip


def _edited(stage, side):
    return {**_typed(stage, side), "version": own(stage, side).fostered.version, "fostering": "", "follower": ""}


def _fostering(stage, side):
    return {**_typed(stage, side), "version": own(stage, side).published.version, "fostering": "Mới", "follower": ""}


def _pictures(stage, side):
    return {
        "anh-TOTAL_FORMS": "4", "anh-INITIAL_FORMS": "0", "anh-0-file": make.photo("#9b1c1f"), "anh-0-caption": "Mới",
    }  # fmt: skip


def _places(stage, side):
    picture = own(stage, side).picture
    return {
        "cho-TOTAL_FORMS": "1", "cho-INITIAL_FORMS": "1", "cho-0-picture": picture.pk, "cho-0-place": "1",
        "cho-0-caption": "Sửa",
    }  # fmt: skip


def _target(stage, side):
    target = stage.exemplar_target
    return {
        "programme": target.programme_id, "year": "2022", "state": "spread", "object": "person", "number": "1",
        "paper": "Văn bản",
    }  # fmt: skip


def _target_args(stage, side):
    return [stage.exemplar_target.pk]


def _step(action):
    return lambda stage, side: [own(stage, side).fostered.pk, action]


def _reason(stage, side):
    return {"reason": "Xem lại"}


def _paper(stage, side):
    return {"paper": make.PAPER, "recognised_on": "01/03/2022"}


def _consent(stage, side):
    return {"consent_on": "01/03/2022", "slug": "moi"}


def _link(stage, side):
    return {"label": "Bài", "url": "https://bao.example/2"}


def _picture_of(stage, side):
    return [own(stage, side).fostered.pk, own(stage, side).doomed.pk]


def _link_of(stage, side):
    return [own(stage, side).fostered.pk, own(stage, side).link.pk]


def _on(name, get=None, post=None, args=fostered, note=""):
    return Row(f"campaigns:exemplar-{name}", get, post, args=args, two_sided=True, note=note)


ROWS = [
    Row("campaigns:exemplar-list", reads(ALL), note="everybody, each with those they may see"),
    Row("campaigns:exemplar-export", reads(ALL), note="the rows of the list"),
    Row("campaigns:exemplar-create", reads(FINDS), writes(FINDS, status=422)),
    _on("detail", reads(KNOWS, KNOWS)),
    _on("detail", reads(POSTED, POSTED), args=published, note="published"),
    _on("edit", reads(TENDS, KNOWS), writes(TENDS, KNOWS, send=_edited)),
    _on("edit", reads(TENDS, POSTED), writes(TENDS, POSTED, send=_fostering), published, "published"),
    _on("step", reads(TENDS, KNOWS), writes(TENDS, KNOWS, send=_reason), _step("unfoster"), "by the unit"),
    _on("step", reads(RUNS, KNOWS), writes(RUNS, KNOWS, send=_paper), _step("recognise"), "by the standing body"),
    _on("publish", reads(RUNS, KNOWS), writes(RUNS, KNOWS, send=_consent), recognised),
    _on("withdraw", reads(RUNS, POSTED), writes(RUNS, POSTED), published),
    _on("pictures", reads(TENDS, KNOWS), writes(TENDS, KNOWS, send=_pictures)),
    _on("pictures", reads(RUNS, POSTED), writes(RUNS, POSTED, send=_pictures), published, "published"),
    _on("pictures-arrange", post=writes(TENDS, KNOWS, send=_places)),
    _on("picture-remove", reads(TENDS, KNOWS), writes(TENDS, KNOWS), args=_picture_of),
    _on("link-add", reads(TENDS, KNOWS), writes(TENDS, KNOWS, send=_link)),
    _on("link-remove", post=writes(TENDS, KNOWS), args=_link_of),
    Row("campaigns:exemplar-targets", reads(RUNS | READS)),
    Row("campaigns:exemplar-target-create", reads(RUNS), writes(RUNS, send=_target)),
    Row("campaigns:exemplar-target-edit", reads(RUNS), writes(RUNS, send=_target), args=_target_args),
    Row("campaigns:exemplar-target-remove", reads(RUNS), writes(RUNS), args=_target_args),
    # Without an account
    Row("campaigns:exemplar-public-list", reads(ALL, outside=200)),
    _on("public", reads(ALL, outside=200), args=lambda stage, side: [f"guong-{side.name}"]),
    _on("picture", reads(ALL, outside=200), args=lambda s, side: [own(s, side).shown.uuid, "lon"], note="published"),
    _on("picture", reads(KNOWS, KNOWS, outside=404), args=lambda s, side: [own(s, side).picture.uuid, "nho"]),
]
