package pricing

import "sort"

// SortStable is slices.SortStableFunc by package sort, of which a program has one
// copy and not one for each type: 10 KB less for a page to load.
func SortStable[T any](all []T, compare func(a, b T) int) { sort.Stable(sorting[T]{all, compare}) }

type sorting[T any] struct {
	all     []T
	compare func(a, b T) int
}

func (s sorting[T]) Len() int           { return len(s.all) }
func (s sorting[T]) Less(i, j int) bool { return s.compare(s.all[i], s.all[j]) < 0 }
func (s sorting[T]) Swap(i, j int)      { s.all[i], s.all[j] = s.all[j], s.all[i] }
