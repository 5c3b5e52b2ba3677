package faults

import (
	"strings"
	"testing"
)

func played(t *testing.T, text string, seed uint64, calls ...string) string {
	s, err := Parse(text, []string{"a", "b"}, seed)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, call := range calls {
		if r := s.Next(call); r != nil {
			out.WriteString(r.Kind)
		} else {
			out.WriteString(".")
		}
	}
	return out.String()
}

func TestRules(t *testing.T) {
	calls := []string{"CreateTask", "GetTask", "CreateTask", "CreateTask", "GetTask"}
	for text, want := range map[string]string{
		"":                     ".....",
		"a:*:2":                "aa...",
		"a:Create*:2":          "a.a..",
		"a:*:2-3":              ".aa..",
		"a:GetTask:2-2, b:*:1": "b...a",
		"a:*:100%":             "aaaaa",
		"a:*:0%":               ".....",
	} {
		if got := played(t, text, 1, calls...); got != want {
			t.Errorf("%s: %s, not %s", text, got, want)
		}
	}
}

func TestTheSameSeedIsTheSameRun(t *testing.T) {
	calls := make([]string, 1000)
	one := played(t, "a:*:10%", 7, calls...)
	if one != played(t, "a:*:10%", 7, calls...) || one == played(t, "a:*:10%", 8, calls...) {
		t.Error("seeds do not decide")
	}
	if n := strings.Count(one, "a"); n < 60 || n > 140 {
		t.Errorf("%d of 1000", n)
	}
}

func TestWrongRules(t *testing.T) {
	for _, text := range []string{"a", "c:*:1", "a:*:x", "a:*:x%", "a:[:1", "a:*:1:x"} {
		if _, err := Parse(text, []string{"a"}, 1); err == nil {
			t.Errorf("%s is accepted", text)
		}
	}
}
