"""Signatures under a covenant for tests: the khối that signs, its addresses, passwords, and what a refusal says."""

import pytest
from django.urls import reverse

from clusters.services import signing
from core.errors import Refused
from tests.factories import clusters as make

AT = make.NOW
PASSWORD = "mat-khau-dai-2022"


def khoi(world):
    """Sở Tư pháp heads, Sở Y tế and Tuần Giáo are members; nobody heads Tuần Giáo."""
    return make.running(world, "Khối nội chính", world.stp, world.syt, world.tuangiao, head=world.stp)


def with_password(person):
    person.set_password(PASSWORD)
    person.save(update_fields=["password"])
    return person


def sign_address(covenant, unit, name="clusters:covenant-sign"):
    return reverse(name, args=[covenant.year_id, make.membership_of(covenant.year, unit).pk])


def paper_signed(world, covenant, unit, **how):
    how = {"name": "Lò Văn Muôn", "title": "Chủ tịch", "digest": covenant.digest, "by": world.hanh, "at": AT} | how
    return signing.record_paper_signature(covenant, make.membership_of(covenant.year, unit), **how)


def refusal(act):
    with pytest.raises(Refused) as refused:
        act()
    return str(refused.value)
