# What the verbs of `./dev` do, on the platform that dev-platform.sh gave.
set -eu

build=${SLUICE_BUILD:-build}
case $build in /*) ;; *) build=$SLUICE_SOURCE/$build ;; esac

say() { printf 'sluice: %s\n' "$*" >&2; }

# configure FOLDER [MESON OPTIONS...]
configure() {
  folder=$1
  shift
  [ "${CI:-}" = true ] && set -- "$@" -Dwerror=true
  if [ -d "$SLUICE_SOURCE/../shared/corpus" ]; then
    set -- "$@" "-Dcorpus=$(cd "$SLUICE_SOURCE/../shared/corpus" && pwd -P)"
  fi
  [ -e "$folder/build.ninja" ] ||
    meson setup "$folder" "$SLUICE_SOURCE" -Ddevelopment=true "$@" >"$SLUICE_SOURCE/.dev.log" 2>&1 || {
    cat "$SLUICE_SOURCE/.dev.log" >&2
    exit 1
  }
  rm -f "$SLUICE_SOURCE/.dev.log"
}

# Quiet when nothing fails: only compiler output that needs reading is shown.
compile() {
  log=$(mktemp)
  ninja -C "$1" --quiet build.ninja >"$log" 2>&1 || {
    cat "$log" >&2
    rm -f "$log"
    exit 1
  }
  rm -f "$log"
  ninja -C "$1" --quiet || exit 1
}

build_all() {
  configure "$build"
  compile "$build"
}

environment() {
  export PATH="$build/src/app:$build/src/cli:$build/src/cloud:$PATH"
  export GSETTINGS_SCHEMA_DIR="$build/data"
}

# run_tests FOLDER [SUITE...]: meson's own report goes to the folder's log.
run_tests() {
  folder=$1
  shift
  for suite; do
    shift
    set -- "$@" --suite "$suite"
  done
  status=0
  meson test -C "$folder" --no-rebuild --print-errorlogs "$@" || status=$?
  python3 "$SLUICE_SOURCE/build-aux/count-tests.py" "$folder/meson-logs/testlog.junit.xml" || status=$?
  return $status
}

sanitize() {
  folder=$build-sanitize
  configure "$folder" -Db_sanitize=address,undefined -Db_lundef=false
  compile "$folder"
  say "under the address, leak and undefined-behaviour sanitizers:"
  run_tests "$folder" "$@"
}

tour() {
  exec sh "$SLUICE_SOURCE/tests/run-in-session.sh" "$build/tests/tour/sluice-tour" "$build/tour"
}

verb=$1
shift
case $verb in
  build)
    build_all
    ;;
  run)
    build_all
    environment
    if [ -n "${WAYLAND_DISPLAY:-}${DISPLAY:-}" ]; then
      exec sluice "$@"
    fi
    tour
    ;;
  tour)
    build_all
    environment
    tour
    ;;
  test)
    # In CI the sanitizers belong to the suite.
    if [ "${CI:-}" = true ] && [ $# = 0 ]; then
      sanitize
    fi
    build_all
    run_tests "$build" "$@"
    ;;
  sanitize)
    sanitize "$@"
    ;;
  bench)
    configure "$build-bench" --buildtype=release
    compile "$build-bench"
    exec python3 "$SLUICE_SOURCE/tests/bench/bench.py" --build "$build-bench" --out "$build/bench.json" "$@"
    ;;
  exec)
    build_all
    environment
    exec "$@"
    ;;
  shell)
    build_all
    environment
    exec "${SHELL:-/bin/sh}" "$@"
    ;;
esac
