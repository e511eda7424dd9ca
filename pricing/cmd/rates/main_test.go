package main

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"

	"github.com/reelrate/reelrate/pricing/receipt"
	"github.com/reelrate/reelrate/pricing/testdata/frozen"
	"github.com/reelrate/reelrate/pricing/wire"
	"github.com/reelrate/reelrate/wasm/api"
)

// now is a moment at which the table has prices.
var now = time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)

// invoke runs the program.
func invoke(args ...string) (out, errs string, status int) {
	var o, e strings.Builder
	status = run(args, &o, &e, now)
	return o.String(), e.String(), status
}

// inRepository makes a repository with the default table and what the examples name; the
// test runs in a folder of it.
func inRepository(t *testing.T) {
	t.Helper()
	root := t.TempDir()
	if err := os.CopyFS(filepath.Join(root, ratesDir), os.DirFS(frozenFolder(t))); err != nil {
		t.Fatal(err)
	}
	key, err := receipt.NewKey()
	if err != nil {
		t.Fatal(err)
	}
	keys := receipt.Keys{Keys: []receipt.Key{key}}
	public, err := json.Marshal(keys.Public())
	if err != nil {
		t.Fatal(err)
	}
	quote, err := wire.Handle(standard(), "quote", []byte(`{"seller":"house","model":"veo-3","seconds":8,"asOf":"2026-11-26"}`), 0)
	if err != nil {
		t.Fatal(err)
	}
	const log = "job_id,submitted_at,seller,model,seconds,status,credits_used\n"
	const mark = "<!-- reelrate seller=house model=veo-3 seconds=8 -->"
	published := standard().Canonical
	for name, text := range map[string]string{
		"go.mod":       "module " + module + "\n",
		"old.json":     published,
		"new.json":     published,
		"changed.json": strings.Replace(published, `"staleAfterDays":`, `"staleAfterDays":1`, 1),
		"usage.csv":    log + "a,2026-06-15,house,veo-3,8,completed,480\n",
		"wrong.csv":    log + "a,2026-06-15,house,veo-3,8,completed,481\n",
		"README.md":    "x " + mark + "480 credits<!-- /reelrate -->\n",
		"wrong.md":     "x " + mark + "481 credits<!-- /reelrate -->\n",
		"jwks.json":    string(public),
		"receipt.json": string(keys.Signer().Flattened(quote, now)),
		"forged.json":  "{}",
		"spoiled/x":    "", "work/x": "", "none/x": "",
	} {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write(t, filepath.Join(root, "spoiled"), map[string]string{"shop.yaml": strings.Replace(smallSeller, `"10"`, "10", 1)})
	t.Chdir(root)
}

// What every verb answers to what it may be given: findings on standard output,
// errors on the other, and the exit status.
func TestInvocations(t *testing.T) {
	inRepository(t)
	for _, c := range []struct {
		args      string
		status    int
		out, errs string // how each begins; "" for nothing
	}{
		{"", 2, "", "rates: what is to be done?\nrates help tells"},
		{"help", 0, "Usage: rates <command>", ""},
		{"--help", 0, "Usage: rates <command>", ""},
		{"-h", 0, "Usage: rates <command>", ""},
		{"help check", 0, "Usage: rates check", ""},
		{"help chekc", 2, "", `rates: unexpected argument chekc, did you mean "check"?`},
		{"chekc", 2, "", `rates: unexpected argument chekc, did you mean "check"?`},
		{"vectors x", 2, "", "rates: unexpected argument vectors"},
		{"--colour", 2, "", "rates: unknown flag --colour"},

		{"check", 0, "rate table ", ""},
		{"check --rates pricing/rates", 0, "rate table ", ""},
		{"check --rates spoiled", 1, "shop.yaml:25: rates.0.amount: ", "rates: 1 problem in the rate table\n"},
		{"check --rates nowhere", 2, "", "rates: --rates: stat nowhere: no such file"},
		{"check --rates usage.csv", 2, "", "rates: --rates: usage.csv is no folder"},
		{"check x", 2, "", "rates: unexpected argument x\nrates check --help"},
		{"check --ratse x", 2, "", `rates: unknown flag --ratse, did you mean "--rates"?`},
		{"check --rates", 2, "", "rates: --rates needs a value\n"},
		{"check --rates=", 2, "", "rates: an argument is empty"},

		{"compile", 0, "rate table ", ""},
		{"compile -o out.json", 0, "rate table ", ""},
		{"compile --rates spoiled", 1, "shop.yaml:25: rates.0.amount: ", "rates: 1 problem in"},
		{"compile --output nowhere/x", 2, "", "rates: open nowhere"},
		{"compile pricing/rates", 2, "", "rates: unexpected argument pricing/rates"},
		{"digest", 0, standard().Version + " sha256:", ""},
		{"init new", 0, "new: 2 models, 3 rates, 2 offers of New\n", ""},
		{"init pricing", 2, "", "rates: pricing is not empty"},
		{"init", 2, "", `rates: expected "<dir>"`},
		{"init x --csv none.csv", 2, "", "rates: open none.csv"},
		{"set --rates new first-image 65 --from 2026-12-01", 2, "", `rates: "first-image" is not SELLER/MODEL`},
		{"set --rates new new/first-image 65 --from 2026-12-01", 0, "New, First Image: ", ""},
		{"set house/veo-3 65", 2, "", "rates: missing flags: --from"},
		{"retire --rates new new/first-image --on 2026-12-01", 0, "New, First Image: ends on 1 Dec 2026\n", ""},
		{"digest --rates spoiled", 1, "shop.yaml:25: ", "rates: 1 problem in"},
		{"digest x", 2, "", "rates: unexpected argument x"},
		{"list", 0, "RATE ", ""},
		{"list house", 0, "RATE ", ""},
		{"list hous", 2, "", `rates: there is no seller "hous", did you mean "house"?`},
		{"list house x", 2, "", "rates: unexpected argument x"},
		{"list --rates spoiled", 2, "", "rates: shop.yaml:25: rates.0.amount: "},

		{"diff old.json new.json", 0, "0 changes\n", ""},
		{"diff old.json pricing/rates", 0, "0 changes\n", ""},
		{"diff --exit-code old.json new.json", 0, "0 changes\n", ""},
		{"diff old.json changed.json", 0, "WHAT ", ""},
		{"diff --exit-code old.json changed.json", 1, "WHAT ", "rates: the tables differ\n"},
		{"diff superseded new.json", 0, "WHAT ", ""},
		{"diff old.json spoiled", 2, "", "rates: spoiled: shop.yaml:25: "},
		{"diff old.json usage.csv", 2, "", "rates: usage.csv: invalid_table"},
		{"diff old.json", 2, "", `rates: expected "<new>"`},
		{"diff --as-of noon old.json new.json", 2, "", `rates: --as-of: the date "noon" cannot be read`},
		{"replay old.json new.json usage.csv", 0, "MODEL ", ""},
		{"replay old.json new.json none.csv", 2, "", "rates: open none.csv"},
		{"margins", 0, "RATE ", ""},
		{"margins --floor 99", 1, "RATE ", "rates: "},
		{"margins --floor much", 2, "", `rates: --floor: "much" is not a percentage`},
		{"margins --floor 1e999999999", 2, "", `rates: --floor: "1e999999999" is not a percentage`},
		{"margins --rates none", 2, "", "rates: "},
		{"margins x", 2, "", "rates: unexpected argument x"},
		{"reconcile usage.csv", 0, "1 rows: 1 match", ""},
		{"reconcile usage.csv --all", 0, `line 2: "a": matches`, ""},
		{"reconcile wrong.csv", 1, `line 2: "a": differs`, "rates: 1 of 1 rows differ"},
		{"reconcile none.csv", 2, "", "rates: open none.csv"},
		{"reconcile --format xml usage.csv", 2, "", "rates: invalid_value: format"},
		{"reconcile usage.csv wrong.csv", 2, "", "rates: unexpected argument wrong.csv"},
		{"lint-docs README.md", 0, "marked prices: 1", ""},
		{"lint-docs wrong.md", 1, "wrong.md:1:", "rates: 1 not as in the table"},
		{"lint-docs usage.csv", 2, "", "rates: usage.csv: is not .md"},
		{"lint-docs --table nowhere README.md", 2, "", "rates: stat nowhere"},
		{"lint-docs README.md --as-of 2026-11-26 wrong.md", 2, "", "rates: unexpected argument wrong.md: flags stand before or behind all of them"},
		{"key", 0, `{"keys":[{`, ""},
		{"key --switch", 2, "", "rates: --switch needs a file"},
		{"key nowhere", 2, "", "rates: open nowhere"},
		{"verify --keys jwks.json receipt.json", 0, "signed ", ""},
		{"verify --keys jwks.json --at 2026-11-27T00:00:00Z receipt.json", 1, "signed ", "rates: expired"},
		{"verify --keys jwks.json forged.json", 1, "", "rates: forged.json: "},
		{"verify --keys jwks.json nowhere", 2, "", "rates: open nowhere"},
		{"verify --keys jwks.json --table changed.json receipt.json", 2, "signed ", "rates: priced with table"},
		{"verify --keys usage.csv receipt.json", 2, "", "rates: usage.csv: "},
		{"verify -keys jwks.json receipt.json", 2, "", "rates: unknown flag -k"},
		{"verify receipt.json", 2, "", "rates: missing flags: --keys"},

		{"quote house/veo-3 seconds=8", 0, "shot ", ""},
		{"quote house/veo-3 seconds=8 --table old.json", 0, "shot ", ""},
		{"quote house/veo-9", 1, "", `rates: no price: House has no model "veo-9" (unknown_model, model), did you mean "veo-3"?` + "\naccepted: veo-3, "},
		{"quote hous/veo-3", 1, "", `rates: no price: there is no seller "hous" (unknown_seller, seller), did you mean "house"?`},
		{"quote house/veo-3 seconds=0", 1, "", "rates: no price: "},
		{"quote house/veo-3 secnds=8", 2, "", `rates: no price: there is no member "secnds" (unknown_field, secnds), did you mean "seconds"?`},
		{"quote house/veo-3 seconds=8 seconds=9", 2, "", "rates: seconds is given twice"},
		{"quote house/veo-3 model=veo-3", 2, "", "rates: model is given twice"},
		{"quote house/veo-3 seconds", 2, "", `rates: "seconds" is not FIELD=VALUE`},
		{"quote house/veo-3 history=true", 2, "", "rates: history is answered with --json alone"},
		{"quote house", 2, "", `rates: "house" is not SELLER/MODEL`},
		{"quote house/veo-9 --json", 1, `{"status":"refused","error":{"code":"unknown_model",`, "rates: no price: "},
		{"quote house/veo-3 seconds=8 --table spoiled", 2, "", "rates: spoiled: shop.yaml:25: "},
	} {
		out, errs, status := invoke(strings.Fields(c.args)...)
		begins := func(text, with string) bool { return strings.HasPrefix(text, with) && (with != "" || text == "") }
		if status != c.status || !begins(out, c.out) || !begins(errs, c.errs) {
			t.Errorf("rates %s: %d\n%.300s\n--\n%.300s", c.args, status, out, errs)
		}
	}
}

// verbsOf are the tool's verbs, as the library knows them.
func verbsOf(t *testing.T) []*kong.Node {
	t.Helper()
	parser, err := kong.New(&verbs{}, kong.NoDefaultHelp())
	if err != nil {
		t.Fatal(err)
	}
	return parser.Model.Children
}

var exampleLine = regexp.MustCompile(`(?m)^For example\n\n    rates (.*)$`)

// Every verb tells what it does, with one example that runs.
func TestEveryVerbHasHelpWithAnExample(t *testing.T) {
	inRepository(t)
	all := verbsOf(t)
	if len(all) < 13 {
		t.Fatalf("%d verbs", len(all))
	}
	whole, _, _ := invoke("help")
	for _, verb := range all {
		if !regexp.MustCompile(`(?m)^  ` + verb.Name + ` +[A-Z]`).MatchString(whole) {
			t.Errorf("rates help does not tell of %s", verb.Name)
		}
		help, errs, status := invoke(verb.Name, "--help")
		if again, _, _ := invoke("help", verb.Name); status != 0 || errs != "" || !strings.HasPrefix(help, "Usage: rates "+verb.Name) || again != help {
			t.Errorf("rates %s --help: %d\n%s%s", verb.Name, status, help, errs)
		}
		for _, f := range verb.Flags {
			if f.Help == "" || !strings.Contains(help, "--"+f.Name) {
				t.Errorf("rates %s --%s has no help", verb.Name, f.Name)
			}
		}
		for _, p := range verb.Positional {
			if p.Help == "" {
				t.Errorf("rates %s %s has no help", verb.Name, p.Name)
			}
		}
		found := exampleLine.FindStringSubmatch(help)
		if found == nil {
			t.Errorf("rates %s --help has no example", verb.Name)
			continue
		}
		if _, errs, status := invoke(strings.Fields(found[1])...); status == 2 || !strings.HasPrefix(found[1], verb.Name+" ") && found[1] != verb.Name {
			t.Errorf("rates %s: %d\n%s", found[1], status, errs)
		}
	}
}

// The prices in the help of lint-docs are those of the table.
func TestTheHelpOfLintDocsIsTrue(t *testing.T) {
	help, _, _ := invoke("lint-docs", "--help")
	path := filepath.Join(t.TempDir(), "help.mdx")
	var marked []string
	for line := range strings.Lines(help) {
		if strings.Contains(line, "reelrate") && strings.HasPrefix(strings.TrimSpace(line), "<") {
			marked = append(marked, "x "+strings.TrimSpace(line))
		}
	}
	if err := os.WriteFile(path, []byte(strings.Join(marked, "\n\n")), 0o644); err != nil {
		t.Fatal(err)
	}
	if out, errs, status := invoke("lint-docs", path); status != 0 || len(marked) < 3 || strings.HasPrefix(out, "marked prices: 0") {
		t.Errorf("%d: %s%s of %q", status, out, errs, marked)
	}
}

// No verb takes a flag or an argument that it does not have, wherever it stands.
func TestNoVerbIgnoresAnArgument(t *testing.T) {
	inRepository(t)
	for _, verb := range verbsOf(t) {
		for _, args := range [][]string{{verb.Name, "--colour"}, {verb.Name, "--help=maybe"}, {"--colour", verb.Name}, {verb.Name, "a", "b", "c", "d", "--colour"}, {verb.Name, ""}} {
			if out, errs, status := invoke(args...); status != 2 || out != "" || errs == "" {
				t.Errorf("rates %v: %d\n%s%s", args, status, out, errs)
			}
		}
	}
}

// Beyond the repository a verb says what it needs; within it runs anywhere.
func TestAVerbRunsFromAnyFolder(t *testing.T) {
	inRepository(t)
	here, _, _ := invoke("digest")
	t.Chdir("work")
	if out, _, status := invoke("digest"); status != 0 || out != here {
		t.Errorf("%d: %s, not %s", status, out, here)
	}
	table, err := filepath.Abs("../pricing/rates")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	for _, verb := range []string{"check", "compile", "digest", "list", "margins"} {
		if out, errs, status := invoke(verb); status != 2 || out != "" || !strings.Contains(errs, "give the folder of another with --rates DIR") {
			t.Errorf("rates %s: %d\n%s%s", verb, status, out, errs)
		}
		if out, errs, status := invoke(verb, "--rates", table); status != 0 || out == "" || errs != "" {
			t.Errorf("rates %s --rates: %d\n%s%s", verb, status, out, errs)
		}
	}
}

// A price with its arithmetic. 8 s at 60 credits are 480, and 5000 credits of the plan
// cost $179: 480 × 179 ÷ 5000 = 17.184, twice 34.368.
func TestQuoteInWords(t *testing.T) {
	out, _, _ := invoke("quote", "house/veo-3", "seconds=8", "takes=2", "offer=agency", "--as-of", "2026-11-25")
	for _, line := range []string{
		"shot        Veo 3 at House, 8 s\n", "price       480 credits, $17.18 with Agency\n", "2 of them   960 credits, $34.37 with Agency\n",
		"arithmetic  8 s × 60 credits/s = 480 credits\n", "arithmetic  480 × $179 ÷ 5000 = $17.184\n", "standing    since Jan 2026\n",
		"source      Video Credit Per-Second Pricing Analysis & Recommendations, line 167, 191, 211\n", "for 25 Nov 2026\n",
	} {
		if !strings.Contains(out, line) {
			t.Errorf("lacks %q:\n%s", line, out)
		}
	}
	if n := strings.Count(out, "\n"); n > 12 {
		t.Errorf("%d lines", n)
	}
}

// With --json it is what the API answers, byte for byte.
func TestQuoteIsTheAPIsAnswer(t *testing.T) {
	served := api.New(standard(), func() time.Time { return now }, receipt.Keys{})
	for _, fields := range [][]string{
		nil, {"seconds=8"}, {"seconds=8", "offer=agency", "takes=3", "everyOffer=true"}, {"seconds=8", "plan.price=10", "plan.credits=100", "history=true"}, {"asOf=2026-06-15"},
	} {
		w := httptest.NewRecorder()
		served.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/v1/quote?seller=house&model=veo-3&"+strings.Join(fields, "&"), nil))
		out, errs, status := invoke(append([]string{"quote", "house/veo-3", "--json"}, fields...)...)
		if w.Code != http.StatusOK || status != 0 || out != w.Body.String() || errs != "" {
			t.Errorf("%v: %d, %d\n%s\n%s\n%s", fields, w.Code, status, out, w.Body.String(), errs)
		}
	}
}

// What could not be told is an error, also where all is well.
func TestOutputThatCannotBeWritten(t *testing.T) {
	var errs strings.Builder
	if status := run([]string{"help"}, full{}, &errs, now); status != 2 || errs.String() != "rates: full\n" {
		t.Errorf("%d, %q", status, errs.String())
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("full") }

// A table that fails its check leaves the compiled one as it was.
func TestAFailingCompileLeavesTheOldFile(t *testing.T) {
	inRepository(t)
	before, err := os.ReadFile(filepath.Join(ratesDir, compiledName))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(ratesDir, "house.yaml"), []byte(strings.Repeat("[", 400_000)), 0o644); err != nil {
		t.Fatal(err)
	}
	out, _, status := invoke("compile")
	after, err := os.ReadFile(filepath.Join(ratesDir, compiledName))
	if status != 1 || err != nil || !slices.Equal(before, after) || !strings.HasPrefix(out, "house.yaml:1: is nested more than 32 deep\n") {
		t.Errorf("%d, %v: %.200s", status, err, out)
	}
}

// The tables that tests read as YAML: the one that an operator changes, and the one
// with prices that tests know.
const (
	livingYAML = "../../rates"
	frozenYAML = "../../testdata/frozen"
)

// TestMain lets the tool have the frozen table for its own.
func TestMain(m *testing.M) {
	standard = frozen.Table
	os.Exit(m.Run())
}

// frozenFolder is a copy of the frozen table, as a folder of the operator's.
func frozenFolder(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	for _, from := range []string{frozenYAML + "/*.yaml", frozenYAML + "/" + compiledName} {
		names, err := filepath.Glob(from)
		if err != nil || len(names) == 0 {
			t.Fatalf("no %s: %v", from, err)
		}
		for _, name := range names {
			text, err := os.ReadFile(name)
			if err == nil {
				err = os.WriteFile(filepath.Join(folder, filepath.Base(name)), text, 0o644)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	return folder
}

// The tool runs where there is no folder any more.
func TestAVerbRunsNowhere(t *testing.T) {
	folder, gone := scratch(t), t.TempDir()
	t.Chdir(gone)
	if err := os.Remove(gone); err != nil {
		t.Fatal(err)
	}
	tool := exec.Command(os.Args[0], "-test.run", "^TestAsAProgram$")
	tool.Env = append(os.Environ(), "RATES_ARGS=check --rates "+folder)
	if out, err := tool.CombinedOutput(); err != nil || !strings.Contains(string(out), "rate table ") {
		t.Errorf("%v: %s", err, out)
	}
}

// TestAsAProgram is the tool as a program of its own, for the test above.
func TestAsAProgram(t *testing.T) {
	if args := os.Getenv("RATES_ARGS"); args != "" {
		os.Exit(run(strings.Fields(args), os.Stdout, os.Stderr, now))
	}
}
