"""The shape of what people type about registration for a campaign."""

from django import forms

from campaigns.forms.figures import FiguresDraft, FiguresForm
from campaigns.queries.registrations import targets_of
from plans.forms.filings import TOO_LONG, CleanText


class RegistrationForm(FiguresForm):
    measures = CleanText(
        label="Nội dung, biện pháp",
        required=False,
        max_length=20_000,
        error_messages={"max_length": TOO_LONG},
        widget=forms.Textarea(attrs={"rows": 10}),
    )


class RegistrationDraft(FiguresDraft):
    form_class = RegistrationForm
    rows_name = "targets"

    def spread(self, values):
        return super().spread(values) | {"measures": values["measures"]}

    def gather(self, parts):
        return super().gather(parts) | {"measures": parts["measures"]}

    def beside(self):
        collected = self.record.round
        last = targets_of(collected.campaign_id, self.record.unit_id, collected.year - 1)
        return ((f"Đăng ký {collected.year - 1}", last),)
