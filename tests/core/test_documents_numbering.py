"""Numbers of documents: in order, without gaps, never twice."""

import threading

import pytest
from django.db import connection, transaction

from core.documents import is_free, next_number, take_number
from core.documents.numbering import proposed
from core.errors import Refused
from core.models import NumberSeries, TakenNumber

pytestmark = pytest.mark.django_db


def test_numbers_run_in_order_with_a_leading_zero_below_ten():
    assert [next_number("KH", "UBND", 2022) for _ in range(11)] == [
        "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11",
    ]  # fmt: skip


def test_each_type_issuer_and_year_has_its_own_series():
    next_number("KH", "UBND", 2022)

    assert next_number("KH", "UBND", 2022) == "02"
    assert next_number("TTr", "UBND", 2022) == "01"
    assert next_number("KH", "SNV", 2022) == "01"
    assert next_number("KH", "UBND", 2023) == "01"
    assert next_number("", "UBND", 2022) == "01"


def test_a_free_number_may_be_chosen_and_is_passed_over_later():
    next_number("KH", "UBND", 2022)

    assert take_number("3", "KH", "UBND", 2022) == "03"
    assert take_number(102, "KH", "UBND", 2022) == "102"
    assert [next_number("KH", "UBND", 2022) for _ in range(2)] == ["02", "04"]


@pytest.mark.parametrize("again", ["7", "07", 7, " 7 "])
def test_a_used_number_is_refused_with_a_sentence(again):
    take_number("7", "TTr", "STP", 2022)

    with pytest.raises(Refused) as refusal:
        take_number(again, "TTr", "STP", 2022)

    assert str(refusal.value) == ("Số 07 của TTr-STP năm 2022 đã được dùng. Hãy chọn số khác hoặc để hệ thống cấp số.")
    assert not is_free(again, "TTr", "STP", 2022)
    assert is_free(again, "TTr", "SYT", 2022)


@pytest.mark.parametrize("wrong", ["", "0", "-3", "12a", "1,5", "²", "٣", None, "999999999999"])
def test_what_is_no_number_is_refused(wrong):
    with pytest.raises(Refused) as refusal:
        take_number(wrong, "KH", "UBND", 2022)

    assert str(refusal.value) == "Số văn bản phải là số nguyên dương, ví dụ 102."


def test_a_failed_act_gives_its_number_back():
    next_number("KH", "UBND", 2022)

    with pytest.raises(RuntimeError), transaction.atomic():
        assert next_number("KH", "UBND", 2022) == "02"
        raise RuntimeError("the document was not written")

    assert next_number("KH", "UBND", 2022) == "02"


def test_a_proposal_takes_nothing():
    take_number(1, "KH", "UBND", 2022)

    assert [proposed("KH", "UBND", 2022), proposed("KH", "UBND", 2022), proposed("QĐ", "UBND", 2022)] == [
        "02",
        "02",
        "01",
    ]
    assert TakenNumber.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_eight_clerks_at_once_leave_no_gap_and_no_double():
    start, given, errors, lock = threading.Barrier(8), [], [], threading.Lock()

    def work(clerk):
        try:
            start.wait()
            for turn in range(5):
                try:
                    with transaction.atomic():
                        number = next_number("QĐ", "UBND", 2022)
                        if (clerk + turn) % 4 == 0:
                            raise InterruptedError  # this act fails: its number must not be lost
                    with lock:
                        given.append(int(number))
                except InterruptedError:
                    continue
        except Exception as failure:  # noqa: BLE001  shown below, whatever it is
            errors.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(clerk,)) for clerk in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert errors == []
    assert sorted(given) == list(range(1, 31))
    assert NumberSeries.objects.get().last == 30


@pytest.mark.django_db(transaction=True)
def test_two_clerks_choosing_one_number_leave_one_owner():
    start, outcomes, lock = threading.Barrier(4), [], threading.Lock()

    def work():
        try:
            start.wait()
            try:
                outcome = take_number(15, "QĐ", "UBND", 2022)
            except Refused:
                outcome = "refused"
            with lock:
                outcomes.append(outcome)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["15", "refused", "refused", "refused"]
