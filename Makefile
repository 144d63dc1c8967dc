# `make` alone says what there is. Everything here can be run again at once and can be interrupted.
# LIBTORCH=/path names a libtorch of your own; see Documentation/installation.md.

SWIFT ?= swift
PREFIX ?= /usr/local
TEST ?=

# Threads of libtorch that wait for work sleep instead of spinning. Many tests run at once, and where others want the
# processors too, spinning made training fourteen times slower (57 s against 4 s on two busy cores).
export OMP_WAIT_POLICY ?= passive

.DEFAULT_GOAL := help
.PHONY: help demo test setup setup-training build build-server build-training install check-api bench bench-check bench-tools format lint clean

help: ## what there is to make
	@echo "make TARGET, where TARGET is one of"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: ## install what detection needs, build it, show it on twelve voices
	@SWIFT="$(SWIFT)" Scripts/demo

test: ## install everything, libtorch included, and run the whole suite (TEST=Name runs the tests of that name)
	@Scripts/setup-packages testing
	@Scripts/setup-libtorch
	$(SWIFT) test $(if $(TEST),--filter "$(TEST)")

setup: ## install what detection needs
	@Scripts/setup-packages detection

setup-training: ## install what training needs: setup, and libtorch into .deps
	@Scripts/setup-packages training
	@Scripts/setup-libtorch

build: setup ## build the command, in release
	$(SWIFT) build -c release --product speech-emotion

build-server: build ## build the server too, in release
	$(SWIFT) build -c release --product speech-emotion-serve

build-training: setup-training build ## build the trainer too, in release
	$(SWIFT) build -c release --product speech-emotion-train

install: ## build the command and put it under PREFIX (/usr/local); TRAINING=1 and SERVER=1 take those along
	@SWIFT="$(SWIFT)" Scripts/install "$(PREFIX)" $(if $(TRAINING),training) $(if $(SERVER),server)

check-api: ## hold the server's answers against its description, with schemathesis from PyPI
	@Scripts/setup-packages testing
	@Scripts/check-api

bench-tools: # the peers and our programs, in release
	@Scripts/setup-packages benchmarks
	@Scripts/setup-libtorch
	@Scripts/setup-benchmarks
	$(SWIFT) build -c release --product speech-emotion
	$(SWIFT) build -c release --product speech-emotion-train
	$(SWIFT) build -c release --package-path Benchmarks --product detection-worker
	$(SWIFT) build -c release --package-path Benchmarks --product training-worker

bench: bench-tools ## measure us beside Keras, PyTorch, ONNX Runtime and librosa (WORK=name for one part, QUICK=1 for a first look)
	.deps/benchmarks/bin/python Benchmarks/bench.py $(WORK) $(if $(QUICK),--quick)

bench-check: bench-tools ## compare instructions and allocations of fixed work with Benchmarks/counts.json (RECORD=1 writes it)
	.deps/benchmarks/bin/python Benchmarks/check.py $(if $(RECORD),--record)

format: ## format every Swift file in place
	$(SWIFT) format -i -p -r $(wildcard Sources Tests Snippets Package.swift)

lint: ## check what the gates check: Swift's format, and the shell scripts
	@SWIFT="$(SWIFT)" Scripts/lint

clean: ## remove what was built (libtorch stays; it is in .deps)
	rm -rf .build
