"""The shape of an exemplar's input."""

from django import forms
from django.core.validators import URLValidator

from campaigns.enums import CampaignKind, ExemplarState, HonourObject
from campaigns.models import Campaign, Exemplar, ExemplarTarget
from campaigns.models.campaigns import UNIT_ROLES
from campaigns.permissions.exemplars import can_judge
from campaigns.queries.exemplars import followers_of
from campaigns.services.exemplars import FOSTERING_FIELDS, STORY_FIELDS, TAKEN
from core.text import clean_lines
from units.forms.fields import DayField, LineField, place_words
from units.models import Unit
from units.rights import rights_of

PICTURES_AT_ONCE = 4
MARKUP = "Mỗi dòng một đoạn; “# ” mở tiêu đề, “- ” là một ý, **chữ đậm**, *chữ nghiêng*."


class TextField(forms.CharField):
    """Several lines of tidy text."""

    def __init__(self, *, rows, **kwargs):
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)

    def to_python(self, value):
        return clean_lines(super().to_python(value))


class ExemplarFilter(forms.Form):
    """choices: dict of lists of (value, label), only what the person may see."""

    NAMES = (("unit", "Mọi đơn vị"), ("field", "Mọi lĩnh vực"), ("campaign", "Mọi phong trào"), ("year", "Mọi năm"))

    state = forms.ChoiceField(choices=[("", "Mọi trạng thái"), *ExemplarState.choices], required=False)
    unit = forms.ChoiceField(label="Đơn vị", required=False)
    field = forms.ChoiceField(label="Lĩnh vực", required=False)
    campaign = forms.ChoiceField(label="Phong trào", required=False)
    year = forms.ChoiceField(label="Năm phát hiện", required=False)
    q = forms.CharField(label="Lọc theo tên, đơn vị, thành tích", required=False, max_length=100)
    page = forms.IntegerField(required=False, min_value=1)

    def __init__(self, *args, choices, **kwargs):
        super().__init__(*args, **kwargs)
        for name, every in self.NAMES:
            self.fields[name].choices = [("", every), *choices[name]]

    @property
    def selects(self):
        return [self[name] for name, _ in self.NAMES if len(self.fields[name].choices) > 1]


class PublicPageForm(forms.Form):
    page = forms.IntegerField(required=False, min_value=1)


