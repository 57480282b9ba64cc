# Sourced by mongodb.sh: what the database is made of, each fetched and built once into the cache.
#   PostgreSQL with the DocumentDB extension, from Debian's packages. They are unpacked into a private folder and run with
#   their own loader and libraries: nothing is installed, the host's apt and dpkg are not touched.
#   FerretDB, which speaks MongoDB's protocol, from its Go module.
FERRETDB_VERSION=v2.7.0
POSTGRES_VERSION=18
RUNTIME=$STACK_CACHE/postgres-$POSTGRES_VERSION
BIN=$RUNTIME/usr/lib/postgresql/$POSTGRES_VERSION/bin
PLUGINS=$RUNTIME/usr/lib/postgresql/$POSTGRES_VERSION/lib
LOADER=$RUNTIME/lib/ld-linux-x86-64.so.2
FERRETDB=$STACK_CACHE/ferretdb-$FERRETDB_VERSION

prepare() {
  [ "$(uname -sm)" = "Linux x86_64" ] || die "The local database runs on Linux x86_64 only; set ML_MONGODB_URI to use another."
  mkdir -p "$STACK_CACHE"; exec 9>"$STACK_CACHE/mongodb.lock"; flock 9
  rm -rf "$STACK_CACHE"/work.* # of one that was interrupted
  local building=
  if [ ! -x "$FERRETDB" ]; then build_ferretdb 9>&- & building=$!; fi
  [ -f "$RUNTIME/MANIFEST" ] || fetch_postgres
  [ -z "$building" ] || wait "$building" || die "FerretDB could not be built."
  point_to_loader; exec 9>&-
}

build_ferretdb() {
  need go "The local database needs Go, and there is no go on the PATH."
  local out; out=$(mktemp -d "$STACK_CACHE/work.XXXXXX")
  say "building FerretDB $FERRETDB_VERSION"
  GOBIN=$out CGO_ENABLED=0 GOFLAGS=-buildvcs=false go install -trimpath -ldflags='-s -w' \
    "github.com/FerretDB/FerretDB/v2/cmd/ferretdb@$FERRETDB_VERSION" >"$out/log" 2>&1 || { tail -5 "$out/log" >&2; return 1; }
  chmod a+rx "$out/ferretdb"; mv "$out/ferretdb" "$FERRETDB"; rm -rf "$out"
}

