"""Who may read the files of registrations and what is issued for them. The rest is the rule of every filing."""

from core import files
from plans.permissions.filings import can_report, may_read_file, may_read_files

files.guard("plans.targetregistration")(may_read_files)
files.single("plans.targetregistration")(may_read_file)


@files.guard("plans.targetround")
def may_read_issued(user, collected):
    """What the province registered with the Government is for those who read every unit's work."""
    return can_report(user)
