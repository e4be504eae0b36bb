# Two commands: `make demo` runs the site on this machine, `make test` proves it. Both begin from a clean checkout
# with nothing but Python 3.11 or newer. PYTHON=/path/to/python chooses another one, PORT=9000 another port.

PORT ?= 8000
ARGS ?=
SHELL := /bin/sh

.PHONY: help demo test bench lighthouse lint format messages pictures lock clean

help:
	@echo "make demo     the whole site with content, on http://127.0.0.1:$(PORT)/"
	@echo "make test     lint and the whole suite, on SQLite and PostgreSQL, the oldest and the newest Python found"
	@echo "make bench    how fast calendar feeds and sign-ups are, as ratios; ARGS=--strict fails when one misses its mark"
	@echo "make lighthouse  Lighthouse on the demo's pages, as on a phone; ARGS=--strict fails below 98"
	@echo "make lint     ruff, djlint and Django's checks alone"
	@echo "make format   put Python into the project's form"
	@echo "make messages bring the Danish catalogues up to the sources, and say what has no translation"
	@echo "make pictures take the documentation's pictures anew, in a real browser"
	@echo "make lock     write requirements/*.txt anew from requirements/*.in"
	@echo "make clean    remove environments and caches; the demo's data in var/ stays"

demo:
	@python=$$(PYTHON="$(PYTHON)" .ci/find-python) && exec "$$python" -m cms_site.local.bootstrap "$(PORT)" $(ARGS)

test:
	@python=$$(PYTHON="$(PYTHON)" .ci/find-python) && exec "$$python" -m tests.matrix $(ARGS)

bench:
	@python=$$(PYTHON="$(PYTHON)" .ci/find-python) && exec "$$python" -m benchmarks $(ARGS)

lighthouse:
	@python=$$(PYTHON="$(PYTHON)" .ci/find-python) && exec "$$python" -m benchmarks.lighthouse $(ARGS)

lint:
	@python=$$(PYTHON="$(PYTHON)" .ci/find-python) && exec "$$python" -m tests.matrix --only lint

format:
	@python=$$(PYTHON="$(PYTHON)" .ci/find-python) && exec "$$python" -m tests.matrix --only format

messages:
	@python=$$(PYTHON="$(PYTHON)" .ci/find-python) && exec "$$python" -m tests.matrix --only messages

pictures:
	@python=$$(PYTHON="$(PYTHON)" .ci/find-python) && exec "$$python" -m tests.matrix --only pictures $(ARGS)

# `make lock ARGS=--upgrade` takes the newest versions. The files name no address, so they are the same everywhere.
LOCK = uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-emit-index-url \
	--custom-compile-command "make lock"
lock:
	@command -v uv >/dev/null || { echo "make lock needs uv: pip install uv"; exit 1; }
	cd requirements && for name in *.in; do \
		[ "$$name" = apps.in ] || $(LOCK) "$$name" $(ARGS) --output-file "$${name%.in}.txt" || exit 1; \
	done

clean:
	rm -rf .venv .venv-py* .venv-clients-* .pytest_cache .ruff_cache .hypothesis build dist *.egg-info
	find . -name __pycache__ -type d -not -path './.venv*' -prune -exec rm -rf {} +
