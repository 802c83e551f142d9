"""What every page shows around its content."""

from django.conf import settings

from config.navigation import address, navigation, person_menu
from core import clock, words
from core.notices import unread_count
from plans.models import AnnualPlan
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
    return around | {
        "navigation": navigation(user, match.view_name if match else ""),
        "person_menu": person_menu(),
        "post_words": post_words(user),
        "search_url": address("core:search"),
        "suggest_url": address("core:search-suggest"),
        "search_words": "",
        "notices_url": address("core:notice-list"),
        "sign_out_url": address("units:sign-out"),
        "unread_notices": unread_count(user),
        **years(user, match, today),
    }


def post_words(user):
    """The first post held today, as it stands under the name: “Chuyên viên, Ban TĐKT tỉnh”."""
    posts = rights_of(user).posts
    if not posts:
        return "chưa có phân công"
    return f"{posts[0].title}, {posts[0].unit_name}" if posts[0].title else posts[0].unit_name


def years(user, match, today):
    """The years with a plan this person may read, newest first, and the year the page is about."""
    shown = match.kwargs.get("year") if match else None
    shown = int(shown) if str(shown).isdigit() else today.year
    known = AnnualPlan.objects.visible_to(user).order_by("-year").values_list("year", flat=True)
    rows = [
        {"year": year, "url": url, "current": year == shown}
        for year in known
        if (url := address("plans:plan-detail", year))
    ]
    return {"years": rows, "shown_year": shown}
