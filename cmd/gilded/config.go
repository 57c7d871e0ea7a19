package main

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/d95905aa/gilded/include"
)

type configCommand struct {
	CFlags  bool   `name:"cflags" help:"Print the compiler flags, after unpacking the headers to the user's cache."`
	Headers string `placeholder:"DIR" type:"path" help:"Unpack the headers here instead."`
}

func (c *configCommand) Run(out *output) error {
	if !c.CFlags && c.Headers == "" {
		return usage("config: say what to print: --cflags, or --headers DIR to unpack them there")
	}
	dir := c.Headers
	if dir == "" {
		var err error
		if dir, err = cacheDir(); err != nil {
			return err
		}
	}
	if err := include.Unpack(dir); err != nil {
		return err
	}
	if c.CFlags {
		fmt.Fprintln(out, "-I"+dir)
	}
	return nil
}

// cacheDir is a folder for these very headers: another version of the program has another.
func cacheDir() (string, error) {
	base, err := os.UserCacheDir()
	if err != nil {
		base = os.TempDir()
	}
	sum := sha256.New()
	err = fs.WalkDir(include.Files, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fs.ReadFile(include.Files, path)
		fmt.Fprintf(sum, "%s %d\n%s", path, len(text), text)
		return err
	})
	return filepath.Join(base, "gilded", fmt.Sprintf("include-%x", sum.Sum(nil)[:6])), err
}
