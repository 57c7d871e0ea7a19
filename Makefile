# make          build everything
# make test     all tests; needs Go, gcc and g++, and no Python
# make generate write the generated files (z*) from capi/api.txt
# make record   measure the headers' records again from CPython's headers; needs /usr/include/python3.11 and python3.11
# make bench    time the C API against CPython 3.11, and calls from Go against their alternatives
.PHONY: all test bench generate record

PYTHON_INCLUDE = /usr/include/python3.11

all:
	go build ./...

test:
	go test ./...

bench:
	go run ./tests/bench

generate:
	go run ./internal/apigen headers stamp stubs

record:
	go test -count=1 ./include -record=$(PYTHON_INCLUDE)
