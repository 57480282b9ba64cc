#!/usr/bin/env bash
# Kafka and a MongoDB-compatible database on this machine, without containers, for tests and for trying things out.
#   stack.sh prepare | start | stop | status | env | wipe      both; start and env print the two ML_... lines
#   stack.sh crash kafka|mongodb                               kill -9, to see what survives
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
case ${1:-} in
  prepare | start)
    "$here/kafka.sh" "$1" & kafka=$!
    mongodb=0; "$here/mongodb.sh" "$1" || mongodb=$?
    wait "$kafka" && [ "$mongodb" = 0 ] ;;
  stop | wipe) "$here/kafka.sh" "$1" && "$here/mongodb.sh" "$1" ;;
  status) up=0; "$here/kafka.sh" status || up=1; "$here/mongodb.sh" status || up=1; exit $up ;;
  env) "$here/kafka.sh" uri && "$here/mongodb.sh" uri ;;
  crash)
    case ${2:-} in kafka | mongodb) "$here/$2.sh" crash ;; *) echo "crash what: kafka or mongodb?" >&2; exit 2 ;; esac ;;
  *) sed -n '2,4p' "$0" >&2; exit 2 ;;
esac
