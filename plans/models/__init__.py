"""What the plans app keeps, by noun."""

from plans.models.annual import AnnualPlan, PlanDuty, PlanTask, TaskEvidence, TaskUpdate

__all__ = ["AnnualPlan", "PlanDuty", "PlanTask", "TaskEvidence", "TaskUpdate"]
