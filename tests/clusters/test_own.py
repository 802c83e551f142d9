"""What a reader's own unit has in a year: the list and the page of the year lead to it."""

from django.urls import reverse

from clusters.enums import SheetState
from tests.factories import clusters as make
from tests.factories import scoring


def test_the_officer_is_led_from_the_list_and_the_year_to_the_own_sheet(world, client_for):
    year = make.running(world, "Khối nội chính", world.stp, world.snv, head=world.stp)
    table = scoring.table(year)
    members = [make.membership_of(year, unit) for unit in (world.stp, world.snv)]
    own, other = (scoring.sheet(member, table, state=SheetState.SELF) for member in members)
    scoring_address = reverse("clusters:sheet-edit", args=[own.pk])

    listed = client_for(world.lan).get("/cum-khoi/").content.decode()
    shown = client_for(world.lan).get(year.get_absolute_url())

    assert own.get_absolute_url() in listed and other.get_absolute_url() not in listed
    assert shown.context["sheets"] == [own]
    assert [address for _, address, _ in shown.context["waiting"]] == [scoring_address]
    assert f'btn btn-primary" href="{scoring_address}"' in shown.content.decode()

    type(own).objects.filter(pk=own.pk).update(state=SheetState.VERIFYING)
    assert client_for(world.lan).get(year.get_absolute_url()).context["waiting"] == []
    assert client_for(world.ha).get(year.get_absolute_url()).context["sheets"] == []


def test_who_scores_the_sheets_of_others_is_led_to_the_one_that_waits_or_to_the_list(world, client_for):
    year = make.running(world, "Khối nội chính", world.stp, world.snv, world.syt, head=world.stp)
    table = scoring.table(year)
    sheets = [
        scoring.sheet(make.membership_of(year, unit), table, state=SheetState.VERIFYING)
        for unit in (world.stp, world.snv, world.syt)
    ]

    def asked(person):
        return [address for _, address, _ in client_for(person).get(year.get_absolute_url()).context["waiting"]]

    assert asked(world.lan) == [reverse("clusters:sheet-list", args=[year.pk])]
    assert asked(world.hoa) == []
    type(sheets[1]).objects.filter(pk=sheets[1].pk).update(state=SheetState.ASSESSING)
    assert asked(world.lan) == [sheets[2].get_absolute_url()]
    assert asked(world.hanh) == [sheets[0].get_absolute_url(), sheets[1].get_absolute_url()]
