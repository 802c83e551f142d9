#!/bin/sh
# Bring this machine to the point where the product can run: `setup.sh run`, or be tested: `setup.sh test`.
#
# Debian 12/13, Ubuntu 24.04. Says what it installs, asks nothing, changes nothing that is already there. System
# packages come by apt-get (with sudo when not root), Python packages by pip into .venv from a lock file with hashes.
set -eu

cd "$(dirname "$0")/.."
purpose=${1:-run}
PATH=$PATH:/usr/sbin:/sbin
export PATH DEBIAN_FRONTEND=noninteractive PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1

say() { printf '%s\n' "· $*"; }
stop() { printf '%s\n' "✗ $*" >&2; exit 1; }

# A Python that is new enough and can make a virtual environment ------------------------------------------------------
suits() { "$1" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
    python=
    for candidate in python3 python3.13 python3.12 python3.11 /usr/bin/python3; do
        if suits "$candidate"; then
            python=$candidate
            return 0
        fi
    done
    return 1
}

# What the system lacks ------------------------------------------------------------------------------------------------
missing=
lacks() { missing="$missing $*"; }

has_library() { ldconfig -p | grep -q "$1"; }
has_browser() {
    command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null ||
        ls "${PLAYWRIGHT_BROWSERS_PATH:-$HOME/.cache/ms-playwright}"/chromium-* >/dev/null 2>&1
}

find_python || lacks python3 python3-venv
has_library 'libpango-1\.0\.so\.0' || lacks libpango-1.0-0
has_library 'libpangoft2-1\.0\.so\.0' || lacks libpangoft2-1.0-0
has_library 'libharfbuzz-subset\.so\.0' || lacks libharfbuzz-subset0
if [ "$purpose" = test ]; then
    ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || lacks postgresql
    command -v redis-server >/dev/null || lacks redis-server
    command -v pdftotext >/dev/null || lacks poppler-utils
    # Ubuntu's chromium package is only a pointer to a snap; there Playwright brings the browser (below).
    has_browser || grep -qi '^ID=ubuntu' /etc/os-release 2>/dev/null || lacks chromium
fi

if [ -n "$missing" ]; then
    command -v apt-get >/dev/null || stop "This system has no apt-get. Please install:$missing"
    sudo=
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || stop "Please install as root: apt-get install$missing"
        sudo="sudo --preserve-env=DEBIAN_FRONTEND"
    fi
    say "Installing system packages:$missing"
    $sudo apt-get update -qq </dev/null
    # shellcheck disable=SC2086  the list is meant to be split
    $sudo apt-get install -y -qq --no-install-recommends $missing </dev/null >/dev/null
    find_python || stop "Python 3.11 or newer with venv is needed; this system has $(python3 --version 2>&1 || true)."
fi

# The virtual environment, filled again only when the lock changed -----------------------------------------------------
if ! .venv/bin/python -c '' >/dev/null 2>&1; then
    say "Creating .venv with $($python --version)"
    rm -rf .venv
    "$python" -m venv .venv
fi

hash_of() { sha256sum <"$1" | cut -d' ' -f1; }

if [ "$purpose" = test ]; then lock=requirements-dev.lock; else lock=requirements.lock; fi
stamp=$(hash_of "$lock")
if [ "$(cat ".venv/$lock.stamp" 2>/dev/null)" != "$stamp" ]; then
    say "Installing Python packages from $lock"
    .venv/bin/python -m pip install -qq --require-hashes -r "$lock" </dev/null
    echo "$stamp" >".venv/$lock.stamp"
    # The longer lock holds everything of the shorter one.
    if [ "$purpose" = test ]; then hash_of requirements.lock >.venv/requirements.lock.stamp; fi
fi

if [ "$purpose" = test ] && ! has_browser; then
    say "Installing Chromium through Playwright"
    if [ "$(id -u)" -eq 0 ] || command -v sudo >/dev/null; then deps=--with-deps; else deps=; fi
    .venv/bin/python -m playwright install $deps chromium </dev/null >/dev/null
fi
exit 0
