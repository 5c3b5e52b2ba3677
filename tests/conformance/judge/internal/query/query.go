// Package query lists rows as flyteadmin lists those of its database: filtered, sorted, a page at a time, with its
// refusals of filters, sort keys and tokens.
package query

import (
	"slices"
	"strconv"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/admin"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// Column reads the value of a column: a string, an int, a bool or a time. A nil Column exists and holds nothing to compare.
type Column[T any] func(T) any

// Columns are those of one table, by name.
type Columns[T any] map[string]Column[T]

// Table describes the rows of a list.
type Table[T any] struct {
	Entity  string // flyteadmin's short name, which refusals print: "t" for tasks
	Columns Columns[T]
	Joined  map[string]Columns[T] // of the other tables that filters may name, by their short names
}

// Ask is what a request says about a list.
type Ask struct {
	Call    string // the name of the call, for the refusal of a token
	Filters string
	Sort    *admin.Sort
	Limit   uint32 // 0 is no limit
	Token   string
}

// Page returns the rows that are asked for, and the token of the next page. The rows keep their order if none is asked for.
func (t Table[T]) Page(rows []T, ask Ask) (page []T, token string, err error) {
	keep, err := t.filter(ask.Filters)
	if err != nil {
		return nil, "", err
	}
	order, err := t.order(ask.Sort)
	if err != nil {
		return nil, "", err
	}
	offset, err := offset(ask)
	if err != nil {
		return nil, "", err
	}
	for _, r := range rows {
		kept, err := keep(r)
		if err != nil {
			return nil, "", err
		}
		if kept {
			page = append(page, r)
		}
	}
	if order != nil {
		slices.SortStableFunc(page, order)
	}
	page = page[min(offset, len(page)):]
	if ask.Limit == 0 {
		return page, "", nil
	}
	page = page[:min(int(ask.Limit), len(page))]
	if len(page) == int(ask.Limit) {
		token = strconv.Itoa(offset + len(page)) // also if nothing is left, as there
	}
	return page, token, nil
}

func refuse(format string, args ...any) error {
	return status.Errorf(codes.InvalidArgument, format, args...)
}

func offset(ask Ask) (int, error) {
	if ask.Token == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(ask.Token)
	if err != nil || n < 0 {
		return 0, refuse("invalid pagination token %s for %s", ask.Token, ask.Call)
	}
	return n, nil
}

func (t Table[T]) order(s *admin.Sort) (func(a, b T) int, error) {
	if s == nil {
		return nil, nil
	}
	column, known := t.Columns[s.GetKey()]
	switch {
	case !known:
		return nil, refuse("invalid sort key '%s'", s.GetKey())
	case s.GetDirection() != admin.Sort_ASCENDING && s.GetDirection() != admin.Sort_DESCENDING:
		return nil, refuse("invalid sort order specified: %v", s)
	case column == nil:
		return nil, nil
	}
	sign := 1
	if s.GetDirection() == admin.Sort_DESCENDING {
		sign = -1
	}
	return func(a, b T) int { return sign * compare(column(a), column(b)) }, nil
}
