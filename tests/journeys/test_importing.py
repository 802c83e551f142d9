"""Staff take the province's plan from its text to an issued document."""

import pytest
from django.conf import settings

from tests.journeys.stage import BEGINNING

SEED = settings.BASE_DIR / "plans" / "data" / "ke-hoach-102-ubnd-2022.txt"


def upload(staff):
    staff.open("plans:plan-import")
    staff.page.set_input_files("input[type=file]", SEED)
    return staff.press("Đọc tệp")


@pytest.mark.parametrize("stage", [BEGINNING], indirect=True)
def test_staff_import_the_plan_correct_a_doubt_and_issue_it(stage, walk):
    staff = walk(stage.person("staff"))

    upload(staff).says("27 nhiệm vụ (Quý I 9, Quý II 6, Quý III 6, Quý IV 4, Thường xuyên 2)").says("1 việc có hạn")
    doubtful = staff.page.locator(".task-row", has=staff.page.locator(".doubts")).first
    doubtful.get_by_label("Nhiệm vụ cụ thể").fill("Nhiệm vụ đã được người đọc sửa lại cho đúng.")
    staff.press("Xác nhận, lập bản nháp")
    staff.says("Đã lập bản nháp kế hoạch năm 2022.").says("Nhiệm vụ đã được người đọc sửa lại cho đúng.")
    assert stage.ask("SELECT count(*) FROM plans_plantask") == [(27,)]

    upload(staff).says("Tệp này đã nạp rồi. Không có gì thay đổi ở kế hoạch năm 2022.")
    assert stage.ask("SELECT count(*) FROM plans_plantask") == [(27,)]

    lead = walk(stage.person("lead")).open("plans:plan-detail", 2022)
    lead.follow("Ban hành").press("Ban hành")
    lead.says("Đã ban hành")
    with lead.page.expect_download() as download:
        lead.page.get_by_role("link", name="In", exact=True).click()
    assert download.value.path().read_bytes().startswith(b"%PDF-")
    with lead.page.expect_download() as download:
        lead.page.get_by_role("link", name="Word", exact=True).click()
    assert download.value.path().read_bytes().startswith(b"PK")
