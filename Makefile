# The front door. Each target sets up what it needs in .venv/, on a machine that has only Python 3.11 or newer and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
RUNTIME := $(VENV)/.runtime
GROUPS := $(VENV)/.test $(VENV)/.lint $(VENV)/.bench
VERAPDF := $(VENV)/verapdf/cli.jar
AXE := $(VENV)/axe/node_modules/axe-core/axe.min.js
VNU := $(VENV)/vnu/node_modules/vnu-jar/build/dist/vnu.jar

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help cards test check bench fuzz conformance trial browser samples docs clean

help:  ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' Makefile

cards: $(RUNTIME)  ## print everything that cardprint.yaml lists, into output/
	$(BIN)/cardprint build

test: $(VENV)/.test  ## run the tests, on all processors
	$(BIN)/python -m pytest --quiet --numprocesses auto --dist worksteal

check: $(VENV)/.lint  ## format, lint, types, and who imports whom
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy --strict src
	$(BIN)/lint-imports

bench: $(VENV)/.bench  ## time and memory beside platypus and Typst (BENCH="--sizes 60,1000 --runs 3" for less)
	$(BIN)/python bench/run.py $(BENCH)

fuzz: $(VENV)/.test  ## put odd projects through check and build, keep and shrink what goes wrong (FUZZ="--count 20000 --seed 5 --kinds deck,svg")
	$(BIN)/python -m fuzz $(FUZZ)

conformance: cards $(VENV)/.test $(VERAPDF)  ## check every PDF of output/: syntax, fonts, all that it claims (PDF/UA-1, PDF/A-2a) and that it claims enough, by veraPDF too (needs Java and Maven)
	$(BIN)/python tests/conformance.py output $(VERAPDF)

trial: $(VENV)/.test  ## fill in and scan 100 worksheets by simulated hands and machines, read them, and say how many answers are right
	$(BIN)/python tests/handwriting.py 100

browser: $(VENV)/.test $(AXE) $(VNU)  ## look at the preview and at pages for a browser, and fill in worksheets by pdf.js, in headless Chromium (Debian, as root: installs it by apt; needs npm and Java)
	@command -v chromium >/dev/null && test -d /usr/share/javascript/pdf || apt-get install --yes --no-install-recommends chromium libjs-pdf
	$(BIN)/cardprint build --only worksheet --fillable --area aeldre --output $(VENV)/browser
	$(BIN)/python tests/browser.py $(VENV)/browser
	$(BIN)/cardprint build --only reading-html --only handout-html --only invitation-html --only agenda-html --only record --area aeldre --output $(VENV)/published
	$(BIN)/python tests/published.py $(VENV)/published $(AXE) $(VNU)
	$(BIN)/python tests/watched.py $(AXE)

samples: cards $(VENV)/.test  ## turn every page of output/ into a picture, in output/png/
	$(BIN)/python tests/samples.py output

docs: $(VENV)/.test  ## write the generated parts of docs/ anew: the key reference, the gallery and its pictures
	$(BIN)/python tests/pages.py pictures

clean:  ## remove .venv/, output/ and what the tools left behind
	rm -rf $(VENV) output dist .coverage* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find src tests bench fuzz -name __pycache__ -type d -prune -exec rm -rf {} +

# A stamp is older than pyproject.toml, constraints.txt or the build's step: install again. `pip install --group` needs a newer pip than Python 3.11 brings.
$(RUNTIME): pyproject.toml constraints.txt hatch_build.py
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("cardprint needs Python 3.11 or newer; name one: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --constraint constraints.txt pip
	$(PIP) install --constraint constraints.txt --build-constraint constraints.txt --editable '.[collect,preflight,preview,proof,table]'
	$(BIN)/python -m compileall -q src
	@touch $@

$(GROUPS): $(VENV)/.%: $(RUNTIME)
	$(PIP) install --constraint constraints.txt --group $*
	@touch $@

$(AXE):
	npm install --ignore-scripts --no-audit --no-fund --no-save --prefix $(VENV)/axe axe-core@4.14.1

$(VNU):
	npm install --ignore-scripts --no-audit --no-fund --no-save --prefix $(VENV)/vnu vnu-jar@26.9.27

$(VERAPDF): tests/verapdf.pom.xml
	@command -v java >/dev/null && command -v mvn >/dev/null || \
	{ echo 'make conformance needs Java 11 or newer and Maven: veraPDF, the reference for PDF/UA, is a Java program. Install both and try again' >&2; exit 1; }
	mvn --batch-mode --quiet --file $< dependency:copy-dependencies -DoutputDirectory=$(abspath $(@D))
	@touch $@
