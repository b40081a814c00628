#!/bin/sh
# What sslscan, a program that others wrote, finds on sluice-cloud: TLS 1.3 with
# authenticated ciphers, a strong key, and nothing else. In TAP.
set -eu

cloud=$1
state=$(mktemp -d)
trap 'kill "$pid" 2>/dev/null || true; rm -rf "$state"' EXIT

# The keys of the other tests, if there are any: making them takes seconds.
if [ -d "$SLUICE_TEST_BUILD_ROOT/test-cloud-tls" ]; then
  cp -r "$SLUICE_TEST_BUILD_ROOT/test-cloud-tls" "$state/tls"
fi
mkfifo "$state/out"
"$cloud" --state "$state" >"$state/out" 2>/dev/null &
pid=$!
read -r ready <"$state/out"
address=$(printf '%s' "$ready" | sed 's|.*"url":"https://\([^"]*\)".*|\1|')

sslscan --no-colour --xml="$state/scan.xml" "$address" >/dev/null
python3 - "$state/scan.xml" <<'PYTHON'
import sys
import xml.etree.ElementTree as ET

scan = ET.parse(sys.argv[1]).getroot()
number = 0


def check(name, holds, found):
    global number
    number += 1
    print(f"{'ok' if holds else 'not ok'} {number} - {name}: {found}")
    return holds


protocols = sorted(p.get("type") + " " + p.get("version") for p in scan.iter("protocol") if p.get("enabled") == "1")
ciphers = sorted({c.get("cipher") for c in scan.iter("cipher")})
versions = sorted({c.get("sslversion") for c in scan.iter("cipher")})
bits = sorted({int(k.get("bits")) for k in scan.iter("pk") if k.get("bits")})
good = {"TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_128_GCM_SHA256"}
leaks = [h.get("vulnerable") for h in scan.iter("heartbleed") if h.get("vulnerable") != "0"]
weak = sorted({g.get("name") for g in scan.iter("group") if int(g.get("bits") or 0) < 112})
holds = [
    check("TLS 1.3 only", protocols == ["tls 1.3"], protocols),
    check("ciphers of TLS 1.3 only", versions == ["TLSv1.3"], versions),
    check("authenticated ciphers only", ciphers and set(ciphers) <= good, ciphers),
    check("an RSA key of 4096 bits", bits == [4096], bits),
    check("no memory leaks out", not leaks, leaks),
    check("no weak key exchange", not weak, weak),
]
print(f"1..{number}")
sys.exit(0 if all(holds) else 1)
PYTHON
