"""`manage.py plan_import`: what it prints, and that twice is once."""

import io

import pytest
from django.core.management import CommandError, call_command

from plans.models import AnnualPlan
from tests.plans import samples


def _run(*args, **options):
    out = io.StringIO()
    call_command("plan_import", *args, stdout=out, **options)
    return out.getvalue().splitlines()


def test_dry_run_prints_the_seed_and_writes_nothing(db):
    lines = _run(str(samples.SEED), dry_run=True)

    assert lines[:5] == [
        "KẾ HOẠCH 102/KH-UBND",
        "Trích yếu: Công tác thi đua, khen thưởng năm 2022",
        "Năm: 2022",
        "Địa danh, ngày ký: Điện Biên, 14/1/2022",
        "Người ký: TM. ỦY BAN NHÂN DÂN CHỦ TỊCH, Lê Thành Đô",
    ]
    totals = [line for line in lines if line[:4] in {"Nhiệ", "Quý ", "Thườ", "Việc", "Nơi ", "Cần "}]
    assert totals == [
        "Nhiệm vụ: 9/6/6/4/2 = 27",
        "Quý I: 9",
        "Quý II: 6",
        "Quý III: 6",
        "Quý IV: 4",
        "Thường xuyên: 2",
        "Việc có hạn: 1",
        "Nơi nhận: 13",
        "Cần người xem: 25",
    ]
    assert (
        "  IV.5 trước ngày 15/3/2022: Thủ trưởng các sở, ban, ngành, đoàn thể tỉnh; "
        "Chủ tịch UBND các huyện, thị xã, thành phố"
    ) in lines
    assert lines[-1] == "Chỉ xem, chưa ghi gì."
    assert AnnualPlan.objects.count() == 0


def test_import_twice_changes_nothing_and_says_so(world):
    assert _run(str(samples.SEED), by="hanh")[-1] == "Đã lập bản nháp kế hoạch năm 2022."
    plan = AnnualPlan.objects.get()

    again = _run(str(samples.SEED), by="hanh")

    assert again[-1] == "Tệp này đã nạp rồi. Không có gì thay đổi ở kế hoạch năm 2022."
    assert AnnualPlan.objects.values().get() == {**AnnualPlan.objects.values().get(), "version": plan.version}
    assert plan.tasks.count() == 27


@pytest.mark.parametrize(
    "options, sentence",
    [
        ({}, "Cần --by USERNAME để ghi, hoặc --dry-run để chỉ xem."),
        ({"by": "khong-co"}, "Không có tài khoản “khong-co”."),
        ({"by": "lan"}, "Chỉ chuyên viên và lãnh đạo Ban Thi đua - Khen thưởng được nạp kế hoạch."),
    ],
)
def test_writing_needs_somebody_who_may(world, options, sentence):
    with pytest.raises(CommandError) as error:
        _run(str(samples.SEED), **options)

    assert str(error.value) == sentence
    assert AnnualPlan.objects.count() == 0


def test_a_missing_or_wrong_file_is_a_sentence(db, tmp_path):
    with pytest.raises(CommandError):
        _run(str(tmp_path / "khong-co.txt"), dry_run=True)
    wrong = tmp_path / "rong.txt"
    wrong.write_text("")
    with pytest.raises(CommandError) as error:
        _run(str(wrong), dry_run=True)

    assert str(error.value) == "Tệp rỗng. Hãy chọn tệp kế hoạch có nội dung."
