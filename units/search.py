"""What the search of the whole product finds here: units for everybody, people within the scope of the list of people."""

from core import clock
from core.search import Hit, searches
from units.models import Appointment, Unit
from units.permissions import people_visible_to


@searches("Đơn vị", "building-community")
def find_units(user, folded, limit):
    """Units in force first, then those that ended; each says where it lies and until when it was."""
    found = Unit.objects.visible_to(user).search(folded).select_related("parent")
    day = clock.today()
    now = list(found.in_force(day).in_order()[:limit])
    past = list(found.exclude(pk__in=[u.pk for u in now]).filter(valid_to__lt=day).in_order()[: limit - len(now)])
    return [Hit(title=u.name, meta=_where(u), url=u.get_absolute_url()) for u in [*now, *past]]


def _where(unit):
    words = [unit.get_kind_display()]
    if unit.parent_id:
        words.append(unit.parent.label)
    if unit.valid_to and unit.valid_to < clock.today():
        words.append(f"đến hết {unit.valid_to:%d/%m/%Y}")
    return ", ".join(words)


@searches("Người", "user-circle")
def find_people(user, folded, limit):
    """People this person may look up, with the post they hold today."""
    people = list(people_visible_to(user).filter(is_active=True).search(folded).in_order()[:limit])
    held = Appointment.objects.current(clock.today()).filter(user__in=people).select_related("unit").order_by("pk")
    posts = {post.user_id: post for post in held}
    return [
        Hit(
            title=person.full_name,
            meta=f"{posts[person.pk].get_role_display()}, {posts[person.pk].unit.label}" if person.pk in posts else "",
            url=person.get_absolute_url(),
        )
        for person in people
    ]
