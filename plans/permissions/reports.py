"""Who may do what with report rounds, and read the files of reports. The rest is the rule of every filing."""

from core import files
from plans.permissions.filings import can_report, can_review, may_read_file, may_read_files

files.guard("plans.unitreport")(may_read_files)
files.single("plans.unitreport")(may_read_file)


def can_prepare(user):
    """Staff and lead prepare, open and change rounds."""
    return can_review(user)


@files.guard("plans.reportround")
def may_read_report(user, collected):
    """The issued report speaks of every unit, so it is for those who read every unit's work."""
    return can_report(user)
