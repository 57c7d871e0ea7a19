package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/d95905aa/gilded/host"
)

// callsFromGo, in place of a module, asks a gilded peer what a call of apibench.total costs through the Go API.
const callsFromGo = "calls from Go"

// startSelf starts gilded as a peer: this program in another process.
func startSelf(dir string) (*peer, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	return startPeer(self, childArg, dir)
}

// serve answers requests as pythonPeer does.
func serve(dir string) error {
	ctx := context.Background()
	rt, err := host.New(ctx, host.Config{Path: []string{dir}})
	if err != nil {
		return err
	}
	defer rt.Close()
	in := bufio.NewScanner(os.Stdin)
	for in.Scan() {
		request := strings.Split(in.Text(), "\t")
		if len(request) != 3 {
			return fmt.Errorf("not a request: %q", in.Text())
		}
		answer, err := answer(ctx, rt, request[0], request[1], request[2])
		if err != nil {
			answer = "! " + strings.ReplaceAll(err.Error(), "\n", " ")
		}
		fmt.Println(answer)
	}
	return in.Err()
}

func answer(ctx context.Context, rt *host.Runtime, module, row, repeat string) (string, error) {
	n, err := strconv.Atoi(repeat)
	if err != nil {
		return "", err
	}
	if module == callsFromGo {
		return timeCalls(ctx, rt, n)
	}
	m, err := rt.Import(ctx, module)
	if err != nil {
		return "", err
	}
	if row == "" {
		v, err := m.Call(ctx, "names")
		if err != nil {
			return "", err
		}
		names, err := host.As[[]string](v)
		return strings.Join(names, "\t"), err
	}
	v, err := m.Call(ctx, "run", row, n)
	if err != nil {
		return "", err
	}
	seconds, err := host.As[float64](v)
	return strconv.FormatFloat(seconds, 'g', -1, 64), err
}

// timeCalls returns the seconds of n calls of total(bytes).
func timeCalls(ctx context.Context, rt *host.Runtime, n int) (string, error) {
	m, err := rt.Import(ctx, "apibench")
	if err != nil {
		return "", err
	}
	f, err := m.Func(ctx, "total")
	if err != nil {
		return "", err
	}
	total := host.Func1[[]byte, int](f)
	data, want := []byte("a line of plain text"), 0
	for _, b := range data {
		want += int(b)
	}
	start := time.Now()
	for range n {
		got, err := total(ctx, data)
		if err != nil {
			return "", err
		}
		if got != want {
			return "", errors.New("apibench.total returned a wrong sum")
		}
	}
	return fmt.Sprint(time.Since(start).Seconds()), nil
}
