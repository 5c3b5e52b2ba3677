package listing

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// filter matches one filter: a function, a column and values with semicolons between.
var filter = regexp.MustCompile(`(.+)\((.+),\s?(.+)\)`)

// tables are those that a filter can name before a column.
var tables = []string{"task", "workflow", "launch_plan", "execution", "node_execution", "task_execution", "entities",
	"named_entity_metadata", "project", "signal", "admin_tag", "execution_admin_tag", "execution_tag"}

// single are the functions of one value, by the comparisons that they accept.
var single = map[string]func(order int) bool{
	"eq": func(o int) bool { return o == 0 }, "ne": func(o int) bool { return o != 0 },
	"gt": func(o int) bool { return o > 0 }, "gte": func(o int) bool { return o >= 0 },
	"lt": func(o int) bool { return o < 0 }, "lte": func(o int) bool { return o <= 0 },
}

// parse reads filters with plus signs between; an item has to pass all of them.
func parse[T any](q Query, columns Columns[T]) (func(T) bool, error) {
	var all []func(T) bool
	if q.Filters != "" {
		for _, text := range strings.Split(q.Filters, "+") {
			one, err := parseOne(text, q, columns)
			if err != nil {
				return nil, err
			}
			all = append(all, one)
		}
	}
	return func(item T) bool {
		return !slices.ContainsFunc(all, func(passes func(T) bool) bool { return !passes(item) })
	}, nil
}

func parseOne[T any](text string, q Query, columns Columns[T]) (func(T) bool, error) {
	parts := filter.FindStringSubmatch(text)
	if parts == nil {
		return nil, refuse("invalid value for filters")
	}
	function, field, values := parts[1], parts[2], strings.Split(parts[3], ";")
	table, name := q.Table, field
	if before, after, found := strings.Cut(field, "."); found && slices.Contains(tables, before) {
		table, name = before, after
	}
	column := columns[name]
	if table != q.Table {
		column = columns[table+"."+name]
	}
	if column == nil {
		return nil, refuse("'%s.%s' is invalid filter", table, name)
	}
	var none T
	wanted := make([]any, len(values))
	for i, v := range values {
		like := column(none)
		value, err := read(v, like)
		if err != nil {
			return nil, err
		}
		wanted[i] = value
	}
	return passes(function, column, wanted)
}

func passes[T any](function string, column func(T) any, wanted []any) (func(T) bool, error) {
	among := func(item T) bool {
		return slices.ContainsFunc(wanted, func(v any) bool { return compare(column(item), v) == 0 })
	}
	switch accepts, known := single[function]; {
	case function == "value_in":
		return among, nil
	case function == "value_not_in":
		return func(item T) bool { return !among(item) }, nil
	case !known && function != "contains" && function != "not_like":
		return nil, refuse("unrecognized filter function: %s", function)
	case len(wanted) != 1:
		return nil, refuse("invalid single value filter expression: %s", function)
	case known:
		return func(item T) bool { return accepts(compare(column(item), wanted[0])) }, nil
	}
	in := func(item T) bool { return strings.Contains(fmt.Sprint(column(item)), fmt.Sprint(wanted[0])) }
	if function == "contains" {
		return in, nil
	}
	return func(item T) bool { return !in(item) }, nil
}

// read reads a filter's value as the column's type.
func read(text string, like any) (any, error) {
	switch like.(type) {
	case int64:
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return nil, refuse("invalid value for filters")
		}
		return n, nil
	case time.Time:
		t, err := time.Parse(time.RFC3339Nano, text)
		if err != nil {
			return nil, refuse("Timestamp %s must conform to RFC3339 Nano spec", text)
		}
		return t, nil
	case time.Duration:
		if seconds, err := strconv.ParseFloat(text, 64); err == nil {
			return time.Duration(seconds * float64(time.Second)), nil
		}
		d, err := time.ParseDuration(text)
		if err != nil {
			return nil, refuse("Failed to parse duration [%s]", text)
		}
		return d, nil
	}
	return text, nil
}

// number makes times and durations comparable.
func number(v any) int64 {
	switch v := v.(type) {
	case time.Time:
		return v.UnixNano()
	case time.Duration:
		return int64(v)
	}
	return 0
}
