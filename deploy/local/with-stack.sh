#!/usr/bin/env bash
# Runs a command with ML_KAFKA_BROKERS and ML_MONGODB_URI: those that are given, else containers where Docker runs, else the
# local stack. What did not run before is stopped afterwards.
#   with-stack.sh COMMAND...
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

started=()
stop_started() { for part in "${started[@]}"; do "$here/$part.sh" stop 2>/dev/null || true; done; }
trap stop_started EXIT

# Containers where Docker runs, also for the tests that kill them.
if [ -z "${ML_STACK_KIND:-}" ] && docker info >/dev/null 2>&1 && docker compose version >/dev/null 2>&1; then
  export ML_STACK_KIND=compose
fi

# $1: the script's name; $2: the variable that it sets; $3: what is missing without it.
obtain() {
  [ -z "${!2:-}" ] || return 0
  local line running=0
  "$here/$1.sh" status 2>/dev/null || running=$?
  line=$("$here/$1.sh" start) || {
    echo "These tests need $3: set $2 to one that may be written to, start Docker, or make 'npm run stack -- start' work here (npm run test:embedded needs none)." >&2
    exit 1
  }
  [ "$running" = 0 ] || started+=("$1")
  export "${line?}"
}

obtain kafka ML_KAFKA_BROKERS "a Kafka"
obtain mongodb ML_MONGODB_URI "a MongoDB"
"$@"
