# Thin wrappers: everything is in packaging/dev.py, which Windows and macOS call directly.
PYTHON ?= python3
ARGS ?=

.PHONY: run setup test bench screenshots soak check clean

run setup test bench screenshots soak check clean:
	@$(PYTHON) packaging/dev.py $@ $(ARGS)
