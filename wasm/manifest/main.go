// Command manifest lists what a build made: every file's size and SHA-256, and
// the rate table that it was made with, table.json. Two builds of one source have
// the same.
//
//	go run ./wasm/manifest dist table.json widget site worker server >dist/manifest.json
package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path"

	"github.com/reelrate/reelrate/pricing/table"
)

func main() {
	if len(os.Args) < 3 {
		fmt.Fprintln(os.Stderr, "usage: manifest FOLDER NAME…")
		os.Exit(2)
	}
	list, err := manifest(os.DirFS(os.Args[1]), os.Args[2:])
	if err == nil {
		_, err = os.Stdout.Write(list)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "manifest:", err)
		os.Exit(1)
	}
}

type entry struct {
	Bytes  int    `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// manifest lists the files named, and those in the folders named.
func manifest(dist fs.FS, names []string) ([]byte, error) {
	files := map[string]entry{}
	for _, name := range names {
		err := fs.WalkDir(dist, path.Clean(name), func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			content, err := fs.ReadFile(dist, name)
			sum := sha256.Sum256(content)
			files[name] = entry{len(content), hex.EncodeToString(sum[:])}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	compiled, err := fs.ReadFile(dist, "table.json")
	if err != nil {
		return nil, err
	}
	t, err := table.Load(compiled)
	if err != nil {
		return nil, err
	}
	text, err := json.MarshalIndent(map[string]any{
		"table": map[string]string{"version": t.Version, "digest": t.Digest},
		"files": files,
	}, "", "  ") // keys sorted
	return append(text, '\n'), err
}
