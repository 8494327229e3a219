#!/usr/bin/env bash
# Runs nginx before the silos. Each second every silo is asked whether it is ready; one that is not gets nothing until it is again. When none is, all stay in, so that the
# caller reads why. PROXY_SILOS: "host:port host:port"; PROXY_LISTEN: where nginx listens; PROXY_HOSTS: the names that browsers may use besides localhost;
# PROXY_FOLDER: for its files.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=${PROXY_FOLDER:-/run/monitor-proxy}
export PATH=$PATH:/usr/sbin
mkdir -p "$folder"

# Writes who is ready; fails when that is as it was. Addresses, not names: a silo that comes back elsewhere is noticed.
look() {
  local silo address line ready="" known=""
  for silo in $PROXY_SILOS; do
    address=$(getent ahostsv4 "${silo%:*}" | cut -d' ' -f1 | head -1) || true
    [ -n "$address" ] || continue
    line="server $address:${silo##*:} max_fails=0;"$'\n'
    known+=$line
    if "$here/ready.sh" "$address" "${silo##*:}"; then ready+=$line; fi
  done
  # Port 9 answers nobody: nginx wants at least one.
  printf '%s' "${ready:-${known:-server 127.0.0.1:9;}}" >"$folder/silos.new"
  ! cmp -s "$folder/silos.new" "$folder/silos.conf" && mv "$folder/silos.new" "$folder/silos.conf"
}

printf 'listen %s;\n' "${PROXY_LISTEN:-8080}" >"$folder/listen.conf"
# Under its own machine's names the health check asks. Each name once: nginx knows no difference of case and refuses a second.
printf '%s 0;\n' localhost 127.0.0.1 ${PROXY_HOSTS:-} | tr '[:upper:]' '[:lower:]' | sort -u >"$folder/hosts.conf"
# What nginx includes is looked for beside its own file.
cp "$here/nginx.conf" "$folder/"
look || true
# Started by root, it would give its files to another user than its folder's.
user=()
[ "$(id -u)" != 0 ] || user=(-g 'user root;')
nginx -e stderr -p "$folder/" -c "$folder/nginx.conf" "${user[@]}" &
nginx=$!
# What is under way is ended; walls are cut after ten seconds and come back by themselves.
trap 'kill -QUIT $nginx' TERM INT
while kill -0 "$nginx" 2>/dev/null; do
  sleep 1 &
  wait $! || true
  if look; then kill -HUP "$nginx"; fi
done
wait "$nginx"
