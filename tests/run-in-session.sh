#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs a command in a desktop of its own: D-Bus session, accessibility bus,
# virtual display, unlocked keyring, throw-away home. Nothing of it outlives
# the command. SLUICE_SESSION_LOCKED=1 gives a keyring that nobody has
# unlocked; a program that asks for it finds the prompt dismissed.
set -eu

fail() {
  printf 'run-in-session: %s\n' "$1" >&2
  [ -z "${2:-}" ] || cat "$2" >&2
  exit 1
}

# until_true COMMAND...: asks again for at most ten seconds.
until_true() {
  tries=0
  until "$@"; do
    tries=$((tries + 1))
    [ $tries -lt 200 ] || return 1
    sleep 0.05
  done
}

# Whoever was started in this desktop has its folder in the environment; who
# looks for them must not.
left_over() (
  unset SLUICE_SESSION
  grep -lszxF "SLUICE_SESSION=$session" /proc/[0-9]*/environ | cut -d/ -f3
)
nobody_left() { [ -z "$(left_over)" ]; }

sweep() {
  trap '' INT TERM HUP
  # By number too: the keyring does not let everyone read its environment.
  kill $(jobs -p) 2>/dev/null || true
  for signal in TERM KILL; do
    nobody_left && break
    kill -$signal $(left_over) 2>/dev/null || true
    tries=0
    until nobody_left || [ $tries = 40 ]; do
      tries=$((tries + 1))
      sleep 0.05
    done
  done
  wait
  rm -rf "$session"
}

# The same look everywhere: no motion, no blinking, GNOME's font. Without a
# compositor GTK frames windows by itself, which takes from the width that a
# window is to be tried at.
make_home() {
  export SLUICE_SESSION="$session" HOME="$session/home" XDG_RUNTIME_DIR="$session/run"
  export XDG_CONFIG_HOME="$HOME/.config" XDG_DATA_HOME="$HOME/.local/share"
  export XDG_CACHE_HOME="$HOME/.cache" XDG_STATE_HOME="$HOME/.local/state"
  mkdir -m 700 "$XDG_RUNTIME_DIR" "$HOME"
  mkdir -p "$XDG_CONFIG_HOME/gtk-4.0"
  cat >"$XDG_CONFIG_HOME/gtk-4.0/settings.ini" <<'INI'
[Settings]
gtk-enable-animations=false
gtk-cursor-blink=false
gtk-font-name=Cantarell 11
INI
  echo 'window.solid-csd { margin: 0; padding: 0; border: none; box-shadow: none; }' \
    >"$XDG_CONFIG_HOME/gtk-4.0/gtk.css"
}

# What a program is to see, whatever the caller stands in. Settings live in a
# file of the throw-away home, which every program of this desktop watches, and
# libadwaita is to look there for the style, not to ask a portal.
make_environment() {
  unset WAYLAND_DISPLAY DISPLAY DBUS_SESSION_BUS_ADDRESS AT_SPI_BUS_ADDRESS NO_AT_BRIDGE
  export GDK_BACKEND=x11 GSK_RENDERER=cairo GDK_DISABLE=gl,vulkan GTK_A11Y=atspi
  export GSETTINGS_BACKEND=keyfile ADW_DISABLE_PORTAL=1 GDK_DEBUG=no-portals
}

# Each server dies with this script, even when it is killed outright; what the
# bus has started goes with the bus.
start_bus() {
  setpriv --pdeathsig KILL dbus-daemon --session --nofork --nopidfile --print-address=3 \
    3>"$session/bus" 2>"$session/bus.log" </dev/null &
  until_true test -s "$session/bus" || fail 'the D-Bus session did not start' "$session/bus.log"
  DBUS_SESSION_BUS_ADDRESS=$(cat "$session/bus")
  export DBUS_SESSION_BUS_ADDRESS
}

# Without -noreset the server would start afresh when its last client goes,
# which may be in the middle of the next one's first request.
start_display() {
  setpriv --pdeathsig KILL Xvfb -displayfd 3 -screen 0 1400x1000x24 -nolisten tcp -noreset \
    3>"$session/display" 2>"$session/display.log" </dev/null &
  # The number is written once the server takes connections.
  until_true test -s "$session/display" || fail 'the virtual display did not start' "$session/display.log"
  DISPLAY=:$(cat "$session/display")
  export DISPLAY
}

# start_keyring INPUT [OPTION...]: the password, if there is one to give, is in INPUT.
start_keyring() {
  input=$1
  shift
  setpriv --pdeathsig KILL gnome-keyring-daemon --foreground --components=secrets "$@" \
    >"$session/keyring.log" 2>&1 <"$input" &
  keyring=$!
  # Whoever called before it has the name would have the bus start a second one.
  gdbus wait --session --timeout 10 org.freedesktop.secrets ||
    fail 'the keyring did not start' "$session/keyring.log"
}

# keyring_is BOOLEAN: whether the person's own keyring is locked.
keyring_is() {
  [ "(<$1>,)" = "$(gdbus call --session --dest org.freedesktop.secrets \
    --object-path /org/freedesktop/secrets/collection/login \
    --method org.freedesktop.DBus.Properties.Get org.freedesktop.Secret.Collection Locked 2>/dev/null)" ]
}

open_keyring() {
  printf 'password' >"$session/password"
  start_keyring "$session/password" --unlock
  until_true keyring_is false || fail 'the keyring did not open' "$session/keyring.log"
  rm "$session/password"
}

# A keyring made in an earlier login, and not opened in this one.
lock_keyring() {
  open_keyring
  kill $keyring
  wait $keyring || true
  start_keyring /dev/null
  until_true keyring_is true || fail 'the keyring is not locked' "$session/keyring.log"
}

[ $# -gt 0 ] || fail 'no command given'
session=$(mktemp -d "${TMPDIR:-/tmp}/sluice-session-XXXXXX")
trap sweep EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
make_environment
make_home
start_bus
start_display
if [ "${SLUICE_SESSION_LOCKED:-}" = 1 ]; then lock_keyring; else open_keyring; fi

# In the background, because a shell that waits for a foreground command takes
# no notice of signals; through descriptor 4, because a background command is
# given an empty standard input.
exec 4<&0
status=0
setpriv --pdeathsig TERM "$@" <&4 4<&- &
wait $! || status=$?
exit $status
