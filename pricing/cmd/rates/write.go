package main

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// writeFile writes a file, all of it or nothing: whoever reads it meanwhile, or after
// a death of this program, finds the old text or the new one. A file that is there
// keeps its mode, and a link to it stays one.
func writeFile(path string, text []byte) error {
	to, mode, err := destination(path)
	if err != nil {
		return err
	}
	name := filepath.Join(filepath.Dir(to), ".reelrate-"+rand.Text())
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	defer os.Remove(name) // gone already, if all went well
	if mode != 0 {
		err = f.Chmod(mode)
	}
	if err == nil {
		_, err = f.Write(text)
	}
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(name, to)
}

// destination is the file that a path leads to, and its mode, 0 if it is not there.
func destination(path string) (string, fs.FileMode, error) {
	to, err := filepath.EvalSymlinks(path)
	if errors.Is(err, fs.ErrNotExist) {
		if _, err := os.Lstat(path); err == nil {
			return "", 0, fmt.Errorf("%s is a link to nothing", path)
		}
		return path, 0, nil
	}
	if err != nil {
		return "", 0, err
	}
	info, err := os.Stat(to)
	if err == nil && !info.Mode().IsRegular() {
		err = fmt.Errorf("%s is no file that can be replaced", path)
	}
	if err != nil {
		return "", 0, err
	}
	return to, info.Mode().Perm(), nil
}
