#!/bin/sh
# Reads gifts, a JSON object per line, and answers each one. A real sender would call the mail tool here: see
# docs/nightly.md. This one only knows that the address of Eve does not work, unless it is called with `fixed`.

while IFS= read -r gift; do
  key=$(printf '%s\n' "$gift" | sed -E 's/.*"key":"([^"]*)".*/\1/')
  case ${1:-}$gift in
    fixed*) answer='"status":"sent"' ;;
    *eve@example.com*) answer='"status":"failed","reason":"the address bounces"' ;;
    *) answer='"status":"sent"' ;;
  esac
  printf '{"key":"%s",%s}\n' "$key" "$answer"
done
