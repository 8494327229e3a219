#!/usr/bin/env bash
# redis-restore.sh FILE: makes the empty folder REDIS_FOLDER the folder of a Redis that holds the backup FILE. Afterwards: start Redis, 'monitor restore --redis', the silos.
set -euo pipefail
folder=${REDIS_FOLDER:-/data}
[ ! -e "$folder/appendonlydir" ] || { echo "$folder holds a Redis already: empty it, or name another with REDIS_FOLDER." >&2; exit 1; }
cp "$1" "$folder/dump.rdb"
port=${REDIS_PORT:-6379}
ask() { redis-cli -h 127.0.0.1 -p "$port" "$@" 2>/dev/null; }
# Asked for an append-only file where there is none Redis begins empty: so the backup is loaded first, and the file written from it.
redis-server --port "$port" --bind 127.0.0.1 --dir "$folder" --save '' --appendonly no --logfile '' >/dev/null &
until [ "$(ask PING)" = PONG ]; do kill -0 $! || exit 1; sleep 0.2; done
ask CONFIG SET appendonly yes >/dev/null
until ask INFO persistence | tr -d '\r' | grep -q '^aof_rewrite_in_progress:0$' && [ -n "$(ls "$folder"/appendonlydir/*.rdb 2>/dev/null)" ]; do sleep 0.2; done
ask SHUTDOWN || true
wait $!
# Redis reads its own file from now on; this one no clean-up would reach, and it would keep the words that are erased later.
rm "$folder/dump.rdb"
