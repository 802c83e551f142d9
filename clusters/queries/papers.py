"""Papers of a year, and the text a plan or an outline begins with: built from what is known, edited by people.

A sentence whose fact is not known is left out or leaves room; no day and no number is made up.
"""

from clusters.enums import CovenantState, MemberRole, MilestoneKind, PaperKind
from clusters.models import ClusterPaper, Covenant
from clusters.queries.lists import milestones_of
from clusters.queries.members import rows
from core.markup import first_words

ROOM = "…"
MILESTONE_WORK = {
    MilestoneKind.REGISTRATION: "Các đơn vị đăng ký thi đua với đơn vị trưởng",
    MilestoneKind.COVENANT: "Ký giao ước thi đua",
    MilestoneKind.SELF_SCORE: "Tự chấm điểm, gửi minh chứng",
    MilestoneKind.MID_YEAR: "Sơ kết 6 tháng đầu năm",
    MilestoneKind.YEAR_END: "Tổng kết, bình xét, suy tôn",
}
# Phần của báo cáo sơ kết, tổng kết: the usual outline (domain convention), with limits, causes and lessons of TT 01/2024.
OUTLINE = (
    ("I. Đặc điểm tình hình", ("Thuận lợi, khó khăn trong kỳ.",)),
    (
        "II. Kết quả",
        (
            "Công tác lãnh đạo, chỉ đạo.",
            "Kết quả từng phong trào thi đua, kèm số liệu so với kế hoạch và cùng kỳ.",
            "Công tác khen thưởng: bảng số liệu theo hình thức, tập thể, cá nhân.",
            "Phát hiện, bồi dưỡng, nhân rộng điển hình tiên tiến.",
            "Hoạt động của cụm, khối: thực hiện giao ước, các phiên họp.",
            "Quản lý nhà nước: văn bản, tập huấn, kiểm tra, hồ sơ, ứng dụng công nghệ thông tin, Quỹ, sáng kiến.",
        ),
    ),
    ("III. Hạn chế, nguyên nhân, bài học kinh nghiệm", ("Hạn chế.", "Nguyên nhân.", "Bài học kinh nghiệm.")),
    ("IV. Phương hướng, nhiệm vụ", ("Nhiệm vụ trọng tâm và giải pháp kỳ tới.",)),
    ("V. Kiến nghị, đề xuất", ("Với trưởng cụm, khối; với Ban Thi đua - Khen thưởng; với cấp trên.",)),
)


def papers():
    """Papers with their year and what its permissions read."""
    return ClusterPaper.objects.select_related("year__cluster", "written_by").prefetch_related("year__memberships")


def papers_of(year):
    """The papers of a year, the plan first; who may read which is the caller's question."""
    found = list(year.papers.select_related("written_by").order_by("pk"))
    for paper in found:
        paper.year = year
    return sorted(found, key=lambda paper: PaperKind.values.index(paper.kind))


def model_title(year, kind):
    cluster = year.cluster
    if kind == PaperKind.PLAN:
        return f"Hoạt động của {cluster.name} năm {year.year}"
    return f"Báo cáo sơ kết, tổng kết công tác thi đua, khen thưởng năm {year.year} của {cluster.name}"


def model_text(year, kind, *, on):
    """Light markup. `year` as `queries.lists.whole` gives it; the covenant only from its signing on."""
    members = [row for row in rows(year.memberships.all(), on=on) if not row.has_left]
    campaigns = _campaigns(year)
    return (_plan if kind == PaperKind.PLAN else _outline)(year, members, campaigns)


def _campaigns(year):
    covenant = Covenant.objects.filter(year=year).exclude(state=CovenantState.DRAFT).first()
    return list(covenant.campaigns.order_by("position", "pk")) if covenant else []


def _plan(year, members, campaigns):
    noun = year.cluster.noun
    lines = [
        "# I. Mục đích, yêu cầu",
        f"Tổ chức các hoạt động của {noun} năm {year.year} thiết thực; các đơn vị thành viên cùng thực hiện giao ước thi "
        "đua, chia sẻ kinh nghiệm và bình xét công khai.",
        f"# II. Thành viên của {noun}",
        *[f"- {row.name}{_role(row)}" for row in members],
    ]
    if campaigns:
        lines += ["# III. Phong trào thi đua theo giao ước", *map(_campaign, campaigns)]
    lines += [f"# {'IV' if campaigns else 'III'}. Thời gian thực hiện", *map(_milestone, milestones_of(year))]
    above = "Ban Thi đua - Khen thưởng Trung ương" if year.cluster.is_inter else "Ban Thi đua - Khen thưởng tỉnh"
    head = next((row for row in members if row.membership.role == MemberRole.HEAD), None)
    lines += [
        f"# {'V' if campaigns else 'IV'}. Tổ chức thực hiện",
        f"- {head.name if head else f'Đơn vị trưởng {noun}'}: chủ trì các hoạt động, tổng hợp, báo cáo {above}.",
        "- Các đơn vị thành viên: thực hiện kế hoạch, báo cáo đúng hạn, tự chấm điểm và gửi minh chứng.",
    ]
    return "\n".join(lines)


def _role(row):
    return f" ({row.membership.role_words})" if row.membership.role_words else ""


def _campaign(each):
    more = [words for words in (each.goal and first_words(each.goal, 200), each.period) if words]
    return f"- {each.name}{': ' + '; '.join(more) if more else ''}"


def _milestone(milestone):
    work = MILESTONE_WORK.get(milestone.kind, milestone.get_kind_display())
    if milestone.done_on:
        place = f", tại {milestone.place}" if milestone.place else ""
        return f"- {work}: đã thực hiện ngày {milestone.done_on:%d/%m/%Y}{place}."
    if milestone.deadline is None or not (milestone.year.basis or milestone.year.cluster.is_inter):
        return f"- {work}: {ROOM}"  # a day of the model is of another province: people set their own
    return f"- {work}: {milestone.deadline.wording}."


def _outline(year, members, campaigns):
    lines = [f"Các đơn vị thành viên ({len(members)} đơn vị) báo cáo theo các phần sau."]
    for title, items in OUTLINE:
        lines += [f"# {title}", *(f"- {item}" for item in items)]
        if title.startswith("II.") and campaigns:
            lines += ["Các phong trào trong giao ước cần có số liệu riêng:", *(f"- {each.name}" for each in campaigns)]
    if year.cluster.is_inter:
        lines += ["# Biểu kèm theo", "Biểu mẫu số 01, 03, 05 của Ban Thi đua - Khen thưởng Trung ương."]
    return "\n".join(lines)
