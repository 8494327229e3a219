#!/usr/bin/env bash
# Every test, on a fresh machine too: installs what is missing from Debian's packages, builds everything, runs every suite, and ends with the count.
set -u
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
step() { printf '\n== %s (%s s)\n' "$1" "$SECONDS"; }

need=()
command -v chromium >/dev/null || need+=(chromium)
[ -d /usr/share/fonts/truetype/noto ] || need+=(fonts-noto-core)
command -v redis-server >/dev/null || need+=(redis-server)
[ -x /usr/sbin/nginx ] || need+=(nginx-light)
if [ ${#need[@]} -gt 0 ]; then
  step "Installing ${need[*]}"
  { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${need[@]}"; } >/tmp/monitor-install.log 2>&1 ||
    { tail -5 /tmp/monitor-install.log; echo "Could not install ${need[*]}: install them and run again."; }
fi

failed=0 passed=0 skipped=0 broken=() unsteady=()
if [ -f dashboards/package.json ]; then
  step "Dashboards: install, check, build, unit tests"
  log=$(mktemp)
  if (cd dashboards && npm ci --no-audit --no-fund && npm run check && npm run build && npm test -- --run) >"$log" 2>&1; then
    n=$(sed 's/\x1b\[[0-9;]*m//g' "$log" | awk '/^ *Tests +[0-9]+ passed/ { s += $2 } END { print s + 0 }'); passed=$((passed + n)); echo "$n passed"
  else
    tail -40 "$log"; failed=$((failed + 1)); broken+=(dashboards)
  fi
fi

step "Build"
# One compiler for all projects, whatever the environment says: a third of the time of one for each. It would outlive the build, so the one that this build started is ended.
compilers() { pgrep -f VBCSCompiler | sort; }
others=$(compilers)
dotnet build Monitor.sln -c Release -v q --nologo -clp:NoSummary -p:UseSharedCompilation=true; built=$?
if [ -x .ci/orleans ] && [ "$built" -eq 0 ]; then orleans=$(.ci/orleans) || failed=$((failed + 1)); else orleans="Orleans host: not part of this build."; fi
echo "$orleans"
for pid in $(comm -13 <(echo "$others") <(compilers)); do kill "$pid"; done
if [ "$built" -ne 0 ]; then
  echo "The solution does not build."; printf '\n%s passed, %s failed, %s skipped\n' "$passed" $((failed + 1)) "$skipped"; exit 1
fi

# Browsers, servers and Redis are processes that a busy machine may hold up anywhere. One or two tests with such that fail are asked once more, alone; a test that passes then is
# named at the end, with its first failure above: it is a fault to find, of the test or of the product. Whatever needs no process has no second try.
passes_alone() {
  local methods
  mapfile -t methods < <(sed -nE 's/^ *([A-Za-z0-9_.+]+)(\(.*\))? \[FAIL\]$/\1/p' "$log" | sort -u | sed 's/^/-method\n/')
  [[ "Monitor.Browser Monitor.Server.Tests Monitor.Storage.Tests" == *"$name"* ]] && [ "$e" -eq 0 ] && [ "$f" -le 2 ] &&
    [ ${#methods[@]} -gt 0 ] && [ "$(grep -c '\[FAIL\]$' "$log")" -eq "$f" ] || return 1
  echo "Once more, alone: ${methods[*]}"
  timeout -k 10 150 "$program" -noLogo -noColor "${methods[@]}" && unsteady+=("${methods[@]:1:1}" "${methods[@]:3:1}")
}

for project in tests/*/*.csproj; do
  name=$(basename "$project" .csproj)
  program=artifacts/bin/$name/release/$name
  { [ -x "$program" ] && grep -q 'xunit.v3"' "$project"; } || continue
  step "$name"
  log=$(mktemp)
  # A suite that hangs must say which it was before the whole run is cut off.
  timeout -k 10 700 "$program" -noLogo -noColor >"$log" 2>&1; rc=$?
  line=$(grep -E 'Total: *[0-9]+' "$log" | tail -1)
  number() { sed -n "s/.*$1: *\([0-9]*\).*/\1/p" <<<"$line" | head -1; }
  t=$(number Total) e=$(number Errors) f=$(number Failed) s=$(number Skipped)
  t=${t:-0} e=${e:-0} f=${f:-0} s=${s:-0}
  if [ "$rc" -ne 0 ] && [ $((f + e)) -eq 0 ]; then f=1; fi
  if [ $((f + e)) -gt 0 ]; then
    grep -vE '^ *(Discovering|Discovered|Starting|Finished):' "$log" | tail -80
    if passes_alone; then f=0; else broken+=("$name"); fi
  else
    grep -E '\[SKIP\]|repeat with' "$log" | head; echo "${line:-nothing ran}"
  fi
  failed=$((failed + f + e)) skipped=$((skipped + s)) passed=$((passed + t - f - s))
done

step "Done"
[ ${#broken[@]} -eq 0 ] || echo "Failed in: ${broken[*]}"
[ ${#unsteady[@]} -eq 0 ] || echo "Passed only when asked once more, alone: ${unsteady[*]}"
echo "$orleans"
printf '\n%s passed, %s failed, %s skipped\n' "$passed" "$failed" "$skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
