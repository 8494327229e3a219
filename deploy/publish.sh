#!/usr/bin/env bash
# publish.sh FOLDER [options of dotnet publish]: makes the folder that a silo runs from: the program, the seeds, the dashboards where they are built, and the start script.
set -euo pipefail
mkdir -p "$1"
out=$(cd "$1" && pwd); shift
cd "$(dirname "$0")/.."
# No process of the build stays behind: in an image's layer it could not, and a test would wait for it.
dotnet publish src/Monitor.Server --output "$out" --configuration "${CONFIGURATION:-Release}" --nologo -v quiet -nodeReuse:false -p:UseSharedCompilation=false "$@"
cp -r seeds "$out/"
if [ -d dashboards/dist/wall ]; then
  mkdir -p "$out/dashboards"
  cp -r dashboards/dist/. "$out/dashboards/"
fi
cp deploy/silo.sh deploy/ready.sh "$out/"
