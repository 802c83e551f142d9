"""Columns of lists as they leave the product; rows come from the same scoped querysets as the pages."""

from core.sheets import Column

UNITS = (
    Column("code", "Mã"),
    Column("name", "Tên đơn vị", width=45),
    Column("short_name", "Tên gọn"),
    Column("kind", "Loại"),
    Column("parent_code", "Mã đơn vị cấp trên"),
    Column("parent", "Đơn vị cấp trên", width=35),
    Column("symbol", "Ký hiệu văn bản"),
    Column("valid_from", "Từ ngày", kind="date"),
    Column("valid_to", "Đến hết ngày", kind="date"),
    Column("other_names", "Cách viết khác", kind="lines", width=30),
)
PEOPLE = (
    Column("full_name", "Họ và tên", width=28),
    Column("username", "Tên đăng nhập"),
    Column("unit", "Đơn vị", width=35),
    Column("role", "Vai trò", width=24),
    Column("title", "Chức vụ", width=24),
    Column("email", "Thư điện tử", width=28),
    Column("phone", "Điện thoại"),
    Column("state", "Tài khoản"),
)
RIGHTS = (
    Column("unit", "Đơn vị", width=40),
    Column("role", "Vai trò", width=26),
    Column("full_name", "Họ và tên", width=28),
    Column("title", "Chức vụ", width=24),
    Column("starts_on", "Từ ngày", kind="date"),
    Column("ends_on", "Đến hết ngày", kind="date"),
)


def unit_rows(units):
    """Rows of units fetched by `as_of`, under the names of that day."""
    for unit in units:
        period = unit.period
        yield {
            "code": period.code,
            "name": period.name,
            "short_name": period.short_name,
            "kind": period.get_kind_display(),
            "parent_code": period.parent.code if period.parent else "",
            "parent": period.parent.label if period.parent else "",
            "symbol": period.symbol,
            "valid_from": unit.valid_from if unit.founding_known else None,
            "valid_to": unit.valid_to,
            "other_names": "\n".join(unit.other_names),
        }


def people_rows(people, posts):
    """One row per person and post held today; a person without a post has one row. `posts`: dict user id → posts."""
    for person in people:
        base = {
            "full_name": person.full_name,
            "username": person.username,
            "email": person.email,
            "phone": person.phone,
            "state": "Hoạt động" if person.is_active else "Đã ngừng",
        }
        for post in posts[person.pk] or [None]:
            held = {"unit": post.unit.name, "role": post.get_role_display(), "title": post.title} if post else {}
            yield {"unit": "", "role": "", "title": "", **base, **held}


def rights_rows(posts):
    for post in posts:
        yield {
            "unit": post.unit.name,
            "role": post.get_role_display(),
            "full_name": post.user.full_name,
            "title": post.title,
            "starts_on": post.starts_on,
            "ends_on": post.ends_on,
        }
