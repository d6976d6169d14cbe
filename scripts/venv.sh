#!/bin/sh
# Creates the virtual environment $1 with the newest suitable Python of this machine.
set -u
target=$1

suits() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

python=
for candidate in python3 python3.14 python3.13 python3.12 python3.11 python; do
    if suits "$candidate"; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    echo "Glassbox needs Python 3.11 or newer, and none was found." >&2
    echo "Install one (https://www.python.org/downloads/) and run make again." >&2
    exit 1
fi

give_up() {
    rm -rf "$target"
    exit 1
}
trap give_up INT TERM

echo "Creating the environment $target with $("$python" --version) ..."
if ! "$python" -m venv --clear "$target"; then
    echo "This Python cannot create a virtual environment." >&2
    echo "On Debian and Ubuntu: apt install python3-venv. Then run make again." >&2
    give_up
fi
