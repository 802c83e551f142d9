"""A person's due dates for a calendar program, under a secret address they may renew or withdraw."""

import datetime
import secrets

from django.db import transaction
from django.urls import reverse
from icalendar import Calendar, Event

from core import journal, obligations
from core.models.calendar import CalendarFeed
from core.notices.mail import absolute

journal.name_acts({"calendar.open": "Tạo địa chỉ lịch", "calendar.close": "Hủy địa chỉ lịch"}, administrative=True)


@transaction.atomic
def open_feed(person, *, at):
    """Give the person a new secret address; the old one, if any, is dead from now on."""
    feed, _ = CalendarFeed.objects.update_or_create(
        person=person, defaults={"token": secrets.token_urlsafe(32), "created_at": at}
    )
    journal.record("calendar.open", by=person, at=at)
    return feed


@transaction.atomic
def close_feed(person, *, at):
    """Withdraw the address; safe to repeat."""
    if CalendarFeed.objects.filter(person=person).delete()[0]:
        journal.record("calendar.close", by=person, at=at)


def feed_of(token):
    """The feed behind an address, or None; a locked account has none."""
    return CalendarFeed.objects.select_related("person").filter(token=token, person__is_active=True).first()


def render(person, *, on, at):
    """The person's duties as iCalendar bytes. Titles, units and dates only: a calendar is shown to anyone nearby."""
    calendar = Calendar()
    calendar.add("prodid", "-//Thi đua, khen thưởng//Hạn việc//VI")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Hạn việc thi đua, khen thưởng")
    calendar.add("x-wr-timezone", "Asia/Ho_Chi_Minh")
    calendar.add("x-published-ttl", "PT1H")
    for duty in obligations.owed(on=on, person=person):
        event = Event()
        event.add("uid", duty.key)
        event.add("dtstamp", at.astimezone(datetime.UTC))
        event.add("dtstart", duty.due_on)
        event.add("dtend", duty.due_on + datetime.timedelta(days=1))
        event.add("summary", f"{duty.title} ({duty.unit})" if duty.unit else duty.title)
        event.add("description", f"Hạn {duty.deadline.explained}.")
        event.add("transp", "TRANSPARENT")
        if link := absolute(duty.url):
            event.add("url", link)
        calendar.add_component(event)
    return calendar.to_ical()


def address(feed):
    """The full secret address."""
    return absolute(reverse("core:calendar-feed", args=[feed.token]))
