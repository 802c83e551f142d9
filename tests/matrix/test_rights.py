"""Every address × every person × own and another unit's objects: who gets in, who is refused, who finds nothing.

The table stands in `rows/`; on PostgreSQL a few people stand for all, before one department's objects. One test asks one
row for everybody and tells every difference at once; whatever a request wrote is taken back. No answer may carry a mark its
reader has no right to (`stage.forbidden`).
"""

import time
from collections import Counter

import pytest
from django.conf import settings, urls
from django.db import connection, transaction
from django.urls import reverse
from django.views import defaults

from tests.matrix import answers
from tests.matrix.people import ALL, EVERYBODY, OTHER_SIDE, OUTSIDE, SECOND_DATABASE
from tests.matrix.rows import ROWS
from tests.matrix.stage import DRAFT_YEAR, RETURNED, forbidden
from tests.support.client import PageClient, signed_in
from tests.support.urls import addresses
from units.signin import AGAIN

NOT_OFFERED = ("nobody", "lan", "hanh")  # asked by a method the address does not offer
SECOND = connection.vendor != "sqlite"
pytestmark = pytest.mark.django_db
CASES = [(row, side) for row in ROWS for side in (("stp", "syt") if row.two_sided and not SECOND else ("stp",))]


def _name(row, side):
    return "-".join(filter(None, [row.name, row.note.replace(" ", "_"), side if row.two_sided else ""]))


@pytest.fixture(scope="module")
def sessions(stage):
    """name → session key; each has just typed the password, so that grave acts go through."""
    keys = {}
    for name in ALL | {"stopped"}:
        client = signed_in(stage.people[name])
        session = client.session
        session[AGAIN] = int(time.time())
        session.save()
        keys[name] = session.session_key
    return keys


@pytest.fixture(scope="module")
def ask(stage, sessions):
    """`ask(name, method, address, data)`: (status, words, place to go on); nothing of it stays in the database."""
    client = PageClient()  # one for all: its handler is loaded once

    def asked(name, method, address, data=None):
        client.cookies.clear()
        if name in sessions:
            client.cookies[settings.SESSION_COOKIE_NAME] = sessions[name]
        block = transaction.atomic()
        block._from_testcase = True
        with block:
            response = getattr(client, method)(address, data)
            said = answers.words(response)
            transaction.set_rollback(True)
        return response.status_code, said, response.get("Location", "")

    return asked


def test_every_address_has_a_row_and_every_row_an_address():
    known = {address.name for address in addresses()}

    assert {row.name for row in ROWS} == known


def test_no_row_stands_twice():
    assert [name for name, count in Counter(_name(*case) for case in CASES).items() if count > 1] == []


@pytest.mark.parametrize(("row", "side_name"), CASES, ids=[_name(*case) for case in CASES])
def test_each_finds_what_the_rules_give_them(stage, ask, row, side_name):
    side = stage.sides[side_name]
    address = reverse(row.name, args=row.args(stage, side))
    to_sign_in = reverse(settings.LOGIN_URL)
    cases, wrong = row.cases(side_name), []
    people = SECOND_DATABASE if SECOND else EVERYBODY if side_name == "stp" else OTHER_SIDE
    is_open = any(case.outside for case in cases.values())

    for method in ("get", "post"):
        case = cases.get(method)
        for name in people if case else [name for name in NOT_OFFERED if name in people]:
            expected = case.expected(name) if case else 405
            if name in OUTSIDE:
                expected = case.outside or 302 if case else 405 if is_open else 302
            data = case.send(stage, side) if case and case.send else None
            status, said, place = ask(name, method, address + row.query(stage, side), data)

            if name in OUTSIDE and expected == 302 and not place.startswith(to_sign_in):
                wrong.append(f"{method} {name}: not sent to sign in but to {place!r}")
            if name in ALL and expected == 302 and place.startswith(to_sign_in) and row.name != "units:sign-out":
                wrong.append(f"{method} {name}: sent to sign in")
            if status != expected:
                wrong.append(f"{method} {name}: {status} instead of {expected}")
            if told := sorted(mark for mark in forbidden(stage, name) if mark in said):
                wrong.append(f"{method} {name}: reads {told}")

    assert wrong == []


@pytest.mark.parametrize("name", sorted(ALL))
def test_the_pages_of_refusal_tell_nothing(stage, ask, name, monkeypatch):
    """As they are shown; every other row sees only what the view itself said (`conftest.refused`)."""
    monkeypatch.setattr(urls, "handler404", defaults.page_not_found)
    monkeypatch.setattr(urls, "handler403", defaults.permission_denied)

    missing = ask(name, "get", reverse("plans:unit-plan-detail", args=[999_999]))
    barred = ask(name, "get", reverse("units:security" if name != "admin" else "plans:plan-import"))

    assert (missing[0], "Không có trang này" in missing[1]) == (404, True)
    assert (barred[0], "Bạn chưa được làm việc này" in barred[1]) == (403, True)
    assert [mark for mark in forbidden(stage, name) if mark in missing[1] + barred[1]] == []


@pytest.mark.parametrize(
    ("name", "page", "args", "mark"),
    [
        ("lan", "plans:unit-plan-detail", lambda s: [s.sides["stp"].plans[RETURNED].pk], "NHÁP-STP-5512"),
        ("hanh", "plans:unit-plan-detail", lambda s: [s.sides["stp"].plans[RETURNED].pk], "MẬT-STP-7391"),
        ("hanh", "plans:plan-export", lambda s: [DRAFT_YEAR], "DỰ-THẢO-8804"),
        ("do", "plans:plan-document", lambda s: [DRAFT_YEAR, "docx"], "DỰ-THẢO-8804"),
        ("ha", "plans:activity-list", lambda s: [], "KÍN-6120"),
        ("dung", "plans:activity-detail", lambda s: [s.inspection.pk], "MẬT-SYT-2846"),
        ("lan", "core:notice-list", lambda s: [], "NHÁP-STP-5512"),
        ("tuan", "clusters:cluster-detail", lambda s: [s.sides["stp"].cluster.pk], "CỤM-STP-4417"),
        ("hoa", "clusters:cluster-detail", lambda s: [s.sides["syt"].cluster.pk], "CỤM-SYT-4418"),
        ("binh", "campaigns:exemplar-detail", lambda s: [s.exemplars["stp"].published.pk], "MẬT-STP-7391"),
        ("ha", "campaigns:exemplar-list", lambda s: [], "MẬT-SYT-2846"),
        ("ha", "clusters:cluster-list", lambda s: [], "DỰ-THẢO-8804"),
        ("lan", "clusters:table-detail", lambda s: [s.pacts["stp"].table.pk], "SOẠN-STP-3301"),
        ("ha", "clusters:covenant-detail", lambda s: [s.pacts["syt"].writing.pk], "SOẠN-SYT-3302"),
        ("ha", "awards:forwarding-list", lambda s: [], "TRÌNH-6601"),
        ("thang", "awards:forwarding-list", lambda s: [], "SOẠN-TRÌNH-6602"),
        ("ke", "awards:fund-detail", lambda s: [s.books["province"].fund.pk], "QUỸ-TỈNH-8800"),
        ("binh", "awards:fund-export", lambda s: [s.books["stp"].fund.pk], "QUỸ-STP-8801"),
    ],
)
def test_the_marks_are_found_where_they_may_be_read(stage, ask, name, page, args, mark):
    """Otherwise their absence elsewhere would prove nothing."""
    assert mark in ask(name, "get", reverse(page, args=args(stage)))[1]
