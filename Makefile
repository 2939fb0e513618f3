# 同权一窗。常用：make run（打开程序，或在没有屏幕时演示一遍）、make test（全部测试）。make help 列出其余。
SHELL := /bin/bash
.DEFAULT_GOAL := help
PY := .venv/bin/python
export PYTHON

.PHONY: help
help: ## 列出这些目标 / list these targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

.PHONY: setup setup-dev setup-run setup-bench
setup: ## 装好运行与测试所需的一切（第二次不需要网络）/ everything to run and to test
	@scripts/setup.sh dev
setup-dev: setup
setup-run: ## 只装运行所需 / only what running needs
	@scripts/setup.sh run
setup-bench: ## 另装对照程序 / also the peers that are measured
	@scripts/setup.sh bench

.PHONY: run
run: setup ## 有屏幕时打开演示大厅；无屏幕时演示一遍并写入 out/ / the demonstration hall
	@$(PY) app.py --demo

.PHONY: city
city: setup ## 单独启动市级参考端 / the reference city side alone
	@$(PY) -m city --folder out/city $(ARGS)

.PHONY: packs
packs: setup ## 由各市原文重做事项包并报告其缺陷 / remake the city packs from their source lists
	@$(PY) -m models.packs build

.PHONY: wire
wire: setup ## 由程序生成线路约定 docs/wire/openapi.yaml / the contract of the line, made from the program
	@$(PY) -m city.wire > docs/wire/openapi.yaml.new && mv docs/wire/openapi.yaml.new docs/wire/openapi.yaml

.PHONY: test
test: setup ## 全部测试，并要求 models、printing、forwarding 行覆盖率高于九成 / all tests and the coverage floors
	@scripts/test.sh $(ARGS)

.PHONY: check
check: setup ## 文风、类型、房间之间的引用（一项不过也查完其余）/ ruff, mypy --strict, import contracts
	@status=0; \
	  $(PY) -m ruff check . || status=1; \
	  $(PY) -m mypy . || status=1; \
	  .venv/bin/lint-imports --no-logo --no-cache || status=1; \
	  exit $$status

.PHONY: clauses
clauses: setup ## 条款、规则、测试对照表（有空缺就不通过）/ clause, rule, test: fails on a hole
	@$(PY) scripts/clauses.py

.PHONY: bench
bench: setup-bench ## 各项性能数字，与同场测量的对照 / the figures, peers measured in the same run
	@$(PY) -m benchmarks $(ARGS)

.PHONY: faults
faults: setup-bench ## 故障试验的全量：强行结束、断电、逐个系统调用出错、坏线路、旧副本 / the fault harness at full scale
	@rm -f out/faults.txt; status=0; TONGQUAN_FAULTS=full $(PY) -m pytest tests/faults -s -q $(ARGS) || status=$$?; \
	  echo; cat out/faults.txt 2>/dev/null; exit $$status

.PHONY: fuzz
fuzz: setup-bench ## 乱数试每一个外来字节的入口（一百万次，慢的少些；RUNS=次数，ARGS=入口）/ every door that takes bytes from outside
	@mkdir -p out/fuzz && cd out/fuzz && \
	  PYTHONPATH=$(CURDIR) $(CURDIR)/$(PY) -m tests.fuzz --runs $(or $(RUNS),1000000) $(ARGS)

.PHONY: mutants
mutants: setup-bench ## models/rules 逐处改坏，看测试查不查得出，不到九成不通过（ARGS=模块）/ a mutation score of the rules
	@$(PY) scripts/mutants.py $(ARGS)

.PHONY: audit
audit: setup-bench ## 依赖里有没有已公布的漏洞（需要网络；漏洞库不应答也算不通过）/ known faults of what we depend on
	@$(PY) scripts/audit.py $(ARGS)

.PHONY: lock
lock: ## 由 pyproject.toml 重算锁文件（需要网络）/ compile the lock files anew
	@scripts/lock.sh $(ARGS)

.PHONY: clean
clean: ## 删去生成物，保留 .venv / remove what was made, keep .venv
	@rm -rf out build dist .coverage .coverage.* .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +
