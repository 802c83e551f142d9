"""What every page shows around its content."""

from django.conf import settings
from django.db.models import Count, Q

from config.navigation import address, navigation, person_menu
from core import clock, words
from core.notices import unread_count
from plans.enums import FilingState
from plans.models import AnnualPlan, TargetRegistration, UnitReport
from units.rights import rights_of


def shell(request):
    """Around a signed-in person's page: navigation, search, years, notices, the person. Little for a stranger."""
    today, simulated = clock.today(), clock.simulated()
    around = {
        "today": today,
        "province": settings.PROVINCE,
        "simulated_today": simulated,
        "today_words": f"{words.weekday(today)}, {today:%d/%m/%Y}",
    }
    user = getattr(request, "user", None)
    signed_in = bool(user and user.is_authenticated)
    around["layout"] = "base.html" if signed_in else "base_bare.html"
    if not signed_in:
        return around
    match = request.resolver_match
    plans = plans_of_years(user)
    return around | {
        "navigation": navigation(user, match.view_name if match else "", counts(user, plans, today)),
        "person_menu": person_menu(),
        "post_words": post_words(user),
        "search_url": address("core:search"),
        "suggest_url": address("core:search-suggest"),
        "search_words": "",
        "notices_url": address("core:notice-list"),
        "sign_out_url": address("units:sign-out"),
        "unread_notices": unread_count(user),
        **years(plans, match, today),
    }


def post_words(user):
    """The first post held today, as it stands under the name: “Chuyên viên, Ban TĐKT tỉnh”."""
    posts = rights_of(user).posts
    if not posts:
        return "chưa có phân công"
    return f"{posts[0].title}, {posts[0].unit_name}" if posts[0].title else posts[0].unit_name


def plans_of_years(user):
    """The years with a plan this person may read, newest first, and how many unit plans of each wait for an answer."""
    waiting = Count("unit_plan_rounds__unit_plans", filter=Q(unit_plan_rounds__unit_plans__state=FilingState.FILED))
    return list(
        AnnualPlan.objects.visible_to(user).annotate(waiting=waiting).order_by("-year").values_list("year", "waiting")
    )


def counts(user, plans, today):
    """Numbers beside lines of the navigation: the standing body sees how much waits for its answer this year."""
    if not rights_of(user).is_standing_body:
        return {}
    filed = {"round__year": today.year, "state": FilingState.FILED}
    return {
        "plans:unit-plan-board": dict(plans).get(today.year, 0),
        "plans:report-round-list": UnitReport.objects.filter(**filed).count(),
        "plans:target-list": TargetRegistration.objects.of_units().filter(**filed).count(),
    }


def years(plans, match, today):
    """The choice of years in the top bar, and the year the page is about."""
    shown = match.kwargs.get("year") if match else None
    shown = int(shown) if str(shown).isdigit() else today.year
    rows = [
        {"year": year, "url": url, "current": year == shown}
        for year, _ in plans
        if (url := address("plans:plan-detail", year))
    ]
    return {"years": rows, "shown_year": shown}
