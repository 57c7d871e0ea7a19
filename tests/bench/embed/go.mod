module github.com/d95905aa/gilded/tests/bench/embed

go 1.26.0
