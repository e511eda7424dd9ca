package pricing

// JobState is what a seller's word says of an asynchronous job.
type JobState uint8

const (
	JobNotStated JobState = iota // no word was given
	JobQueued
	JobInProgress
	JobCompleted
	JobFailed // the provider failed
	JobCanceled
	JobTimedOut
	JobModerated // refused or stopped by a content filter
)

func (s JobState) String() string {
	return [...]string{"not_stated", "queued", "in_progress", "completed", "failed", "canceled", "timed_out", "moderated"}[s]
}

// Ended reports whether nothing more will happen to the job.
func (s JobState) Ended() bool { return s >= JobCompleted }

// jobWords are the status words that are understood, as [Fold] writes
// them. One source prints queued, in_progress, completed and failed (003:49),
// another SUCCEEDED, FAILED and CANCELED (003:68), and the endpoint table's status 2 (002:33-34). All other words are ours: synonyms of those, and
// timed_out and moderated, for which no source prints a status. (004:22 and 44
// speak of timed-out jobs, 003:27 of moderating the prompt.)
var jobWords = [...]struct {
	word  string
	state JobState
}{
	{"queued", JobQueued}, {"pending", JobQueued}, {"submitted", JobQueued}, {"inqueue", JobQueued},
	{"inprogress", JobInProgress}, {"processing", JobInProgress}, {"running", JobInProgress},
	{"completed", JobCompleted}, {"succeeded", JobCompleted}, {"success", JobCompleted},
	{"failed", JobFailed}, {"error", JobFailed}, {"2", JobFailed}, {"status2", JobFailed}, {"status:2", JobFailed},
	{"canceled", JobCanceled}, {"cancelled", JobCanceled},
	{"timedout", JobTimedOut}, {"timeout", JobTimedOut},
	{"moderated", JobModerated},
}

// JobStateOf reads a seller's status word: "queued", "SUCCEEDED", "status: 2".
// It returns false for what is not listed above, such as a number other than 2.
func JobStateOf(word string) (JobState, bool) {
	word = unspaced(word)
	if word == "" {
		return JobNotStated, true
	}
	folded := Fold(word)
	if folded == "2" && word != "2" {
		return JobNotStated, false // "-2" is another number
	}
	for _, w := range jobWords {
		if w.word == folded {
			return w.state, true
		}
	}
	return JobNotStated, false
}

// JobWordsAccepted is what an error lists.
var JobWordsAccepted = []string{"queued", "in_progress", "completed", "SUCCEEDED", "failed", "FAILED", "2", "CANCELED", "timed_out", "moderated"}

// PolicyOf is what the seller does with the charge of a job that ended in the
// state without a result. What it does not publish is unknown, and after a
// content filter stopped a job nobody publishes anything.
func (s *Seller) PolicyOf(state JobState) Billing {
	if s.Failure == nil {
		return BillingUnknown
	}
	switch state {
	case JobFailed:
		return s.Failure.ProviderFailure
	case JobTimedOut:
		return s.Failure.Timeout
	case JobCanceled:
		return s.Failure.Cancelled
	}
	return BillingUnknown
}
