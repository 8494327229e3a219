#!/usr/bin/env bash
# Runs Redis with redis.conf. REDIS_FOLDER holds its files; REDIS_BIND and REDIS_PORT say where it listens; MONITOR_SECRETS/redis-password is its password.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
password=${MONITOR_SECRETS:-/run/monitor-secrets}/redis-password
more() {
  printf 'bind %s\nport %s\ndir %s\n' "${REDIS_BIND:-127.0.0.1}" "${REDIS_PORT:-6379}" "${REDIS_FOLDER:-/data}"
  # Not on the command line, where every user of the machine could read it.
  [ ! -f "$password" ] || printf 'requirepass %s\n' "$(<"$password")"
  [ -z "${REDIS_MAXMEMORY:-}" ] || printf 'maxmemory %s\n' "$REDIS_MAXMEMORY"
}
exec redis-server "$here/redis.conf" - < <(more)
