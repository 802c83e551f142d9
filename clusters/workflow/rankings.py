"""The life of a ranking: prepared, published, opened again. A new publication is a new row with the next number."""

from clusters.enums import RankingState as S
from clusters.permissions.rankings import may_publish
from core.workflow import Step, Workflow

RANKING = Workflow(
    Step("publish", "Công bố xếp hạng", {S.DRAFT}, S.PUBLISHED, may=may_publish, icon="lock"),
    Step("reopen", "Mở lại xếp hạng", {S.PUBLISHED}, S.WITHDRAWN, may=may_publish, reason=True, icon="lock-open"),
)
