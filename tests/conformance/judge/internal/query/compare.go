package query

import (
	"cmp"
	"fmt"
	"strconv"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// compare orders two values of the same column.
func compare(a, b any) int {
	switch a := a.(type) {
	case string:
		return cmp.Compare(a, b.(string))
	case int:
		return cmp.Compare(a, b.(int))
	case time.Duration:
		return cmp.Compare(a, b.(time.Duration))
	case bool:
		return cmp.Compare(number(a), number(b.(bool)))
	case time.Time:
		return a.Compare(b.(time.Time))
	}
	panic(fmt.Sprintf("a column of type %T", a))
}

func number(b bool) int {
	if b {
		return 1
	}
	return 0
}

// parseAs reads the text of a filter as a value of the type that the column has.
func parseAs(column any, text string) (v any, err error) {
	kind := "text"
	switch column.(type) {
	case string:
		return text, nil
	case int:
		kind = "integer"
		v, err = strconv.Atoi(text)
	case bool:
		kind = "boolean"
		v, err = strconv.ParseBool(text)
	case time.Duration:
		kind = "duration"
		if seconds, notSeconds := strconv.ParseFloat(text, 64); notSeconds == nil {
			return time.Duration(seconds * float64(time.Second)), nil
		}
		v, err = time.ParseDuration(text)
	case time.Time:
		kind = "timestamp with time zone"
		v, err = time.Parse(time.RFC3339Nano, text)
	}
	if err != nil { // the database says this, and flyteadmin has no code for it
		return nil, status.Errorf(codes.Unknown, "failed database operation with invalid input syntax for type %s: %q", kind, text)
	}
	return v, nil
}
