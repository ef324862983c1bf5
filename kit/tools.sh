#!/bin/sh
# Brings the named packages of Debian where they are missing, as ./sophieu does for its own.
set -eu
missing=
for package in "$@"; do
    case $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) in
        installed) ;;
        *) missing="$missing $package" ;;
    esac
done
[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ]; then as_root=env; else as_root='sudo -n env'; fi
apt="$as_root DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0"
echo "kit: installing with apt-get:$missing" >&2
$apt update >&2 || echo 'kit: apt-get update failed; trying with the lists that are here' >&2
# shellcheck disable=SC2086 -- the words of these lists are meant to be split
$apt install -y --no-install-recommends $missing >&2 || {
    echo "kit: these packages of Debian are needed and could not be installed:$missing" >&2
    exit 1
}
