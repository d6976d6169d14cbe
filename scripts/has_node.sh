#!/bin/sh
# Succeeds where npm and Node 20 or newer can be called.
command -v npm > /dev/null && node -e 'process.exit(parseInt(process.versions.node) < 20)' 2> /dev/null
