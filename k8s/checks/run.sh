# shellcheck shell=bash disable=SC2154
# Functions of e2e.sh and drill: run checks, each in its own shell, and print a line for each. They use all (the names that exist),
# chosen (the names to run), out (the folder of the logs) and failed (the names that failed).

# saw SENTENCE: sets the text of the check's line. miss SENTENCE: the same, and the check fails.
saw() { say "$*" >"$out/$name/saw"; }
miss() { saw "$*"; exit 1; }

stop() { trap '' INT TERM; stop_child; }

# one NAME: runs a check in its own shell, which the first failing command ends. It must be called on its own: in `one x || y`
# the check would continue after a failing command
one() {
  name=$1
  local began=$SECONDS code=0 result=ok
  rm -rf "${out:?}/$name" && mkdir -p "$out/$name"
  begin apart "check_${name//-/_}" >"$out/$name/log" 2>&1
  bounded || code=$?
  if [ $code -ne 0 ]; then
    result=FAILED
    failed+=("$name")
    [ $code -ne 124 ] || say "ended, because it took too long" >"$out/$name/saw"
    [ -s "$out/$name/saw" ] || tail -n 2 "$out/$name/log" | tr '\n' ' ' >"$out/$name/saw"
  fi
  printf '%-7s %-14s %4d s  %s\n' "$result" "$name" $((SECONDS - began)) "$(cat "$out/$name/saw" 2>/dev/null)" | tee -a "$out/summary"
}

# exist NAME...: fails unless there is one, and each is in all
exist() {
  local each
  [ $# -gt 0 ] || fail "--only needs names of checks, separated by commas: k8s/${0##*/} --list prints them"
  for each; do
    [[ " ${all[*]} " == *" $each "* ]] || fail "check '$each' does not exist: k8s/${0##*/} --list prints the names"
  done
}

# need_images: fails unless the images were built
need_images() { [ -r "$made/images.yaml" ] || fail "target/k8s/images.yaml does not exist: run k8s/images first"; }
