"""The life of a covenant: written, open for signing, signed. Each way back makes the signatures void."""

from clusters.enums import CovenantState as S
from clusters.enums import TableState
from clusters.permissions.covenants import can_conclude, can_reopen, can_write_covenant
from clusters.queries.covenants import missing, parts_of, signers, table_for
from clusters.queries.score_tables import groups_of
from clusters.rules.covenants import signing_findings
from clusters.rules.score_tables import table_findings
from core.findings import warning
from core.workflow import Step, Workflow


def opening_findings(covenant, *, on):
    """Indicators or content, a running year, members, and a score table without stopping findings."""
    table = table_for(covenant)
    checked = table_findings(table, groups_of(table)) if table and table.state == TableState.DRAFT else []
    return signing_findings(covenant, parts_of(covenant)[1], table, checked, signers(covenant.year))


def concluding_findings(covenant, *, on):
    """Who has not signed; it stops nothing, but wants a reason."""
    lacking = missing(covenant)
    if not lacking:
        return []
    return [warning("missing", f"Chưa ký: {'; '.join(str(one) for one in lacking)}.")]


COVENANT = Workflow(
    Step("open", "Mở ký giao ước", {S.DRAFT}, S.SIGNING, may=can_write_covenant, guard=opening_findings, icon="edit"),
    Step(
        "conclude", "Kết thúc việc ký", {S.SIGNING}, S.SIGNED, may=can_conclude, guard=concluding_findings,
        icon="rubber-stamp",
    ),
    Step(
        "withdraw", "Đưa về soạn thảo", {S.SIGNING}, S.DRAFT, may=can_conclude, reason=True, icon="arrow-back-up"
    ),
    Step("reopen", "Mở lại giao ước đã ký", {S.SIGNED}, S.DRAFT, may=can_reopen, reason=True, icon="lock-open"),
)  # fmt: skip
