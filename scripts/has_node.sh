#!/bin/sh
# Succeeds where npm answers and Node is 20 or newer.
npm --version > /dev/null 2>&1 &&
    node -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 20 ? 0 : 1)'
