"""The life of a score sheet: the member scores, its head sends, head or deputies verify, the standing body assesses.

For a member from outside the province the standing body scores and sends; the reason of that step names the paper.
"""

from clusters.enums import RankingState, Scorer, Stage
from clusters.enums import SheetState as S
from clusters.permissions.score_sheets import can_assess, can_confirm, can_enter_for, can_submit, can_verify
from clusters.queries.score_sheets import count_one
from clusters.rules.entries import code_of
from core.findings import blocker, warning
from core.workflow import Step, Workflow

NAMED = 6  # criteria named in one finding; the page marks all of them


def _named(lines):
    shown = ", ".join(code_of(line.criterion) or line.criterion.name for line in lines[:NAMED])
    return f"{shown} và {len(lines) - NAMED} tiêu chí khác" if len(lines) > NAMED else shown


def self_findings(sheet, *, on):
    """What the member must still score itself; what cannot be computed may be left to those who verify."""
    counted = count_one(sheet, Stage.SELF)
    lines = [line for line in counted.lines if line.is_open and line.criterion.scorer == Scorer.MEMBER]
    blank = [line for line in lines if _says_nothing(line.score)]
    found = []
    if blank:
        text = f"Còn {len(blank)} tiêu chí chưa chấm: {_named(blank)}. Hãy chấm, hoặc ghi không áp dụng kèm lý do."
        found.append(blocker("blank", text))
    if missing := [line for line in lines if line not in blank and _misses_actual(line.score)]:
        found.append(blocker("actual", f"Còn {len(missing)} tiêu chí thiếu số thực hiện: {_named(missing)}."))
    if rest := [line for line in lines if line not in blank and line not in missing]:
        text = f"{len(rest)} tiêu chí không tính được, để người thẩm định chấm: {_named(rest)}."
        found.append(warning("open", text))
    return found


def _says_nothing(score):
    return score is None or (score.plan is None and score.actual is None and not score.grade and score.points is None)


def _misses_actual(score):
    return bool(score.plan) and score.actual is None


def verified_findings(sheet, *, on):
    """What nobody could compute and nobody has scored yet; the standing body may still do it."""
    counted = count_one(sheet, Stage.VERIFIED)
    lines = [line for line in counted.lines if line.is_open and line.criterion.scorer == Scorer.MEMBER]
    return [warning("open", f"Còn {len(lines)} tiêu chí chưa có điểm: {_named(lines)}.")] if lines else []


def final_findings(sheet, *, on):
    """A final sheet has a score, or a reason why not, in every line."""
    lines = [line for line in count_one(sheet, Stage.ASSESSED).lines if line.is_open]
    return [blocker("open", f"Còn {len(lines)} tiêu chí chưa có điểm: {_named(lines)}.")] if lines else []


def reopening_findings(sheet, *, on):
    """What was published stays as it was published."""
    if sheet.year.rankings.filter(state=RankingState.PUBLISHED).exists():
        return [blocker("published", "Xếp hạng năm này đã công bố. Muốn sửa phiếu, hãy mở lại xếp hạng trước.")]
    return []


SCORE_SHEET = Workflow(
    Step("submit", "Trình thủ trưởng", {S.SELF}, S.CONFIRMING, may=can_submit, guard=self_findings, icon="send"),
    Step("withdraw", "Rút về để sửa", {S.CONFIRMING}, S.SELF, may=can_submit, icon="arrow-back-up"),
    Step("hand_back", "Trả cán bộ sửa", {S.CONFIRMING}, S.SELF, may=can_confirm, reason=True, icon="arrow-back-up"),
    Step("confirm", "Xác nhận và gửi", {S.CONFIRMING}, S.VERIFYING, may=can_confirm, guard=self_findings, icon="send"),
    Step(
        "send_for",
        "Gửi thay đơn vị",
        {S.SELF},
        S.VERIFYING,
        may=can_enter_for,
        guard=self_findings,
        reason=True,
        icon="send",
    ),
    Step("return", "Trả đơn vị chấm lại", {S.VERIFYING}, S.SELF, may=can_verify, reason=True, icon="arrow-back-up"),
    Step(
        "verify",
        "Ghi đã thẩm định",
        {S.VERIFYING},
        S.ASSESSING,
        may=can_verify,
        guard=verified_findings,
        icon="circle-check",
    ),
    Step(
        "send_back", "Trả thẩm định lại", {S.ASSESSING}, S.VERIFYING, may=can_assess, reason=True, icon="arrow-back-up"
    ),
    Step("finalise", "Chốt điểm", {S.ASSESSING}, S.FINAL, may=can_assess, guard=final_findings, icon="lock"),
    Step(
        "reopen",
        "Mở lại phiếu",
        {S.FINAL},
        S.ASSESSING,
        may=can_assess,
        guard=reopening_findings,
        reason=True,
        icon="arrow-back-up",
    ),
)
# Steps that stay inside the member: nobody outside learns of them, nor of their reasons.
INTERNAL = frozenset({"submit", "withdraw", "hand_back"})
BACK = frozenset({"return", "send_back", "reopen"})  # why is told to the member, not to its rivals
