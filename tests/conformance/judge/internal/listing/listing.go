// Package listing filters, sorts and pages lists as flyteadmin's database does. A page's token is the offset of the next.
package listing

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/admin"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// Columns are what a list can be filtered and sorted by: a string, an int64, a time.Time or a time.Duration of an item.
// A column of another table that a filter may name has that table's name before it, as in "workflow.name".
type Columns[T any] map[string]func(T) any

// Query is what a request asks of a list.
type Query struct {
	Call, Table string // of the request and of the items, for messages
	Filters     string
	SortBy      *admin.Sort
	Token       string
	Limit       uint32
}

func refuse(format string, args ...any) error {
	return status.Errorf(codes.InvalidArgument, format, args...)
}

// CheckLimit refuses a limit of zero.
func CheckLimit(limit uint32) error {
	if limit == 0 {
		return refuse("invalid value for limit")
	}
	return nil
}

// Page returns the items that a query asks for, and the token of the next page, which is empty after the last.
func Page[T any](all []T, columns Columns[T], q Query) (page []T, next string, err error) {
	keep, err := parse(q, columns)
	if err != nil {
		return nil, "", err
	}
	less, err := order(q.SortBy, columns)
	if err != nil {
		return nil, "", err
	}
	offset := 0
	if q.Token != "" {
		if offset, err = strconv.Atoi(q.Token); err != nil || offset < 0 {
			return nil, "", refuse("invalid pagination token %s for %s", q.Token, q.Call)
		}
	}
	var found []T
	for _, item := range all {
		if keep(item) {
			found = append(found, item)
		}
	}
	if less != nil {
		slices.SortStableFunc(found, less)
	}
	found = found[min(offset, len(found)):]
	page = found[:min(int(q.Limit), len(found))]
	if len(page) == int(q.Limit) {
		next = strconv.Itoa(offset + len(page))
	}
	return page, next, nil
}

func order[T any](by *admin.Sort, columns Columns[T]) (func(a, b T) int, error) {
	if by == nil {
		return nil, nil
	}
	column := columns[by.GetKey()]
	if column == nil {
		return nil, refuse("invalid sort key '%s'", by.GetKey())
	}
	ascending := func(a, b T) int { return compare(column(a), column(b)) }
	switch by.GetDirection() {
	case admin.Sort_ASCENDING:
		return ascending, nil
	case admin.Sort_DESCENDING:
		return func(a, b T) int { return ascending(b, a) }, nil
	}
	return nil, refuse("invalid sort order specified: %v", by)
}

// compare compares two values of a column.
func compare(a, b any) int {
	switch a := a.(type) {
	case int64:
		return cmp.Compare(a, b.(int64))
	case string:
		return cmp.Compare(a, b.(string))
	}
	return cmp.Compare(number(a), number(b))
}
