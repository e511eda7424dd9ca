package api

import (
	"encoding/hex"
	"hash/fnv"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/reelrate/reelrate/pricing"
)

// How long an answer may be kept, in seconds. One with a date of its own changes
// only when the table is corrected, one without also at midnight UTC.
const (
	keepDated   = 300
	keepUndated = 60
)

// freshness is the Cache-Control of a GET answered at the moment now.
func freshness(dated bool, now time.Time) string {
	return "public, max-age=" + strconv.FormatInt(lifetime(dated, now), 10)
}

// lifetime is for how many seconds an answer given at the moment now may be
// kept. An undated one is never kept past midnight UTC, the only time a day at
// which prices change: the engine is asked about whole days.
func lifetime(dated bool, now time.Time) int64 {
	if dated {
		return keepDated
	}
	const day = 24 * 60 * 60
	left := day - now.Unix()%day
	return min(keepUndated, left-1)
}

// entityTag names the bytes of a body. A body holds its own request, its date
// and the table's digest, so it is the tag of these too; and unlike a tag made
// from them alone it changes when a new engine writes an answer otherwise.
func entityTag(body []byte) string {
	h := fnv.New64a()
	h.Write(body)
	return `"` + hex.EncodeToString(h.Sum(nil)) + `"`
}

// writeTagged sends a body with its entity tag, or 304 to who has it already.
func writeTagged(w http.ResponseWriter, r *http.Request, contentType string, body []byte) {
	tag := entityTag(body)
	w.Header().Set("ETag", tag)
	if matches(r.Header.Values("If-None-Match"), tag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	write(w, r, http.StatusOK, contentType, body)
}

// matches reports whether an If-None-Match names tag. A Worker's host splits
// header values at commas, so values are joined before they are read.
func matches(header []string, tag string) bool {
	for candidate := range strings.SplitSeq(strings.Join(header, ","), ",") {
		candidate = strings.TrimPrefix(strings.TrimSpace(candidate), "W/")
		if candidate == tag || candidate == "*" {
			return true
		}
	}
	return false
}

// httpDate is an instant as HTTP headers have it.
func httpDate(i pricing.Instant) string {
	return time.Unix(int64(i), 0).UTC().Format(http.TimeFormat)
}
