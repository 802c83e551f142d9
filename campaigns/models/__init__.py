"""What the campaigns app keeps, by noun."""

from campaigns.models.campaigns import Campaign, CampaignHonour, CampaignIndicator, CampaignSummary
from campaigns.models.exemplars import Exemplar, ExemplarPicture, ExemplarTarget, PressLink
from campaigns.models.registrations import (
    RegisteredTarget,
    Registration,
    RegistrationComment,
    RegistrationExtension,
    RegistrationReminder,
    RegistrationRound,
)
from campaigns.models.results import (
    CampaignReport,
    CampaignReportComment,
    CampaignReportExtension,
    CampaignReportReminder,
    ReportCandidate,
    ReportedFigure,
    ResultRound,
)

__all__ = [
    "Campaign",
    "CampaignHonour",
    "CampaignIndicator",
    "CampaignReport",
    "CampaignReportComment",
    "CampaignReportExtension",
    "CampaignReportReminder",
    "CampaignSummary",
    "Exemplar",
    "ExemplarPicture",
    "ExemplarTarget",
    "PressLink",
    "RegisteredTarget",
    "Registration",
    "RegistrationComment",
    "RegistrationExtension",
    "RegistrationReminder",
    "RegistrationRound",
    "ReportCandidate",
    "ReportedFigure",
    "ResultRound",
]
