from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "plans"
    verbose_name = "Kế hoạch"

    def ready(self):
        """Each import registers something: file guards, duties owed, searches."""
        from plans.notices import reports as report_notices  # noqa: F401, PLC0415  models are ready only now
        from plans.notices import targets as target_notices  # noqa: F401, PLC0415  models are ready only now
        from plans.notices import unit_plans as unit_plan_notices  # noqa: F401, PLC0415  models are ready only now
        from plans.obligations import activities, reports, targets, tasks, unit_plans  # noqa: F401, PLC0415  models are ready only now
        from plans.permissions import activities as activity_files  # noqa: F401, PLC0415  models are ready only now
        from plans.permissions import reports as report_files  # noqa: F401, PLC0415  models are ready only now
        from plans.permissions import targets as target_files  # noqa: F401, PLC0415  models are ready only now
        from plans.permissions import unit_plans as unit_plan_files  # noqa: F401, PLC0415  models are ready only now
        from plans.queries import report_search, search, target_search, unit_plan_search  # noqa: F401, PLC0415  models are ready only now
