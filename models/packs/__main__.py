"""Command line of the packs: ``import`` a list and print its defects, ``guide`` admits one, ``build`` remakes all."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from models.errors import WorldError
from models.packs import defects
from models.packs.build import build_all, helps_for
from models.packs.importer import ImportReport, import_list
from models.packs.reduce_only import admit

RESOURCES = Path(__file__).resolve().parents[2] / "resources"


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; 0 done, 1 refused with one sentence on stderr."""
    options = _parser().parse_args(argv)
    try:
        options.run(options)
    except WorldError as refusal:
        print(refusal.sentence, file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m models.packs", description="事项清单的导入与重建")
    parser.add_argument("--root", type=Path, default=RESOURCES, help="资源目录")
    commands = parser.add_subparsers(required=True, metavar="命令")
    one = commands.add_parser("import", help="导入一份清单，打印缺陷报告")
    one.add_argument("file", type=Path)
    one.add_argument("--city", required=True, help="版式所属城市，如 jincheng")
    one.add_argument("--out", type=Path, help="写入的目录；不写则只打印")
    one.set_defaults(run=_import)
    guide = commands.add_parser("guide", help="检查一份办事指南并收入城市包（只减不增）")
    guide.add_argument("file", type=Path)
    guide.add_argument("--city", required=True)
    guide.set_defaults(run=_guide)
    commands.add_parser("build", help="由各市原文重建全部清单").set_defaults(run=_build)
    return parser


def _import(options: argparse.Namespace) -> None:
    report = import_list(options.file, options.city, helps_for(options.root, options.city))
    print(f"{options.city}：{len(report.items)} 项")
    print(defects.to_text(report.defects))
    if options.out is not None:
        report.save(options.out)


def _guide(options: argparse.Namespace) -> None:
    print(f"已收入：{admit(options.root, options.city, options.file.read_bytes())}")


def _build(options: argparse.Namespace) -> None:
    made: dict[str, ImportReport] = build_all(options.root)
    for city, report in made.items():
        report.save(options.root / "cities" / city)
        print(f"{city}：{len(report.items)} 项，缺陷报告 {len(report.defects)} 行")


if __name__ == "__main__":
    sys.exit(main())
