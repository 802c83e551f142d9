"""The life of a score table: drafted, frozen, replaced by the next version."""

from clusters.enums import TableState as S
from clusters.permissions.score_tables import can_freeze
from clusters.rules.score_tables import table_findings
from core.workflow import Step, Workflow


def freezing_findings(table, *, on):
    return table_findings(table, list(table.groups.prefetch_related("criteria")))


SCORE_TABLE = Workflow(
    Step("freeze", "Chốt bảng điểm", {S.DRAFT}, S.FROZEN, may=can_freeze, guard=freezing_findings, icon="lock"),
    Step("replace", "Thay bằng lần mới", {S.FROZEN}, S.REPLACED, may=can_freeze, reason=True, icon="copy"),
)
