# Gives `./dev` the platform Sluice needs (GNOME 48) and enters it. Sourced.
#
#  native  the machine has it: nothing is done
#  apt     Debian or Ubuntu new enough: the packages are installed by apt
#  root    an older one: a Debian 13 build root, made once by mmdebstrap, kept
#          in the user's cache folder, entered with bubblewrap

PLATFORM_SUITE=trixie
PLATFORM_PACKAGES="$SLUICE_SOURCE/build-aux/packages.txt"
# What only one verb needs is in a list of its own, and in a build root of its own.
PLATFORM_EXTRA=

say() { printf 'sluice: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

# minimum LIBRARY: the oldest version that serves, as meson.build declares it.
minimum() { sed -n "s/^$1_version = '\(.*\)'\$/\1/p" "$SLUICE_SOURCE/meson.build"; }

package_list() { sed -e 's/#.*//' -e '/^[[:space:]]*$/d' "$PLATFORM_PACKAGES" $PLATFORM_EXTRA; }

# platform_choose VERB [ARGUMENTS...]: which list that is; SLUICE_EXTRA names it by hand.
platform_choose() {
  extra=${SLUICE_EXTRA:-}
  case " $* " in
    " fuzz "*) extra=fuzz ;;
    " bench "*" leakage "*) extra=slicers ;;
  esac
  [ -z "$extra" ] || PLATFORM_EXTRA="$SLUICE_SOURCE/build-aux/packages-$extra.txt"
}

platform_enter() {
  platform_choose "$@"
  if platform_is_native; then
    platform_extra_is_native
    platform_verb "$@"
  elif platform_apt_is_new_enough; then
    platform_apt_install $(package_list)
    platform_verb "$@"
  else
    platform_root_make
    platform_root_enter "$@"
  fi
}

platform_verb() {
  SLUICE_INSIDE=1
  export SLUICE_INSIDE
  exec sh "$SLUICE_SOURCE/build-aux/dev-verbs.sh" "$@"
}

platform_is_native() {
  command -v meson >/dev/null && command -v blueprint-compiler >/dev/null &&
    pkg-config --exists "gtk4 >= $(minimum gtk)" "libadwaita-1 >= $(minimum adw)" \
      "libsoup-3.0 >= $(minimum soup)" "glib-2.0 >= $(minimum glib)" libdex-1 libsecret-1 libisal libsodium libzip atspi-2 2>/dev/null &&
    command -v Xvfb >/dev/null && command -v gnome-keyring-daemon >/dev/null
}

# Nothing is installed on a machine that has the platform: its owner does that.
platform_extra_is_native() {
  [ -n "$PLATFORM_EXTRA" ] || return 0
  for program in $(sed -n 's/^# programs: //p' "$PLATFORM_EXTRA"); do
    command -v "$program" >/dev/null || die "needs $program; the packages are named in $PLATFORM_EXTRA"
  done
}

platform_apt_is_new_enough() {
  command -v apt-cache >/dev/null || return 1
  candidate=$(apt-cache policy libgtk-4-dev 2>/dev/null | sed -n 's/^ *Candidate: //p')
  [ -n "$candidate" ] && [ "$candidate" != '(none)' ] &&
    dpkg --compare-versions "$candidate" ge "$(minimum gtk)"
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null; then sudo "$@"
  else die "cannot install $3...: not root, and there is no sudo. Install by hand: $*"
  fi
}

# Installs what is missing of the packages named.
platform_apt_install() {
  missing=
  for package; do
    dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null | grep -q '^ii' ||
      missing="$missing $package"
  done
  [ -n "$missing" ] || return 0
  say "installing by apt on this machine:$missing"
  [ -z "$(find /var/lib/apt/lists -name '*_Packages*' -print -quit 2>/dev/null)" ] &&
    as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing \
    >/dev/null || die 'apt could not install them; nothing else was changed'
}

