"""What the plans app keeps, by noun."""

from plans.models.activities import Activity, ActivityMember, ActivityUnit
from plans.models.annual import AnnualPlan, PlanDuty, PlanReading, PlanTask, TaskEvidence, TaskUpdate
from plans.models.reports import (
    ReportIndicator,
    ReportRound,
    ReportValue,
    UnitReport,
    UnitReportComment,
    UnitReportExtension,
    UnitReportReminder,
)
from plans.models.targets import (
    TargetGoal,
    TargetRegistration,
    TargetRegistrationComment,
    TargetRegistrationExtension,
    TargetRegistrationReminder,
    TargetRound,
    TargetTitle,
)
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
    "ReportIndicator",
    "ReportRound",
    "ReportValue",
    "TargetGoal",
    "TargetRegistration",
    "TargetRegistrationComment",
    "TargetRegistrationExtension",
    "TargetRegistrationReminder",
    "TargetRound",
    "TargetTitle",
    "TaskEvidence",
    "TaskUpdate",
    "UnitPlan",
    "UnitPlanComment",
    "UnitPlanExtension",
    "UnitPlanReminder",
    "UnitPlanRound",
    "UnitPlanTask",
    "UnitReport",
    "UnitReportComment",
    "UnitReportExtension",
    "UnitReportReminder",
]
