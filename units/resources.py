"""Imports: units by code, people by sign-in name or by name and unit. Rows become calls of the services."""

from collections import defaultdict

from core.findings import blocker, warning
from core.sheets.fields import ChoiceWidget, DateWidget, LinesWidget, ReferenceWidget, SheetField
from core.sheets.imports import register_sheet
from core.sheets.resources import SheetResource
from core.text import fold
from units.enums import Role, UnitKind
from units.models import Appointment, Unit, User
from units.permissions import can_give_role, can_manage_account
from units.services import accounts, appointments
from units.services import units as unit_services
from units.services.accounts import USERNAME

PEOPLE_ORDER = ("full_name", "unit", "role", "title", "username", "email", "phone", "starts_on")
UNIT_ORDER = ("code", "name", "short_name", "kind", "parent", "symbol", "valid_from", "other_names")
MOST_PEOPLE = 3000  # one import; every first password is hashed on purpose slowly, in a minute and a half for so many


def unit_names(on):
    """dict name → unit: every code, name, short name and other spelling of the units in force; a name two of them bear is ambiguous."""
    found = {}
    for unit in Unit.objects.in_force(on).in_order():
        for name in dict.fromkeys([unit.code, unit.name, unit.short_name, *unit.other_names]):
            if name:
                found[name] = unit if found.get(name, unit) == unit else ReferenceWidget.AMBIGUOUS
    return found


class OtherNamesWidget(LinesWidget):
    """Other spellings, one a line or parted by semicolons."""

    def read(self, value):
        read = super().read(value)
        names = [n.strip() for n in (read.value or "").replace(";", "\n").splitlines()]
        return type(read)([n for n in names if n], read.doubt)

    def render(self, value, obj=None, **kwargs):
        return "\n".join(value or [])


@register_sheet
class UnitSheet(SheetResource):
    """Units known by their code among those in force on the day `on` of the context. New rows found units; changed rows mend typing errors.

    A move is an event and is refused here; a changed name must be looked at, since a real rename is an event too.
    """

    what = "đơn vị"
    help = (
        "Mỗi dòng một đơn vị, nhận ra theo mã. Dòng mới là thêm đơn vị; dòng đã có là sửa lỗi gõ. "
        "Đổi tên thật, chuyển cấp trên, hợp nhất thì ghi sự kiện ở trang của đơn vị."
    )

    code = SheetField("code", "Mã", aliases=("Mã đơn vị", "Mã số"), required=True)
    name = SheetField("name", "Tên đơn vị", aliases=("Tên", "Đơn vị", "Tên đầy đủ"), required=True)
    short_name = SheetField("short_name", "Tên gọn", aliases=("Tên viết gọn", "Tên ngắn"))
    kind = SheetField("kind", "Loại", aliases=("Loại đơn vị",), required=True, widget=ChoiceWidget(UnitKind))
    parent = SheetField(
        "parent",
        "Mã đơn vị cấp trên",
        aliases=("Đơn vị cấp trên", "Trực thuộc", "Cấp trên"),
        widget=ReferenceWidget("đơn vị", dict, show=lambda unit: unit.label),
    )
    symbol = SheetField("symbol", "Ký hiệu văn bản", aliases=("Ký hiệu",))
    valid_from = SheetField("valid_from", "Từ ngày", aliases=("Có hiệu lực từ", "Ngày thành lập"), widget=DateWidget())
    other_names = SheetField("other_names", "Cách viết khác", aliases=("Tên khác",), widget=OtherNamesWidget())

    class Meta(SheetResource.Meta):
        model = Unit
        import_id_fields = ["code"]

    def __init__(self, **context):
        super().__init__(**context)
        self.fields = {key: self.fields[key] for key in UNIT_ORDER}
        self.fields["parent"].widget.find = lambda: unit_names(self.context["on"])

    def before_import(self, dataset, **kwargs):
        super().before_import(dataset, **kwargs)
        self.names, self.bearers = {}, defaultdict(set)  # (folded name, parent) -> first row; -> units that bear it
        for pk, name, parent in self.get_queryset().order_by("pk").values_list("pk", "name", "parent"):
            self.bearers[fold(name), parent].add(pk)

    def get_queryset(self):
        return Unit.objects.in_force(self.context["on"]).select_related("parent")

    def check(self, instance, entry):
        name, parent = entry.values.get("name"), instance.parent
        key = (fold(name or ""), parent.pk if parent else None)
        first = self.names.setdefault(key, entry.number)
        if first != entry.number:
            yield blocker("name", f"Trùng tên với dòng {first} của tệp này.")
        if self.bearers[key] - {instance.pk}:
            place = f" thuộc “{parent.label}”" if parent else ""
            yield blocker("name", f"Đã có đơn vị tên này{place}, mang mã khác.")
        if entry.new:
            if parent is None and entry.values["kind"] != UnitKind.PROVINCE:
                yield blocker("parent", "Hãy ghi đơn vị cấp trên.")
            return
        if "parent" in entry.changed:
            yield blocker("parent", "Chuyển cấp trên phải ghi bằng sự kiện ở trang của đơn vị.")
        if "valid_from" in entry.changed:
            yield blocker("valid_from", "Ngày bắt đầu không đổi được qua Excel.")
        if "name" in entry.changed:
            yield warning("name", "Được ghi là sửa lỗi gõ. Nếu đơn vị đổi tên thật, hãy bỏ dòng này và ghi sự kiện.")

    def create(self, entry, *, by, at):
        values = entry.values
        new = unit_services.NewUnit(
            name=values["name"],
            kind=values["kind"],
            parent=values.get("parent"),
            short_name=values.get("short_name") or "",
            symbol=values.get("symbol") or "",
            code=values["code"],
            other_names=tuple(values.get("other_names") or ()),
            source="Nhập từ Excel",
        )
        on = values.get("valid_from") or self.context["on"]
        unit_services.create_unit(new, on=on, by=by, at=at)

    def update(self, stored, entry, *, by, at):
        changes = {key: new for key, (_, new) in entry.changed.items()}
        unit_services.correct_unit(stored, changes=changes, reason="Nhập từ Excel", by=by, at=at)


