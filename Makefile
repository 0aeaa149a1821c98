# Everything is made by its file's rule, and only when what it is made from has changed. `make help` lists the commands.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:

BIN := .venv/bin
QGIS_PYTHON ?= /usr/bin/python3
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input --quiet
NPM_CI := npm ci --no-fund --no-audit --loglevel=error
NODE_BIN := node_modules/.bin
NEED_NODE := node -e 'process.exit(process.versions.node.split(".")[0] < 20 ? 1 : 0)' 2> /dev/null && command -v npm > /dev/null \
	|| { echo "Dateline needs Node 20 or later with npm, and node is $$(node --version 2> /dev/null || echo missing)." >&2; exit 1; }

# Stamps lie inside what they vouch for, so that deleting a folder is enough to have it made again.
VENV_STAMP := .venv/venv.stamp
RUN_STAMP := .venv/run.stamp
PACKAGE_STAMP := .venv/package.stamp
DEV_STAMP := .venv/dev.stamp
NODE_RUN_STAMP := node_modules/run.stamp
NODE_DEV_STAMP := node_modules/dev.stamp
VENDOR := static/vendor/versions.json
BUNDLE := static/built/page.js
CATALOGUES := timeline/locale/compiled.stamp
GEODATA := geodata/data/build.stamp
GEODATA_SOURCES := $(shell find geodata -path geodata/data -prune -o -name '__pycache__' -prune -o -type f -print)

.PHONY: help setup serve test browser programs lint format test-js test-python test-qgis words screenshots wheel bench bench-page bench-service lock clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(PACKAGE_STAMP) $(VENDOR) $(BUNDLE) $(CATALOGUES) $(GEODATA) ## prepare everything that `dateline` needs

serve: setup ## set up, then the map on http://127.0.0.1:8000 (ARGS="PATH ..." for other briefings)
	$(BIN)/dateline serve $(ARGS)

test: $(DEV_STAMP) $(NODE_DEV_STAMP) setup browser programs lint test-js test-python ## set up, then every check and every test

browser: $(DEV_STAMP) ## find a browser for the tests, or get one
	@$(BIN)/python -m tools.browser

programs: $(DEV_STAMP) ## find the other programs that tests drive, or get them (with CI=true)
	@$(BIN)/python -m tools.programs

lint: $(DEV_STAMP) $(NODE_DEV_STAMP) $(PACKAGE_STAMP) ## style, types, the direction of imports, templates, scripts
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet templates
	$(NODE_BIN)/biome ci --colors=off
	$(NODE_BIN)/tsc --project tsconfig.json

test-js: ## the scripts' own tests
	node --test tests/js/

test-python: $(DEV_STAMP) $(NODE_DEV_STAMP) setup ## all other tests; one file: make test-python ARGS=tests/unit/test_view.py
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile $(ARGS)

test-qgis: $(DEV_STAMP) setup ## QGIS opens the API's layers and filters them (needs QGIS's Python: QGIS_PYTHON names it)
	@$(QGIS_PYTHON) -c 'import qgis.core' 2> /dev/null \
		|| { echo "$(QGIS_PYTHON) has no QGIS. On Debian: apt-get install python3-qgis qgis-providers" >&2; exit 1; }
	QGIS_PYTHON=$(QGIS_PYTHON) $(BIN)/python -m pytest tests/qgis/check_qgis.py

words: $(PACKAGE_STAMP) ## gather what readers see into the catalogues in timeline/locale, and say what is not translated
	$(BIN)/python -m tools.words

format: $(DEV_STAMP) $(NODE_DEV_STAMP) ## write the code the way `make lint` wants it
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
	$(NODE_BIN)/biome check --write

screenshots: $(DEV_STAMP) setup browser ## pictures of the sample's pages (ARGS="DIR ..." for other briefings, too) in build/screenshots
	$(BIN)/python -m tools.screenshots $(ARGS)

wheel: setup ## dist/dateline-VERSION-py3-none-any.whl, complete with scripts, gazetteer and basemap
	$(BIN)/python -m hatchling build --target wheel

bench: $(DEV_STAMP) setup ## how well and how fast events are found (ARGS="--briefings DIR")
	$(BIN)/python -m benchmarks.extraction $(ARGS)

bench-page: $(DEV_STAMP) $(NODE_DEV_STAMP) setup ## how fast the page is, beside Folium's own ways (ARGS="--events 1000 --runs 3")
	$(BIN)/python -m benchmarks.page $(ARGS)

bench-service: $(DEV_STAMP) setup ## how fast the analysts' service is, beside pygeoapi, TiPg and nginx (ARGS="--events 20000 --seconds 1")
	$(BIN)/python -m benchmarks.service $(ARGS)

lock: $(DEV_STAMP) ## choose the newest versions allowed and write their names and hashes down
	tools/lock.sh

clean: ## remove everything that set-up, checks and tests made
	rm -rf .venv .cache node_modules static/vendor static/built dist build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	rm -f timeline/locale/*/LC_MESSAGES/*.mo timeline/locale/*/scripts.json $(CATALOGUES)
	rm -f geodata/data/*.sqlite geodata/data/*.pmtiles geodata/data/*.fgb geodata/data/*.json $(GEODATA)

# --- the Python environment -------------------------------------------------------------------------------------------

$(VENV_STAMP):
	tools/venv.sh
	@touch $@

$(RUN_STAMP): constraints/run.txt constraints/build.txt $(VENV_STAMP)
	@echo "Installing the packages that Dateline runs on ..."
	$(PIP) install --require-hashes --only-binary :all: -r constraints/run.txt -r constraints/build.txt
	@touch $@

# Installed in place: the sources are used where they lie.
$(PACKAGE_STAMP): pyproject.toml $(RUN_STAMP)
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV_STAMP): constraints/dev.txt $(RUN_STAMP)
	@echo "Installing the packages that check and test it ..."
	$(PIP) install --require-hashes --only-binary :all: -r constraints/dev.txt
	@touch $@

# --- third-party scripts and fonts ------------------------------------------------------------------------------------

# The stamps take the lock file's time: installing the tools afterwards does not make the copied scripts look old.
$(NODE_RUN_STAMP): package-lock.json
	@$(NEED_NODE)
	@echo "Fetching third-party scripts and fonts ..."
	$(NPM_CI) --omit=dev
	@touch -r package-lock.json $@

$(NODE_DEV_STAMP): package-lock.json
	@$(NEED_NODE)
	@echo "Fetching the tools that check scripts and pages ..."
	$(NPM_CI)
	@touch -r package-lock.json $@ $(NODE_RUN_STAMP)

$(VENDOR): package.json tools/vendor.mjs tools/hints.mjs $(NODE_RUN_STAMP)
	node tools/vendor.mjs

$(BUNDLE): $(wildcard static/*.js static/*.css) tools/bundle.mjs tools/hints.mjs $(NODE_RUN_STAMP)
	node tools/bundle.mjs

# --- what pages say in other languages --------------------------------------------------------------------------------

$(CATALOGUES): $(wildcard timeline/locale/*/LC_MESSAGES/*.po) tools/words.py timeline/web/words.py $(PACKAGE_STAMP)
	$(BIN)/python -m tools.words compile
	@touch $@

# --- gazetteer, borders, basemap --------------------------------------------------------------------------------------

$(GEODATA): $(GEODATA_SOURCES) $(RUN_STAMP)
	@echo "Building the gazetteer and the basemap (once; some minutes) ..."
	$(BIN)/python -m geodata.build
	@touch $@