class StoryForm(forms.ModelForm):
    """What is written down when somebody is found. A unit's people choose among their own units."""

    name = LineField(label="Tên tập thể, họ và tên", max_length=200)
    title = LineField(label="Chức vụ, nơi công tác", max_length=200, required=False)
    field = LineField(
        label="Lĩnh vực", max_length=120, required=False, help_text="Ví dụ: Nông thôn mới, Giáo dục, An ninh trật tự."
    )
    found_on = DayField(label="Ngày phát hiện")
    summary = LineField(
        label="Tóm tắt thành tích",
        max_length=500,
        help_text="Một, hai câu; hiện ở danh sách.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    story = TextField(label="Câu chuyện, cách làm", rows=10, max_length=30_000, required=False, help_text=MARKUP)

    class Meta:
        model = Exemplar
        fields = STORY_FIELDS

    def __init__(self, *args, user, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on
        units = Unit.objects.in_force(on).select_related("parent").in_order()
        if not can_judge(user):
            units = units.within(rights_of(user).paths(*UNIT_ROLES))
        if self.instance.unit_id:
            units = units | Unit.objects.filter(pk=self.instance.unit_id).select_related("parent")
        self.fields["unit"].queryset = units
        self.fields["unit"].label_from_instance = place_words
        self.fields["unit"].empty_label = "Chọn đơn vị"
        self.fields["campaign"].queryset = Campaign.objects.visible_to(user).in_order()
        self.fields["campaign"].empty_label = "Không trong phong trào nào"
        own = rights_of(user).unit_ids(*UNIT_ROLES)
        if not self.instance.pk and len(set(own)) == 1:
            self.initial.setdefault("unit", own[0])

    def clean_found_on(self):
        found_on = self.cleaned_data["found_on"]
        if found_on > self.on:
            raise forms.ValidationError("Ngày phát hiện chưa đến. Hãy kiểm tra lại.")
        if self.instance.recognised_on and found_on > self.instance.recognised_on:
            raise forms.ValidationError(
                f"Ngày phát hiện không thể sau ngày công nhận {self.instance.recognised_on:%d/%m/%Y}."
            )
        return found_on


class FosteringForm(forms.ModelForm):
    """Who follows, and the plan. The follower has a post in the unit or below it. Carries the version of the page."""

    fostering = TextField(
        label="Kế hoạch bồi dưỡng, nhân rộng",
        rows=6,
        max_length=20_000,
        required=False,
        help_text="Chỉ đơn vị và Ban Thi đua - Khen thưởng đọc được; không bao giờ hiện ở trang công khai.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Exemplar
        fields = FOSTERING_FIELDS

    def __init__(self, *args, on, **kwargs):
        super().__init__(*args, **kwargs)
        exemplar = self.instance
        self.fields["follower"].queryset = followers_of(exemplar.unit, on=on, beside=exemplar.follower_id)
        self.fields["follower"].empty_label = "Chưa phân công"
        self.initial.setdefault("version", exemplar.version)


class ReasonForm(forms.Form):
    reason = TextField(label="Lý do", rows=3, max_length=1000)


class RecogniseForm(forms.Form):
    paper = LineField(
        label="Văn bản công nhận", max_length=200, help_text="Số, ký hiệu, cơ quan ký. Ví dụ: Quyết định 123/QĐ-UBND."
    )
    recognised_on = DayField(label="Ngày công nhận")


class PublishForm(forms.Form):
    consent_on = DayField(
        label="Ngày được đồng ý công khai",
        help_text="Ngày cá nhân, tập thể đồng ý cho công khai tên, ảnh và câu chuyện.",
    )
    slug = forms.SlugField(
        label="Địa chỉ công khai",
        max_length=100,
        help_text="Chữ thường không dấu, số và gạch nối; là phần cuối của địa chỉ trang.",
        error_messages={"invalid": "Chỉ dùng chữ không dấu, số và gạch nối."},
    )

    def __init__(self, *args, exemplar, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.exemplar, self.on = exemplar, on

    def clean_slug(self):
        slug = self.cleaned_data["slug"].lower()
        if Exemplar.objects.exclude(pk=self.exemplar.pk).filter(slug=slug).exists():
            raise forms.ValidationError(TAKEN)
        return slug

    def clean_consent_on(self):
        if self.cleaned_data["consent_on"] > self.on:
            raise forms.ValidationError("Ngày này chưa đến. Chỉ công khai khi đã được đồng ý.")
        return self.cleaned_data["consent_on"]


# Pictures and press ------------------------------------------------------------------------------------------------------
class PictureForm(forms.Form):
    """One picture and its caption; both or neither."""

    file = forms.FileField(
        label="Ảnh",
        max_length=255,
        allow_empty_file=True,
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png"}),
    )
    caption = LineField(label="Chú thích", max_length=200, required=False)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("file") and not cleaned.get("caption"):
            self.add_error("caption", "Cần ghi chú thích: người không nhìn thấy ảnh sẽ nghe câu này.")
        if cleaned.get("caption") and not cleaned.get("file"):
            self.add_error("file", "Cần chọn ảnh cho chú thích này.")
        return cleaned


PictureFormSet = forms.formset_factory(PictureForm, extra=PICTURES_AT_ONCE, max_num=PICTURES_AT_ONCE)


class PlaceForm(forms.Form):
    """Caption and place of a picture that is there."""

    picture = forms.IntegerField(widget=forms.HiddenInput)
    place = forms.IntegerField(label="Thứ tự", min_value=1, max_value=999)
    caption = LineField(label="Chú thích", max_length=200)


PlaceFormSet = forms.formset_factory(PlaceForm, extra=0)


class LinkForm(forms.Form):
    label = LineField(label="Tên bài", max_length=200)
    outlet = LineField(label="Báo, đài", max_length=120, required=False)
    url = forms.URLField(
        label="Địa chỉ",
        max_length=500,
        assume_scheme="https",
        validators=[
            URLValidator(schemes=["http", "https"], message="Chỉ nhận địa chỉ bắt đầu bằng https:// hoặc http://.")
        ],
        help_text="Ví dụ: https://baodienbienphu.vn/…",
    )
    published_on = DayField(label="Ngày đăng", required=False)


# Targets -----------------------------------------------------------------------------------------------------------------
class TargetForm(forms.ModelForm):
    year = forms.IntegerField(label="Năm", min_value=2000, max_value=2100)
    state = forms.ChoiceField(
        label="Mức", choices=[(s.value, s.label) for s in ExemplarState if s != ExemplarState.DROPPED]
    )
    object = forms.ChoiceField(label="Đối tượng", choices=HonourObject.choices)
    number = forms.IntegerField(label="Số lượng", min_value=0, max_value=100_000)
    paper = LineField(
        label="Văn bản giao", max_length=200, help_text="Số, ký hiệu, ngày và phần của văn bản có con số này."
    )

    class Meta:
        model = ExemplarTarget
        fields = ("programme", "year", "state", "object", "number", "paper")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = Campaign.objects.filter(kind=CampaignKind.PROGRAMME).in_order()
        self.fields["programme"].empty_label = "Chọn kế hoạch"

    def clean(self):
        cleaned = super().clean()
        programme, year = cleaned.get("programme"), cleaned.get("year")
        if programme and year:
            first = programme.starts_on.year if programme.starts_on else year
            last = programme.ends_on.year if programme.ends_on else year
            if not first <= year <= last:
                self.add_error("year", f"Kế hoạch này chỉ gồm các năm {first}–{last}.")
        return cleaned
