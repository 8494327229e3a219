#!/usr/bin/env bash
# three-silos.sh PROGRAM [SCENARIO]: docker-compose.yml by hand on 127.0.0.1. PROGRAM is what publish.sh made with -p:Silo=orleans. Redis, three silos and the proxy start by the
# scripts of their images; a scenario is replayed through the proxy, undisturbed first, then while one silo after the other is stopped, one is killed, and Redis is killed.
# Both must end with the same posts and dockets. Needs Debian's redis-server and nginx.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
program=$(cd "$1" && pwd)
scenario=${2:-bareilly-night}
work=$(mktemp -d)
secret=only-of-this-run
first=$((20000 + RANDOM % 8000))
web=($((first + 1)) $((first + 2)) $((first + 3)))
export REDIS_PORT=$((first + 4)) MONITOR_SECRETS=$work/secrets
proxy=$((first + 5))
declare -A running

mkdir -p "$MONITOR_SECRETS"
printf 'of-this-run' >"$MONITOR_SECRETS/redis-password"
for name in X__ConsumerSecret Facebook__AppSecret Instagram__AppSecret WhatsApp__AppSecret; do printf %s "$secret" >"$MONITOR_SECRETS/Channels__$name"; done
export REDISCLI_AUTH=of-this-run

say() { printf '%4s s  %s\n' "$SECONDS" "$*"; }
until_true() { local tries=0; until "$@"; do tries=$((tries + 1)); [ $tries -lt 600 ] || { say "waited in vain: $*"; exit 1; }; sleep 0.5; done; }
start_redis() { REDIS_FOLDER=$run/redis "$here/redis.sh" >>"$run/redis.log" 2>&1 & running[redis]=$!; until_true "$here/redis-ready.sh" 2>/dev/null; }
start_silo() {
  Urls=http://127.0.0.1:${web[$1]} Security__WithoutSignIn=true Demo__Enabled=false Dashboards__Build=false Data__Directory=$run/silo$1 Journal__Kind=Redis \
    Journal__Redis=127.0.0.1:$REDIS_PORT,connectTimeout=2000,syncTimeout=5000 Silo__Address=127.0.0.1 Silo__Port=$((first + 10 + $1)) \
    "$program/silo.sh" >>"$run/silo$1.log" 2>&1 &
  running[silo$1]=$!
}
ready() { "$here/ready.sh" 127.0.0.1 "$1"; }
stop() { kill "-$2" "${running[$1]}"; wait "${running[$1]}" 2>/dev/null || true; unset "running[$1]"; }
end() { for name in "${!running[@]}"; do if [ "$name" = proxy ]; then kill -TERM "${running[$name]}" 2>/dev/null; else kill -9 "${running[$name]}" 2>/dev/null; fi; done; true; }
trap 'end; [ "${kept:-}" ] || rm -rf "$work"' EXIT
redis() { redis-cli -p "$REDIS_PORT" "$@"; }
# Everything decided and followed by everybody: the feed stands still.
settled() { local before; before=$(redis LLEN monitor:feed); sleep 3; [ "$(redis LLEN monitor:feed)" = "$before" ]; }

disturb() {
  for silo in 0 1 2; do
    sleep 2; say "silo $silo is asked to stop"; stop silo$silo TERM
    say "and started again"; start_silo $silo; until_true ready "${web[$silo]}"
  done
  sleep 2; say "silo 1 is killed"; stop silo1 KILL; sleep 3; start_silo 1; until_true ready "${web[1]}"
  sleep 2; say "Redis is killed"; stop redis KILL; start_redis; until_true ready "$proxy"; say "and answers again"
}

# Prints nothing but the figures: posts, dockets.
once() {
  run=$work/$1
  mkdir -p "$run/redis" "$run/proxy"
  start_redis
  for silo in 0 1 2; do start_silo $silo; done
  PROXY_LISTEN=127.0.0.1:$proxy PROXY_FOLDER=$run/proxy PROXY_SILOS="127.0.0.1:${web[0]} 127.0.0.1:${web[1]} 127.0.0.1:${web[2]}" "$here/proxy.sh" >>"$run/proxy.log" 2>&1 &
  running[proxy]=$!
  for port in "${web[@]}" "$proxy"; do until_true ready "$port"; done
  say "$1: three silos are ready behind the proxy"
  "$program/Monitor.Server" replay "$scenario" --to "http://127.0.0.1:$proxy" --secret "$secret" --date 2026-03-02 --speed "${SPEED:-400}" >"$run/replay.log" 2>&1 &
  local replay=$!
  [ "$1" = undisturbed ] || disturb
  wait $replay || { cat "$run/replay.log"; exit 1; }
  say "$1: $(tail -1 "$run/replay.log")"
  until_true settled
  redis LRANGE monitor:posts 0 -1 | wc -l >"$work/$1.figures"
  redis --scan --pattern 'monitor:s:complaint/*' | sort -u | wc -l >>"$work/$1.figures"
  redis HLEN monitor:platform >>"$work/$1.figures"
  say "$1: posts, dockets, platform ids: $(tr '\n' ' ' <"$work/$1.figures")"
  stop proxy TERM
  for silo in 0 1 2; do stop silo$silo TERM; done
  stop redis TERM
}

once undisturbed
once disturbed
if cmp -s "$work/undisturbed.figures" "$work/disturbed.figures"; then say "Both ended alike."; else kept=1; say "They differ: $work"; exit 1; fi
