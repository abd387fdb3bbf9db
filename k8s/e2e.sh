#!/usr/bin/env bash
# e2e.sh [--only NAME,...] [--sizes 1,3] [--control] [--list]: tests all promises on real Pods, in its own namespace and release.
# Each check prints one line; its logs are in target/e2e/NAME. --control runs without the protections and must show the herd.
export NAMESPACE=${NAMESPACE:-corral-e2e} RELEASE=${RELEASE:-corral-e2e}
source "$(dirname "$0")/lib"
source "$(dirname "$0")/checks/run.sh"
source "$(dirname "$0")/checks/release.sh"
source "$(dirname "$0")/checks/load.sh"
source "$(dirname "$0")/checks/faults.sh"
source "$(dirname "$0")/checks/revisions.sh"
source "$(dirname "$0")/checks/secrets.sh"
source "$(dirname "$0")/checks/network.sh"

checks=(install dry-run kubeconform kube-score helm-test helm-test-closed cut-off wrong-password own-redis scopes rollout misses upgrade rollback
  undo stuck drain password keys rotate renew holder scale autoscaling origin volume adopt ten-pods uninstall)
controls=(control-kube-score control-helm-test-closed control-drain control-misses control-naive control-rotate control-autoscaling
  control-origin control-adopt)
all=("${checks[@]}" "${controls[@]}")
chosen=("${checks[@]}")
sizes=1,3
out=$home/target/e2e
while [ $# -gt 0 ]; do
  case $1 in
    --only) IFS=, read -ra chosen <<<"${2:-}"; shift ;;
    --sizes) sizes=${2:-}; shift ;;
    --control) chosen=("${controls[@]}") ;;
    --list) printf '%s\n' "${all[@]}"; exit ;;
    *) fail "'$1' is not an option: usage: k8s/e2e.sh [--only NAME,...] [--sizes 1,3] [--control] [--list]" ;;
  esac
  shift || break
done
exist ${chosen[@]+"${chosen[@]}"}
need_sizes --sizes "$sizes"
need helm "3.14 or newer"
need_cluster
if [[ " ${chosen[*]} " != *" install "* ]] && ! k get deployments --selector "$(of node)" --output name | grep -q .; then
  chosen=(install "${chosen[@]}")
fi
# The checks install and uninstall delete the namespace.
[[ "${chosen[*]}" != *install* ]] || need_own_namespace
need_images

trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

failed=()
mkdir -p "$out"
: >"$out/summary"
for name in "${chosen[@]}"; do
  one "$name"
  [ "${failed[*]:-}" != install ] || break
done
[ ${#failed[@]} -eq 0 ] || { say "FAILED: ${failed[*]}; logs and ledgers are in target/e2e"; exit 1; }
say "ok: all ${#chosen[@]} checks; logs and ledgers are in target/e2e"
