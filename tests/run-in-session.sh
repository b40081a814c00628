#!/bin/sh
# Runs a command in a desktop of its own: D-Bus session, accessibility bus,
# virtual display, unlocked keyring, throw-away home. Nothing of it outlives
# the command. SLUICE_SESSION_LOCKED=1 leaves the keyring locked.
set -eu

if [ "${SLUICE_SESSION_INNER:-}" != 1 ]; then
  session=$(mktemp -d "${TMPDIR:-/tmp}/sluice-session-XXXXXX")
  trap 'rm -rf "$session"' EXIT
  trap 'exit 130' INT TERM
  mkdir -m 700 "$session/run" "$session/home"
  export SLUICE_SESSION_INNER=1 SLUICE_SESSION="$session"
  export HOME="$session/home" XDG_RUNTIME_DIR="$session/run"
  export XDG_CONFIG_HOME="$HOME/.config" XDG_DATA_HOME="$HOME/.local/share"
  export XDG_CACHE_HOME="$HOME/.cache" XDG_STATE_HOME="$HOME/.local/state"
  unset WAYLAND_DISPLAY DISPLAY DBUS_SESSION_BUS_ADDRESS AT_SPI_BUS_ADDRESS GTK_A11Y
  status=0
  dbus-run-session -- sh "$0" "$@" || status=$?
  exit $status
fi

unset SLUICE_SESSION_INNER
Xvfb -displayfd 3 -screen 0 1400x1000x24 -nolisten tcp 3>"$SLUICE_SESSION/display" 2>"$SLUICE_SESSION/xvfb.log" &
xvfb=$!
trap 'kill $xvfb 2>/dev/null || true' EXIT
# The display's number is written once it takes connections.
tries=0
until [ -s "$SLUICE_SESSION/display" ]; do
  tries=$((tries + 1))
  [ $tries -lt 200 ] || { cat "$SLUICE_SESSION/xvfb.log" >&2; exit 1; }
  sleep 0.05
done
DISPLAY=:$(cat "$SLUICE_SESSION/display")
export DISPLAY
export GDK_BACKEND=x11 GSK_RENDERER=cairo LIBGL_ALWAYS_SOFTWARE=1 NO_AT_BRIDGE=0 GTK_A11Y=atspi

if [ "${SLUICE_SESSION_LOCKED:-}" = 1 ]; then
  # A keyring that exists and that nobody has unlocked.
  printf 'one' | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
  printf 'x' | secret-tool store --label=x sluice-session made >/dev/null 2>&1 || true
  gnome-keyring-daemon --replace --start --components=secrets >/dev/null 2>&1 </dev/null || true
else
  printf 'password' | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
fi

status=0
"$@" || status=$?
exit $status
