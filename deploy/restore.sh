#!/bin/sh
# Restore a backup for real: restore.sh BACKUP, with the services stopped and an empty database.
#
#   systemctl stop thidua-web thidua-worker thidua-beat
#   createdb -O thidua thidua
#   set -a; . /etc/thidua/env; set +a
#   sh deploy/restore.sh /var/lib/thidua/backups/thidua-20220308-013000
#
# Refuses a database that holds tables and a files folder that is not empty: nothing is ever written over.
set -eu

cd "$(dirname "$0")/.."
backup=${1:?usage: restore.sh BACKUP}
python=.venv/bin/python
stop() { echo "✗ $*" >&2; exit 1; }

[ -f "$backup/facts.json" ] || stop "$backup is not a finished backup"
[ -f "$backup/database.dump" ] || stop "$backup is of an embedded installation: copy database.sqlite3 to THIDUA_VAR/thidua.sqlite3"
[ -n "${DATABASE_URL:-}" ] || stop "DATABASE_URL is not set"
files=${MEDIA_ROOT:-${THIDUA_VAR:?THIDUA_VAR is not set}/files}

tables=$(psql "$DATABASE_URL" -AtXc "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
[ "$tables" = 0 ] || stop "the database holds $tables tables; restore into an empty one"
[ -z "$(ls -A "$files" 2>/dev/null)" ] || stop "$files is not empty"

echo "· database"
pg_restore --no-owner --exit-on-error --dbname="$DATABASE_URL" "$backup/database.dump"
echo "· files"
mkdir -p "$files"
tar -xf "$backup/files.tar" -C "$files" --strip-components=1
echo "· proofs"
$python manage.py migrate --noinput --verbosity 0
$python manage.py journal verify
$python manage.py files_verify
echo "✓ restored; start the services"
