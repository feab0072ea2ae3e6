# Thin wrappers: everything is in packaging/dev.py, which Windows and macOS call directly.
PYTHON ?= python3
ARGS ?=
# of `make fuzz`: how many inputs, which series of them, one kind, one input of it
N ?= 100000
SEED ?= 1
ONLY ?=
AT ?=

.PHONY: run setup test bench screenshots soak check clean fuzz

run setup test bench screenshots soak check clean:
	@$(PYTHON) packaging/dev.py $@ $(ARGS)

fuzz:
	@$(PYTHON) packaging/dev.py fuzz -n $(N) --seed $(SEED) $(if $(ONLY),--only $(ONLY)) $(if $(AT),--at $(AT)) $(ARGS)
