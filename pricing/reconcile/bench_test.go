package reconcile

import (
	"fmt"
	"io"
	"testing"

	"github.com/reelrate/reelrate/pricing/testdata/frozen"
)

// generatedLog is a usage log in CSV of so many rows, made as it is read.
type generatedLog struct {
	rows, next int
	row        func(i int) string
	rest       []byte
}

const generatedHeader = "job_id,submitted_at,seller,model,resolution,seconds,tier,status,credits_used,project,client\n"

func (g *generatedLog) Read(p []byte) (int, error) {
	if len(g.rest) == 0 {
		switch {
		case g.next == 0:
			g.rest = []byte(generatedHeader)
		case g.next <= g.rows:
			g.rest = append(g.rest[:0], g.row(g.next)...)
		default:
			return 0, io.EOF
		}
		g.next++
	}
	n := copy(p, g.rest)
	g.rest = g.rest[n:]
	return n, nil
}

// Every fourth row is billed as 1080p, and every tenth is a repeat.
func mixedRow(i int) string {
	job, credits := i, 10
	if i%4 == 0 {
		credits = 15
	}
	if i%10 == 0 {
		job--
	}
	return fmt.Sprintf("job-%d,2026-06-15,endpoints,sora-2-text-to-video,720p,,2,completed,%d,project %d,client %d\n", job, credits, i%7, i%3)
}

// One row of a log of 100,000: bytes and allocations are per log.
func BenchmarkReconcile(b *testing.B) {
	for name, row := range map[string]func(int) string{
		"mixed": mixedRow,
		"matches": func(i int) string {
			return fmt.Sprintf("job-%d,2026-06-15,house,veo-3,1080p,8,,completed,480,p,c\n", i)
		},
		"unknown": func(i int) string { return fmt.Sprintf("job-%d,2026-06-15,house,veo-3,1080p,8,,completed,7,p,c\n", i) },
		"nobody":  func(i int) string { return fmt.Sprintf("job-%d,2026-06-15,nobody,veo-3,1080p,8,,completed,7,p,c\n", i) },
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				r := Reconciler{Table: frozen.Table()}
				if _, err := r.Read(&generatedLog{rows: 100_000, row: row}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
