"""Plan and outline of a cluster: begun, written, issued under a number."""

from django.db import transaction

from clusters.documents.papers import cluster_paper
from clusters.enums import PaperKind, PaperState
from clusters.models import ClusterPaper
from clusters.permissions.clusters import can_prepare
from clusters.permissions.papers import can_write
from clusters.services.clusters import fresh, note_change
from clusters.services.numbers import numbered
from clusters.workflow.papers import PAPER
from core import documents, journal
from core.errors import Refused
from plans.services.filings import Clash

journal.name_acts(
    {"cluster.paper": "Soạn văn bản của cụm, khối", "cluster.paper-reopen": "Mở lại văn bản của cụm, khối"}
)


@transaction.atomic
def start_paper(year, *, kind, title, content, by, at):
    """Begin the plan or the outline of a year and return it. Each year has one of each; issuing again adds an issue.

    Pressed twice with the same words, the same paper comes back. Raises Refused when there is another one, or for others.
    """
    year = fresh(year)  # one at a time
    if not can_prepare(by, year):
        raise Refused("Chỉ đơn vị trưởng cụm, khối và Ban Thi đua - Khen thưởng soạn văn bản của năm chưa tổng kết.")
    there = ClusterPaper.objects.filter(year=year, kind=kind).order_by("pk").first()
    if there and (there.title, there.content) == (title, content):
        return there
    if there:
        raise Refused(f"Năm này đã có {PaperKind(kind).label.lower()}. Hãy mở văn bản đó để sửa.")
    paper = ClusterPaper.objects.create(
        year=year, kind=kind, title=title, content=content, written_by=by, version=1, updated_at=at
    )
    note_change(year, f"Soạn {PaperKind(kind).label.lower()}", by=by, at=at)
    journal.record("cluster.paper", by=by, at=at, subject=year, detail={"kind": str(kind)})
    return paper


@transaction.atomic
def save_paper(paper, *, version, title, content, by, at):
    """Write a draft. Raises Refused once issued or for others; Clash when somebody saved since `version`."""
    if not can_write(by, paper):
        raise Refused("Văn bản đã phát hành hoặc bạn không được sửa văn bản này.")
    values = {"title": title, "content": content, "written_by": by, "version": version + 1, "updated_at": at}
    rows = ClusterPaper.objects.filter(pk=paper.pk, version=version, state=PaperState.DRAFT)
    if rows.update(**values) != 1:
        raise Clash("Văn bản này vừa được người khác lưu. So sánh hai bản rồi lưu lại.")
    for name, value in values.items():
        setattr(paper, name, value)
    return paper


@transaction.atomic
def issue_paper(paper, *, words, by, at):
    """Issue the paper as it stands: a step, a number, PDF and DOCX kept. Returns the issued document.

    Without a number the next one of the cluster is taken. Raises Refused or Stale like `Workflow.take`, and Refused without
    a day or for a number another paper has; nothing has happened then.
    """
    PAPER.take(paper, "issue", by=by, at=at)
    words = numbered(paper, paper.year, words)
    issued = documents.issue(cluster_paper(paper, words, draft=False), subject=paper, by=by, at=at)
    note_change(paper.year, f"Phát hành {paper.get_kind_display().lower()} {issued.notation}", by=by, at=at)
    return issued


@transaction.atomic
def reopen_paper(paper, *, by, at, reason):
    """Open an issued paper to write its next issue; what was issued stays. Raises Refused or Stale."""
    PAPER.take(paper, "reopen", by=by, at=at, reason=reason)
    note_change(paper.year, f"Mở lại {paper.get_kind_display().lower()}", by=by, at=at, reason=reason)
    journal.record("cluster.paper-reopen", by=by, at=at, subject=paper.year)
