# Every recipe of the project, on one screen. Set-up happens by itself, once, and again when the pins change.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
READY := .venv/.ready
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-emit-index-url --no-emit-find-links pyproject.toml
PASTED := -I docs -n UTF-8 README.md docs/how-to/first-matter.md docs/how-to/first-release.md docs/decisions/README.md \
	docs/reference/commands.md docs/reference/properties.md docs/reference/releases.md

.PHONY: demo test setup browser java lint docs prove bench bench-releases pins changelog

demo: setup     ## the worked matter: matrix in the terminal, page in build/jgg-v-trump/report.html
	rm -rf build/jgg-v-trump
	$(BIN)/habeas demo build/jgg-v-trump

test: lint browser java  ## everything that must hold before a change lands
	$(BIN)/pytest -q

lint: setup     ## style, types, direction of imports, spelling, and documents that must not drift
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/codespell
	$(BIN)/cog --check --diff $(PASTED)

docs: setup     ## paste what the program prints and knows into the documents again
	$(BIN)/cog -r $(PASTED)

prove: setup    ## the law part against its oracle on 20,000 random matters, and its laws on a tenth as many: an hour
	HABEAS_EXAMPLES=$${HABEAS_EXAMPLES:-20000} $(BIN)/pytest -q --hypothesis-profile=long \
		tests/law/test_agreement.py tests/law/test_belonging.py tests/law/test_logs.py tests/law/test_any_kind.py \
		tests/law/test_laws.py

bench: setup    ## time of whole processes; figures that are kept stand in docs/measured.md
	$(BIN)/python -m bench.startup
	$(BIN)/python -m bench.test_matter
	$(BIN)/python -m bench.large_matter

bench-releases: setup  ## releases of up to 30 million rows beside DuckDB and Polars: an hour or two, 30 GB of disk
	@status=0; for workload in "read_release" "law_at_scale 1000000 3000000 10000000 30000000" \
		"stays 1000000 3000000 10000000 30000000" "counts 1000000 3000000 10000000 30000000" \
		"cluster --rows 3000000 12000000"; do \
		echo "bench.$$workload"; $(BIN)/python -m bench.$$workload || status=1; done; exit $$status

pins: setup     ## choose the versions of all dependencies anew, with hashes
	$(COMPILE) --upgrade --output-file requirements/base.txt
	$(COMPILE) --upgrade --extra spark --group dev --output-file requirements/dev.txt

changelog: setup  ## gather changelog.d/ into CHANGELOG.md, for a release
	$(BIN)/towncrier build --yes

setup: $(READY)

$(READY): requirements/dev.txt pyproject.toml
	bash .ci/machine python $(PYTHON)
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --require-hashes --requirement requirements/dev.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

browser:        ## the tests look at the page in Chromium
	bash .ci/machine browser

java:           ## the tests start a small Spark cluster on this machine
	bash .ci/machine java
