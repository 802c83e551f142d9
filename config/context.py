"""What every page shows around its content."""

from core import clock


def shell(request):
    return {"today": clock.today(), "simulated_today": clock.simulated()}
