"""Starting a score table, its parameters, its groups and criteria."""

import decimal

from django import forms

from clusters.enums import CriterionKind, FactKind, Scorer, TieRule
from clusters.queries.score_tables import CRITERION, PARAMETERS, stamp, stamp_of_maxima
from clusters.rules.score_tables import tidy
from clusters.services.score_tables import BLANK, LAST, MODEL
from core.sheets.fields import shown_number
from core.text import BadValue, clean, clean_lines, parse_number
from units.forms.fields import LineField

MOST_POINTS = decimal.Decimal(100_000)


class PointsField(forms.CharField):
    """Points or a percent, with decimal comma or dot; cleans to a Decimal of at most two decimals, or None."""

    def __init__(self, *, most=MOST_POINTS, positive=False, **kwargs):
        super().__init__(max_length=20, widget=forms.TextInput(attrs={"inputmode": "decimal"}), **kwargs)
        self.most, self.positive = most, positive

    def prepare_value(self, value):
        return shown_number(tidy(value)) if isinstance(value, decimal.Decimal) else value

    def clean(self, value):
        said = clean(super().clean(value))
        try:
            read = parse_number(said)
        except BadValue as problem:
            raise forms.ValidationError(str(problem)) from problem
        if read is None:
            return None
        number = read.value
        if number < 0 or number > self.most or (self.positive and number == 0):
            raise forms.ValidationError(self._range())
        if number != number.quantize(decimal.Decimal("0.01")):
            raise forms.ValidationError("Nhiều nhất hai chữ số thập phân, ví dụ 12,25.")
        return number

    def _range(self):
        least = "lớn hơn 0" if self.positive else "từ 0"
        return f"Hãy ghi số {least}, nhiều nhất {shown_number(tidy(self.most))}."


