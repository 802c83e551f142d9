"""The shape of what people type in a report on a campaign."""

from django import forms

from campaigns.enums import HonourObject
from campaigns.forms.figures import FiguresDraft, FiguresForm
from campaigns.models.results import HEADINGS
from campaigns.queries.registrations import targets_of
from campaigns.queries.results import Candidate, last_figures
from plans.forms.drafts import Table
from plans.forms.filings import TOO_LONG, CleanText, line
from plans.forms.targets import rows_of


class CampaignReportForm(FiguresForm):
    """A text per heading."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for index, heading in enumerate(HEADINGS):
            self.fields[f"section_{index}"] = CleanText(
                label=heading,
                required=False,
                max_length=20_000,
                error_messages={"max_length": TOO_LONG},
                widget=forms.Textarea(attrs={"rows": 5}),
            )

    def section_fields(self):
        return [self[f"section_{index}"] for index in range(len(HEADINGS))]


class _CandidateForm(forms.Form):
    def clean(self):
        cleaned = super().clean()
        if cleaned.get("DELETE"):
            return cleaned
        given = {name: cleaned.get(name) for name in ("name", "title", "achievement")}
        if any(given.values()):
            if not given["name"] and "name" not in self.errors:
                self.add_error("name", "Hãy ghi tên, hoặc đánh dấu bỏ dòng này.")
            if not given["achievement"] and "achievement" not in self.errors:
                self.add_error("achievement", "Hãy ghi tóm tắt thành tích.")
        return cleaned


def _achievement():
    return CleanText(
        label="Tóm tắt thành tích",
        required=False,
        max_length=4000,
        error_messages={"max_length": TOO_LONG},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CollectiveForm(_CandidateForm):
    name = line("Tên tập thể", 200)
    title = line("Thuộc đơn vị", 200)
    achievement = _achievement()


class PersonForm(_CandidateForm):
    name = line("Họ và tên", 200)
    title = line("Chức vụ, nơi công tác", 200)
    achievement = _achievement()


CollectiveFormSet = rows_of(CollectiveForm)
PersonFormSet = rows_of(PersonForm)
LISTS = {"collectives": HonourObject.COLLECTIVE, "persons": HonourObject.PERSON}


def _candidate_words(kind):
    return lambda row: Candidate(**{"object": kind} | row).line


class CampaignReportDraft(FiguresDraft):
    """The parts are single figures, notes and texts, and the two lists of candidates."""

    form_class = CampaignReportForm
    rows_name = "figures"
    tables = {
        "collectives": Table(
            CollectiveFormSet, "tap-the", "Tập thể", "collective", _candidate_words(HonourObject.COLLECTIVE)
        ),
        "persons": Table(PersonFormSet, "ca-nhan", "Cá nhân", "person", _candidate_words(HonourObject.PERSON)),
    }

    def spread(self, values):
        texts = [*values["sections"], *[""] * len(HEADINGS)]
        parts = super().spread(values) | {f"section_{index}": texts[index] for index in range(len(HEADINGS))}
        for name, kind in LISTS.items():
            parts[name] = [
                {field: row[field] for field in ("name", "title", "achievement")}
                for row in values["candidates"]
                if row["object"] == kind
            ]
        return parts

    def gather(self, parts):
        candidates = [row | {"object": kind} for name, kind in LISTS.items() for row in parts[name]]
        sections = [parts[f"section_{index}"] for index in range(len(HEADINGS))]
        return super().gather(parts) | {"sections": sections, "candidates": candidates}

    def beside(self):
        collected = self.record.round
        targets = targets_of(collected.campaign_id, self.record.unit_id, collected.year)
        return ((f"Đăng ký {collected.year}", targets), ("Kỳ trước", last_figures(self.record)))
