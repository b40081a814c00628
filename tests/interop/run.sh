#!/bin/sh
# run.sh CLOUD SCRIPT CLIENT: SCRIPT, in Node, with a sluice-cloud of its own, and
# our OAuth client for servers that others wrote. In TAP.
# What it needs from npm is installed once into the build folder, exactly as the
# lock file says. Without Node or a registry it is skipped, but not in CI.
set -eu

cloud=$1
script=$2
here=$(cd "$(dirname "$0")" && pwd -P)
packages=$SLUICE_TEST_BUILD_ROOT/interop

skip() {
  if [ "${CI:-}" = true ]; then
    printf '1..1\nnot ok 1 - %s\n' "$1"
    exit 1
  fi
  printf '1..0 # SKIP %s\n' "$1"
  exit 0
}

command -v node >/dev/null && command -v npm >/dev/null || skip 'Node and npm are not here'

# One maker at a time; whoever waited finds it made.
mkdir -p "$packages"
exec 9>"$packages/lock"
flock 9
if ! cmp -s "$here/package-lock.json" "$packages/installed.json"; then
  cp "$here/package.json" "$here/package-lock.json" "$packages/"
  (cd "$packages" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >npm.log 2>&1 9>&-) ||
    skip "npm could not install what this talks to: $(sed -n 's/^npm [A-Za-z]*!* *//p' "$packages/npm.log" | head -n 1)"
  cp "$here/package-lock.json" "$packages/installed.json"
fi
exec 9>&-

state=$(mktemp -d)
pid=
trap '[ -z "$pid" ] || kill "$pid" 2>/dev/null || true; rm -rf "$state"' EXIT
if [ -d "$SLUICE_TEST_BUILD_ROOT/test-cloud-tls" ]; then
  cp -r "$SLUICE_TEST_BUILD_ROOT/test-cloud-tls" "$state/tls"
fi
mkfifo "$state/out"
"$cloud" --state "$state" --home --seed demo >"$state/out" 2>"$state/log" &
pid=$!
read -r SLUICE_CLOUD_READY <"$state/out"
export SLUICE_CLOUD_READY
export SLUICE_CLOUD_STATE="$state" SLUICE_CLOUD_PROGRAM="$cloud" SLUICE_INTEROP_CLIENT="$3"

# Modules are looked for beside the script.
cp "$here"/*.mjs "$packages/"
NODE_EXTRA_CA_CERTS="$state/tls/ca.pem" NODE_NO_WARNINGS=1 node "$packages/$script"
