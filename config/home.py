"""Bàn làm việc: what waits for the person who signed in."""

from core.http import page


def desk(request):
    return page(request, "home/desk.html")
