"""Known faults of what we depend on, asked of an advisory service by pip-audit; silence is not taken for good news.

    python scripts/audit.py [words of pip-audit]      e.g. --vulnerability-service osv

Ends with 0 when every dependency was looked up and none has a known fault, 1 when one has, and 2 when no advisory
service answered for some: pip-audit itself calls that “no known vulnerabilities”.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements" / "run.lock"
_FEW = 5


def verdict(report: str) -> tuple[int, str]:
    """How it ends and what is said, from pip-audit's JSON; "" when it gave none."""
    try:
        told: list[dict[str, Any]] = json.loads(report)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return 2, "没有查成：漏洞库没有应答（不能当作没有漏洞）。请在能连上漏洞库的机器上再查。"
    faults = [f"{one['name']} {one['version']}：{fault['id']}" for one in told for fault in one.get("vulns", ())]
    silent = [one["name"] for one in told if "skip_reason" in one]
    lines = [f"已查 {len(told) - len(silent)} 个依赖，有已公布漏洞 {len(faults)} 处。", *faults]
    if silent:
        names = "、".join(silent[:_FEW]) + ("等" if len(silent) > _FEW else "")
        lines.append(
            f"没有查成：漏洞库对 {len(silent)} 个依赖没有应答（{names}），不能当作没有漏洞。"
            "请在能连上漏洞库的机器上再查。"
        )
    return (1 if faults else 2 if silent else 0), "\n".join(lines)


def main(words: Sequence[str]) -> int:
    """The command."""
    audit = Path(sys.executable).with_name("pip-audit")
    asked = [str(audit), "--requirement", str(LOCK), "--require-hashes", "--disable-pip"]
    run = subprocess.run(
        [*asked, "--format", "json", "--progress-spinner", "off", *words], capture_output=True, check=False
    )
    code, said = verdict(run.stdout.decode("utf-8", "replace"))
    if not run.stdout:
        print(run.stderr.decode("utf-8", "replace").strip()[-500:], file=sys.stderr)
    print(said)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
