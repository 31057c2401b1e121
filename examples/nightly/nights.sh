#!/bin/sh
# A week in the life of a shop's ledger. It works in a temporary folder and leaves nothing there:
#
#   sh examples/nightly/nights.sh
#
# FLYWHEEL is the program to run, if it is not `flywheel` on the path. Keys differ from ledger to ledger, because
# each ledger has a random id, so they are shown as KEY.

set -u
flywheel=${FLYWHEEL:-flywheel}
case $flywheel in
  /* | [A-Za-z]:*) ;;
  */*) flywheel=$PWD/$flywheel ;;
esac
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -R "$here/shop.flywheel" "$here/exports" "$here/sender.sh" "$work"
cd "$work" || exit 2

# Shows a command, what it writes, and its exit code if that is not 0.
show() {
  written "$@"
  "$flywheel" "$@" > out.txt 2>&1
  ended $?
}

# The same for a command that writes into a file.
show_into() {
  file=$1
  shift
  written "$@" '>' "$file"
  "$flywheel" "$@" 2> out.txt > "$file"
  ended $?
}

# Shows a command as it is typed.
written() {
  printf '$ flywheel'
  for word in "$@"; do
    case $word in
      *' '*) printf " '%s'" "$word" ;;
      *) printf ' %s' "$word" ;;
    esac
  done
  echo
}

ended() {
  hidden out.txt
  [ "$1" = 0 ] || echo "[exit code $1]"
  echo
}

# Shows a file without the keys.
hidden() {
  sed -E 's/[0-9A-HJKMNP-TV-Z]{26}/KEY/g' "$1"
}

# Decides for a day with the export of that day.
night() {
  export=exports/$1
  day=$2
  shift 2
  show run shop.flywheel "$export/customers.csv" --table "orders=$export/orders.csv" \
    --ledger shop.ledger --as-of "$day" "$@"
}

title() {
  printf '## %s\n\n' "$1"
}

title 'March 1: the first load. Everybody gets a stage, and nobody gets anything.'
night 2026-03-01 2026-03-01 --first-load

title 'March 2: a first night. Ada orders for the third time, Bob for the first time, and Mia is new.'
night 2026-03-02 2026-03-02 --changes --format table
show outbox shop.ledger

title 'The mug is handed out. The mail waits until tomorrow.'
show_into mugs.csv outbox shop.ledger --take --gift mug
hidden mugs.csv
echo
show outbox shop.ledger --sent mugs.csv

title 'March 3: Bob withdraws his consent, so the mail to him that still waits is canceled.'
night 2026-03-03 2026-03-03
show outbox shop.ledger

title 'The mail to Eve is handed to a command. The address does not work.'
show outbox shop.ledger --exec 'sh sender.sh'
show outbox shop.ledger

title 'March 4: only half of the export arrives.'
night 2026-03-04-half 2026-03-04

title 'Then the whole export arrives. One record does not fit.'
night 2026-03-04 2026-03-04

title 'The same night again, with the record fixed: only this customer is decided.'
night 2026-03-04-fixed 2026-03-04

title 'The same night a third time: everybody was decided before.'
night 2026-03-04-fixed 2026-03-04

title 'March 5 is missed. On March 6, Jon is no longer in the export, and Ned is new. A dry run first.'
night 2026-03-06 2026-03-06 --dry-run
night 2026-03-06 2026-03-06

title 'What failed is tried again, and now everything is sent.'
show outbox shop.ledger --retry
show outbox shop.ledger --exec 'sh sender.sh fixed'

title 'March 7: Mia turns out to be Fay with a second account. The third order of the two together is one of Mia.'
show ledger shop.ledger merge c-13 c-06
night 2026-03-07 2026-03-07 --changes --format table
show ledger shop.ledger --id c-13
show ledger shop.ledger changes --since 6

title 'What the ledger knows at the end of the week.'
show ledger shop.ledger
show ledger shop.ledger --id c-02
show ledger shop.ledger --id c-05
show ledger shop.ledger --id c-10
show ledger shop.ledger check

title 'What the week was like, with the last export for what the ledger does not know.'
show report shop.flywheel exports/2026-03-07/customers.csv --table orders=exports/2026-03-07/orders.csv \
  --ledger shop.ledger
