#!/usr/bin/env bash
# Builds everything and runs every test; installs what the tests need (a browser, npm packages) when it is missing.
# Usage: ./test.sh [name of a test project, for example Store.Tests]
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

need() { command -v "$1" >/dev/null 2>&1 || { echo "test.sh: $1 is missing; install $2" >&2; exit 2; }; }
need dotnet "the .NET 10 SDK"
need node "Node 20"
need npm "Node 20 with npm"

if ! command -v chromium >/dev/null 2>&1 && ! command -v chromium-browser >/dev/null 2>&1 && ! command -v google-chrome >/dev/null 2>&1; then
  echo "test.sh: installing a browser for the end-to-end tests"
  as_root=""; [ "$(id -u)" = 0 ] || as_root="sudo"
  $as_root apt-get update -qq && $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-cjk >/dev/null
fi

if ! command -v curl >/dev/null 2>&1 || ! command -v jq >/dev/null 2>&1; then
  echo "test.sh: installing curl and jq for the examples of docs/api.md"
  as_root=""; [ "$(id -u)" = 0 ] || as_root="sudo"
  $as_root apt-get update -qq && $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq curl jq >/dev/null
fi

results=$(mktemp -d); trap 'rm -rf "$results"' EXIT
target="Console.sln"; [ $# -eq 0 ] || target="tests/$1"
status=0
dotnet build "$target" --nologo -v quiet || { echo "0 passed, 1 failed, 0 skipped"; exit 1; }
# One project after the other: several of them start servers, and two cores are the size this is planned for.
dotnet test "$target" --no-build --nologo -m:1 --logger trx --results-directory "$results" || status=1

# A test host that crashed leaves no failed test behind, only a failing status: it counts as one.
cat "$results"/*.trx 2>/dev/null | grep -o '<Counters [^>]*' | awk -v status=$status '
  function get(name,   m) { return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : 0 }
  { passed += get("passed"); failed += get("failed") + get("error") + get("timeout") + get("aborted"); skipped += get("total") - get("executed") }
  END { if (status != 0 && failed == 0) failed = 1
        printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped }'
exit $status
