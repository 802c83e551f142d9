"""What the plans app keeps, by noun."""

from plans.models.activities import Activity, ActivityMember, ActivityUnit
from plans.models.annual import AnnualPlan, PlanDuty, PlanReading, PlanTask, TaskEvidence, TaskUpdate
from plans.models.unit_plans import (
    UnitPlan,
    UnitPlanComment,
    UnitPlanExtension,
    UnitPlanReminder,
    UnitPlanRound,
    UnitPlanTask,
)

__all__ = [
    "Activity",
    "ActivityMember",
    "ActivityUnit",
    "AnnualPlan",
    "PlanDuty",
    "PlanReading",
    "PlanTask",
    "TaskEvidence",
    "TaskUpdate",
    "UnitPlan",
    "UnitPlanComment",
    "UnitPlanExtension",
    "UnitPlanReminder",
    "UnitPlanRound",
    "UnitPlanTask",
]