platform_root_make() {
  cache=${XDG_CACHE_HOME:-$HOME/.cache}/sluice
  key=$( (echo "$PLATFORM_SUITE $(uname -m)"; package_list) | sha256sum | cut -c1-12)
  root=$cache/root-$key
  if [ -e "$root/etc/sluice-root-complete" ]; then
    touch "$root/etc/sluice-root-complete" 2>/dev/null || true
    return 0
  fi

  command -v apt-get >/dev/null ||
    die "needs GTK $(minimum gtk) (GNOME 48), or a Debian or Ubuntu to make a build root with"
  command -v mmdebstrap >/dev/null && command -v bwrap >/dev/null ||
    platform_apt_install mmdebstrap bubblewrap uidmap

  mkdir -p "$cache"
  # One maker at a time; whoever waited finds the root made.
  exec 9>"$cache/root.lock"
  flock 9
  if [ ! -e "$root/etc/sluice-root-complete" ]; then
    say "making a Debian 13 build root with $(package_list | wc -l) packages, about 1.5 GB, once: $root"
    # What an interrupted try left behind, and what nobody has entered for two weeks:
    # another checkout may have another package list, and work in its own root.
    for old in "$cache"/root-*/; do
      old=${old%/}
      [ -d "$old" ] || continue
      [ -n "$(find "$old/etc/sluice-root-complete" -mtime -14 2>/dev/null)" ] || platform_root_remove "$old"
    done
    mmdebstrap --quiet --variant=minbase \
      --include="$(package_list | paste -sd, -)" \
      --customize-hook='touch "$1/etc/resolv.conf" "$1/etc/hosts" "$1/etc/machine-id"' \
      --customize-hook='touch "$1/etc/sluice-root-complete"' \
      "$PLATFORM_SUITE" "$root" >"$cache/root.log" 2>&1 || {
      tail -n 20 "$cache/root.log" >&2
      die "the build root could not be made (whole log: $cache/root.log); run the same command again"
    }
  fi
  exec 9>&-
}

# A root that was made without being root belongs to subordinate user ids.
platform_root_remove() {
  rm -rf "$1" 2>/dev/null ||
    unshare --map-auto --map-root-user rm -rf "$1" 2>/dev/null || rm -rf "$1"
}

# Runs the verb inside the root: the source in its place, and display, D-Bus
# session, network, certificates and home passed through. Written from the last
# argument to the first, since a shell can only prepend to its arguments.
platform_root_enter() {
  set -- --chdir "$PWD" --die-with-parent --setenv SLUICE_INSIDE 1 \
    --setenv PATH /usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    -- sh "$SLUICE_SOURCE/build-aux/dev-verbs.sh" "$@"
  case $PWD/ in
    "$SLUICE_SOURCE"/* | "$HOME"/* | /tmp/*) ;;
    *) set -- --bind "$PWD" "$PWD" "$@" ;;
  esac
  set -- --bind "$SLUICE_SOURCE" "$SLUICE_SOURCE" "$@"
  if [ -d "$SLUICE_SOURCE/../shared" ]; then
    shared=$(cd "$SLUICE_SOURCE/../shared" && pwd -P)
    set -- --ro-bind "$shared" "$shared" "$@"
  fi
  if [ -n "${XDG_RUNTIME_DIR:-}" ] && [ -d "$XDG_RUNTIME_DIR" ]; then
    set -- --bind "$XDG_RUNTIME_DIR" "$XDG_RUNTIME_DIR" "$@"
  fi
  # Inside, too, this person has to have a name: D-Bus asks for it.
  if [ "$(id -u)" != 0 ]; then
    printf 'root:x:0:0:root:/root:/bin/sh\n%s:x:%s:%s::%s:/bin/sh\n' \
      "$(id -un)" "$(id -u)" "$(id -g)" "$HOME" >"$root.passwd"
    printf 'root:x:0:\n%s:x:%s:\n' "$(id -gn)" "$(id -g)" >"$root.group"
    set -- --ro-bind "$root.passwd" /etc/passwd --ro-bind "$root.group" /etc/group "$@"
  fi
  for path in /etc/resolv.conf /etc/hosts /etc/ssl/certs /etc/machine-id; do
    [ ! -e "$path" ] || set -- --ro-bind "$(readlink -f "$path")" "$path" "$@"
  done
  [ ! -d /dev/dri ] || set -- --dev-bind /dev/dri /dev/dri "$@"
  # The root's folders, not the root itself: its top may belong to another user
  # id, and places to bind to have to be made there.
  for path in "$root"/*; do
    name=/${path##*/}
    case $name in
      /dev | /proc | /run | /tmp | /home | /root) continue ;;
    esac
    if [ -L "$path" ]; then
      set -- --symlink "$(readlink "$path")" "$name" "$@"
    else
      set -- --bind "$path" "$name" "$@"
    fi
  done
  exec bwrap --dev /dev --proc /proc --tmpfs /run --bind /tmp /tmp --bind "$HOME" "$HOME" "$@"
}
