package api

import (
	"strings"
	"testing"
)

// The description of the API says which words for the state of a job are no
// source's: OpenAI and Runway print the others (003:49, 003:68).
func TestOurOwnJobStatesAreSaidToBeOurs(t *testing.T) {
	said := spec().Components.Schemas["JobState"].Value.Description
	if want := "`not_stated`, `timed_out` and `moderated` are ours"; !strings.Contains(said, want) {
		t.Errorf("no %q in %q", want, said)
	}
}
