"""Read a plan from a file and say what was found; without --dry-run keep it as the year's draft."""

import hashlib
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from core import clock
from core.errors import Refused
from plans import reading
from plans.models import AnnualPlan
from plans.services.annual import CREATED, UNCHANGED, import_plan
from units.models import User

NAMES = {1: "Quý I", 2: "Quý II", 3: "Quý III", 4: "Quý IV", None: "Thường xuyên"}


class Command(BaseCommand):
    help = "Đọc kế hoạch năm từ tệp .txt, .docx hoặc .xlsx; không có --dry-run thì lưu thành bản nháp."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="chỉ đọc và in ra, không ghi gì")
        parser.add_argument("--by", metavar="USERNAME", help="người nạp; cần khi ghi")

    def handle(self, *, file, dry_run, by, **options):
        if not dry_run and not by:
            raise CommandError("Cần --by USERNAME để ghi, hoặc --dry-run để chỉ xem.")
        try:
            content = file.read_bytes()
        except OSError as error:
            raise CommandError(f"Không mở được tệp {file}: {error.strerror}.") from error
        try:
            draft = reading.read(content, file.name)
            self.stdout.write(report(draft))
            if dry_run:
                self.stdout.write("Chỉ xem, chưa ghi gì.")
                return
            self.stdout.write(self._keep(draft, content, file.name, by))
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal

    def _keep(self, draft, content, name, username):
        user = User.objects.filter(username=username.strip().lower()).first()
        if user is None:
            raise CommandError(f"Không có tài khoản “{username}”.")
        sha256 = hashlib.sha256(content).hexdigest()
        known = AnnualPlan.objects.filter(source_sha256=sha256).order_by("-year").first()
        if known:
            return f"Tệp này đã nạp rồi. Không có gì thay đổi ở kế hoạch năm {known.year}."
        done = import_plan(draft, by=user, at=clock.now(), source_name=name, source_sha256=sha256)
        if done.outcome == UNCHANGED:
            return f"Không có gì thay đổi ở kế hoạch năm {done.plan.year}."
        verb = "Đã lập" if done.outcome == CREATED else "Đã cập nhật"
        return f"{verb} bản nháp kế hoạch năm {done.plan.year}."


def report(draft):
    """Header, counts, tasks by quarter, dated duties, distribution and doubts, as plain lines."""
    header = draft.header
    total = len(draft.tasks)
    lines = [
        f"KẾ HOẠCH {header.notation or '(chưa có số)'}",
        f"Trích yếu: {header.subject}",
        f"Năm: {header.year or '(không rõ)'}",
        f"Địa danh, ngày ký: {header.place or '(trống)'}, {_day(header.signed_on)}",
        f"Người ký: {' '.join(part for part in (header.authority, *header.signer_title.splitlines()) if part)}, {header.signer_name}",
        f"Căn cứ: {len(header.legal_bases)}",
        *(f"  {basis}" for basis in header.legal_bases),
        f"Nhiệm vụ: {'/'.join(map(str, draft.counts))} = {total}",
    ]
    for quarter, name in NAMES.items():
        tasks = draft.tasks_of(quarter)
        lines.append(f"{name}: {len(tasks)}")
        for task in tasks:
            lines.append(f"  {task.ordinal or '–'} {task.text}")
            lines.append(f"    chủ trì: {task.lead or '(trống)'}; phối hợp: {task.coordinators or '(trống)'}")
    lines.append(f"Việc có hạn: {len(draft.duties)}")
    for duty in draft.duties:
        wording = "trước ngày" if duty.before else "chậm nhất ngày"
        lines.append(f"  {duty.section} {wording} {_day(duty.due_date)}: {duty.addressees}")
        lines.append(f"    {duty.text}")
    lines.append(f"Nơi nhận: {len(header.distribution)}")
    lines.extend(f"  - {entry}" for entry in header.distribution)
    lines.append(f"Cần người xem: {len(draft.doubts)}")
    for doubt in draft.doubts:
        place = f"dòng {doubt.line}" if doubt.line else "cả tệp"
        lines.append(f"  {place}: {doubt.why}")
        if doubt.text:
            lines.append(f"    {doubt.text}")
        if doubt.suggestion:
            lines.append(f"    gợi ý: {doubt.suggestion}")
    return "\n".join(lines)


def _day(value):
    return f"{value.day}/{value.month}/{value.year}" if value else "(trống)"
