# make start | make test | make check. Needs Python 3.11 or newer and make; everything else is fetched into .venv.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
PORT ?= 8000
LOG_LEVEL ?= WARNING
TEST_POSTGRES_URL ?= postgres://postgres@127.0.0.1:5432/postgres
TEST_PROCESSES ?= 2
ARGS ?=
PIP_INSTALL := install --quiet --disable-pip-version-check --requirement

PO := $(wildcard cms/locale/*/LC_MESSAGES/*.po)
MO := $(PO:.po=.mo)

# Compiled modules are kept: without them every process compiles 2,000 files again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: start test check format requirements catalogues clean
.DELETE_ON_ERROR:

start: $(VENV)/run.stamp catalogues
	@DESK_DEMO=1 LOG_LEVEL=$(LOG_LEVEL) PORT=$(PORT) $(BIN)/python -m cms.operations.processes

test: $(VENV)/dev.stamp catalogues
	@$(BIN)/python -m tests.run --postgres $(TEST_POSTGRES_URL) --processes $(TEST_PROCESSES) $(ARGS)

check: export DESK_TESTING = 1
check: $(VENV)/dev.stamp catalogues
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/djlint --lint --quiet cms desk exports forms_config
	$(BIN)/mypy .
	$(BIN)/lint-imports
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python manage.py translations check

format: $(VENV)/dev.stamp
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Catalogues of words are compiled with Babel: no gettext on the machine.
catalogues: $(MO)

%.mo: %.po | $(VENV)/run.stamp
	@$(BIN)/python -m cms.operations.compile_catalogue $< $@

$(UV): requirements/bootstrap.txt
	@echo "Making $(VENV) ..."
	@if $(PYTHON) -c 'import pip' 2>/dev/null; \
	then $(PYTHON) -m venv --without-pip $(VENV) && $(PYTHON) -m pip --python $(BIN)/python $(PIP_INSTALL) $<; \
	else $(PYTHON) -m venv $(VENV) && $(BIN)/python -m pip $(PIP_INSTALL) $<; fi
	@touch $@

$(VENV)/run.stamp: requirements.txt $(UV)
	@$(UV) pip install --quiet --python $(BIN)/python --requirement $<
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt $(VENV)/run.stamp
	@$(UV) pip install --quiet --python $(BIN)/python --requirement $<
	@touch $@

# Pins again what requirements/*.in ask for; ARGS=--upgrade takes the newest versions.
requirements: $(UV)
	$(UV) pip compile --quiet --python-version 3.11 --no-header --no-annotate $(ARGS) requirements/run.in --output-file requirements.txt
	$(UV) pip compile --quiet --python-version 3.11 --no-header --no-annotate $(ARGS) requirements/dev.in --output-file requirements-dev.txt

clean:
	rm -rf $(VENV) staticfiles .pytest_cache .ruff_cache .mypy_cache .hypothesis .import_linter_cache
