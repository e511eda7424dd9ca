package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestReconcileVerb(t *testing.T) {
	write := func(name, text string) string {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	const header = "job_id,submitted_at,seller,model,seconds,status,credits_used,project\n"
	right := write("right.csv", header+"a,2026-06-15,house,veo-3,8,completed,480,launch\n")
	wrong := write("wrong.csv", header+"a,2026-06-15,house,veo-3,8,completed,480,\x1b[31m\na,2026-06-15,house,veo-3,8,completed,480,=x\nb,2026-06-15,house,veo-3,none,completed,1,\n")
	lines := write("right.ndjson", `{"date":"2026-06-15","seller":"house","model":"veo-3","seconds":8,"usd":17.184,"offer":"agency"}`)
	for _, c := range []struct {
		name string
		args []string
		says []string
		err  string // "" for success
	}{
		{"a log that is right", []string{right}, []string{"1 rows: 1 match", `"launch"`, "480 credits", "60 credits"}, ""},
		{"every row", []string{"--all", right}, []string{`line 2: "a": matches: billed 480 credits, expected 480 credits`}, ""},
		{"NDJSON", []string{"--as-of", "2026-06-15", lines}, []string{"$17.18", "$2.15"}, ""},
		{"a log that is not right", []string{wrong}, []string{
			`line 3: "a": differs: billed 480 credits, expected 0 credits: duplicate_submission: line 2 has charged this job`,
			`line 4: "b": malformed: invalid_seconds: seconds: `, `"\x1b[31m"`}, "1 of 3 rows differ, 0 have no price, 1 are malformed"},
		{"as CSV", []string{"--csv", wrong}, []string{"line,job_id,", "3,a,2026-06-15,house,veo-3,'=x,"}, "1 of 3 rows differ"},
		{"a seller of one's own choice", []string{"--seller", "nobody", right}, nil, "unknown_seller"},
		{"a format that is not the log's", []string{"--format", "json", right}, []string{"2 malformed"}, "2 are malformed"},
		{"no file", []string{filepath.Join(t.TempDir(), "none")}, nil, "no such file"},
		{"nothing", nil, nil, "<file>"},
	} {
		var out strings.Builder
		err := ask(&out, append([]string{"reconcile"}, c.args...), time.Now())
		if (err == nil) != (c.err == "") || err != nil && !strings.Contains(err.Error(), c.err) {
			t.Errorf("%s: %v, want %q", c.name, err, c.err)
		}
		for _, want := range c.says {
			if !strings.Contains(out.String(), want) {
				t.Errorf("%s: does not say %q:\n%s", c.name, want, out.String())
			}
		}
		if strings.Contains(out.String(), "\x1b") {
			t.Errorf("%s: a control character of the log is written to the terminal", c.name)
		}
	}
}
