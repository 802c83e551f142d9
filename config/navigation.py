"""What stands in the side navigation, in one table. An address that does not exist yet is left out."""

import dataclasses
from collections.abc import Callable

from django.urls import NoReverseMatch, reverse

from awards.fund.permissions import can_see_funds
from core import access, clock
from plans.permissions.filings import can_see_board
from units.permissions import can_see_people
from units.rights import rights_of


def everybody(user):
    return True


def with_post(user):
    return bool(rights_of(user).posts)


def reads_every_unit(user):
    return rights_of(user).sees_all


def allowed(name):
    """The rule of one of core's own pages."""
    return lambda user: access.allowed(user, name)


@dataclasses.dataclass(frozen=True, slots=True)
class Item:
    """One line. `owns` are beginnings of url names on whose pages the line is the current one.

    `with_year`: the address wants the year. `count_label` says to screen readers what the number beside the line counts;
    `count_url_name` is the list it counts, where that is not the line's own page.
    """

    label: str
    url_name: str
    icon: str = ""
    who: Callable = everybody
    owns: tuple[str, ...] = ()
    with_year: bool = False
    count_label: str = ""
    count_url_name: str = ""
    children: tuple["Item", ...] = ()


CLUSTER_NOUNS = ("cluster", "table", "covenant", "sheet", "cross", "vote", "ranking", "session", "paper", "summary")
CLUSTER_PAGES = tuple(f"clusters:{noun}" for noun in CLUSTER_NOUNS)
# A line is written, corrected and revoked from its decision's page, and these pages lead back there.
LINES_OF_A_DECISION = tuple(f"awards:grant-{verb}" for verb in ("add", "edit", "remove", "correct", "revoke"))
DESK = (Item("Bàn làm việc", "home", "home", owns=("home", "duty-list")),)
WORK = (
    Item(
        "Kế hoạch",
        "",
        "calendar-event",
        with_post,
        children=(
            Item(
                "Kế hoạch năm",
                "plans:plan-list",
                owns=("plans:plan", "plans:task"),
            ),
            Item(
                "Kế hoạch đơn vị",
                "plans:unit-plan-board",
                who=can_see_board,
                owns=("plans:unit-plan", "plans:my-unit-plan"),
                with_year=True,
                count_label="chờ kiểm tra",
            ),
            Item(
                "Báo cáo",
                "plans:report-round-list",
                who=can_see_board,
                owns=("plans:report", "plans:unit-report", "plans:my-unit-report"),
                count_label="chờ kiểm tra",
            ),
            Item("Hoạt động", "plans:activity-list", owns=("plans:activity",)),
            Item(
                "Đăng ký chỉ tiêu",
                "plans:target-list",
                who=can_see_board,
                owns=("plans:target", "plans:my-target-registration"),
                count_label="chờ kiểm tra",
            ),
        ),
    ),
    Item(
        "Phong trào",
        "",
        "users",
        with_post,
        children=(
            Item(
                "Phong trào thi đua",
                "campaigns:campaign-list",
                owns=(
                    "campaigns:campaign",
                    "campaigns:registration",
                    "campaigns:my-registration",
                    "campaigns:result",
                    "campaigns:my-campaign-report",
                ),
                count_label="hồ sơ chờ kiểm tra",
                count_url_name="campaigns:campaign-waiting",
            ),
            Item("Điển hình tiên tiến", "campaigns:exemplar-list", owns=("campaigns:exemplar",)),
        ),
    ),
    Item("Cụm, khối", "clusters:cluster-list", "sitemap", with_post, owns=CLUSTER_PAGES),
    Item(
        "Khen thưởng",
        "",
        "award",
        with_post,
        children=(
            Item(
                "Sổ khen thưởng",
                "awards:grant-list",
                owns=("awards:grant-list", "awards:grant-import", "awards:recipient"),
            ),
            Item("Quyết định", "awards:decision-list", owns=("awards:decision", *LINES_OF_A_DECISION)),
            Item("Trình cấp Nhà nước", "awards:forwarding-list", who=reads_every_unit, owns=("awards:forwarding",)),
            Item("Quỹ thi đua, khen thưởng", "awards:fund-list", who=can_see_funds, owns=("awards:fund",)),
            Item("Danh mục", "awards:catalogue", owns=("awards:catalogue",)),
        ),
    ),
    Item(
        "Đơn vị, con người",
        "",
        "building-community",
        children=(
            Item("Đơn vị", "units:unit-list", owns=("units:unit",)),
            Item("Người và tài khoản", "units:user-list", who=can_see_people, owns=("units:user", "units:appointment")),
        ),
    ),
)
SYSTEM = (
    Item(
        "Hệ thống",
        "",
        "settings",
        children=(
            Item("Lịch nhắc việc", "core:reminder-rules", who=allowed(access.RUN_REMINDERS), owns=("core:reminder",)),
            Item("Thư đã gửi", "core:delivery-list", who=allowed(access.SEE_DELIVERIES), owns=("core:delivery",)),
            Item("Hộp thư thử", "core:mailbox", who=allowed(access.SEE_MAILBOX), owns=("core:mailbox",)),
            Item("Nhật ký", "core:journal-list", who=allowed(access.READ_JOURNAL), owns=("core:journal",)),
        ),
    ),
)
HELP = (Item("Trợ giúp", "help", "help-circle", owns=("help",)),)
GROUPS = (DESK, WORK, SYSTEM, HELP)

PERSON = (
    Item("Hồ sơ của tôi", "units:profile", "user-circle"),
    Item("Cách nhận thông báo", "core:notice-choices", "bell"),
    Item("Lịch hạn việc của tôi", "core:calendar", "calendar-due"),
    Item("Đổi mật khẩu", "units:password-change", "key"),
    Item("Xác thực hai bước", "units:second-factor", "device-mobile"),
)


def address(url_name, *args):
    """The address of a page, or "" where it does not exist."""
    if not url_name:
        return ""
    try:
        return reverse(url_name, args=args)
    except NoReverseMatch:
        return ""


def _owns(item, view_name):
    return any(view_name == name or view_name.startswith(f"{name}-") for name in item.owns)


def _line(item, user, view_name, counts):
    """One line as the template wants it, or None when there is nothing behind it for this person."""
    if not item.who(user):
        return None
    children = [line for child in item.children if (line := _line(child, user, view_name, counts))]
    url = address(item.url_name, *([clock.today().year] if item.with_year else []))
    if not url and not children:
        return None
    count = counts.get(item.url_name)
    return {
        "label": item.label,
        "icon": item.icon,
        "url": url,
        "current": _owns(item, view_name),
        "count": count,
        "count_label": item.count_label if count else "",
        "count_url": address(item.count_url_name) if count else "",
        "children": children,
    }


def navigation(user, view_name, counts=None):
    """Groups of lines this person may open. counts: url name -> number shown beside the label."""
    counts = counts or {}
    groups = [[line for item in group if (line := _line(item, user, view_name, counts))] for group in GROUPS]
    return [group for group in groups if group]


def person_menu():
    return [{"label": item.label, "icon": item.icon, "url": url} for item in PERSON if (url := address(item.url_name))]
