# gilded. make help lists the targets.

PYTHON_INCLUDE = /usr/include/python3.11
PYTHON         = python3.11
LIVE_CHECKS    = 200
STATICCHECK    = honnef.co/go/tools/cmd/staticcheck@v0.8.2

.PHONY: help build demo test check race asan bench conformance probe live census soak generate record tools

help:           ## this list
	@sed -n 's/^\([a-z]*\): .*## \(.*\)/  make \1|\2/p' Makefile | column -t -s '|'

build: tools    ## the command, as bin/gilded
	go build -o bin/gilded ./cmd/gilded

demo: build     ## build everything, load a bundled plugin and a real module, print results
	@tests/demo/demo.sh

test: tools     ## all tests; needs Go, gcc and g++, and no Python
	go test ./...
	@go run ./tests/debs/cmd/fetch -missing

check: tools    ## what a change must pass: vet, staticcheck, gofmt, generated files
	go vet ./...
	go run $(STATICCHECK) ./...
	@out=$$(gofmt -l $$(git ls-files '*.go')); test -z "$$out" || { echo "gofmt would change:"; echo "$$out"; exit 1; }

race: tools     ## the tests under the race detector
	GORACE=atexit_sleep_ms=0 go test -race ./...

asan: tools     ## the tests under the address sanitizer
	ASAN_OPTIONS=detect_leaks=0:allocator_may_return_null=1:verify_asan_link_order=0 \
		go test -asan -exec 'env LD_PRELOAD=libstdc++.so.6' ./...

bench: tools    ## the table of ratios, against CPython and a program that embeds it
	go run ./tests/bench

conformance: tools ## the table of real modules: calls, and how many agree with CPython
	go run ./tests/debs/cmd/fetch
	cd tests/conformance && go test -count=1 -table

probe: tools    ## the table of C API functions, driven one by one: cases, and how many agree with CPython
	cd tests/probe && go test -count=1 -run TestProbe -table

live: tools     ## calls that are made up, in both hosts at once; needs python3.11
	PYTHON=$(PYTHON) go test -count=1 -tags live ./tests/probe -run TestLive -v -rapid.checks=$(LIVE_CHECKS) -rapid.nofailfile -timeout 10m

census: tools   ## every extension module of 269 Debian packages: imported, or why not; ARGS="PACKAGE..." takes those, ARGS=-v prints each
	go run ./tests/census $(ARGS)

soak: tools     ## 16 goroutines and 16 native threads for a minute
	go test -count=1 ./tests/soak -soak=1m -timeout 5m

generate:       ## the generated files (z*), from capi/api.txt and include/
	go run ./internal/apigen headers stamp stubs slots probe

record:         ## what CPython says: layouts and answers; needs python3.11 and its headers
	@command -v $(PYTHON) >/dev/null && test -d $(PYTHON_INCLUDE) || { echo "make record asks CPython: apt-get install python3.11 libpython3.11-dev"; exit 1; }
	go test -count=1 ./include -record=$(PYTHON_INCLUDE)
	$(PYTHON) internal/ucd/gen.py
	$(PYTHON) internal/pyformat/gen.py
	$(PYTHON) internal/codec/gen.py
	$(PYTHON) internal/codec/gencharmap.py
	cd capi/testdata && $(PYTHON) -X utf8 record.py
	$(PYTHON) tests/conformance/record.py
	$(PYTHON) tests/probe/record.py

tools:
	@for t in go gcc g++; do command -v $$t >/dev/null || { echo "$$t is missing: apt-get install golang gcc g++"; exit 1; }; done
