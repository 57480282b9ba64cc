#!/usr/bin/env bash
# Makes the base image that deploy/Dockerfile names, where no registry of images can be reached: Debian's packages, the
# project's own Node and the machine's npm. Once; root. Needs podman and debootstrap.
#   base-image.sh NAME
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd); . "$here/settings.sh"
name=$1; archive=$CACHE/base-image.tar; root=
export STORAGE_DRIVER=${STORAGE_DRIVER:-vfs}
! podman image exists "$name" || exit 0
need debootstrap "The base image is made by debootstrap: apt-get install debootstrap."
node=$here/../../node_modules/node/bin/node
[ -x "$node" ] || die "The base image takes the project's Node: run npm ci first."
if [ ! -f "$archive" ]; then
  mkdir -p "$CACHE"; root=$(mktemp -d); trap 'rm -rf "$root"' EXIT
  mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -E '/debian/?$' | sort -u | head -1)
  say "making a base of Debian packages"
  debootstrap --variant=minbase --include=ca-certificates,libstdc++6 bookworm "$root" "$mirror" >"$CACHE/debootstrap.log" 2>&1 ||
    die "debootstrap failed; see $CACHE/debootstrap.log"
  rm -rf "$root"/var/cache/apt/* "$root"/var/lib/apt/lists/* "$root"/usr/share/{doc,man,locale}
  install -m755 "$node" "$root/usr/local/bin/node"
  npm=$(dirname "$(dirname "$(readlink -f "$(command -v npm)")")")
  mkdir -p "$root/usr/local/lib/node_modules"; cp -a "$npm" "$root/usr/local/lib/node_modules/npm"
  ln -s ../lib/node_modules/npm/bin/npm-cli.js "$root/usr/local/bin/npm"
  tar -C "$root" -cf "$archive.part" . && mv "$archive.part" "$archive"
fi
podman import -q --change 'CMD ["node"]' "$archive" "$name" >&2
