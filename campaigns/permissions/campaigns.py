"""Who may do what with a campaign. When it may be done is the workflow's business.

The province's campaigns, and those from above that the province carries out, are the standing body's. A unit's own is
drafted by its officer and launched, summed up and closed by its head.
"""

from campaigns.enums import CampaignState
from campaigns.models import Campaign
from core import files
from units.enums import Role
from units.rights import rights_of


def can_create(user):
    return rights_of(user).is_standing_body or rights_of(user).holds(Role.OFFICER, Role.HEAD)


def can_run(user, campaign):
    """Launch, sum up, close, take back: the standing body; for a unit's own, that unit's head."""
    return rights_of(user).runs(campaign.unit_id)


def can_prepare(user, campaign):
    """Write summaries and papers, add files: whoever runs it, and the officer of the unit whose campaign it is."""
    return rights_of(user).prepares(campaign.unit_id)


def can_edit(user, campaign):
    """Change what it says: nobody once it is closed; the officer of a unit only while the draft lies with them."""
    if campaign.state == CampaignState.CLOSED:
        return False
    return can_run(user, campaign) or (campaign.state == CampaignState.DRAFT and can_prepare(user, campaign))


def can_hand_up(user, campaign):
    """Pass a unit's own draft to the head, and take it back: its officer."""
    return campaign.unit_id is not None and rights_of(user).holds_at(campaign.unit_id, Role.OFFICER)


def can_hand_back(user, campaign):
    return campaign.unit_id is not None and can_run(user, campaign)


def can_reopen_unreviewed(user, campaign):
    return campaign.reviewed_on is None and can_run(user, campaign)


def can_reopen_reviewed(user, campaign):
    return campaign.reviewed_on is not None and can_run(user, campaign)


def can_read_preparation(user, campaign):
    """Whom it will name before that is final, and why steps were taken back: its writers, and readers of every unit."""
    return rights_of(user).sees_all or can_prepare(user, campaign)


def can_export(user):
    return bool(rights_of(user).posts)


# Files and issued papers --------------------------------------------------------------------------------------------
@files.guard("campaigns.campaign")
def may_read_papers(user, campaign):
    """Files and the launching paper are as open as the campaign."""
    return Campaign.objects.visible_to(user).filter(pk=campaign.pk).exists()


@files.remover("campaigns.campaign")
def may_remove_files(user, campaign):
    return campaign.state != CampaignState.CLOSED and can_prepare(user, campaign)


@files.guard("campaigns.campaignsummary")
def may_read_summary(user, summary):
    """Before it is concluded, for those who write it."""
    if not may_read_papers(user, summary.campaign):
        return False
    return summary.concluded_at is not None or can_prepare(user, summary.campaign)
