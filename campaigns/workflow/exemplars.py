"""The life of an exemplar: found, fostered, recognised, spread; a step back or the end needs a reason."""

from campaigns.enums import ExemplarState as S
from campaigns.permissions.exemplars import can_drop, can_judge, can_tend
from core.findings import blocker, warning
from core.workflow import Step, Workflow

PUBLIC = frozenset({S.RECOGNISED, S.SPREAD})  # only these may stand on the public page
SET_BACK = frozenset({"unfoster", "unrecognise", "unspread", "drop"})


def fostering_findings(exemplar, *, on):
    found = []
    if not exemplar.follower_id:
        found.append(warning("follower", "Chưa ghi người theo dõi, bồi dưỡng."))
    if not exemplar.fostering.strip():
        found.append(warning("fostering", "Chưa ghi kế hoạch bồi dưỡng."))
    return found


def recognition_findings(exemplar, *, on):
    """Recognition stands on a paper with a day."""
    found = []
    if not exemplar.recognition_paper.strip():
        found.append(blocker("paper", "Cần ghi văn bản công nhận."))
    if exemplar.recognised_on is None:
        found.append(blocker("day", "Cần ghi ngày công nhận."))
    elif exemplar.recognised_on > on:
        found.append(blocker("future", f"Ngày công nhận {exemplar.recognised_on:%d/%m/%Y} chưa đến."))
    elif exemplar.recognised_on < exemplar.found_on:
        found.append(blocker("early", f"Ngày công nhận không thể trước ngày phát hiện {exemplar.found_on:%d/%m/%Y}."))
    return found


def spreading_findings(exemplar, *, on):
    return [] if exemplar.story.strip() else [warning("story", "Chưa có câu chuyện, cách làm để nơi khác học theo.")]


EXEMPLAR = Workflow(
    Step("foster", "Đưa vào bồi dưỡng", {S.FOUND}, S.FOSTERED, may=can_tend, guard=fostering_findings, icon="progress"),
    Step(
        "recognise",
        "Ghi nhận công nhận",
        {S.FOSTERED},
        S.RECOGNISED,
        may=can_judge,
        guard=recognition_findings,
        icon="rubber-stamp",
    ),
    Step("spread", "Đưa vào nhân rộng", {S.RECOGNISED}, S.SPREAD, may=can_judge, guard=spreading_findings, icon="send"),
    Step("unfoster", "Trở lại phát hiện", {S.FOSTERED}, S.FOUND, may=can_drop, reason=True, icon="arrow-back-up"),
    Step(
        "unrecognise",
        "Trở lại bồi dưỡng",
        {S.RECOGNISED},
        S.FOSTERED,
        may=can_judge,
        reason=True,
        icon="arrow-back-up",
    ),
    Step("unspread", "Thôi nhân rộng", {S.SPREAD}, S.RECOGNISED, may=can_judge, reason=True, icon="arrow-back-up"),
    Step(
        "drop",
        "Thôi theo dõi",
        {S.FOUND, S.FOSTERED, S.RECOGNISED, S.SPREAD},
        S.DROPPED,
        may=can_drop,
        reason=True,
        icon="x",
    ),
    Step("resume", "Theo dõi lại", {S.DROPPED}, S.FOUND, may=can_tend, reason=True, icon="arrow-back-up"),
)
