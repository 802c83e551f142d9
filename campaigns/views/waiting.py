"""What units filed in campaigns and this person has not answered yet: the list behind the number in the navigation."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.views.decorators.http import require_safe

from campaigns.forms.rounds import PageForm
from campaigns.queries.waiting import answers, waiting_for
from core import clock
from core.http import page

PER_PAGE = 50


@require_safe
def waiting_list(request):
    if not answers(request.user):
        raise PermissionDenied
    rows = Paginator(waiting_for(request.user), PER_PAGE).get_page(PageForm(request.GET).number())
    on = clock.today()
    rows.object_list = [(filing, filing.days_late(on=on)) for filing in rows.object_list]
    return page(request, "campaigns/waiting_list.html", {"rows": rows})
