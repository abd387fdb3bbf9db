#!/bin/sh
# secrets draw NAME=KEY,KEY...: creates the Secrets that do not exist, with random values. A Secret that exists keeps its values.
# secrets remove NAME...: deletes those of the Secrets that were created here, after the release was deleted.
set -eu
umask 077

api=${API:-https://kubernetes.default.svc}
identity=${IDENTITY:-/var/run/secrets/corral}
work=${WORK:-/tmp}
command=$1
shift

fail() {
    echo "$*" >&2
    exit 1
}

# Prints the status of the API server; its answer, without white space, is in the file answer: request METHOD PATH [CURL ARGUMENT...]
request() {
    method=$1
    path=$2
    shift 2
    attempts=6
    while :; do
        status=$(curl -sS --max-time 10 --cacert "$identity/ca.crt" --request "$method" --header "@$work/header" \
            --output "$work/body" --write-out '%{http_code}' "$@" "$api$path?pretty=false") || status=000
        case $status in
            000 | 429 | 5??) attempts=$((attempts - 1)) ;;
            *) break ;;
        esac
        [ "$attempts" -gt 0 ] || break
        sleep 2
    done
    [ "$status" != 000 ] || fail "The API server at $api does not answer: allow the Pods of this Job to connect to it."
    tr -d ' \t\r\n' <"$work/body" >"$work/answer"
    echo "$status"
}

refused() {
    fail "$1 was refused by the API server with status $2: $(cat "$work/body")"
}

# Whether the last answer has this text: has TEXT
has() {
    grep -qF "$1" "$work/answer"
}

random() {
    drawn=$(head -c 32 /dev/urandom | od -An -tx1 | tr -d ' \n')
    [ "${#drawn}" -eq 64 ] || fail "Random bytes cannot be read from /dev/urandom."
    echo "$drawn"
}

# draw NAME KEY...
draw() {
    name=$1
    shift
    # A quota or a policy of the cluster can refuse the creation of a Secret although it exists.
    status=$(request GET "$secrets/$name")
    case $status in
        200)
            check "$name" "$@"
            return
            ;;
        404) ;;
        *) refused "Reading Secret $name" "$status" ;;
    esac
    data=
    for key; do
        value=$(random)
        data="$data${data:+,}\"$key\":\"$value\""
    done
    printf '{"apiVersion":"v1","kind":"Secret","type":"Opaque","metadata":{"name":"%s","labels":%s,"annotations":%s},"stringData":{%s}}' \
        "$name" "$LABELS" "$ANNOTATIONS" "$data" >"$work/secret"
    status=$(request POST "$secrets" --header 'Content-Type: application/json' --data "@$work/secret")
    rm "$work/secret"
    case $status in
        201) echo "Secret $name is created." ;;
        # Another Job created it meanwhile.
        409) check "$name" "$@" ;;
        *) refused "The creation of Secret $name" "$status" ;;
    esac
}

# Fails if a key of an existing Secret is missing or empty: check NAME KEY...
check() {
    name=$1
    shift
    status=$(request GET "$secrets/$name")
    [ "$status" = 200 ] || refused "Reading Secret $name" "$status"
    sed -n 's/.*"data":{\([^}]*\)}.*/\1/p' "$work/answer" >"$work/data"
    for key; do
        grep -q "\"$key\":\"[^\"]" "$work/data" \
            || fail "Secret $name has no key $key, or it is empty: add it, or delete the Secret, and upgrade the release again."
    done
    rm "$work/data"
    # The manifest of an older chart contained this Secret: Helm would delete it with the upgrade, and Argo CD with the sync.
    if has '"helm.sh/chart":"corral-' && ! { has '"corral.dev/drawn":"true"' && has '"helm.sh/resource-policy":"keep"'; }; then
        printf '{"metadata":{"labels":%s,"annotations":%s}}' "$LABELS" "$ANNOTATIONS" >"$work/patch"
        status=$(request PATCH "$secrets/$name" --header 'Content-Type: application/merge-patch+json' --data "@$work/patch")
        [ "$status" = 200 ] || refused "The change of Secret $name" "$status"
    fi
    echo "Secret $name exists and keeps its values."
}

# Waits until an object of the release is gone; fails if it stays, because this Job was then started without an uninstall:
# is_deleted KIND PATH NAME
is_deleted() {
    tries=${TRIES:-45}
    while :; do
        status=$(request GET "/apis/apps/v1/namespaces/$NAMESPACE/$2/$3")
        [ "$status" != 404 ] || return 0
        [ "$status" = 200 ] || refused "Reading $1 $3" "$status"
        tries=$((tries - 1))
        [ "$tries" -gt 0 ] || break
        sleep 2
    done
    echo "$1 $3 exists: the Secrets of the release stay."
    return 1
}

# remove NAME
remove() {
    status=$(request GET "$secrets/$1")
    [ "$status" != 404 ] || return 0
    [ "$status" = 200 ] || refused "Reading Secret $1" "$status"
    if has '"corral.dev/drawn":"true"'; then
        status=$(request DELETE "$secrets/$1")
        case $status in
            200 | 202 | 404) echo "Secret $1 is deleted." ;;
            *) refused "The deletion of Secret $1" "$status" ;;
        esac
    else
        echo "Secret $1 was not created by this chart, and stays."
    fi
}

secrets=/api/v1/namespaces/$NAMESPACE/secrets
[ -s "$identity/token" ] || fail "$identity/token is empty or missing: this Job needs the token of its service account."
token=$(cat "$identity/token")
printf 'Authorization: Bearer %s' "$token" >"$work/header"
case $command in
    draw)
        for each; do
            # The keys are words.
            # shellcheck disable=SC2046
            draw "${each%%=*}" $(echo "${each#*=}" | tr ',' ' ')
        done
        ;;
    remove)
        if is_deleted Deployment deployments "$DEPLOYMENT" && is_deleted StatefulSet statefulsets "$STATEFUL_SET"; then
            for each; do remove "$each"; done
        fi
        ;;
    *) fail "'$command' is not a command: write draw or remove." ;;
esac
