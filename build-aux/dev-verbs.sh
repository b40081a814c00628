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

# fuzz TARGET FOLDER OPTION: what it finds new is kept in the build folder, a finding beside it.
fuzz_target() {
  program=$2/tests/fuzz/fuzz-$1
  findings=$2/finding-$1-
  new=$2/fuzz-$1
  option=$3
  inputs=$SLUICE_SOURCE/tests/fuzz
  mkdir -p "$new"
  ninja -C "$2" --quiet "tests/fuzz/fuzz-$1" || exit 1
  say "fuzz-$1: $option; inputs that reach something new are kept in $new"
  case $1 in
    split) set -- "$inputs/seeds" "$inputs/inputs" ;;
    canary) set -- "$inputs/plans" ;;
  esac
  "$program" "$option" -max_len=12288 -len_control=0 -timeout=20 -rss_limit_mb=1024 -malloc_limit_mb=256 \
    -dict="$SLUICE_SOURCE/tests/fuzz/gcode.dict" -print_final_stats=1 -artifact_prefix="$findings" \
    "$new" "$@"
}

# fuzz [TARGET] [SECONDS | --runs N]: blocks are small, so that small files have many of them. The sanitizers
# watch the first target; what the second one looks for they do not see, and it is twice as fast without.
fuzz() {
  export CC="${CC:-clang}"
  watch=-fsanitize-coverage=inline-8bit-counters,pc-table
  small='-DSLUICE_BLOCK_SIZE=1024 -DSLUICE_GCODE_MAX_LINE=512 -DSLUICE_GCODE_WORTH_A_MEMO=512'
  targets='split canary'
  limit=-max_total_time=60
  while [ $# -gt 0 ]; do
    case $1 in
      --runs) limit=-runs=${2:?how many}; shift ;;
      [0-9]*) limit=-max_total_time=$1 ;;
      *) targets=$1 ;;
    esac
    shift
  done
  for target in $targets; do
    case $target in
      split) folder=$build-fuzz; set -- -Db_sanitize=address,undefined ;;
      canary) folder=$build-fuzz-plain; set -- --buildtype=release ;;
      *) say "there is no such target: $target"; exit 2 ;;
    esac
    configure "$folder" -Dfuzz=true -Db_lundef=false "-Dc_args=$watch $small" "$@"
    fuzz_target "$target" "$folder" "$limit"
  done
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
  fuzz)
    fuzz "$@"
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
