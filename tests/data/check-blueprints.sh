#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Checks that every template is written as blueprint-compiler formats it.
# usage: check-blueprints.sh SOURCE-ROOT
set -eu

find "$1/src" -name '*.blp' -exec blueprint-compiler format {} +
