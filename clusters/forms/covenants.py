"""Writing a covenant with its rows, and what those who sign type."""

from django import forms

from campaigns.forms.campaigns import Rows, day, text
from clusters.queries.covenants import parts_of
from plans.forms.drafts import Draft, Table
from plans.forms.filings import CleanText, line
from units.forms.fields import LineField

MAX_CAMPAIGNS, MAX_INDICATORS = 40, 80
ADD_CAMPAIGN, ADD_INDICATOR = "phong-trao", "chi-tieu"
PASSWORD = forms.PasswordInput


class CovenantForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    content = text("Nội dung giao ước", 10, help_text="Mỗi dòng một đoạn; dòng bắt đầu bằng “- ” là một ý.")
    place = line("Nơi ký", 200)
    ceremony_on = day("Ngày tổ chức lễ ký")
    press = forms.ChoiceField(
        choices=[(name, "") for name in ("save", ADD_CAMPAIGN, ADD_INDICATOR)], required=False, widget=forms.HiddenInput
    )


class CampaignRowForm(forms.Form):
    """A campaign picked from those that run, or one named here."""

    known = {}  # dict id → Campaign; the formset's own subclass has them
    campaign_id = forms.TypedChoiceField(label="Phong trào đang diễn ra", coerce=int, empty_value=None, required=False)
    name = line("Hoặc ghi tên phong trào", 300)
    goal = line("Mục tiêu", 500)
    period = line("Thời gian", 100)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["campaign_id"].choices = [
            ("", "Chọn, hoặc ghi tên bên cạnh"),
            *((c.pk, c.name) for c in self.known.values()),
        ]

    def clean(self):
        cleaned = super().clean()
        campaign = self.known.get(cleaned.get("campaign_id"))
        if campaign and not cleaned.get("name"):
            cleaned["name"] = campaign.name
        if campaign and not cleaned.get("period"):
            cleaned["period"] = campaign.period[:100]
        if not cleaned.get("name") and (cleaned.get("goal") or cleaned.get("period")) and not cleaned.get("DELETE"):
            self.add_error("name", "Hãy chọn hoặc ghi tên phong trào, hoặc đánh dấu bỏ dòng này.")
        return cleaned


class IndicatorRowForm(forms.Form):
    content = line("Nội dung", 500)
    measure = line("Đơn vị tính", 40)
    target = line("Kế hoạch", 100)
    note = line("Ghi chú", 300)

    def clean(self):
        cleaned = super().clean()
        typed = any(cleaned.get(name) for name in ("measure", "target", "note"))
        if typed and not cleaned.get("content") and not cleaned.get("DELETE"):
            self.add_error("content", "Hãy ghi nội dung chỉ tiêu, hoặc đánh dấu bỏ dòng này.")
        return cleaned


class CampaignRows(Rows):
    named = "name"


class IndicatorRows(Rows):
    named = "content"


def _formset(form, rows, most):
    return forms.formset_factory(form, formset=rows, extra=1, max_num=most, validate_max=True, can_delete=True)


IndicatorFormSet = _formset(IndicatorRowForm, IndicatorRows, MAX_INDICATORS)


def _campaign_line(row):
    return ", ".join(filter(None, [row["name"], row["goal"], row["period"]]))


def _indicator_line(row):
    return ", ".join(filter(None, [row["content"], row["measure"], row["target"], row["note"]]))


class CovenantDraft(Draft):
    """A covenant that somebody writes. `campaigns`: those the rows offer."""

    form_class = CovenantForm

    def __init__(self, record, *args, campaigns, **kwargs):
        self.campaigns = campaigns
        form = type("PickedForm", (CampaignRowForm,), {"known": {one.pk: one for one in campaigns}})
        formset = _formset(form, CampaignRows, MAX_CAMPAIGNS)
        self.tables = {
            "campaigns": Table(formset, "phong-trao", "Phong trào thi đua", ADD_CAMPAIGN, _campaign_line),
            "indicators": Table(IndicatorFormSet, "chi-tieu", "Chỉ tiêu", ADD_INDICATOR, _indicator_line),
        }
        super().__init__(record, *args, **kwargs)

    def read(self):
        campaigns, indicators = parts_of(self.record)
        return {
            "content": self.record.content,
            "place": self.record.place,
            "ceremony_on": self.record.ceremony_on,
            "campaigns": [_fields(row, ("campaign_id", "name", "goal", "period")) for row in campaigns],
            "indicators": [_fields(row, ("content", "measure", "target", "note")) for row in indicators],
        }

    def make_form(self, data, files, initial):
        return self.form_class(data, initial=initial)

    def over(self, record):
        data = self.form.data.copy()
        data.setlist("version", [str(record.version)])
        again = type(self)(record, data, campaigns=self.campaigns)
        again.is_valid()
        return again


def _fields(row, names):
    return {name: getattr(row, name) for name in names}


# Signing --------------------------------------------------------------------------------------------------------------
class ReasonAskedForm(forms.Form):
    """`asks`: whether a reason is wanted, because members are missing."""

    reason = CleanText(label="Lý do", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args, asks=False, **kwargs):
        super().__init__(*args, **kwargs)
        if not asks:
            del self.fields["reason"]
        else:
            self.fields["reason"].required = True
            self.fields["reason"].error_messages["required"] = "Hãy nêu lý do ký khi còn đơn vị chưa ký."

    @property
    def given_reason(self):
        return self.cleaned_data.get("reason", "")


class DigestForm(ReasonAskedForm):
    """`digest` names the text the page showed, so that nobody signs another one."""

    digest = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)


class SignForm(DigestForm):
    password = forms.CharField(
        label="Mật khẩu của bạn",
        max_length=200,
        strip=False,
        widget=PASSWORD(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Hãy ghi mật khẩu để ký."},
    )
    field_order = ["digest", "reason", "password"]


class CeremonySignForm(DigestForm):
    """Account and password of somebody else at this device; nothing of it stays in the browser."""

    username = forms.CharField(
        label="Tên đăng nhập",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": "Hãy ghi tên đăng nhập."},
    )
    password = forms.CharField(
        label="Mật khẩu",
        max_length=200,
        strip=False,
        widget=PASSWORD(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Hãy ghi mật khẩu."},
    )
    token = forms.CharField(
        label="Mã xác thực",
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
        help_text="Chỉ khi tài khoản đã bật xác thực hai bước.",
    )
    field_order = ["digest", "username", "password", "token", "reason"]

    def clean_username(self):
        return self.cleaned_data["username"].strip().lower()

    def clean_token(self):
        return self.cleaned_data["token"].replace(" ", "").lower()


class PaperSignForm(DigestForm):
    name = LineField(label="Họ và tên người ký", max_length=200)
    title = LineField(label="Chức vụ", required=False, max_length=200)
    field_order = ["digest", "name", "title", "reason"]


class BackForm(forms.Form):
    reason = CleanText(
        label="Lý do",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Cần nêu lý do."},
    )
