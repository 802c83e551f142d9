"""Who had which right on which day, and what sign-in demands of each role."""

from django.core.paginator import Paginator
from django.views.decorators.http import require_safe

from core import clock, text
from core.errors import Refused
from core.http import done, invalid, page, posted
from core.search import every_word
from units import middleware, queries
from units.forms.people import RightsFilterForm, SecurityForm
from units.permissions import can_see_people, can_set_security
from units.services import second_factor as factors
from units.signin import password_again
from units.views.gates import only

PER_PAGE = 50


def filtered(request):
    form = RightsFilterForm(request.GET or None)
    form.is_valid()
    given = getattr(form, "cleaned_data", {})
    on = given.get("on") or clock.today()
    posts = queries.rights_register(request.user, on)
    if given.get("role"):
        posts = posts.filter(role=given["role"])
    return posts.filter(every_word(text.fold(given.get("q") or ""), "user__folded")), form, on


@require_safe
@only(can_see_people)
def rights_on_day(request):
    posts, form, on = filtered(request)
    shown = Paginator(posts, PER_PAGE).get_page(request.GET.get("page"))
    return page(request, "units/rights_on_day.html", {"form": form, "on": on, "page": shown}, partial="rows")


@only(can_set_security)
@password_again
def security(request):
    required = sorted(queries.required_factor_roles())
    form = SecurityForm(posted(request), initial={"roles": required})
    if form.is_valid():
        try:
            factors.require_for_roles(form.cleaned_data["roles"], by=request.user, at=clock.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            middleware.forget_required()
            return done(request, "units:security", "Đã lưu yêu cầu đăng nhập.")
    context = {"form": form}
    return (
        invalid(request, "units/security.html", context)
        if form.errors
        else page(request, "units/security.html", context)
    )
