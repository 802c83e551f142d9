"""Who may read the files of reports, and who asks units for registrations and reports."""

from core import files
from plans.permissions.filings import can_review, may_read_file, may_read_files

files.guard("campaigns.campaignreport")(may_read_files)
files.single("campaigns.campaignreport")(may_read_file)


def can_open_rounds(user, campaign):
    """The standing body asks all units, in campaigns of the province and of those above it; not in a unit's own."""
    return campaign.unit_id is None and can_review(user)
