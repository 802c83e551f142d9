"""A session is prepared with few words, then written with its attendance; minutes and papers want a number and names."""

import datetime

from django import forms

from clusters.enums import SessionKind
from clusters.queries.sessions import attendance_of
from clusters.services.sessions import FIELDS
from plans.forms.drafts import Draft
from plans.forms.filings import CleanText, line
from units.forms.fields import DayField, LineField

NOT_A_TIME = "Hãy ghi giờ như 08:00 hoặc 14h30."


class ClockField(forms.TimeField):
    """A time of day as people write it: 8h, 8h30, 08:30, 8 giờ 30."""

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.TimeInput(format="%H:%M"))
        kwargs.setdefault("error_messages", {"invalid": NOT_A_TIME})
        super().__init__(input_formats=["%H:%M", "%H:%M:%S"], required=False, **kwargs)

    def to_python(self, value):
        if isinstance(value, str):
            text = value.strip().lower().replace("giờ", "h").replace("phút", "").replace(" ", "").replace(".", ":")
            value = text.replace("h", ":") + ("00" if text.endswith("h") else "")
        return super().to_python(value)


def _text(label, rows, length=20_000, **more):
    return CleanText(
        label=label, required=False, max_length=length, widget=forms.Textarea(attrs={"rows": rows}), **more
    )


class PlanSessionForm(forms.Form):
    """What members need to know beforehand."""

    kind = forms.ChoiceField(label="Loại", choices=SessionKind)
    held_on = DayField(label="Ngày họp", required=False)
    starts_at = ClockField(label="Bắt đầu")
    place = LineField(label="Địa điểm", required=False, max_length=200)
    chair = LineField(
        label="Chủ trì", required=False, max_length=300, help_text="Họ tên, chức vụ; họ tên ghi trước dấu phẩy."
    )
    secretary = LineField(label="Thư ký", required=False, max_length=300)


class SessionForm(forms.Form):
    """All that minutes say, and per member `present_<id>`, `people_<id>`, `because_<id>`."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    held_on = DayField(label="Ngày họp", required=False)
    starts_at = ClockField(label="Bắt đầu")
    ends_at = ClockField(label="Kết thúc")
    place = LineField(label="Địa điểm", required=False, max_length=200)
    chair = LineField(
        label="Chủ trì", required=False, max_length=300, help_text="Họ tên, chức vụ; họ tên ghi trước dấu phẩy."
    )
    secretary = LineField(label="Thư ký", required=False, max_length=300)
    guests = _text("Đại biểu khác", 3, 4000, help_text="Mỗi dòng một người: họ tên, chức vụ, cơ quan.")
    content = _text("Nội dung, diễn biến", 12, help_text="“# ” mở một mục, “- ” một gạch đầu dòng.")
    resolutions = _text("Kết luận, thống nhất", 6)
    press = forms.ChoiceField(choices=[("save", ""), ("conclude", "")], required=False, widget=forms.HiddenInput)

    def __init__(self, *args, seats, **kwargs):
        super().__init__(*args, **kwargs)
        for seat in seats:
            pk = seat.membership.pk
            self.fields[f"present_{pk}"] = forms.BooleanField(
                label=f"{seat.name}: có mặt",
                required=False,
                widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
            )
            for name, said in (("people", "người dự"), ("because", "lý do vắng")):
                self.fields[f"{name}_{pk}"] = line(f"{seat.name}: {said}", 300)
                self.fields[f"{name}_{pk}"].widget.attrs["class"] = "form-control"

    def clean(self):
        cleaned = super().clean()
        starts, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", f"Giờ kết thúc phải sau giờ bắt đầu ({starts:%H:%M}).")
        return cleaned


class SessionDraft(Draft):
    """A planned session that two people may be writing at once."""

    form_class = SessionForm

    def __init__(self, record, *args, **kwargs):
        self.seats = attendance_of(record)
        super().__init__(record, *args, **kwargs)

    def read(self):
        parts = {name: getattr(self.record, name) for name in FIELDS}
        for seat in self.seats:
            pk = seat.membership.pk
            parts |= {f"present_{pk}": seat.present, f"people_{pk}": seat.people, f"because_{pk}": seat.because}
        return parts

    def make_form(self, data, files, initial):
        return self.form_class(data, files, initial=initial, seats=self.seats)

    def gather(self, parts):
        """What `save_session` takes; a member nobody was asked about stays unrecorded."""
        attendance = {}
        for seat in self.seats:
            pk = seat.membership.pk
            present, people, because = (parts[f"{name}_{pk}"] for name in ("present", "people", "because"))
            if seat.recorded or present or people or because:
                attendance[pk] = {"present": present, "people": people, "absent_because": "" if present else because}
        return {name: parts[name] for name in FIELDS} | {"attendance": attendance}

    def words(self, name, value):
        if isinstance(value, bool):
            return "Có mặt" if value else "Không ghi có mặt"
        if isinstance(value, datetime.time):
            return f"{value:%H:%M}"
        return super().words(name, value)

    def roll(self):
        """(name, recorded, present field, people field, because field) of each member, for the page."""
        return [
            (
                seat.name,
                seat.recorded,
                *(self.form[f"{part}_{seat.membership.pk}"] for part in ("present", "people", "because")),
            )
            for seat in self.seats
        ]


class WordsForm(forms.Form):
    """Number, day, who signs, who gets it; a button says whether to look at the draft or to issue."""

    number = line("Số", 8, help_text="Để trống: phần mềm cấp số tiếp theo của cụm, khối khi phát hành.")
    symbol = line("Ký hiệu", 30)
    dated_on = DayField(label="Ngày", required=False)
    signer_title = line("Chức vụ người ký", 120)
    signer_name = line("Người ký", 50, help_text="Chỉ họ tên, không ghi học hàm, học vị.")
    distribution = _text("Nơi nhận", 4, 2000, help_text="Mỗi dòng một nơi nhận.")
    press = forms.ChoiceField(
        choices=[("pdf", ""), ("docx", ""), ("issue", "")], required=False, widget=forms.HiddenInput
    )
    issues = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)  # how many the page knew

    def words(self):
        """What `documents.words.Words` takes."""
        found = {name: value for name, value in self.cleaned_data.items() if name not in ("press", "issues")}
        rows = found["distribution"].splitlines()
        return found | {"distribution": tuple(row.strip() for row in rows if row.strip())}
