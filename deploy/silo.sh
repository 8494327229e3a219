#!/usr/bin/env bash
# Starts one silo, or one server alone, from the folder that publish.sh made. Settings come as environment variables (Journal__Redis, Data__Directory).
# The folder MONITOR_SECRETS holds one file for each secret, named as its variable (Channels__X__ConsumerSecret); redis-password joins Journal__Redis.
set -euo pipefail
secrets=${MONITOR_SECRETS:-/run/monitor-secrets}
for file in "$secrets"/*; do
  [ -f "$file" ] || continue
  name=$(basename "$file")
  case $name in
    redis-password) export Journal__Redis="${Journal__Redis:-127.0.0.1:6379},password=$(<"$file")" ;;
    *__*) export "$name=$(<"$file")" ;;
  esac
done
# The other silos reach this one at the address that it has inside; none is fixed.
export Silo__Address=${Silo__Address:-$(hostname -i | cut -d' ' -f1)}
cd "$(dirname "$0")"
# The shell is replaced, so that SIGTERM reaches the silo, which then ends what is under way and hands its grains over.
exec ./Monitor.Server serve "$@"
