package main

import (
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
	f, err := os.CreateTemp(filepath.Dir(to), ".reelrate-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // gone already, if all went well
	_, err = f.Write(text)
	if err := errors.Join(err, f.Chmod(mode), f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), to)
}

// destination is the file that a path leads to, and the mode that it has or gets.
func destination(path string) (string, fs.FileMode, error) {
	to, err := filepath.EvalSymlinks(path)
	if errors.Is(err, fs.ErrNotExist) {
		if _, err := os.Lstat(path); err == nil {
			return "", 0, fmt.Errorf("%s is a link to nothing", path)
		}
		return path, 0o644, nil
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
