#!/bin/sh
# Back up and prove it: backup.sh FOLDER. Keeps the newest 14, restores the one just made beside the real thing and
# compares it. Leaves with 1, and says why, when anything does not fit. Copy FOLDER to another building.
#
# The environment of the product must be set (the systemd unit does; by hand: set -a; . /etc/thidua/env; set +a).
set -eu

cd "$(dirname "$0")/.."
folder=${1:?usage: backup.sh FOLDER}

made=$(.venv/bin/python manage.py backup --keep 14 "$folder")
echo "· $made"
.venv/bin/python manage.py restore_drill "$made"
