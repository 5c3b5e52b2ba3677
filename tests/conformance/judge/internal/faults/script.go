// Package faults says which calls go wrong, and how: a script with a seed, so that a run can be repeated.
package faults

import (
	"fmt"
	"math/rand/v2"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Rule is one kind of fault for some calls.
type Rule struct {
	Kind  string
	Calls string // a pattern of the names of calls, such as Create*
	Delay time.Duration

	first, last int     // of the calls that match, counted from 1; or
	share       float64 // of them, at random
	seen        int
}

// Script decides on call after call.
type Script struct {
	mu     sync.Mutex
	rules  []*Rule
	random *rand.Rand
}

// Parse reads rules with commas between. A rule is KIND:CALLS:WHEN, where WHEN is `3` for the first three calls, `2-5` for
// the second to the fifth, or `10%` for every tenth at random. A delay has its length behind that, as in delay:*:10%:200ms.
func Parse(text string, kinds []string, seed uint64) (*Script, error) {
	s := &Script{random: rand.New(rand.NewPCG(seed, 0))}
	for _, one := range strings.Split(text, ",") {
		if one = strings.TrimSpace(one); one == "" {
			continue
		}
		r, err := parse(one, kinds)
		if err != nil {
			return nil, fmt.Errorf("fault %q: %w", one, err)
		}
		s.rules = append(s.rules, r)
	}
	return s, nil
}

func parse(text string, kinds []string) (*Rule, error) {
	parts := strings.Split(text, ":")
	if len(parts) < 3 || len(parts) > 4 {
		return nil, fmt.Errorf("must be KIND:CALLS:WHEN")
	}
	r := &Rule{Kind: parts[0], Calls: parts[1]}
	if !slices.Contains(kinds, r.Kind) {
		return nil, fmt.Errorf("the kind must be one of %s", strings.Join(kinds, ", "))
	}
	if _, err := path.Match(r.Calls, ""); err != nil {
		return nil, err
	}
	if err := r.when(parts[2]); err != nil {
		return nil, err
	}
	if len(parts) == 4 {
		var err error
		if r.Delay, err = time.ParseDuration(parts[3]); err != nil {
			return nil, err
		}
	}
	return r, nil
}

func (r *Rule) when(text string) (err error) {
	if percent, found := strings.CutSuffix(text, "%"); found {
		r.share, err = strconv.ParseFloat(percent, 64)
		r.share /= 100
		return err
	}
	first, last, isRange := strings.Cut(text, "-")
	if !isRange {
		first, last = "1", text
	}
	if r.first, err = strconv.Atoi(first); err == nil {
		r.last, err = strconv.Atoi(last)
	}
	return err
}

// Next returns the rule that this call breaks under, or nil. The first rule wins.
func (s *Script) Next(call string) *Rule {
	s.mu.Lock()
	defer s.mu.Unlock()
	var hit *Rule
	for _, r := range s.rules {
		if matches, _ := path.Match(r.Calls, call); !matches {
			continue
		}
		r.seen++
		if r.seen >= r.first && r.seen <= r.last || r.share > 0 && s.random.Float64() < r.share {
			if hit == nil {
				hit = r
			}
		}
	}
	return hit
}
