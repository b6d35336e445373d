# Everything a person or a CI machine does with this repository. `make help` lists it.
# Set-up is part of each target: see .make/setup, which says what it does and does nothing twice.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

# A toolchain that rustup put here is used even by a shell that has not read its profile again.
export PATH := $(HOME)/.cargo/bin:$(PATH)
# Where the tests look for the public ESIA clients that set-up installs.
export ESIA_SIM_CLIENTS ?= $(CURDIR)/.build/clients
# Extra arguments of run, demo and bench: make demo ARGS="diary.bind.memo".
ARGS ?=
# What make stand runs on PostgreSQL: all use cases of the provider, or with QUICK the way of a sign-in. Left out is what is
# about SQLite's files, or makes a thousand realms.
STAND_ALL := access:: actors:: consents:: control:: door:: family:: life:: oauth:: organisations:: populations:: races:: store::
STAND_QUICK := oauth::tokens oauth::later oauth::expired races:: store::
# Left out in any case: what is of one process, what needs no database, the long sets.
STAND_LEFT_OUT := --skip house:: --skip full::
# How many of the portal's generated lies the demo tells: make demo LIES=all.
LIES ?= quick
# Not empty: load, proof, packages and rehearse take the programs of the development profile and less work.
QUICK ?=
# Seconds for each fuzz target: make fuzz TIME=300 ARGS="cms requests".
TIME ?= 60

TARGET := $(or $(CARGO_TARGET_DIR),target)
CARGO_FLAGS := --workspace --locked

.PHONY: help demo test full check release bench load proof packages rehearse stand fuzz play run golden lines setup

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

demo: ## Start the simulator and the diary, drive every scenario, print the report
	@.make/setup demo
	@.make/say "building (development profile; a first build takes some minutes)"
	@cargo build $(CARGO_FLAGS)
	@mkdir -p reports
	@$(TARGET)/debug/esia-harness run --mutations $(LIES) --report-html reports/report.html $(ARGS) | tee reports/demo.txt \
	    || { .make/say "not everything passed; the report is in reports/report.html"; exit 1; }
	@.make/say "the report is in reports/report.html, what is above in reports/demo.txt"

test: ## Format, lints, documentation and tests, as CI runs them; the long sets are `make full`
	@.make/setup test
	@.make/say "format"
	@cargo fmt --all --check
	@.make/say "lints"
	@cargo clippy $(CARGO_FLAGS) --all-targets -- -D warnings
	@.make/say "documentation"
	@RUSTDOCFLAGS="-D warnings" cargo doc $(CARGO_FLAGS) --no-deps
	@.make/say "the binaries that the tests start"
	@cargo build $(CARGO_FLAGS)
	@.make/say "tests (samples stand for the long sets, which are make full)"
	@cargo test $(CARGO_FLAGS) -- --include-ignored --skip full::

full: ## What make test takes samples of: every scenario, lie, missing guard, version of the protocol, story in Chromium
	@.make/setup test
	@cargo build $(CARGO_FLAGS)
	@cargo test $(CARGO_FLAGS) --test it -- --include-ignored full::

check: test ## The same as test

release: ## Build the programs with optimisation, into target/release
	@.make/setup demo
	@.make/with-facts cargo build $(CARGO_FLAGS) --release

bench: release ## Measure signatures beside OpenSSL; sign-ins a second, start and memory beside three other providers
	@.make/setup bench
	@mkdir -p reports
	@.make/with-facts cargo bench --locked -p idp --bench signatures | tee reports/signatures.txt
	@$(TARGET)/release/esia-contest $(ARGS) | tee reports/bench.txt
	@.make/say "the reports are in reports/signatures.txt and reports/bench.txt"

