"""Bring the data folder up to date before the product starts: tables, catalogues, and on the first run its people."""

import io
import json
import secrets

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.migrations.executor import MigrationExecutor

from config.demo import TODAY
from core import clock, text
from units.demo import PASSWORD
from units.enums import Role, UnitKind
from units.models import Appointment, Unit, User
from units.queries import demo_accounts

CATALOGUES = ("load_units", "load_holidays", "load_campaigns")
ADMINISTRATOR = "quantri"


class Command(BaseCommand):
    help = "Migrate, load catalogues; on the first run load the demo world, or with --empty make an administrator."

    def add_arguments(self, parser):
        parser.add_argument("--empty", action="store_true", help="no demo world; one administrator account")

    def handle(self, *, empty, **options):
        self._migrate()
        if empty and User.objects.filter(demo=True).exists():
            raise CommandError(
                f"Thư mục dữ liệu {settings.VAR_DIR} đang giữ thế giới trình diễn. Hãy đặt THIDUA_VAR sang thư mục khác "
                "để bắt đầu trống. / This data folder holds the demo world; set THIDUA_VAR to another folder."
            )
        for name in CATALOGUES:
            call_command(name, verbosity=0, stdout=io.StringIO())
        if not User.objects.exists():
            if empty:
                self._first_administrator()
            else:
                self.stdout.write("· Nạp thế giới trình diễn / loading the demo world")
                call_command("load_demo", verbosity=0)
        call_command("load_clusters", verbosity=0, stdout=io.StringIO())  # the demo world loads its own before
        self._tell_starter()

    def _migrate(self):
        executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("· Cập nhật cơ sở dữ liệu / migrating the database")
            call_command("migrate", interactive=False, verbosity=0)

    @transaction.atomic
    def _first_administrator(self):
        """One account that must change its password at once; printed here and nowhere else."""
        password = "-".join(secrets.token_hex(2) for _ in range(4))
        full_name = "Quản trị hệ thống"
        user = User.objects.create_user(
            ADMINISTRATOR,
            password,
            full_name=full_name,
            folded=text.fold(f"{full_name} {ADMINISTRATOR}"),
            sort_key=text.name_sort_key(full_name),
            must_change_password=True,
        )
        province = Unit.objects.filter(kind=UnitKind.PROVINCE).in_force(clock.today()).order_by("pk").get()
        Appointment.objects.create(
            user=user, unit=province, role=Role.ADMIN, title="Quản trị hệ thống", starts_on=clock.today()
        )
        self.stdout.write(
            f"· Tài khoản quản trị đầu tiên: {ADMINISTRATOR}, mật khẩu {password} (phải đổi khi đăng nhập lần đầu)\n"
            "  First administrator; the password is shown only this once and must be changed at sign-in."
        )

    def _tell_starter(self):
        """`config/serve.py` knows no database: what it prints and the demo's day go through one small file."""
        path = settings.VAR_DIR / "demo.json"
        accounts = demo_accounts(TODAY)
        if not accounts:
            path.unlink(missing_ok=True)
            return
        told = {
            "today": TODAY.isoformat(),
            "password": PASSWORD,
            "accounts": [
                {
                    "username": post.user.username,
                    "name": post.user.full_name,
                    "role": f"{post.get_role_display()}, {post.unit.label}",
                }
                for post in accounts
            ],
        }
        path.write_text(json.dumps(told, ensure_ascii=False, indent=1))
