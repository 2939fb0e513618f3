#!/usr/bin/env bash
# All tests under coverage, then the floors; ends with pytest's own closing line and fails if any of them failed.
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

said=$(mktemp)
trap 'rm -f "$said"' EXIT
rm -f .coverage .coverage.*
"$python" -m coverage run -m pytest 2>&1 | tee "$said" || status=1
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
echo
grep -aE '^=+ .* in [0-9.]+s' "$said" | tail -n 1
exit "$status"
