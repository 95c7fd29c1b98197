#!/usr/bin/env bash
# What replication costs: sends to a master whose slave is waited for against one whose slave is not, in alternating rounds, one after the other
# on the same machine; and how fast a slave catches up. Usage: bench/replication.sh [rounds] [messages of a round] [senders]
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-5} messages=${2:-100000} senders=${3:-64} size=128
dotnet build src/Broker -c Release -v quiet --nologo >&2
dotnet build bench/Load -c Release -v quiet --nologo >&2
load() { bench/Load/bin/Release/net10.0/mqload "$@"; }
work=$(mktemp -d); pids=()
stop() { for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done; for pid in "${pids[@]}"; do wait "$pid" 2>/dev/null || true; done; pids=(); }
trap 'stop; rm -rf "$work"' EXIT

broker() { # name role id port [property]...
  local file="$work/$1-$3.properties"
  printf '%s\n' "brokerName=$1" "brokerRole=$2" "brokerId=$3" "listenPort=$4" "storePathRootDir=$work/$1-$3" "${@:5}" > "$file"
  DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS=1 src/Broker/bin/Release/net10.0/mqbroker -c "$file" > "$work/$1-$3.log" 2>&1 & pids+=($!)
  until grep -q '^READY' "$work/$1-$3.log"; do kill -0 "${pids[-1]}" || { cat "$work/$1-$3.log" >&2; exit 1; }; sleep 0.1; done
}
figure() { awk -v name="$1" '$1 == name { print $2 }' "$2"; }
best() { sort -n | tail -1; }
middle() { sort -n | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'; }

broker async ASYNC_MASTER 0 28110; broker async SLAVE 1 28120 haMasterAddress=127.0.0.1:28111
broker sync SYNC_MASTER 0 28130; broker sync SLAVE 1 28140 haMasterAddress=127.0.0.1:28131
for port in 28110 28130; do load catch-up --broker 127.0.0.1:$port > /dev/null; done
for round in $(seq 0 "$rounds"); do
  for role in $([ $((round % 2)) = 0 ] && echo async sync || echo sync async); do
    port=28110; [ $role = sync ] && port=28130
    load send --broker 127.0.0.1:$port --connections "$senders" --window 1 --size $size --count "$messages" > "$work/out"
    # The first round warms up.
    [ "$round" = 0 ] || for name in rate p50 p99; do figure $name "$work/out" >> "$work/$role.$name"; done
    # The next one must not share the machine with the slave of this one. What is caught up here is what the slave was behind at the end.
    load catch-up --broker 127.0.0.1:$port > "$work/out"
    [ "$round" = 0 ] || awk '$1 == "caught" { print $3 }' "$work/out" >> "$work/$role.behind"
  done
done
for role in async sync; do
  echo "$role: $(middle < "$work/$role.rate") messages/s (best $(best < "$work/$role.rate")), p50 $(middle < "$work/$role.p50") ms, p99 $(middle < "$work/$role.p99") ms," \
    "slave $(middle < "$work/$role.behind") MB behind at the end"
done
paste "$work/sync.rate" "$work/async.rate" | awk '{ print $1 / $2 }' | middle | awk '{ printf "sync / async, median of the rounds: %.1f %%\n", $1 * 100 }'
stop

broker old ASYNC_MASTER 0 28150
load send --broker 127.0.0.1:28150 --connections 8 --window 64 --size 1024 --count 600000 > /dev/null
load catch-up --broker 127.0.0.1:28150 > "$work/out" & watch=$!
broker old SLAVE 1 28160 haMasterAddress=127.0.0.1:28151
wait $watch
echo "catch-up: $(figure rate "$work/out") MB/s"
