# Sourced by the scripts of this folder: where things are, and how they speak. All is bound to loopback.
#   ML_STACK_CACHE         what was fetched and built   (default ${XDG_CACHE_HOME:-~/.cache}/ml-connector)
#   ML_STACK_DATA          data, logs, process ids      (default ${TMPDIR:-/tmp}/ml-connector-stack-<user id>)
#   ML_STACK_KAFKA_PORT    and the next two             (default 19092)
#   ML_STACK_MONGODB_PORT                               (default 27217)
#   ML_STACK_KIND          compose: containers instead; with-stack.sh says so where Docker runs
STACK_CACHE=$(realpath -m "${ML_STACK_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/ml-connector}")
STACK_DATA=$(realpath -m "${ML_STACK_DATA:-${TMPDIR:-/tmp}/ml-connector-stack-$(id -u)}")
KAFKA_PORT=${ML_STACK_KAFKA_PORT:-19092}
MONGODB_PORT=${ML_STACK_MONGODB_PORT:-27217}

say() { echo "[$STACK_PART] $*" >&2; }
die() { say "$*"; exit 1; }
need() { command -v "$1" >/dev/null || die "$2"; }
listening() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
# A killed process has its port for a while, although it is not to be seen any more.
until_silent() { while listening "$1"; do sleep 0.1; done; }

# Tries a command every tenth of a second. $1: seconds; $2: the process that must live meanwhile; then the command.
await() {
  local tries=$(($1 * 10)) process=$2; shift 2
  while ! "$@"; do
    [ $((tries -= 1)) -gt 0 ] && kill -0 "$process" 2>/dev/null || return 1
    sleep 0.1
  done
}

# Ends the process that a function prints, and waits for it. $1: name; $2: signal; $3: seconds; $4: the function.
end_process() {
  local process; process=$("$4") || return 0
  kill "-$2" "$process" 2>/dev/null || true
  local tries=$(($3 * 10))
  while "$4" >/dev/null; do
    if [ $((tries -= 1)) -le 0 ]; then
      say "$1 $process did not stop in $3 s: killed"
      kill -KILL "$process" 2>/dev/null || true; sleep 0.5; return
    fi
    sleep 0.1
  done
}
