"""What registrations and reports share: a round belongs to a campaign, and to whoever runs that campaign."""

from django.db import models

from campaigns.enums import CampaignState
from plans.models.filings import Filing, FilingRound


def called(campaign):
    """The campaign inside a sentence: phong trào “Lao động giỏi”; a name that says so itself is not said to be one."""
    named = f"“{campaign.name}”"
    return named if campaign.name.casefold().startswith("phong trào") else f"phong trào {named}"


class CampaignRound(FilingRound):
    """A concrete round adds `campaign`. In a unit's own campaign the unit receives what those below it file."""

    class Meta:
        abstract = True

    @property
    def receiver(self):
        return self.campaign.unit

    @property
    def receiver_id(self):
        return self.campaign.unit_id


class CampaignFiling(Filing):
    """A concrete filing adds `round` and `titled(campaign)`: its name with the campaign called so or so."""

    named_by = receiver = "round__campaign__unit"

    class Meta(Filing.Meta):
        abstract = True

    @classmethod
    def asked(cls):
        """What a closed campaign has not received stays as it is on the board; nobody owes it any more."""
        return ~models.Q(round__campaign__state=CampaignState.CLOSED)

    @property
    def what(self):
        return self.titled(called(self.round.campaign))

    @property
    def news_name(self):
        """A unit's own campaign is named to those who may read of it only, not where mails are kept."""
        if self.round.receiver_id is None:
            return self.what
        return self.titled(f"phong trào do {self.round.receiver.label} phát động")

    @property
    def news_title(self):
        return f"{self.news_name[0].upper()}{self.news_name[1:]} của {self.unit.label}"

    @property
    def news_about(self):
        return f"Phong trào: {self.round.campaign.name}" if self.round.receiver_id else ""

    @property
    def full_name(self):
        return self.news_name
