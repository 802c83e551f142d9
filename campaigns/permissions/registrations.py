"""Who may read the files of registrations. The rest is the rule of every filing."""

from core import files
from plans.permissions.filings import may_read_file, may_read_files

files.guard("campaigns.registration")(may_read_files)
files.single("campaigns.registration")(may_read_file)
