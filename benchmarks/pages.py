"""p50 and p95 of every list and detail page, as multiples of a page that does nothing.

    .venv/bin/python -m benchmarks.pages [--rounds 20] [--units 300] [--people 2000]

Without DATABASE_URL an SQLite file in a temporary folder; with it that (empty!) database is filled.
"""

import argparse
import os
import sys
import tempfile
import time


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--rounds", type=int, default=20)
    arguments.add_argument("--units", type=int, default=300)
    arguments.add_argument("--people", type=int, default=2000)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="thidua-bench-") as var:
        os.environ["THIDUA_VAR"] = var
        os.environ.setdefault("THIDUA_TODAY", "2022-03-08")
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
        run(given)


def run(given):
    import django  # noqa: PLC0415  the environment comes first

    django.setup()
    from django.conf import settings  # noqa: PLC0415  the environment comes first
    from django.core.management import call_command  # noqa: PLC0415  the environment comes first
    from django.test import Client  # noqa: PLC0415  the environment comes first

    from benchmarks import measure, pages_of, seeding, seeding_campaigns, seeding_clusters  # noqa: PLC0415  Django comes first
    from units.enums import Role  # noqa: PLC0415  Django comes first
    from units.models import User  # noqa: PLC0415  Django comes first

    settings.ROOT_URLCONF = "benchmarks.urls"
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.SECURE_SSL_REDIRECT = False
    call_command("migrate", verbosity=0)
    if User.objects.exists():
        sys.exit("the database already holds people: give an empty one")
    start = time.perf_counter()
    call_command("load_units", verbosity=0)
    call_command("load_holidays", verbosity=0)
    people, units = seeding.seed(units=given.units, people=given.people)
    campaign = seeding_campaigns.seed(units, people[Role.STAFF])
    cluster = seeding_clusters.seed(units, people[Role.STAFF])
    print(f"seeded in {time.perf_counter() - start:.0f} s: {pages_of.counted()}")
    clients = {}
    for role, person in people.items():
        clients[role] = Client()
        clients[role].force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    timings = measure.measure(pages_of.pages(clients, campaign, cluster), rounds=given.rounds)
    print("\n".join(measure.table(timings, pages_of.BASELINE)))
    if wrong := [t for t in timings if t.status != 200]:
        sys.exit(f"not answered: {', '.join(t.name for t in wrong)}")


if __name__ == "__main__":
    main()