fetch_postgres() {
  need apt-get "The local database comes from Debian's packages, and there is no apt-get on the PATH."
  local work; work=$(mktemp -d "$STACK_CACHE/work.XXXXXX")
  download_packages "$work" || die "apt could not fetch PostgreSQL with DocumentDB."
  mkdir -p "$work/tree" "$work/runtime"
  find "$work/apt/var/cache/apt/archives" -name '*.deb' -print0 | xargs -0 -P "$(nproc)" -I{} bash -c \
    'dpkg-deb --fsys-tarfile "$1" | tar -x -C "$2" --no-same-owner --keep-directory-symlink --exclude="./usr/share/doc*" \
      --exclude="./usr/share/man*" --exclude="./usr/share/locale*" --exclude="*/bitcode/*" --exclude="*/perl*" --exclude="./var/*"' \
    unpack {} "$work/tree" 2>"$work/unpack.log" || { cat "$work/unpack.log" >&2; die "A package could not be unpacked."; }
  assemble "$work/tree/usr" "$work/runtime"
  (cd "$work/apt/var/cache/apt/archives" && ls ./*.deb) >"$work/runtime/MANIFEST"
  chmod -R a+rX "$work/runtime"; rm -rf "$RUNTIME"; mv "$work/runtime" "$RUNTIME"; rm -rf "$work"
}

# Debian's own mirror as the host's apt knows it, with a state of its own.
download_packages() {
  local apt=$1/apt mirror
  mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -E '/debian/?$' | sort -u | head -1)
  [ -n "$mirror" ] || { say "There is no Debian mirror among apt's sources."; return 1; }
  mkdir -p "$apt"/{etc/apt/{apt.conf.d,preferences.d,sources.list.d,trusted.gpg.d},var/lib/apt/lists/partial,var/cache/apt/archives/partial,var/lib/dpkg}
  : >"$apt/var/lib/dpkg/status"
  printf 'deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] %s %s main\n' "$mirror" forky "$mirror" sid >"$apt/etc/apt/sources.list"
  cat >"$1/apt.conf" <<CONF
Dir "$apt";
Dir::State::status "$apt/var/lib/dpkg/status";
Dir::Log "$apt";
APT::Architecture "amd64";
APT::Install-Recommends "false";
APT::Default-Release "forky";
APT::Sandbox::User "";
Acquire::Check-Valid-Until "false"; # a mirror may be a frozen copy; signatures are checked in any case
Acquire::Languages "none";
CONF
  say "fetching PostgreSQL $POSTGRES_VERSION with DocumentDB"
  APT_CONFIG=$1/apt.conf apt-get -qq update >&2 &&
    APT_CONFIG=$1/apt.conf apt-get -qq -y --download-only install "postgresql-$POSTGRES_VERSION-documentdb" patchelf >&2
}

# Only what runs: three programs, the extensions, and the libraries that these really need.
assemble() {
  local from=$1 to=$2 pg=lib/postgresql/$POSTGRES_VERSION file
  local libs=$from/lib/x86_64-linux-gnu
  local path=$libs:$libs/blas:$libs/lapack:$from/$pg/lib loader=$libs/ld-linux-x86-64.so.2
  mkdir -p "$to/lib" "$to/bin" "$to/usr/$pg/bin" "$to/usr/share/postgresql"
  cp "$from/$pg/bin/"{postgres,initdb,psql} "$to/usr/$pg/bin/"
  cp "$from/bin/patchelf" "$to/bin/"
  cp -a "$from/$pg/lib" "$to/usr/$pg/lib"
  rm -rf "$to/usr/$pg/lib/bitcode" "$to/usr/$pg"/lib/{postgis_raster,postgis_sfcgal,postgis_topology}*.so "$to/usr/$pg"/lib/{llvmjit,plperl,pgxml}*.so
  cp -a "$from/share/postgresql/$POSTGRES_VERSION" "$to/usr/share/postgresql/"
  [ ! -d "$from/share/proj" ] || cp -a "$from/share/proj" "$to/usr/share/"
  # Debian makes this name in a script of the package; those are not run here.
  ln -sf postgis-3.control "$to/usr/share/postgresql/$POSTGRES_VERSION/extension/postgis.control"
  for file in "$to/usr/$pg"/bin/* "$to/usr/$pg"/lib/*.so "$to/bin/patchelf"; do
    "$loader" --library-path "$path" --list "$file" 2>/dev/null | awk '$2 == "=>" && $3 ~ /^\// { print $1, $3 }' || true
  done | sort -u | while read -r name file; do
    case $name in */*) ;; *) case $file in "$libs"/*) cp -L "$file" "$to/lib/$name" ;; esac ;; esac
  done
  for file in "$to"/lib/*.so* "$to/usr/$pg"/lib/*.so; do # the programs say where libraries are, nobody else
    "$loader" --library-path "$path" "$from/bin/patchelf" --remove-rpath "$file" 2>/dev/null || true
  done
  cp -L "$loader" "$libs/libc.so.6" "$to/lib/" # as they were: patchelf breaks these two
}

# A program names its loader by an absolute path: said again when the cache was moved.
point_to_loader() {
  [ "$(cat "$RUNTIME/PATCHED" 2>/dev/null || true)" = "$RUNTIME" ] && return
  local program
  for program in postgres initdb psql; do
    "$LOADER" --library-path "$RUNTIME/lib" "$RUNTIME/bin/patchelf" --set-interpreter "$LOADER" \
      --force-rpath --set-rpath "$RUNTIME/lib:$PLUGINS" "$BIN/$program"
  done
  echo "$RUNTIME" >"$RUNTIME/PATCHED"
}
