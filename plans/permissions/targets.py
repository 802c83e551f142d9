"""Who may read the files of registrations and what is issued for them. The rest is the rule of every filing."""

from core import files
from plans.permissions.filings import may_read_file, may_read_files

files.guard("plans.targetregistration")(may_read_files)
files.single("plans.targetregistration")(may_read_file)