@register_sheet
class PeopleSheet(SheetResource):
    """Accounts, each with its post. A row is known by sign-in name, or else by name and unit; so a second import of the
    same file changes nothing. The context gives `by` (whose rights count) and the day `on`. The result keeps under
    `opened` the new accounts as [account id, row number]: what `first_password` needs beside the draft's secret.
    """

    what = "người"
    help = (
        "Mỗi dòng một người và một vai trò tại một đơn vị. Tên đăng nhập để trống thì phần mềm tự đặt; "
        "mật khẩu lần đầu hiện một lần sau khi nhập."
    )
    preparing = "Đã tạo mật khẩu lần đầu"

    full_name = SheetField("full_name", "Họ và tên", aliases=("Họ tên", "Họ & tên", "Tên"), required=True)
    unit = SheetField(
        "unit",
        "Đơn vị",
        aliases=("Mã đơn vị", "Đơn vị công tác", "Tên đơn vị", "Nơi công tác"),
        required=True,
        widget=ReferenceWidget("đơn vị", dict, show=lambda unit: unit.label),
    )
    role = SheetField(
        "role", "Vai trò", required=True, widget=ChoiceWidget(Role, also={"Cán bộ thi đua": Role.OFFICER})
    )
    username = SheetField("username", "Tên đăng nhập", aliases=("Tài khoản",))
    title = SheetField("title", "Chức vụ", aliases=("Chức danh",))
    email = SheetField("email", "Thư điện tử", aliases=("Email", "E-mail", "Thư công vụ"))
    phone = SheetField("phone", "Điện thoại", aliases=("Số điện thoại", "SĐT", "ĐT"))
    starts_on = SheetField("starts_on", "Từ ngày", aliases=("Ngày bắt đầu",), widget=DateWidget())

    class Meta(SheetResource.Meta):
        model = User
        import_id_fields = ["full_name", "unit", "role", "username"]

    def __init__(self, **context):
        super().__init__(**context)
        self.fields = {key: self.fields[key] for key in PEOPLE_ORDER}
        self.fields["unit"].widget.find = lambda: unit_names(self.context["on"])
        self.fields["username"].required = False  # part of the key, and yet the product may choose it
        self.first = {}  # row number -> FirstPassword

    def before_import(self, dataset, **kwargs):
        super().before_import(dataset, **kwargs)
        self.people, self.promised, self.result = {}, {}, {"opened": []}
        self.namesakes = {
            fold(name) for name in User.objects.filter(is_active=True).values_list("full_name", flat=True)
        }

    def prepare(self, numbers, *, secret):
        for done, number in enumerate(numbers, 1):
            self.first[number] = accounts.made_beforehand(secret, number)
            self.tell(done)

    def init_instance(self, row=None):
        """A person not yet known, with the columns that are not theirs but their post's."""
        return _with_post(User(), None)

    def key_of_cells(self, row):
        name, unit, role, username = super().key_of_cells(row)
        return (name, unit, role, username or "")

    def stored(self, keys):
        """The person of each row, carrying the post the row speaks of when they hold it today or later."""
        names = {username.lower() for *_, username in keys if username}
        units = {unit for _, unit, _, _ in keys}
        held = defaultdict(list)
        rows = Appointment.objects.not_over(self.context["on"]).filter(unit__in=units).select_related("user")
        for post in rows.order_by("starts_on", "pk"):
            held[post.unit_id].append(post)
        by_username = {u.username: u for u in User.objects.filter(username__in=names).order_by("pk")}
        found = defaultdict(list)
        for key in keys:
            name, unit, role, username = key
            if username:
                people = [p] if (p := by_username.get(username.lower())) else []
            else:
                same = [post.user for post in held[unit.pk] if fold(post.user.full_name) == fold(name)]
                people = list({p.pk: p for p in same}.values())
            for person in people:
                post = next((p for p in held[unit.pk] if p.user_id == person.pk and p.role == role), None)
                found[key].append(_with_post(User.objects.get(pk=person.pk), post, unit=unit))
        return found

    def check(self, instance, entry):
        values, by = entry.values, self.context["by"]
        if entry.number > MOST_PEOPLE + 50 and entry.new:
            yield blocker("full_name", f"Mỗi lần nhập tối đa khoảng {MOST_PEOPLE} người. Hãy tách tệp.")
        if not can_give_role(by, values["role"]):
            yield blocker("role", "Bạn không có quyền phân công vai trò này.")
        username = (values.get("username") or "").lower()
        who = username or (fold(values["full_name"]), values["unit"].pk)
        first = self.people.setdefault((who, values["role"]), entry.number)
        if first != entry.number:
            yield blocker("full_name", f"Trùng với dòng {first} của tệp này: cùng người, đơn vị và vai trò.")
        if entry.new:
            yield from self._check_new(username, entry)
        else:
            yield from self._check_known(instance, entry)

    def _check_new(self, username, entry):
        if username and not USERNAME.regex.match(username):
            yield blocker("username", USERNAME.message)
        first = self.promised.setdefault(username, entry.number) if username else entry.number
        if first != entry.number:
            yield blocker("username", f"Tên đăng nhập trùng với dòng {first} của tệp này.")
        if fold(entry.values["full_name"]) in self.namesakes:
            yield warning(
                "full_name", "Đã có tài khoản trùng họ tên ở đơn vị khác. Nếu cùng một người, hãy ghi tên đăng nhập."
            )

    def _check_known(self, instance, entry):
        if not can_manage_account(self.context["by"], instance):
            yield blocker("full_name", "Bạn không có quyền đối với tài khoản này.")
        if not instance.is_active:
            yield blocker("full_name", "Tài khoản này đã ngừng; hãy mở lại trước.")
        if "starts_on" in entry.changed and "role" not in entry.changed:
            yield blocker("starts_on", "Người này đã giữ vai trò; ngày bắt đầu không đổi được qua Excel.")

    def create(self, entry, *, by, at):
        values = entry.values
        user, _ = accounts.create_account(
            full_name=values["full_name"],
            username=values.get("username") or "",
            email=values.get("email") or "",
            phone=values.get("phone") or "",
            first=self.first[entry.number],
            by=by,
            at=at,
        )
        self.result["opened"].append([user.pk, entry.number])
        self._appoint(user, entry, by=by, at=at)

    def update(self, stored, entry, *, by, at):
        mine = {key: new for key, (_, new) in entry.changed.items() if key in ("full_name", "email", "phone")}
        if mine:
            now = {"full_name": stored.full_name, "email": stored.email, "phone": stored.phone}
            accounts.update_account(stored, **{**now, **mine}, by=by, at=at)
        if "role" in entry.changed:
            self._appoint(stored, entry, by=by, at=at)
        elif "title" in entry.changed:
            post = Appointment.objects.not_over(self.context["on"]).filter(
                user=stored, unit=entry.values["unit"], role=entry.values["role"]
            )
            appointments.correct_title(
                post.select_related("unit", "user").order_by("starts_on").first(),
                title=entry.values["title"],
                by=by,
                at=at,
            )

    def _appoint(self, user, entry, *, by, at):
        values = entry.values
        appointments.appoint(
            user=user,
            unit=values["unit"],
            role=values["role"],
            title=values.get("title") or "",
            starts_on=values.get("starts_on") or self.context["on"],
            by=by,
            at=at,
        )


def _with_post(user, post, unit=None):
    """The person with the columns of the post the row is about, as the row's stored state."""
    user.unit = unit
    user.role = post.role if post else ""
    user.title = post.title if post else ""
    user.starts_on = post.starts_on if post else None
    return user
