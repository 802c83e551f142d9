"""Covenants: the draft for those who write it, from signing on for whoever opens the year; only heads sign."""

from tests.matrix.row import Row, reads, writes
from tests.matrix.rows.clusters_score_tables import DRAFT, MEMBERS, RUNS, WRITES, pact


def _writing(stage, side):
    return [pact(stage, side).writing.pk]


def _signing(stage, side):
    return [pact(stage, side).signing.pk]


def _signed(stage, side):
    return [pact(stage, side).signed.pk]


def _own(stage, side):
    return [pact(stage, side).signing.pk, pact(stage, side).own.pk]


def _other(stage, side):
    return [pact(stage, side).signing.pk, pact(stage, side).other.pk]


def _text(stage, side):
    rows = {
        f"{prefix}-{name}": value
        for prefix in ("phong-trao", "chi-tieu")
        for name, value in (("TOTAL_FORMS", "0"), ("INITIAL_FORMS", "0"))
    }
    return rows | {"version": "1", "content": "Nội dung mới", "press": "save"}


def _because(stage, side):
    return {"reason": "Sửa chỉ tiêu"}


def _on_paper(stage, side):
    covenant = pact(stage, side).signing.covenant
    return {"name": "Lò Văn Muôn", "title": "Giám đốc", "digest": covenant.digest}


ROWS = [
    Row("clusters:covenant-detail", reads(MEMBERS, MEMBERS), args=_writing, two_sided=True),
    Row("clusters:covenant-detail", reads(MEMBERS, MEMBERS), args=_signing, note="being signed"),
    Row("clusters:covenant-detail", reads(MEMBERS, MEMBERS), args=_signed, note="signed"),
    Row("clusters:covenant-edit", reads(WRITES, DRAFT), writes(WRITES, DRAFT, send=_text), args=_writing,
        two_sided=True),
    Row("clusters:covenant-open", reads(WRITES, DRAFT), writes(WRITES, DRAFT, status=422), args=_writing),
    Row("clusters:covenant-back", reads(WRITES, MEMBERS), writes(WRITES, MEMBERS, send=_because),
        args=lambda s, side: [*_signing(s, side), "withdraw"]),
    Row("clusters:covenant-back", reads(RUNS, MEMBERS), writes(RUNS, MEMBERS, send=_because),
        args=lambda s, side: [*_signed(s, side), "reopen"], note="signed"),
    Row("clusters:covenant-sign", reads({"binh"}, MEMBERS), writes({"binh"}, MEMBERS, status=422), args=_own,
        two_sided=True),
    Row("clusters:covenant-sign", reads({"dung"}, MEMBERS), writes({"dung"}, MEMBERS, status=422), args=_other,
        note="the other member"),
    Row("clusters:covenant-ceremony", reads(WRITES, MEMBERS), args=_signing),
    Row("clusters:covenant-ceremony-sign", reads(WRITES, MEMBERS), writes(WRITES, MEMBERS, status=422), args=_own),
    Row("clusters:covenant-paper-sign", reads(WRITES, MEMBERS), writes(WRITES, MEMBERS, send=_on_paper), args=_other),
    Row("clusters:covenant-conclude", reads(WRITES, MEMBERS), writes(WRITES, MEMBERS, status=422), args=_signing),
]  # fmt: skip
