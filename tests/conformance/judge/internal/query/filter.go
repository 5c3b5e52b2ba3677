package query

import (
	"regexp"
	"strings"
)

// A filter is FUNCTION(FIELD,VALUE); several are joined by +, and the values of a list by semicolons.
var filterText = regexp.MustCompile(`(.+)\((.+),\s?(.+)\)`)

// prefixes are the tables that a field may name.
var prefixes = map[string]string{
	"task": "t", "workflow": "w", "launch_plan": "l", "execution": "e", "node_execution": "ne", "task_execution": "te",
	"entities": "nen", "named_entity_metadata": "nem", "project": "p", "signal": "s", "admin_tag": "at",
	"execution_admin_tag": "eat", "execution_tag": "et",
}

// functions say whether a value of a column passes. The text may hold several values for the last two only.
var functions = map[string]func(value any, given []string) (bool, error){
	"contains":     func(v any, given []string) (bool, error) { return like(v, "%"+given[0]+"%"), nil },
	"not_like":     func(v any, given []string) (bool, error) { return !like(v, given[0]), nil },
	"gt":           compared(func(c int) bool { return c > 0 }),
	"gte":          compared(func(c int) bool { return c >= 0 }),
	"lt":           compared(func(c int) bool { return c < 0 }),
	"lte":          compared(func(c int) bool { return c <= 0 }),
	"eq":           compared(func(c int) bool { return c == 0 }),
	"ne":           compared(func(c int) bool { return c != 0 }),
	"value_in":     func(v any, given []string) (bool, error) { return among(v, given) },
	"value_not_in": func(v any, given []string) (bool, error) { in, err := among(v, given); return !in, err },
}

func (t Table[T]) filter(text string) (func(T) (bool, error), error) {
	var all []func(T) (bool, error)
	if text != "" {
		for _, one := range strings.Split(text, "+") {
			keep, err := t.parse(one)
			if err != nil {
				return nil, err
			}
			all = append(all, keep)
		}
	}
	return func(row T) (bool, error) {
		for _, keep := range all {
			if kept, err := keep(row); !kept {
				return false, err
			}
		}
		return true, nil
	}, nil
}

func (t Table[T]) parse(text string) (func(T) (bool, error), error) {
	parts := filterText.FindStringSubmatch(text)
	if parts == nil {
		return nil, refuse("invalid value for filters")
	}
	columns, entity, field := t.Columns, t.Entity, parts[2]
	for prefix, other := range prefixes {
		if rest, found := strings.CutPrefix(field, prefix+"."); found {
			field = rest
			if other == t.Entity {
				break
			}
			entity, columns = other, t.Joined[other]
			if columns == nil {
				return nil, refuse("'%s' entity is not allowed in filters", other)
			}
			break
		}
	}
	column, known := columns[field]
	if !known {
		return nil, refuse("'%s.%s' is invalid filter", entity, field)
	}
	passes := functions[parts[1]]
	if passes == nil {
		return nil, refuse("unrecognized filter function: %s", parts[1])
	}
	given := strings.Split(parts[3], ";")
	return func(row T) (bool, error) {
		if column == nil {
			return false, nil
		}
		return passes(column(row), given)
	}, nil
}

func compared(holds func(int) bool) func(any, []string) (bool, error) {
	return func(v any, given []string) (bool, error) {
		other, err := parseAs(v, given[0])
		return err == nil && holds(compare(v, other)), err
	}
}

func among(v any, given []string) (bool, error) {
	for _, text := range given {
		other, err := parseAs(v, text)
		if err != nil {
			return false, err
		}
		if compare(v, other) == 0 {
			return true, nil
		}
	}
	return false, nil
}

// like is SQL's LIKE: % stands for any text, _ for one character.
func like(v any, pattern string) bool {
	text, isText := v.(string)
	if !isText {
		return false
	}
	expression := regexp.QuoteMeta(pattern)
	expression = strings.ReplaceAll(strings.ReplaceAll(expression, "%", "(?s:.*)"), "_", "(?s:.)")
	found, err := regexp.MatchString("^"+expression+"$", text)
	return err == nil && found
}
