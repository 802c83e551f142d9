"""The life of a campaign: draft, launched, perhaps reviewed (sơ kết), closed (tổng kết); each step can be taken back.

A unit's own draft may be handed to the head first; that stays inside the unit.
"""

import dataclasses

from campaigns.enums import CampaignState as S
from campaigns.enums import SummaryKind
from campaigns.permissions.campaigns import (
    can_hand_back,
    can_hand_up,
    can_reopen_reviewed,
    can_reopen_unreviewed,
    can_run,
)
from core.findings import Level, blocker, warning
from core.models import IssuedDocument
from core.workflow import Step, Workflow

STEPS_OF_A_CAMPAIGN = "Luật 06/2022/QH15, Điều 17"
OUTLINE = "Thông tư 12/2019/TT-BNV; Thông tư 01/2024/TT-BNV (chưa kiểm chứng)"


def launch_findings(campaign, *, on):
    """What units must be able to read when it is launched: goals, both sets of criteria, period, paper.

    These are the product's own needs; from 2024 the law's steps ask for the same.
    """
    found, cited = [], STEPS_OF_A_CAMPAIGN if on.year >= 2024 else ""
    for value, code, message in (
        (campaign.goals, "goals", "Chưa ghi mục tiêu, nội dung thi đua."),
        (campaign.criteria_collective, "criteria-collective", "Chưa ghi tiêu chí đối với tập thể."),
        (campaign.criteria_person, "criteria-person", "Chưa ghi tiêu chí đối với cá nhân."),
    ):
        if not value.strip():
            found.append(blocker(code, message, cited))
    if not (campaign.starts_on and campaign.ends_on):
        found.append(blocker("period", "Chưa ghi đủ thời gian: từ ngày, đến hết ngày.", cited))
    elif campaign.ends_on < on:
        found.append(warning("over", f"Phong trào đã kết thúc ngày {campaign.ends_on:%d/%m/%Y}."))
    if campaign.launched_on and campaign.launched_on > on:
        found.append(blocker("future", f"Ngày phát động {campaign.launched_on:%d/%m/%Y} ở sau hôm nay."))
    if not (campaign.launch_paper.strip() or IssuedDocument.objects.of(campaign).exists()):
        found.append(blocker("paper", "Chưa có văn bản phát động: phát hành ở thẻ Văn bản, hoặc ghi số, ký hiệu."))
    if not campaign.indicators.exists():
        found.append(warning("indicators", "Chưa có chỉ tiêu nào để đơn vị đăng ký và báo cáo."))
    return found


def hand_up_findings(campaign, *, on):
    """What the launch will still ask for is said; a draft may be looked at before it is whole."""
    found = launch_findings(campaign, on=on)
    return [dataclasses.replace(each, level=Level.WARNING) if each.stops else each for each in found]


def unlaunch_findings(campaign, *, on):
    """Units that were asked to register or report still need the campaign."""
    if campaign.registration_rounds.exists() or campaign.result_rounds.exists():
        return [blocker("rounds", "Đã mở đợt đăng ký hoặc báo cáo cho đơn vị nên không thu hồi phát động được.")]
    return []


def _summary_findings(campaign, kind, *, on):
    summary = campaign.summaries.filter(kind=kind, concluded_at=None).first()
    word = SummaryKind(kind).label.lower()
    if summary is None:
        return summary, [blocker("summary", f"Chưa viết nội dung {word}.")]
    found = []
    if summary.held_on is None:
        found.append(blocker("day", f"Chưa ghi ngày {word}."))
    elif summary.held_on > on:
        found.append(blocker("day", f"Ngày {word} {summary.held_on:%d/%m/%Y} ở sau hôm nay."))
    elif campaign.launched_on and summary.held_on < campaign.launched_on:
        found.append(blocker("day", f"Ngày {word} phải sau ngày phát động {campaign.launched_on:%d/%m/%Y}."))
    if not summary.results.strip():
        found.append(blocker("results", "Chưa ghi kết quả.", OUTLINE))
    return summary, found


def review_findings(campaign, *, on):
    """A sơ kết has a day and a result; the other parts of the outline only warn."""
    summary, found = _summary_findings(campaign, SummaryKind.INTERIM, on=on)
    return found + _missing_parts(summary, warning)


def close_findings(campaign, *, on):
    """A tổng kết has a day and all five parts of the outline; nobody named as best is worth a second look."""
    summary, found = _summary_findings(campaign, SummaryKind.FINAL, on=on)
    found += _missing_parts(summary, blocker)
    if campaign.ends_on and summary and summary.held_on and summary.held_on < campaign.ends_on:
        found.append(warning("early", f"Phong trào còn đến hết ngày {campaign.ends_on:%d/%m/%Y}."))
    if not campaign.honours.exists():
        found.append(warning("honours", "Chưa chọn tập thể, cá nhân tiêu biểu."))
    return found


def _missing_parts(summary, level):
    parts = (
        ("effects", "hiệu quả, tác động"),
        ("limits", "hạn chế"),
        ("causes", "nguyên nhân"),
        ("lessons", "bài học"),
    )
    if summary is None:
        return []
    return [
        level(name, f"Chưa ghi {words}. Không có thì ghi rõ là không.", OUTLINE)
        for name, words in parts
        if not getattr(summary, name).strip()
    ]


CAMPAIGN = Workflow(
    Step("hand-up", "Gửi thủ trưởng xem", {S.DRAFT}, S.AWAITING, can_hand_up, guard=hand_up_findings, icon="send"),
    Step("take-back", "Rút về để sửa", {S.AWAITING}, S.DRAFT, can_hand_up, icon="arrow-back-up"),
    Step("hand-back", "Trả cán bộ sửa", {S.AWAITING}, S.DRAFT, can_hand_back, reason=True, icon="arrow-back-up"),
    Step("launch", "Phát động", {S.DRAFT, S.AWAITING}, S.LAUNCHED, can_run, guard=launch_findings, icon="send"),
    Step("unlaunch", "Thu hồi phát động", {S.LAUNCHED}, S.DRAFT, can_run, guard=unlaunch_findings, reason=True,
         icon="arrow-back-up"),
    Step("review", "Chốt sơ kết", {S.LAUNCHED, S.REVIEWED}, S.REVIEWED, can_run, guard=review_findings,
         icon="circle-check"),
    Step("unreview", "Mở lại sơ kết", {S.REVIEWED}, S.LAUNCHED, can_run, reason=True, icon="arrow-back-up"),
    Step("close", "Chốt tổng kết", {S.LAUNCHED, S.REVIEWED}, S.CLOSED, can_run, guard=close_findings, icon="archive"),
    Step("reopen", "Mở lại", {S.CLOSED}, S.LAUNCHED, can_reopen_unreviewed, reason=True, icon="arrow-back-up"),
    Step("reopen-reviewed", "Mở lại", {S.CLOSED}, S.REVIEWED, can_reopen_reviewed, reason=True, icon="arrow-back-up"),
)  # fmt: skip
BACK = frozenset({"take-back", "hand-back", "unlaunch", "unreview", "reopen", "reopen-reviewed"})
INTERNAL = frozenset({"hand-up", "take-back", "hand-back"})  # nobody outside the unit learns of them
