#!/usr/bin/env bash
# One part of the stack as a container instead (ML_STACK_KIND=compose): the same verbs, the same ports.
#   container.sh kafka|mongodb prepare | start | stop | status | uri | crash | wipe
set -euo pipefail
STACK_PART=$1
. "$(dirname "$0")/settings.sh"
export ML_STACK_KAFKA_PORT=$KAFKA_PORT ML_STACK_MONGODB_PORT=$MONGODB_PORT
project=ml-connector-$(printf %s "$STACK_DATA" | cksum | cut -d' ' -f1)
compose() { docker compose -p "$project" -f "$(dirname "$0")/../compose.yaml" "$@" >&2; }
uri() {
  case $STACK_PART in
    kafka) echo "ML_KAFKA_BROKERS=127.0.0.1:$KAFKA_PORT" ;;
    mongodb) echo "ML_MONGODB_URI=mongodb://127.0.0.1:$MONGODB_PORT/?directConnection=true" ;;
  esac
}
case ${2:-} in
  prepare) compose pull "$STACK_PART" ;;
  start) compose up -d --wait "$STACK_PART" && uri ;;
  stop) compose stop "$STACK_PART" ;;
  crash) compose kill -s KILL "$STACK_PART" ;;
  wipe) compose rm -fsv "$STACK_PART" ;;
  status) [ -n "$(docker compose -p "$project" ps -q --status running "$STACK_PART")" ] ;;
  uri) uri ;;
  *) sed -n '3p' "$0" >&2; exit 2 ;;
esac
