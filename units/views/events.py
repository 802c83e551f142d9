"""What happens to a unit on a day: rename, move, merge, split, end. One address, one form and one service per kind."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from core import clock
from core.errors import Refused
from core.http import done, invalid, page, posted
from units.forms.units import DissolveForm, MergeForm, MoveForm, RenameForm, SplitForm, SuccessorForms
from units.models import Unit
from units.permissions import can_manage_units
from units.services import units as services
from units.views.gates import only

KINDS = {
    "doi-ten": {
        "title": "Đổi tên",
        "explain": "Từ ngày này đơn vị mang tên mới. Văn bản và khen thưởng của những ngày trước giữ tên cũ. "
        "Nếu chỉ gõ sai, hãy dùng “Sửa lỗi gõ”.",
        "button": "Ghi việc đổi tên",
        "icon": "edit",
        "done": "Đã ghi việc đổi tên.",
    },
    "chuyen": {
        "title": "Chuyển cấp trên",
        "explain": "Đơn vị cùng mọi đơn vị trực thuộc chuyển sang cấp trên khác từ ngày này.",
        "button": "Ghi việc chuyển",
        "icon": "corner-down-right",
        "done": "Đã ghi việc chuyển cấp trên.",
    },
    "hop-nhat": {
        "title": "Hợp nhất, sáp nhập",
        "explain": "Các đơn vị cũ kết thúc vào hôm trước ngày này. Chọn đơn vị nhận đang có, hoặc ghi đơn vị mới.",
        "button": "Ghi việc hợp nhất",
        "icon": "git-merge",
        "done": "Đã ghi việc hợp nhất.",
    },
    "chia-tach": {
        "title": "Chia, tách",
        "explain": "Ghi các đơn vị mới sinh ra từ đơn vị này.",
        "button": "Ghi việc chia, tách",
        "icon": "copy",
        "done": "Đã ghi việc chia, tách.",
    },
    "ket-thuc": {
        "title": "Kết thúc hoạt động",
        "explain": "Ngày cuối hoạt động là hôm trước ngày này. Mọi phân công tại đơn vị hết hiệu lực cùng lúc; "
        "lịch sử, văn bản và khen thưởng còn nguyên.",
        "button": "Ghi việc kết thúc",
        "icon": "archive",
        "done": "Đã ghi việc kết thúc hoạt động.",
    },
}


@only(can_manage_units)
def unit_event(request, pk, kind):
    if kind not in KINDS:
        raise Http404
    unit = get_object_or_404(Unit.objects.visible_to(request.user).select_related("parent"), pk=pk)
    today = clock.today()
    form = _form(kind, unit, posted(request), on=today)
    successors = None
    if kind in ("hop-nhat", "chia-tach"):
        successors = SuccessorForms(posted(request), prefix="moi", form_kwargs={"on": today})
    ready = form.is_valid() and (successors is None or successors.is_valid())
    if ready:
        try:
            _act(kind, unit, form, successors, by=request.user, at=clock.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, unit, KINDS[kind]["done"])
    context = {"unit": unit, "form": form, "successors": successors, "kind": kind, **KINDS[kind]}
    if form.is_bound:
        return invalid(request, "units/unit_event.html", context)
    return page(request, "units/unit_event.html", context)


def _form(kind, unit, data, *, on):
    if kind == "doi-ten":
        fields = ("name", "short_name", "kind", "symbol", "code")
        return RenameForm(data, initial={f: getattr(unit, f) for f in fields})
    if kind == "chuyen":
        return MoveForm(data, on=on)
    if kind == "hop-nhat":
        return MergeForm(data, on=on, unit=unit)
    return SplitForm(data) if kind == "chia-tach" else DissolveForm(data)


def _act(kind, unit, form, successors, *, by, at):
    event = {**form.event(), "by": by, "at": at}
    new = [f.new_unit(unit.parent) for f in successors or () if f.has_changed()]
    if kind == "doi-ten":
        services.rename_unit(unit, **form.act(), **event)
    elif kind == "chuyen":
        services.move_unit(unit, **form.act(), **event)
    elif kind == "ket-thuc":
        services.dissolve_unit(unit, **event)
    elif kind == "chia-tach":
        services.split_unit(unit, into=new, ends=form.cleaned_data["ends"] == "chia", **event)
    else:
        receiver = form.cleaned_data["receiver"]
        others = [u for u in form.cleaned_data["others"] if u.pk != unit.pk]
        services.merge_units([unit, *others], into=new + ([receiver] if receiver else []), **event)
