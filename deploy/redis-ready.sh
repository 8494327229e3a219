#!/usr/bin/env bash
# Succeeds when Redis answers and has loaded its file.
password=${MONITOR_SECRETS:-/run/monitor-secrets}/redis-password
[ ! -f "$password" ] || export REDISCLI_AUTH=$(<"$password")
[ "$(timeout 3 redis-cli -h 127.0.0.1 -p "${REDIS_PORT:-6379}" PING)" = PONG ]
