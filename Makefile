PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test integration bench bench-intake fuzz clean

run: .venv/ready            ## the demonstration: collected over HTTP from a simulated clinic, reported in French
	$(BIN)/oceandx demo --lang fr

test: .venv/ready           ## everything that must hold before a change lands
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/oceandx kb check
	$(BIN)/oceandx kb test
	$(BIN)/coverage erase
	$(BIN)/python -m pytest -q -n auto --dist loadfile --cov --cov-report=
	$(BIN)/coverage report --fail-under=95
	$(BIN)/coverage report --include='*/oceandx/engine/*,*/oceandx/knowledge/*' \
	  --fail-under=$$($(BIN)/python -c 'import sys; print(100 if sys.version_info < (3, 13) else 95)')  # the kernel needs 3.12

integration: .venv/ready    ## slow lanes: both matchers on many cases, clinics over HTTP, faults, canaries, killed workers, a real helpdesk, the wheel
	$(BIN)/python benchmarks/fuzz.py --cases 20000 --seed 1
	OCEANDX_FUZZ=10000 $(BIN)/python -m pytest -q -n 2 tests/intake tests/test_reading.py -k 'fuzz or damaged'
	OCEANDX_KILLS=20 $(BIN)/python -m pytest -q tests/tickets/test_queue_kill.py
	$(BIN)/python benchmarks/clinics.py
	$(BIN)/python benchmarks/faults.py --runs 200 --seed 1
	$(BIN)/python benchmarks/collecting.py
	OCEANDX_CANARY=all $(BIN)/python -m pytest -q tests/collection
	OCEANDX_RT=1 $(BIN)/python -m pytest -q tests/integration/rt
	OCEANDX_NATS=1 $(BIN)/python -m pytest -q tests/integration/nats tests/tickets/test_queue.py tests/tickets/test_ledger.py tests/tickets/test_switches.py tests/tickets/test_budget.py tests/tickets/test_feedback.py
	$(BIN)/python benchmarks/wheel.py

fuzz: .venv/ready           ## both matchers on 500,000 random cases
	$(BIN)/python benchmarks/fuzz.py --cases 500000 --seed 7

bench: .venv/ready          ## whole-process time, side by side; a large clinic's memory and calls; the queue; tickets end to end
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/collecting.py --write
	$(BIN)/python benchmarks/queueing.py --write
	$(BIN)/python benchmarks/enriching.py --memory 100000 --write
	$(BIN)/python benchmarks/shadow.py

bench-intake: .venv/ready   ## how well and how fast tickets are read: the test half, by language and symptom; names exchanged, mails set otherwise
	$(BIN)/python benchmarks/intake.py --half test --errors 20 --json benchmarks/intake.json
	$(BIN)/python -m benchmarks.exchanged
	$(BIN)/python -m benchmarks.mailed

.venv/ready: pyproject.toml Makefile
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "oceandx needs Python 3.11 or later as '$(PYTHON)': apt-get install python3, or make PYTHON=python3.12"; exit 2; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
	  { echo "oceandx needs Python's venv module: apt-get install python3-venv"; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info >= (3, 13))' || command -v $${CC:-cc} >/dev/null || command -v gcc >/dev/null || \
	  { echo "durable-rules is compiled on installation and needs a C compiler: apt-get install gcc python3-dev"; exit 2; }
	@$(PYTHON) -c 'import sys, sysconfig, pathlib; sys.exit(sys.version_info < (3, 13) and not pathlib.Path(sysconfig.get_path("include"), "Python.h").exists())' || \
	  { echo "durable-rules is compiled on installation and needs Python's headers: apt-get install python3-dev"; exit 2; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . --group dev
	touch $@

clean:
	rm -rf .venv .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache .hypothesis
