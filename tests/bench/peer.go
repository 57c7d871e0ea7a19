package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
)

// childArg, as the first argument, makes this program a peer: gilded, answering on its standard input and output.
const childArg = "-peer"

// pythonPeer is the same in Python. A request is "module row repetitions", tab-separated; an answer is seconds or
// "! Type: message".
const pythonPeer = `
import sys, importlib
sys.path.insert(0, sys.argv[1])
for line in sys.stdin:
    module, row, n = line.rstrip("\n").split("\t")
    try:
        module = importlib.import_module(module)
        answer = repr(module.run(row, int(n))) if row else "\t".join(module.names())
    except Exception as e:
        answer = "! " + type(e).__name__ + ": " + str(e).replace("\n", " ")
    print(answer, flush=True)
`

// peer is a process that runs rows on request. While one works the others wait, so that they do not disturb it.
type peer struct {
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Reader
}

// errRow is what a host answered when a row raised.
type errRow string

func (e errRow) Error() string { return string(e) }

func startPeer(path string, args ...string) (*peer, error) {
	cmd := exec.Command(path, args...)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	return &peer{cmd, in, bufio.NewReader(out)}, nil
}

func (p *peer) close() {
	p.in.Close()
	p.cmd.Wait()
}

func (p *peer) ask(module, row string, n int) (string, error) {
	if _, err := fmt.Fprintf(p.in, "%s\t%s\t%d\n", module, row, n); err != nil {
		return "", err
	}
	answer, err := p.out.ReadString('\n')
	if err != nil {
		return "", fmt.Errorf("the peer died while it ran %q: %w", row, err)
	}
	answer = strings.TrimSuffix(answer, "\n")
	if text, raised := strings.CutPrefix(answer, "! "); raised {
		return "", errRow(text)
	}
	return answer, nil
}

// names are the rows of a module.
func (p *peer) names(module string) ([]string, error) {
	answer, err := p.ask(module, "", 0)
	return strings.Split(answer, "\t"), err
}

// seconds runs a row.
func (p *peer) seconds(module, row string, n int) (float64, error) {
	answer, err := p.ask(module, row, n)
	if err != nil {
		return 0, err
	}
	return strconv.ParseFloat(answer, 64)
}

// raised tells whether an error is the row's own: the peer is still there.
func raised(err error) bool {
	var e errRow
	return errors.As(err, &e)
}
