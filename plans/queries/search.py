"""What the global search finds of plans and tasks: only plans the person may read."""

from core.search import Hit, every_word, searches
from plans.models import AnnualPlan, PlanTask


@searches("Kế hoạch năm", "calendar-event")
def plans(user, folded, limit):
    found = AnnualPlan.objects.visible_to(user).filter(every_word(folded))
    return [
        Hit(str(plan), plan.get_absolute_url(), f"{plan.subject}, {plan.get_state_display().lower()}")
        for plan in found.order_by("-year", "pk")[:limit]
    ]


@searches("Nhiệm vụ", "list-check")
def tasks(user, folded, limit):
    found = PlanTask.objects.visible_to(user).search(folded).select_related("plan")
    return [
        Hit(task.text[:160], task.get_absolute_url(), f"Kế hoạch năm {task.plan.year}, {task.lead}")
        for task in found.order_by("-plan__year", "position", "pk")[:limit]
    ]
