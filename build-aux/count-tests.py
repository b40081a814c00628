#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Closes a test run with the line that CI and people read.

Counts test cases, not programs, from the JUnit report that Meson writes.
"""

import sys
import xml.etree.ElementTree as ET


def main():
    passed = failed = skipped = 0
    for suite in ET.parse(sys.argv[1]).getroot().iter("testsuite"):
        # A program that crashed counts as a failure of its own, whatever its cases said.
        bad = suite.find("./testcase/failure") is not None or suite.find("./testcase/error") is not None
        if not bad and (int(suite.get("errors", 0)) or int(suite.get("failures", 0))):
            failed += 1
        for case in suite.iter("testcase"):
            if case.find("failure") is not None or case.find("error") is not None:
                failed += 1
            elif case.find("skipped") is not None:
                skipped += 1
            else:
                passed += 1
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed or not passed else 0


sys.exit(main())