load: ## Find the knee of the built-in diary and of three parties with a planted bottleneck of 50 a second; QUICK=1: short, debug build
	@.make/setup demo
	@cargo build $(CARGO_FLAGS) $(if $(QUICK),,--release)
	@cargo build $(CARGO_FLAGS) --example planted $(if $(QUICK),,--release)
	@mkdir -p reports/load
	@.make/load $(TARGET)/$(if $(QUICK),debug,release)/esia-harness "$(QUICK)" $(ARGS)

proof: ## Plant every fault in the foreign diary and see whether the harness tells it: make proof ARGS="--dialect v1"; QUICK=1: ten faults
	@.make/setup test
	@if [ -n "$(QUICK)" ]; then cargo build $(CARGO_FLAGS); else $(MAKE) --no-print-directory release; fi
	@mkdir -p reports
	@$(TARGET)/$(if $(QUICK),debug,release)/esia-proof --write $(if $(QUICK)$(ARGS),reports/proof.md,docs/PROOF.md) \
	    $(if $(QUICK),--dialect v1 --sample 10 --at-least 80) $(ARGS)

packages: ## Build the packages, install each in a clean place and use it there: make packages QUICK=1 takes quickly built programs
	@.make/setup kits
	@if [ -n "$(QUICK)" ]; then cargo build $(CARGO_FLAGS); else $(MAKE) --no-print-directory release; fi
	@export ESIA_SIM_BIN_DIR="$(abspath $(TARGET))/$(if $(QUICK),debug,release)" ESIA_SIM_XZ_LEVEL=$(if $(QUICK),0,6); \
	for check in harness/kits/check idp/packaging/check; do \
	    if [ -x $$check ]; then .make/say "$$check"; $$check; fi; \
	done

rehearse: ## Rehearse a made-up school of 1,000 pupils: check, forecast, every sign-in, reports; QUICK=1: 60 pupils, debug build
	@.make/setup demo
	@cargo build $(CARGO_FLAGS) $(if $(QUICK),,--release)
	@mkdir -p reports/rehearsal
	@$(TARGET)/$(if $(QUICK),debug,release)/esia-harness rehearse --made-up $(if $(QUICK),170,2800) --what-if $(ARGS) \
	    | tee reports/rehearsal/summary.txt

stand: ## Run the use cases of the provider on PostgreSQL, which the tests start, through a pooler, on three nodes: QUICK=1: the way of a sign-in
	@.make/setup test
	@for stand in direct pooled nodes; do \
	    .make/say "PostgreSQL, $$stand"; \
	    ESIA_SIM_STAND=$$stand cargo test $(CARGO_FLAGS) --test it -- $(if $(QUICK),$(STAND_QUICK),$(STAND_ALL)) $(STAND_LEFT_OUT) $(ARGS); \
	done

fuzz: ## Give each parser that meets outside bytes TIME=60 seconds of mutated ones, led by coverage
	@.make/setup fuzz
	@.make/fuzz $(TIME) $(ARGS)

play: ## Try it out by hand: portal and diary on one clock, logins, a route through the letter: make play ARGS="--policy yaroslavl-2018"
	@.make/setup demo
	@cargo build $(CARGO_FLAGS)
	@exec $(TARGET)/debug/esia-harness play $(ARGS)

run: ## Serve the simulator on 127.0.0.1:8085 until Ctrl-C
	@.make/setup demo
	@cargo build $(CARGO_FLAGS)
	@exec $(TARGET)/debug/esia-idp serve $(ARGS)

golden: ## Rewrite the generated documents and golden files, to be reviewed like code
	@.make/setup test
	@UPDATE=1 cargo test --locked -p idp --test it -- control::examples
	@UPDATE=1 cargo test --locked -p idp --test it -- golden proof clients::card store::schema
	@UPDATE=1 cargo test --locked -p manuals
	@UPDATE=1 cargo test --locked -p harness --test it -- reports scenarios_page

lines: ## Count the lines of production Rust, and how long files and functions are: make lines ARGS=ANOTHER_CHECKOUT
	@.make/lines $(ARGS)

setup: ## Only the set-up of test and bench
	@.make/setup test
	@.make/setup bench
