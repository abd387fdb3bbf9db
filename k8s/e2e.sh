#!/usr/bin/env bash
# e2e.sh [--only NAME,...] [--sizes 1,3] [--control] [--list]: tests all promises on real Pods, in its own namespace and release.
# Each check prints one line; its logs are in target/e2e/NAME. --control runs without the protections and must show the herd.
export NAMESPACE=${NAMESPACE:-corral-e2e} RELEASE=${RELEASE:-corral-e2e}
source "$(dirname "$0")/lib"
source "$(dirname "$0")/checks/release.sh"
source "$(dirname "$0")/checks/load.sh"
source "$(dirname "$0")/checks/faults.sh"

all=(install dry-run kubeconform helm-test scopes rollout upgrade drain password holder scale ten-pods uninstall)
controls=(control-drain control-naive)
chosen=("${all[@]}")
sizes=1,3
out=$home/target/e2e
while [ $# -gt 0 ]; do
  case $1 in
    --only) IFS=, read -ra chosen <<<"${2:-}"; shift ;;
    --sizes) sizes=${2:-}; shift ;;
    --control) chosen=("${controls[@]}") ;;
    --list) printf '%s\n' "${all[@]}" "${controls[@]}"; exit ;;
    *) fail "'$1' is not an option: usage: k8s/e2e.sh [--only NAME,...] [--sizes 1,3] [--control] [--list]" ;;
  esac
  shift || break
done
[ ${#chosen[@]} -gt 0 ] || fail "--only needs names of checks, separated by commas: k8s/e2e.sh --list prints them"
for name in "${chosen[@]}"; do
  [[ " ${all[*]} ${controls[*]} " == *" $name "* ]] || fail "check '$name' does not exist: k8s/e2e.sh --list prints the names"
done
need helm "3.14 or newer"
need_cluster
[ -r "$made/images.yaml" ] || fail "target/k8s/images.yaml does not exist: run k8s/images first"
if [[ " ${chosen[*]} " != *" install "* ]] && ! k get deployments --selector "$(of node)" --output name | grep -q .; then
  chosen=(install "${chosen[@]}")
fi

# saw SENTENCE: sets the text of the check's line. miss SENTENCE: the same, and the check fails.
saw() { say "$*" >"$out/$name/saw"; }
miss() { saw "$*"; exit 1; }

stop() { trap '' INT TERM; stop_child; }
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# one NAME: runs a check in its own shell, which the first failing command ends. It must be called on its own: in `one x || y`
# the check would continue after a failing command
one() {
  name=$1
  local began=$SECONDS code=0 result=ok
  rm -rf "${out:?}/$name" && mkdir -p "$out/$name"
  (
    trap 'trap "" TERM; kill $(jobs -p) 2>/dev/null; wait; exit 143' TERM
    set -euo pipefail
    "check_${name//-/_}"
  ) >"$out/$name/log" 2>&1 &
  bounded $! || code=$?
  if [ $code -ne 0 ]; then
    result=FAILED
    failed+=("$name")
    [ -s "$out/$name/saw" ] || tail -n 2 "$out/$name/log" | tr '\n' ' ' >"$out/$name/saw"
  fi
  printf '%-7s %-14s %4d s  %s\n' "$result" "$name" $((SECONDS - began)) "$(cat "$out/$name/saw" 2>/dev/null)" | tee -a "$out/summary"
}

failed=()
mkdir -p "$out"
: >"$out/summary"
for name in "${chosen[@]}"; do
  one "$name"
  [ "${failed[*]:-}" != install ] || break
done
[ ${#failed[@]} -eq 0 ] || { say "FAILED: ${failed[*]}; logs and ledgers are in target/e2e"; exit 1; }
say "ok: all ${#chosen[@]} checks; logs and ledgers are in target/e2e"
