package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var july = time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)

// lintText lints one document and returns what was printed, without its path,
// the error, and the document afterwards.
func lintText(t *testing.T, name, text string, args ...string) (out, failure, after string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o640); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	err := ask(&b, append([]string{"lint-docs", path}, args...), july)
	if err != nil {
		failure = err.Error()
	}
	now, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(b.String(), path+":", ""), failure, string(now)
}

const veo = "seller=house model=veo-3 seconds=8"

// 8 s of Veo 3 are 8 × 60 = 480 credits, or 480 × $179 ÷ 5000 = $17.184 with
// Agency; 40 clips of them in 3 takes 57600 credits. 8 s of Sora 2 in 720p cost
// about 8 × $0.10 at OpenAI, 5 s of Kling 3.0 at aggregators $0.35 to $0.70.
func TestLintReads(t *testing.T) {
	for _, c := range []struct{ name, text, fixed string }{
		{"a.md", "It is <!-- reelrate " + veo + " -->480 credits<!-- /reelrate -->.", ""},
		{"a.md", "It is <!-- reelrate " + veo + " -->520 credits<!-- /reelrate -->.", "It is <!-- reelrate " + veo + " -->480 credits<!-- /reelrate -->."},
		{"a.md", "It is **<!-- reelrate " + veo + " --><!-- /reelrate -->**.", "It is **<!-- reelrate " + veo + " -->480 credits<!-- /reelrate -->**."},
		{"a.md", "<!--reelrate " + veo + " show=per-second-credits-->60\r\ncredits<!--/reelrate-->\r\n", ""},
		{"a.md", "<!-- reelrate\n  seller=house model=\"Veo 3\"\n  seconds=8 plan=agency\n-->\n$17\n<!-- /reelrate -->", "<!-- reelrate\n  seller=house model=\"Veo 3\"\n  seconds=8 plan=agency\n-->\n$17.18\n<!-- /reelrate -->"},
		{"a.mdx", "{/* reelrate " + veo + " plan=agency */}$17.18{/* /reelrate */}", ""},
		{"a.mdx", `{/* reelrate ` + veo + ` plan=agency */}\$17{/* /reelrate */}`, `{/* reelrate ` + veo + ` plan=agency */}\$17.18{/* /reelrate */}`},
		{"a.md", "<!-- reelrate " + veo + " count=40 takes=3 -->57,600&nbsp;credits<!-- /reelrate -->", ""},
		{"a.md", "<!-- reelrate " + veo + " plan-price=30 plan-credits=3000 -->$4.80<!-- /reelrate -->", ""},
		{"a.md", "<!-- reelrate seller=openai-api model=sora-2 seconds=8 resolution=720p -->≈ $0.80<!-- /reelrate -->", ""},
		{"a.md", "<!-- reelrate seller=openai-api model=sora-2 seconds=8 resolution=720p -->$0.80<!-- /reelrate -->", "<!-- reelrate seller=openai-api model=sora-2 seconds=8 resolution=720p -->≈ $0.80<!-- /reelrate -->"},
		{"a.html", "<!-- reelrate seller=aggregators model=kling-3.0 seconds=5 -->≈ $0.35&ndash;$0.70<!-- /reelrate -->", ""},
		{"a.html", `<p><ReelRate-Price SELLER=house model='veo-3' seconds="8" class=x table="2026-01-01">48 credits</ReelRate-Price>`, `<p><ReelRate-Price SELLER=house model='veo-3' seconds="8" class=x table="2026-01-01">480 credits</ReelRate-Price>`},
		{"a.mdx", "<reelrate-price seller=\"house\" model={'veo-3'} seconds={8}\n  theme={dark}>\n  48 credits\n</reelrate-price>", "<reelrate-price seller=\"house\" model={'veo-3'} seconds={8}\n  theme={dark}>\n  480 credits\n</reelrate-price>"},
		{"a.mdx", `<reelrate-price seller="house" model="veo-3" seconds="8" />`, `<reelrate-price seller="house" model="veo-3" seconds="8">480 credits</reelrate-price>`},
		{"a.md", `![8 s of Veo 3: 48 credits](https://x.example/badge/house/veo-3.svg?seconds=8 "t")`, `![8 s of Veo 3: 480 credits](https://x.example/badge/house/veo-3.svg?seconds=8 "t")`},
		{"a.html", `<img alt="$17" src="/badge/house/veo-3.svg?seconds=8&amp;offer=agency">`, `<img alt="$17.18" src="/badge/house/veo-3.svg?seconds=8&amp;offer=agency">`},
		{"a.mdx", `<reelrate-price seller="house" model="veo-3" seconds="8" plan="agency" audio loading="" />`, `<reelrate-price seller="house" model="veo-3" seconds="8" plan="agency" audio loading="">480 credits ($17.18)</reelrate-price>`},
		{"a.mdx", `<reelrate-price seller="house" model="veo-3" seconds="8" plan="agency">8 s Veo 3 = 48 credits ($1.72)</reelrate-price>`, `<reelrate-price seller="house" model="veo-3" seconds="8" plan="agency">8 s Veo 3 = 480 credits ($17.18)</reelrate-price>`},
		{"a.mdx", `<reelrate-price seller="house" model="veo-3" seconds="8" plan="agency">480 credits</reelrate-price>`, ""},
		{"a.html", `<acme-price seller="house" model="veo-3" seconds="8">48 credits</acme-price>`, `<acme-price seller="house" model="veo-3" seconds="8">480 credits</acme-price>`},
		{"a.mdx", `<acme-price seller="house" model="veo-3" seconds="8" />`, `<acme-price seller="house" model="veo-3" seconds="8">480 credits</acme-price>`},
		{"a.md", "<!-- reelrate " + veo + " plan=agency -->48 credits<!-- /reelrate -->", "<!-- reelrate " + veo + " plan=agency -->480 credits<!-- /reelrate -->"},
		{"a.html", `<reelrate-calculator seller="house" model="veo-3" seconds="8">8 s Veo 3: 48 credits</reelrate-calculator>`, `<reelrate-calculator seller="house" model="veo-3" seconds="8">8 s Veo 3: 480 credits</reelrate-calculator>`},
		{"a.html", `<iframe src="https://x.example/embed/?seller=house&amp;model=veo-3&amp;seconds=8" title="8 s Veo 3: 48 credits">`, `<iframe src="https://x.example/embed/?seller=house&amp;model=veo-3&amp;seconds=8" title="8 s Veo 3: 480 credits">`},
		{"a.md", "<!-- reelrate seller=openai-api model=sora-2 seconds=4 resolution=720p show=per-second-dollars -->≈ $0.10<!-- /reelrate -->", ""},
		{"a.md", "<!-- reelrate " + veo + " plan-price=3 plan-credits=2000 show=per-second-dollars audio=\"\" -->$0.09<!-- /reelrate -->", ""},
		{"a.md", "<!-- reelrate " + veo + " plan-price=1 plan-credits=2000 -->480 credits ($0.24)<!-- /reelrate -->", ""},
		{"a.md", "<!-- reelrate " + veo + " plan-price=1 plan-credits=1280 -->480 credits ($0.375)<!-- /reelrate -->", ""},
		{"a.md", "<!-- reelrate " + veo + " plan-price=1 plan-credits=1280 -->480 credits ($0.37)<!-- /reelrate -->", "<!-- reelrate " + veo + " plan-price=1 plan-credits=1280 -->480 credits ($0.375)<!-- /reelrate -->"},
		{"a.md", `![the price](https://x.example/badge/house/veo-3.svg?seconds=8)`, ""},
		{"a.md", "\ufeffé <!-- reelrate " + veo + " as-of=2026-06-30 -->1<!-- /reelrate -->\n\n> quoted\r\n", "\ufeffé <!-- reelrate " + veo + " as-of=2026-06-30 -->480 credits<!-- /reelrate -->\n\n> quoted\r\n"},
	} {
		out, failure, after := lintText(t, c.name, c.text)
		if (failure == "") != (c.fixed == "") || !strings.Contains(out, "marked prices: 1,") == !strings.Contains(c.text, "the price]") || after != c.text {
			t.Errorf("%s: %s%s", c.text, out, failure)
		}
		want := c.fixed
		if want == "" {
			want = c.text
		}
		if out, failure, after = lintText(t, c.name, c.text, "--fix"); failure != "" || after != want {
			t.Errorf("fixed %q\n want %q\n%s%s", after, want, out, failure)
		}
		if out, failure, again := lintText(t, c.name, after, "--fix"); failure != "" || again != after || strings.Contains(out, "fixed") {
			t.Errorf("fixed again: %q\n%s%s", again, out, failure)
		}
	}
}

