#!/usr/bin/env bash
# redis-backup.sh FILE: has the running Redis save its data as of one instant and copies that to FILE. Writers go on meanwhile. Runs where Redis's folder is.
set -euo pipefail
password=${MONITOR_SECRETS:-/run/monitor-secrets}/redis-password
[ ! -f "$password" ] || export REDISCLI_AUTH=$(<"$password")
ask() { redis-cli -h 127.0.0.1 -p "${REDIS_PORT:-6379}" "$@"; }
says() { ask INFO persistence | tr -d '\r' | grep -q "^$1$"; }
until says rdb_bgsave_in_progress:0; do sleep 0.2; done
before=$(ask INFO stats | tr -d '\r' | sed -n 's/^total_forks://p')
# With a rewrite of its file under way Redis saves after it.
ask BGSAVE SCHEDULE >/dev/null
until [ "$(ask INFO stats | tr -d '\r' | sed -n 's/^total_forks://p')" -gt "$before" ] && says rdb_bgsave_in_progress:0 && says aof_rewrite_in_progress:0; do sleep 0.2; done
says rdb_last_bgsave_status:ok || { echo "Redis could not save: look at its log." >&2; exit 1; }
cp "${REDIS_FOLDER:-/data}/dump.rdb" "$1.new"
mv "$1.new" "$1"