class StartForm(forms.Form):
    how = forms.ChoiceField(label="Bắt đầu từ", widget=forms.RadioSelect)

    def __init__(self, *args, before, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [(MODEL, "Bảng mẫu 1.000 điểm (tham số mẫu, chưa kiểm chứng)"), (BLANK, "Bảng trống")]
        if before is not None:
            choices.insert(0, (LAST, f"Bảng đã chốt của năm {before.year.year}"))
        self.fields["how"].choices = choices
        self.fields["how"].initial = choices[0][0]


class SeenForm(forms.Form):
    """`seen`: what the record said when the page was opened, so that a change in between is noticed."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=16)

    @property
    def typed(self):
        """dict field → value, without what the page carries for itself."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


PERCENTS = {"most": decimal.Decimal(100), "required": False}
PLACES = ("", "Thứ nhất", "Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm")  # by place, from 1
NO_TIE = ("", "Không xét thêm")


class ParametersForm(SeenForm):
    title = LineField(label="Tên bảng", max_length=200)
    source = LineField(
        label="Căn cứ",
        required=False,
        max_length=300,
        help_text="Số, ký hiệu văn bản quy định thang điểm. Để trống: trang ghi “tham số mẫu, chưa kiểm chứng”.",
    )
    share_b = PointsField(label="Loại B, % điểm tối đa", **PERCENTS)
    share_c = PointsField(label="Loại C, % điểm tối đa", **PERCENTS)
    share_d = PointsField(label="Loại D, % điểm tối đa", **PERCENTS)
    over_per_percent = PointsField(label="Mỗi 1% vượt, thưởng % điểm tối đa", most=decimal.Decimal(100))
    over_most = PointsField(label="Mỗi tiêu chí nhiều nhất, % điểm tối đa", most=decimal.Decimal(100))
    over_cap = PointsField(label="Tổng thưởng vượt nhiều nhất, điểm")
    bonus_cap = PointsField(
        label="Tổng mọi điểm thưởng nhiều nhất, điểm", required=False, help_text="Để trống: không giới hạn chung."
    )
    vote_needed = forms.IntegerField(
        label="Suy tôn cần, % số phiếu",
        required=False,
        min_value=1,
        max_value=100,
        help_text="Để trống: chưa có quy định, kết quả phiếu chỉ để tham khảo.",
    )
    cross_scoring = forms.BooleanField(label="Các thành viên chấm chéo", required=False)

    def __init__(self, *args, table, **kwargs):
        initial = {name: getattr(table, name) for name in PARAMETERS if name != "tie_rules"}
        initial |= {f"tie_{place}": rule for place, rule in enumerate(table.tie_rules, 1)}
        super().__init__(*args, initial=initial | {"seen": stamp(table, PARAMETERS)}, **kwargs)
        for place in range(1, len(TieRule) + 1):
            self.fields[f"tie_{place}"] = forms.ChoiceField(
                label=PLACES[place], choices=[NO_TIE, *TieRule.choices], required=False
            )

    @property
    def tie_fields(self):
        return [self[f"tie_{place}"] for place in range(1, len(TieRule) + 1)]

    def clean(self):
        cleaned = super().clean()
        shares = [("B", cleaned.get("share_b")), ("C", cleaned.get("share_c")), ("D", cleaned.get("share_d"))]
        given = [(grade, share) for grade, share in shares if share is not None]
        for (upper, above), (lower, below) in zip(given, given[1:], strict=False):
            if below > above:
                self.add_error(f"share_{lower.lower()}", f"Loại {lower} không được cao hơn loại {upper}.")
        chosen = {}
        for place in range(1, len(TieRule) + 1):
            rule = cleaned.get(f"tie_{place}")
            if rule and rule in chosen:
                self.add_error(f"tie_{place}", f"Đã chọn ở thứ {chosen[rule]}. Mỗi cách chỉ xét một lần.")
            elif rule:
                chosen[rule] = place
        return cleaned

    def values(self):
        """dict of `PARAMETERS`."""
        typed = self.typed
        rules = [typed[f"tie_{place}"] for place in range(1, len(TieRule) + 1)]
        return {name: typed[name] for name in PARAMETERS if name != "tie_rules"} | {
            "tie_rules": [r for r in rules if r]
        }


class GroupForm(SeenForm):
    seen = forms.CharField(widget=forms.HiddenInput, max_length=16, required=False)
    symbol = LineField(label="Ký hiệu", max_length=10, help_text="Ví dụ: I, II, III.")
    name = LineField(label="Tên nhóm", max_length=300)


class InGroupForm(forms.Form):
    nhom = forms.IntegerField(required=False)


class CriterionForm(SeenForm):
    seen = forms.CharField(widget=forms.HiddenInput, max_length=16, required=False)
    group = forms.ModelChoiceField(label="Nhóm", queryset=None, empty_label=None)
    number = LineField(label="Số", required=False, max_length=10, help_text="Để trống: lấy số tiếp theo.")
    name = LineField(label="Tiêu chí", max_length=500)
    kind = forms.ChoiceField(label="Cách tính", choices=CriterionKind.choices)
    maximum = PointsField(
        label="Điểm tối đa",
        positive=True,
        most=decimal.Decimal(10_000),
        help_text="Với điểm trừ: số điểm bị trừ mỗi lần.",
    )
    measure = LineField(label="Đơn vị tính", required=False, max_length=40)
    scorer = forms.ChoiceField(label="Ai chấm", choices=Scorer.choices)
    rewards_over = forms.BooleanField(
        label="Vượt kế hoạch được thưởng", required=False, help_text="Chỉ với tiêu chí định lượng."
    )
    bars = forms.BooleanField(label="Đã bị trừ thì không được suy tôn", required=False, help_text="Chỉ với điểm trừ.")
    fact = forms.ChoiceField(
        label="Số liệu có sẵn đặt bên cạnh", choices=[("", "Không có"), *FactKind.choices], required=False
    )
    note = forms.CharField(
        label="Hướng dẫn chấm", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args, groups, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = groups
        self.fields["group"].label_from_instance = lambda group: f"{group.symbol}. {group.name}".lstrip(". ")[:110]

    def clean_note(self):
        return clean_lines(self.cleaned_data["note"])

    def clean(self):
        cleaned = super().clean()
        kind = cleaned.get("kind")
        if cleaned.get("bars") and kind != CriterionKind.PENALTY:
            self.add_error("bars", "Chỉ điểm trừ mới có thể làm mất quyền được suy tôn.")
        if cleaned.get("rewards_over") and kind not in (CriterionKind.HIGHER, CriterionKind.LOWER):
            self.add_error("rewards_over", "Chỉ tiêu chí định lượng mới có phần vượt kế hoạch.")
        return cleaned

    def values(self):
        """dict of `CRITERION`."""
        return {name: self.cleaned_data[name] for name in CRITERION}


class MaximaForm(SeenForm):
    """One box per criterion, so that the weights of a table can be set against each other at a glance."""

    def __init__(self, *args, criteria, **kwargs):
        initial = {f"m_{one.pk}": one.maximum for one in criteria} | {"seen": stamp_of_maxima(criteria)}
        super().__init__(*args, initial=initial, **kwargs)
        self.criteria = criteria
        for one in criteria:
            label = f"{one.group.symbol}.{one.number} {one.name}"
            self.fields[f"m_{one.pk}"] = PointsField(label=label, positive=True, most=decimal.Decimal(10_000))

    def boxes(self):
        """[(group, [(criterion, its box)])] in the order of the table."""
        found = {}
        for one in self.criteria:
            found.setdefault(one.group_id, (one.group, []))[1].append((one, self[f"m_{one.pk}"]))
        return list(found.values())

    def maxima(self):
        """dict criterion id → points."""
        return {one.pk: self.cleaned_data[f"m_{one.pk}"] for one in self.criteria}


class ReviseForm(forms.Form):
    reason = forms.CharField(
        label="Lý do lập lần mới",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Cần nêu lý do lập lần mới."},
    )
