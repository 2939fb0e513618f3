#!/usr/bin/env bash
# All tests under coverage, in two halves at once, then the floors; ends with what passed and failed in both together.
#   scripts/test.sh                     everything
#   scripts/test.sh tests/models -x     a part: pytest's words are passed on and the floors are not asked
set -uo pipefail
cd "$(dirname "$0")/.."
python=.venv/bin/python
floor=90.1 # line coverage, per cent: 'over 90'
rooms=(models printing forwarding)
status=0

if [ $# -gt 0 ]; then
  exec "$python" -m pytest "$@"
fi

# Two halves beside each other: what waits for servers, disks and processes, and what works the processor.
waiting=(tests/city tests/contract tests/faults tests/forwarding)
said=$(mktemp -d)
trap 'rm -rf "$said"' EXIT
rm -f .coverage .coverage.*
half() { # name, pytest's words
  local name=$1
  shift
  "$python" -m coverage run -m pytest "$@" >"$said/$name" 2>&1
  echo $? >"$said/$name.status"
}
half waiting "${waiting[@]}" &
half working tests "${waiting[@]/#/--ignore=}" &
wait
for name in waiting working; do
  cat "$said/$name"
  [ "$(cat "$said/$name.status")" = 0 ] || status=1
done
"$python" -m coverage combine --quiet || status=1

echo
echo "行覆盖率 / line coverage (floor $floor %)"
for room in "${rooms[@]}"; do
  total=$("$python" -m coverage report --include="$room/*" --format=total || echo 0)
  if awk -v total="$total" -v floor="$floor" 'BEGIN { exit !(total >= floor) }'; then
    printf '  %-12s %s %%\n' "$room" "$total"
  else
    status=1
    printf '  %-12s %s %%  不足 / below the floor\n' "$room" "$total"
    "$python" -m coverage report --include="$room/*" --skip-covered --show-missing
  fi
done
count() { # a word of pytest's closing lines, both halves added up
  cat "$said/waiting" "$said/working" | grep -aE '^=+ .* in [0-9.]+s' | grep -oE "[0-9]+ $1" | awk '{ n += $1 } END { print n + 0 }'
}
failed=$(( $(count failed) + $(count 'errors?') ))
[ "$failed" = 0 ] || status=1
echo
echo "$(count passed) passed, $failed failed, $(count skipped) skipped"
exit "$status"
