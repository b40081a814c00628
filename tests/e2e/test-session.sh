#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The desktop that the other tests run in: that it is whole, and that nothing
# of it stays. usage: test-session.sh RUN-IN-SESSION (TAP)
set -u

wrapper=$1
scratch=$(mktemp -d "${TMPDIR:-/tmp}/sluice-test-XXXXXX")
trap 'rm -rf "$scratch"' EXIT
number=0

# check NAME COMMAND...
check() {
  name=$1
  shift
  number=$((number + 1))
  if "$@" >"$scratch/output" 2>&1; then
    echo "ok $number $name"
  else
    echo "not ok $number $name"
    sed 's/^/# /' "$scratch/output"
  fi
}

status_is_passed_on() {
  status=0
  "$wrapper" sh -c 'exit 7' || status=$?
  [ $status = 7 ]
}

input_is_passed_on() { [ "$(echo words | "$wrapper" cat)" = words ]; }

keyring_is_open() {
  [ "$("$wrapper" sh -c 'printf secret | secret-tool store --label=x a b && secret-tool lookup a b')" = secret ]
}

# The keyring asks nobody, and keeps nothing.
keyring_is_locked() {
  SLUICE_SESSION_LOCKED=1 "$wrapper" sh -c '! printf secret | secret-tool store --label=x a b'
}

accessibility_bus_answers() {
  "$wrapper" gdbus call --session --dest org.a11y.Bus --object-path /org/a11y/bus --method org.a11y.Bus.GetAddress
}

# nothing_left FOLDER: of the desktop that lay there.
nothing_left() {
  [ -n "$1" ] && [ ! -e "$1" ] && ! grep -qszF "SLUICE_SESSION=$1" /proc/[0-9]*/environ
}

# With a daemon of its own accord, that outlives its parent.
nothing_stays() {
  nothing_left "$("$wrapper" sh -c 'setsid sleep 1000 >/dev/null 2>&1 & printf %s "$SLUICE_SESSION"')"
}

nothing_stays_after_a_signal() {
  "$wrapper" sh -c 'printf %s "$SLUICE_SESSION" >"$0"; exec sleep 1000' "$scratch/place" &
  job=$!
  tries=0
  until [ -s "$scratch/place" ] || [ $tries = 600 ]; do
    tries=$((tries + 1))
    sleep 0.05
  done
  kill -TERM $job
  status=0
  wait $job || status=$?
  [ $status = 143 ] && nothing_left "$(cat "$scratch/place")"
}

echo 1..7
check 'the status is passed on' status_is_passed_on
check 'the input is passed on' input_is_passed_on
check 'the keyring is open' keyring_is_open
check 'the keyring is locked' keyring_is_locked
check 'the accessibility bus answers' accessibility_bus_answers
check 'nothing stays' nothing_stays
check 'nothing stays after a signal' nothing_stays_after_a_signal
