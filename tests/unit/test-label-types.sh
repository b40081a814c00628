#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# That product data handed to a process call does not compile: every body type
# is tried with every constructor, and only the pairs that belong together pass.
# usage: test-label-types.sh COMPILER SOURCE-FOLDER
set -u
cc=$1
source=$2
flags="$(pkg-config --cflags gio-2.0) -I$source/net -I$source/base -std=gnu17 -Werror=incompatible-pointer-types -fsyntax-only -x c -"

compiles() {
  printf '#include "sluice-request.h"\nSluiceRequest *f (Sluice%sBody *body);\nSluiceRequest *f (Sluice%sBody *body) { return sluice_request_new_%s ("POST", "/x", body); }\n' \
    "$1" "$1" "$2" | $cc $flags 2>/dev/null
}

echo 1..16
number=0
for body in Process Product Personal Credentials; do
  for request in process product personal credentials; do
    number=$((number + 1))
    belongs=no
    [ "$(echo "$body" | tr A-Z a-z)" = "$request" ] && belongs=yes
    result=no
    compiles "$body" "$request" && result=yes
    [ $result = $belongs ] && echo "ok $number - $body in $request: $result" ||
      echo "not ok $number - $body in $request: $result"
  done
done
