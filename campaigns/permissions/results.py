"""Who may read the files of reports, and who asks units for registrations and reports."""

from campaigns.permissions.campaigns import can_run
from core import files
from plans.permissions.filings import may_read_file, may_read_files

files.guard("campaigns.campaignreport")(may_read_files)
files.single("campaigns.campaignreport")(may_read_file)


def can_open_rounds(user, campaign):
    """Whoever runs the campaign: the standing body asks all units, a unit's head those below in the unit's own."""
    return can_run(user, campaign)
