#!/usr/bin/env bash
# Our broker beside Apache's, in pairs and in alternating order, each alone on the machine while it is measured: sends, pulls, processor time, memory,
# start. Usage: bench/apache.sh FOLDER [pairs] [messages of a round] [connections] [messages in flight on each]
# FOLDER is an Apache RocketMQ with bin/mqbroker; JAVA_OPT_EXT takes further options for its JVM.
set -euo pipefail
[ -x "${1:-}/bin/mqbroker" ] || { echo "usage: $0 FOLDER [pairs] [messages] [connections] [in flight]; FOLDER is an Apache RocketMQ, it must have an executable bin/mqbroker" >&2; exit 2; }
apache=$(realpath "$1") pairs=${2:-3} messages=${3:-200000} connections=${4:-64} window=${5:-1} port=28210
cd "$(dirname "$0")/.."
work=$(mktemp -d) program='' server=''
stop() { [ -z "$program" ] || { kill "$server" 2>/dev/null || true; wait "$program" 2>/dev/null || true; program=''; }; }
trap 'stop; rm -rf "$work"' EXIT
dotnet publish src/Broker -c Release -o "$work/ours" -v quiet --nologo >&2
dotnet publish bench/Load -c Release -o "$work/load" -v quiet --nologo >&2
load() { "$work/load/mqload" "$@"; }
figure() { awk -v name="$1" '$1 == name { print $2 }' "$2"; }
memory() { awk -v names="$1" '$1 ~ "^(" names "):$" { sum += $2 } END { print sum / 1024 }' "/proc/$server/status"; }
note() { echo "$3" >> "$work/$1.$2"; } # side figure value

# The process that serves: what was started, or what its scripts started.
serving() { server=$program; while [ "$1" = apache ] && [ "$(cat "/proc/$server/comm")" != java ]; do server=$(pgrep -P "$server" | head -1); done; }

start() { # side figure
  load first --broker 127.0.0.1:$port > "$work/first" & local waiter=$!
  until grep -q '^waiting' "$work/first"; do sleep 0.05; done
  local began=$EPOCHREALTIME
  case $1 in
    ours) DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS=1 "$work/ours/mqbroker" -c "$work/$1.properties" > "$work/$1.log" 2>&1 & ;;
    apache) "$apache/bin/mqbroker" -c "$work/$1.properties" > "$work/$1.log" 2>&1 & ;;
  esac
  program=$!
  # A broker that ends before it answers has its last words shown; its waiter would wait for ever.
  while kill -0 $waiter 2>/dev/null; do kill -0 $program 2>/dev/null || { kill $waiter; tail -20 "$work/$1.log" >&2; exit 1; }; sleep 0.1; done
  note "$1" "$2" "$(awk -v began="$began" '$1 == "accepted" { printf "%.3f", $2 - began }' "$work/first")"
  serving "$1"
}

send() { # side place-in-the-table bytes
  load send --broker 127.0.0.1:$port --topic "Bench$3" --connections "$connections" --window "$window" --size "$3" --count "$messages" --pid "$server" > "$work/out" ||
    [ "$(figure failed "$work/out")" -gt 0 ] # Refused sends are a figure as well; no figure is a failure.
  note "$1" "$2 sends of $3 B a second" "$(figure rate "$work/out")"
  note "$1" "$2 sends of $3 B, p99, ms" "$(figure p99 "$work/out")"
  note "$1" "$2 sends of $3 B, processor seconds a million" "$(figure cpu "$work/out")"
  note "$1" "$2 sends of $3 B, refused" "$(figure failed "$work/out")"
}

measure() { # side
  rm -rf "$work/store"
  printf '%s\n' brokerName=bench brokerClusterName=Bench brokerIP1=127.0.0.1 listenPort=$port haListenPort=$((port + 1)) flushDiskType=ASYNC_FLUSH \
    autoCreateTopicEnable=true "storePathRootDir=$work/store" "storePathCommitLog=$work/store/commitlog" "storePathConsumeQueue=$work/store/consumequeue" \
    "storePathIndex=$work/store/index" > "$work/$1.properties"
  start "$1" "10 start until a send is accepted, empty, s"
  sleep 5
  note "$1" "12 idle, resident, MiB" "$(memory VmRSS)"
  note "$1" "13 idle, resident without mapped files, MiB" "$(memory 'RssAnon|RssShmem')"
  send "$1" 0 128 # warms up
  send "$1" 2 128
  send "$1" 3 1024
  note "$1" "14 most resident under load, MiB" "$(memory VmHWM)"
  note "$1" "15 resident without mapped files behind the load, MiB" "$(memory 'RssAnon|RssShmem')"
  load drain --broker 127.0.0.1:$port --topic Bench128 --pid "$server" > "$work/out" # warms up
  load drain --broker 127.0.0.1:$port --topic Bench128 --pid "$server" > "$work/out"
  note "$1" "4 messages of 128 B pulled a second" "$(figure rate "$work/out")"
  note "$1" "4 pulls of 128 B, processor seconds a million" "$(figure cpu "$work/out")"
  stop
  start "$1" "11 start until a send is accepted, with these, s"
  stop
}

for pair in $(seq "$pairs"); do
  for side in $([ $((pair % 2)) = 1 ] && echo apache ours || echo ours apache); do echo "pair $pair: $side" >&2; measure "$side"; done
done
middle() { sort -g | awk '{ value[NR] = $1 } END { m = (value[int((NR + 1) / 2)] + value[int(NR / 2) + 1]) / 2; printf m < 10 ? "%.2f" : m < 100 ? "%.1f" : "%.0f", m }'; }
ratios() { paste "$1" "$2" | awk '{ printf "%s%s", (NR > 1 ? ", " : ""), ($2 > 0 ? sprintf("%.2f", $1 / $2) : "-") }'; }
echo "| median of $pairs pairs | ours | Apache's | ours / Apache's, pair by pair |"
echo "| --- | ---: | ---: | ---: |"
find "$work" -name 'ours.[1-9]*' -printf '%f\n' | sort -t. -k2 -g | while IFS= read -r name; do
  name=${name#ours.}
  echo "| ${name#* } | $(middle < "$work/ours.$name") | $(middle < "$work/apache.$name") | $(ratios "$work/ours.$name" "$work/apache.$name") |"
done
