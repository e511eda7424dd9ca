//go:build unix

package main

import (
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
)

func names(t *testing.T, folder string) []string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, e := range entries {
		list = append(list, e.Name())
	}
	return list
}

func TestAFileIsReplacedAsItWas(t *testing.T) {
	folder := t.TempDir()
	file, link := filepath.Join(folder, "file"), filepath.Join(folder, "link")
	if err := os.WriteFile(file, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("file", link); err != nil {
		t.Fatal(err)
	}
	if err := writeFile(link, []byte("new")); err != nil {
		t.Fatal(err)
	}
	info, err := os.Lstat(link)
	if err != nil || info.Mode()&fs.ModeSymlink == 0 {
		t.Errorf("%v, %v: the link is none any more", info, err)
	}
	text, _ := os.ReadFile(file)
	if info, err := os.Stat(file); err != nil || string(text) != "new" || info.Mode() != 0o600 {
		t.Errorf("%q, %v, %v", text, info, err)
	}
	defer syscall.Umask(syscall.Umask(0o027))
	if err := writeFile(filepath.Join(folder, "other"), []byte("x")); err != nil {
		t.Error(err)
	}
	if info, err := os.Stat(filepath.Join(folder, "other")); err != nil || info.Mode() != 0o640 {
		t.Errorf("a new file: %v, %v", info, err)
	}
	if got := names(t, folder); !slices.Equal(got, []string{"file", "link", "other"}) {
		t.Error(got)
	}
}

// What cannot be written to the end leaves the old file, and nothing beside it.
func TestAFailingWriteLeavesTheOldFile(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "file")
	if err := os.WriteFile(file, []byte("old"), 0o644); err != nil {
		t.Fatal(err)
	}
	signal.Ignore(syscall.SIGXFSZ) // the write gets an error
	defer signal.Reset(syscall.SIGXFSZ)
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		t.Fatal(err)
	}
	low := limit
	low.Cur = 16 << 20 // more than what go test writes meanwhile
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &low); err != nil {
		t.Fatal(err)
	}
	err := writeFile(file, make([]byte, low.Cur+1))
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		t.Fatal(err)
	}
	text, _ := os.ReadFile(file)
	if err == nil || string(text) != "old" || !slices.Equal(names(t, folder), []string{"file"}) {
		t.Errorf("%v: %q among %v", err, text, names(t, folder))
	}
}

func TestWhatIsNoFileIsNotReplaced(t *testing.T) {
	folder := t.TempDir()
	dangling := filepath.Join(folder, "dangling")
	if err := os.Symlink("nothing", dangling); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{folder, dangling, filepath.Join(folder, "no", "file"), "/dev/null"} {
		if err := writeFile(path, []byte("x")); err == nil {
			t.Errorf("%s was written", path)
		}
	}
	if info, err := os.Stat("/dev/null"); err != nil || info.Mode().IsRegular() {
		t.Error("/dev/null is a file now")
	}
}

// A pipe by the name of a file is not waited for.
func TestAPipeIsNotRead(t *testing.T) {
	folder := t.TempDir()
	write(t, folder, map[string]string{"vendor.yaml": vendorSeller})
	if err := syscall.Mkfifo(filepath.Join(folder, "pipe.yaml"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, problems := load(os.DirFS(folder))
	if len(problems) != 1 || problems[0].String() != "pipe.yaml: is no file that can be read to its end" {
		t.Error(problems)
	}
}
