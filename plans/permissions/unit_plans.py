"""Who may read the files of unit plans and of their summary. The rest is the rule of every filing."""

from core import files
from plans.permissions.filings import can_report, may_read_file, may_read_files

files.guard("plans.unitplan")(may_read_files)
files.single("plans.unitplan")(may_read_file)


@files.guard("plans.unitplanround")
def may_read_report(user, collected):
    """The issued summary speaks of every unit, so it is for those who read every unit's work."""
    return can_report(user)