// What is shown as code is no price, nor is what only looks like a marker.
func TestLintLeavesOut(t *testing.T) {
	const wrong = "<!-- reelrate " + veo + " -->1<!-- /reelrate -->"
	for _, c := range []struct{ name, text string }{
		{"a.md", "`" + wrong + "`"},
		{"a.md", "a `` ` " + wrong + "\n `` b"},
		{"a.md", "```html\n" + wrong + "\n```\n"},
		{"a.md", "````\n```\n" + wrong + "\n````"},
		{"a.md", "~~~\r\n" + wrong + "\r\n~~~\r\n"},
		{"a.md", "- x\n\n  1. ```\n     " + wrong + "\n     ```\n"},
		{"a.md", "!!! note\n\n    ```md\n    " + wrong + "\n    ```\n"},
		{"a.md", "> ```\n> " + wrong + "\n> ```\n"},
		{"a.md", "```\n" + wrong},
		{"a.md", `\` + wrong[:20] + "x"},
		{"a.md", "<!-- see reelrate -->1<!-- reelrates x -->"},
		{"a.md", "<!-- a comment: <reelrate-price>1</reelrate-price> -->"},
		{"a.html", "<pre>" + wrong + "</pre><code>" + wrong + "</code><script>" + wrong + "</SCRIPT ><style>" + wrong + "</style>"},
		{"a.html", "{/* reelrate x */}1{/* /reelrate */}"},
		{"a.html", "<reelrate-prices>1</reelrate-prices>"},
		{"a.html", "<sale-price>1</sale-price>"},
		{"a.md", "![48 credits](https://x.example/other/house/veo-3.svg?seconds=8)"},
	} {
		out, failure, _ := lintText(t, c.name, c.text)
		if failure != "" || !strings.HasPrefix(out, "marked prices: 0,") {
			t.Errorf("%q: %s%s", c.text, out, failure)
		}
	}
	for _, c := range []struct{ name, text string }{ // and after it, prices count again
		{"a.md", "a ` b\n\n" + wrong + " `"},
		{"a.md", "> ```\n> x\n" + wrong},
		{"a.md", "``` `` ```\n" + wrong + "\n```"},
		{"a.html", "`" + wrong + "`"},
		{"a.html", "```\n" + wrong},
		{"a.md", "    " + wrong},
	} {
		if out, failure, _ := lintText(t, c.name, c.text); !strings.HasPrefix(failure, "1 not as in the table") {
			t.Errorf("%q: %s%s", c.text, out, failure)
		}
	}
}

// A finding says where it is, what stands there, and what would be accepted.
func TestLintFindings(t *testing.T) {
	const close = "<!-- /reelrate -->"
	for _, c := range []struct{ name, text, want string }{
		{"a.md", "é <!-- reelrate " + veo + " -->520\ncredits" + close, `1:55: says "520 credits", the table says "480 credits"`},
		{"a.md", "x\n<!-- reelrate seller=house model=veo-3 second=8 -->1" + close, "2:40: second: there is no such field; accepted: seller, model, mode,"},
		{"a.md", "<!-- reelrate seller=house model=veo-3 seconds=8 seconds=8 -->1" + close, "1:50: seconds: given more than once\n"},
		{"a.md", "<!-- reelrate seller=house model=veo-3 seconds -->1" + close, "1:40: seconds: has no value\n"},
		{"a.md", "<!-- reelrate seller=house model=veo-3 seconds=61 -->1" + close, `1:40: seconds: "61" is not accepted; accepted: a whole number from 1 to 60;`},
		{"a.md", "<!-- reelrate seller=house model=veo-3 seconds=8 plan=agncy -->1" + close, `1:50: plan: `},
		{"a.md", "<!-- reelrate seller=house model=veo-3 seconds=8 plan-price=x plan-credits=1 -->1" + close, `1:50: plan-price: "x" is not a number`},
		{"a.md", "<!-- reelrate seller=house model=veo-3 seconds=8 as-of=July -->1" + close, `1:50: as-of: `},
		{"a.md", "<!-- reelrate " + veo + " show=euros -->1" + close, `1:50: show: "euros" is no figure of a quote; accepted: credits, dollars,`},
		{"a.md", "<!-- reelrate " + veo + " show=dollars -->1" + close, "1:50: show: the quote has no dollars: no offer was given"},
		{"a.md", "<!-- reelrate model=veo-3 -->1" + close, "1:1: seller: name the seller that charges"},
		{"a.md", "<!-- reelrate seller=endpoints model=sora-2-text-to-video resolution=720p seconds=8 -->1" + close, "; priced: 5 credits (tier 1, without seconds), 10 credits (tier 2, without seconds), 20 credits (tier 3, without seconds)\n"},
		{"a.html", `<reelrate-price seller="house" model="veo-9">1</reelrate-price>`, "1:32: model: "},
		{"a.md", "<!-- reelrate " + veo + " -->480 credits", "1:1: a price begins here and has no closing marker"},
		{"a.md", "<!-- reelrate " + veo + " -->480 credits <!-- x --> y " + close, "1:1: a price begins here and has no closing marker"},
		{"a.md", "<!-- reelrate " + veo + " -->480 credits" + "\n\nand much else" + close, "1:1: here belongs the price and nothing else"},
		{"a.md", "<!-- reelrate " + veo + " --><b>480 credits</b>" + close, "1:1: here belongs the price and nothing else"},
		{"a.md", "<!-- reelrate " + veo + " -->" + strings.Repeat("words ", 20) + close, "1:1: here belongs the price and nothing else"},
		{"a.md", "ab" + close, "1:3: this closes a price that was not opened\n"},
		{"a.html", `<reelrate-price seller="house">1`, "1:1: this <reelrate-price> is not closed\n"},
		{"a.html", `<reelrate-price seller="house" model="veo-3" seconds="8"/>`, "1:1: this <reelrate-price> is not closed\n"},
		{"a.md", strings.Repeat("x", 4<<20+1), "1:1: is longer than 4 MiB and was not read\n"},
	} {
		out, failure, after := lintText(t, c.name, c.text, "--fix")
		if !strings.Contains(out, c.want) || (failure == "") != strings.Contains(c.want, "the table says") {
			t.Errorf("%.200q: %s%s\n want %s", c.text, out, failure, c.want)
		}
		if failure != "" && after != c.text {
			t.Errorf("%.200q became %.200q", c.text, after)
		}
	}
}

// What the site's program fills in is not guessed at.
func TestLintLeavesComputedAttributes(t *testing.T) {
	for _, c := range []struct{ name, text string }{
		{"a.mdx", `<reelrate-price seller="house" model="veo-3" seconds={length}>1</reelrate-price>`},
		{"a.mdx", `<reelrate-price seller="house" model="veo-3" seconds={{a: "}"}}>1</reelrate-price>`},
		{"a.md", `<reelrate-price seller="house" model="veo-3" :seconds="8">1</reelrate-price>`},
		{"a.md", `<reelrate-price seller="house" model="veo-3" v-bind:seconds="n">1</reelrate-price>`},
		{"a.html", `<reelrate-price seller="house" model="veo-3" seconds="{{ .Length }}">1</reelrate-price>`},
	} {
		out, failure, after := lintText(t, c.name, c.text, "--fix")
		if failure != "" || after != c.text || !strings.Contains(out, ", 1 filled in by the site's program and not checked\n") {
			t.Errorf("%s: %s%s", c.text, out, failure)
		}
	}
}

func TestLintWalks(t *testing.T) {
	const wrong = "<!-- reelrate " + veo + " -->1<!-- /reelrate -->\n"
	root := t.TempDir()
	put := func(name, text string) string {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	found := []string{put("a.md", wrong), put("sub/b.MDX", wrong), put("sub/c.htm", wrong)}
	for _, name := range []string{"node_modules/x/README.md", "dist/a.html", ".git/a.md", "sub/dist/a.md", "a.txt", "binary.md"} {
		put(name, wrong+map[bool]string{true: "\x00"}[name == "binary.md"])
	}
	linked := filepath.Join(root, "linked.md")
	if err := os.Symlink("sub/c.htm", linked); err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	err := ask(&out, []string{"lint-docs", root}, july)
	want := ""
	for _, path := range found {
		want += path + `:1:53: says "1", the table says "480 credits"` + "\n"
	}
	if want += "marked prices: 3, documents: 4, rate table "; err == nil || !strings.HasPrefix(out.String(), want) {
		t.Errorf("%v\n%s want %s", err, out.String(), want)
	}
	// A file given by its name is linted wherever it is; a link stays a link.
	if err := ask(&out, []string{"lint-docs", "--fix", filepath.Join(root, "dist/a.html"), linked, "--as-of", "2026-06-30"}, july); err != nil {
		t.Error(err)
	}
	if target, err := os.Readlink(linked); err != nil || target != "sub/c.htm" {
		t.Error(target, err)
	}
	info, err := os.Stat(found[2])
	if text, _ := os.ReadFile(found[2]); err != nil || info.Mode().Perm() != 0o600 || string(text) != strings.Replace(wrong, ">1<", ">480 credits<", 1) {
		t.Errorf("%v %s", info, text)
	}
	if left, _ := filepath.Glob(filepath.Join(root, "*", ".reelrate-*")); left != nil {
		t.Errorf("left behind: %v", left)
	}

	empty := t.TempDir()
	for _, c := range []struct {
		want string
		args []string
	}{
		{"<path>", nil},
		{"no such file", []string{filepath.Join(root, "none")}},
		{"is not .md", []string{filepath.Join(root, "a.txt")}},
		{"there is no .md", []string{empty}},
		{"--as-of", []string{"--as-of", "July", root}},
		{"-colour", []string{"--colour", root}},
		{"no such file", []string{"--table", filepath.Join(root, "none.json"), root}},
	} {
		if err := ask(&strings.Builder{}, append([]string{"lint-docs"}, c.args...), july); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: got %v, want %s", c.args, err, c.want)
		}
	}
	out.Reset()
	if err := ask(&out, []string{"lint-docs", "--help"}, july); err != nil || !strings.Contains(out.String(), "{/* reelrate ") {
		t.Errorf("%v: %s", err, out.String())
	}
}

// Whatever stands in a document, its prices are in it, in order and apart from
// each other, so that writing one changes nothing else.
func FuzzLint(f *testing.F) {
	f.Add("x <!-- reelrate "+veo+" -->1<!-- /reelrate --> `y`\n```\nz\n```\n", true)
	f.Add("<reelrate-price seller=house model={'veo-3'} seconds=8 />{/* reelrate x=\"", true)
	f.Add("<pre><img alt='1 credits' src=/badge/house/veo-3.svg?seconds=8>", false)
	f.Fuzz(func(t *testing.T, text string, isMarkdown bool) {
		kind := htmlText
		if isMarkdown {
			kind = markdown
		}
		done := 0
		for _, m := range scan(text, kind) {
			if m.at < 0 || m.at > len(text) {
				t.Fatalf("a mark at %d of %d", m.at, len(text))
			}
			for _, field := range m.fields {
				if field.at < 0 || field.at > len(text) {
					t.Fatalf("a field at %d of %d", field.at, len(text))
				}
			}
			if m.problem != "" {
				continue
			}
			if m.from < done || m.to < m.from || m.to > len(text) {
				t.Fatalf("a price from %d to %d, after %d, of %d", m.from, m.to, done, len(text))
			}
			done = m.to
		}
	})
}
