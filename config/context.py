"""What every page shows around its content."""

from django.conf import settings
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from campaigns.queries.waiting import answers, waiting_count
from config.navigation import address, navigation, person_menu
from core import clock, words
from core.notices import unread_count
from plans.enums import FilingState
from plans.models import AnnualPlan, TargetRegistration, UnitPlan, UnitReport
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


WAITING = (UnitPlan, UnitReport, TargetRegistration)  # what the standing body has to answer, in this order


def plans_of_years(user):
    """The years with a plan this person may read, newest first, and for the standing body how much of each kind waits."""
    receives = rights_of(user).is_standing_body
    waiting = {f"waiting_{n}": _waiting(model) for n, model in enumerate(WAITING)} if receives else {}
    plans = AnnualPlan.objects.visible_to(user).annotate(**waiting).order_by("-year")
    return [(year, numbers) for year, *numbers in plans.values_list("year", *waiting)]


def _waiting(model):
    filed = model.objects.of_units().filter(round__plan=OuterRef("pk"), state=FilingState.FILED)
    return Coalesce(Subquery(filed.order_by().values("round__plan").annotate(number=Count("pk")).values("number")), 0)


def counts(user, plans, today):
    """Numbers beside lines of the navigation: how much waits for this person's answer.

    Of what the province asks this year, of the standing body; in campaigns, also of a unit with campaigns of its own.
    """
    found = {"campaigns:campaign-list": waiting_count(user)} if answers(user) else {}
    if not rights_of(user).is_standing_body:
        return found
    numbers = dict(plans).get(today.year, [0] * len(WAITING))
    names = ("plans:unit-plan-board", "plans:report-round-list", "plans:target-list")
    return found | dict(zip(names, numbers, strict=True))


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
