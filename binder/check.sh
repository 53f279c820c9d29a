#!/bin/sh
# Checks Binder's files without Docker, in a fresh clone with a home and a Maven repository of its own:
# repo2docker accepts them, postBuild runs, and then the first notebook and the demo site run without a network.
#
# It takes what is committed, a JDK 17, Maven, Python 3.9 or later and its module venv, and some
# minutes. TMPDIR says where 2 GB go; they are deleted at the end.
set -eu
root=$(CDPATH='' cd "$(dirname "$0")/.." && pwd -P)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

say() { printf '\n== %s\n' "$1"; }

say 'A clone, and Python as repo2docker would set it up'
git clone -q "$root" "$work/clone"
cd "$work/clone"
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q jupyter-repo2docker==2026.4.0
"$work/venv/bin/jupyter-repo2docker" --no-build --user-name jovyan --user-id 1000 . >"$work/Dockerfile" 2>"$work/log" || {
  cat "$work/log" >&2
  exit 1
}
grep -q 'RUN ./binder/postBuild' "$work/Dockerfile"
echo 'repo2docker accepts the files.'
rm -rf "$work/venv"
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q -r binder/requirements.txt -c environment/notebooks/requirements.txt nbclient ipykernel

# Java takes the home folder from the list of users, not from HOME.
HOME=$work/home
PATH=$HOME/.local/bin:$work/venv/bin:$PATH
JAVA_TOOL_OPTIONS=-Duser.home=$HOME
export HOME PATH JAVA_TOOL_OPTIONS
unset XDG_CACHE_HOME TAPROOT_CACHE_DIR DJL_CACHE_DIR MAVEN_OPTS MAVEN_ARGS JJAVA_JVM_OPTS JAVA_HOME
mkdir "$HOME"

say 'postBuild'
time -p ./binder/postBuild
du -sh "$HOME/.m2" "$HOME/.djl.ai" "$HOME/.cache" | sed "s|$HOME|~|"

say 'The first notebook, without a network'
# A network of its own has nothing but the machine itself.
unshare -rn true 2>/dev/null || { echo 'unshare -rn, which takes the network away, is not permitted here.' >&2; exit 1; }
unshare -rn sh -c 'ip link set lo up; exec python3 "$@"' sh \
  environment/notebooks/run_notebook.py notebooks/01-first-look.ipynb "$work/executed.ipynb"

say 'The demo site behind jupyter-server-proxy, without a network'
unshare -rn sh -c '
  ip link set lo up
  jupyter server --no-browser --allow-root --port=8899 --IdentityProvider.token=check 2>"$0" &
  tries=0
  until curl -fsS "http://127.0.0.1:8899/taproot/health?token=check"; do
    tries=$((tries + 1))
    [ "$tries" -lt 60 ] || exit 1
    sleep 2
  done
  kill $!' "$work/server.log" || {
  cat "$work/server.log" >&2
  exit 1
}
say 'All is well'
