# Sourced by the scripts of this folder: where the tools are. They are built once from Go modules whose go.mod and go.sum
# stand in modules/, and kept outside the repository.
#   ML_KUBERNETES_CACHE   programs, CRDs, schemas   (default ${XDG_CACHE_HOME:-~/.cache}/ml-connector/kubernetes)
CACHE=$(realpath -m "${ML_KUBERNETES_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/ml-connector/kubernetes}")
BIN=$CACHE/bin
KUBERNETES_VERSION=1.36.3

say() { echo "[kubernetes] $*" >&2; }
die() { say "$*"; exit 1; }
need() { command -v "$1" >/dev/null || die "$2"; }
