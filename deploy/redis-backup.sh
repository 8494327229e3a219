#!/usr/bin/env bash
# redis-backup.sh FILE: has the running Redis save its data as of one instant and copies that to FILE (-: to standard output). Writers go on meanwhile. Runs where Redis's
# folder is, and leaves nothing there: no clean-up reaches a copy, which would keep the words that are erased later.
set -euo pipefail
folder=${REDIS_FOLDER:-/data}
dump=$folder/dump.rdb
if [ "$1" != - ] && [[ $(realpath -m "$1") == "$(realpath "$folder")"/* ]]; then
  echo "$1 is in Redis's own folder, where it would keep words that are erased later: name another place, or - for standard output." >&2
  exit 1
fi
password=${MONITOR_SECRETS:-/run/monitor-secrets}/redis-password
[ ! -f "$password" ] || export REDISCLI_AUTH=$(<"$password")
ask() { redis-cli -h 127.0.0.1 -p "${REDIS_PORT:-6379}" "$@"; }
says() { ask INFO persistence | tr -d '\r' | grep -q "^$1$"; }
saved() { stat -c '%i %y' "$dump" 2>/dev/null || true; }
while true; do
  until says rdb_bgsave_in_progress:0 && says aof_rewrite_in_progress:0; do sleep 0.2; done
  before=$(saved)
  answer=$(ask BGSAVE)
  case $answer in
    *started*) break ;;
    # Another save, or a rewrite of its file, began in the moment between.
    *"in progress"* | *SCHEDULE*) sleep 0.2 ;;
    *) echo "Redis refused to save: $answer" >&2; exit 1 ;;
  esac
done
until says rdb_bgsave_in_progress:0; do sleep 0.2; done
# A save that was cut off leaves the status as good as it was: the file tells.
says rdb_last_bgsave_status:ok && [ "$(saved)" != "$before" ] || { echo "Redis could not save: look at its log." >&2; exit 1; }
trap 'rm -f "$dump"' EXIT
if [ "$1" = - ]; then
  cat "$dump"
else
  cp "$dump" "$1.new"
  mv "$1.new" "$1"
fi
