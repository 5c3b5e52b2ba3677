package admin

import (
	"fmt"
	"strings"
	"testing"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/admin"
	"google.golang.org/grpc/codes"
)

// five registers tasks a to e.
func five(t *testing.T) *Registration {
	s := registration(Options{})
	for _, name := range []string{"b", "a", "d", "c", "e"} {
		must(t, s.CreateTask, aTask(name))
	}
	return s
}

func asked(limit uint32) *admin.ResourceListRequest {
	return &admin.ResourceListRequest{Id: &admin.NamedEntityIdentifier{Project: "p", Domain: "development"}, Limit: limit}
}

func listed(list *admin.TaskList) string {
	var names []string
	for _, t := range list.GetTasks() {
		names = append(names, t.GetId().GetName())
	}
	return strings.Join(names, "") + " " + list.GetToken()
}

func TestTheTokenIsAnOffsetAsText(t *testing.T) {
	s := five(t)
	r := asked(2)
	r.SortBy = &admin.Sort{Key: "name", Direction: admin.Sort_ASCENDING}
	for token, want := range map[string]string{"": "ab 2", "2": "cd 4", "4": "e ", "9": " "} {
		r.Token = token
		if got := listed(must(t, s.ListTasks, r)); got != want {
			t.Errorf("after %q: %q, not %q", token, got, want)
		}
	}
	r.Token, r.SortBy.Direction = "", admin.Sort_DESCENDING
	if got := listed(must(t, s.ListTasks, r)); got != "ed 2" {
		t.Errorf("the other way: %q", got)
	}
}

func TestFilters(t *testing.T) {
	s := five(t)
	for filter, want := range map[string]string{
		"eq(name,a)":                          "a ",
		"eq(task.name, a)":                    "a ",
		"ne(name,a)":                          "bdce ",
		"value_in(name,a;e)":                  "ae ",
		"value_not_in(name,a;e)":              "bdc ",
		"gt(name,b)+lt(name,e)":               "dc ",
		"contains(version,v)+gte(name,d)":     "de ",
		"not_like(name,_)":                    " ",
		"eq(type,container)+lte(name,b)":      "ba ",
		"gt(created_at,2020-01-01T00:00:00Z)": "badce ",
		"eq(digest,x)":                        " ",
	} {
		r := asked(10)
		r.Filters = filter
		if got := listed(must(t, s.ListTasks, r)); got != want {
			t.Errorf("%s: %q, not %q", filter, got, want)
		}
	}
}

func TestRefusalsOfLists(t *testing.T) {
	s := five(t)
	for text, change := range map[string]func(*admin.ResourceListRequest){
		"missing id":                                func(r *admin.ResourceListRequest) { r.Id = nil },
		"missing project":                           func(r *admin.ResourceListRequest) { r.Id.Project = "" },
		"invalid value for limit":                   func(r *admin.ResourceListRequest) { r.Limit = 0 },
		"invalid pagination token zz for ListTasks": func(r *admin.ResourceListRequest) { r.Token = "zz" },
		"invalid pagination token -1 for ListTasks": func(r *admin.ResourceListRequest) { r.Token = "-1" },
		"'t.x' is invalid filter":                   func(r *admin.ResourceListRequest) { r.Filters = "eq(x,1)" },
		"'w' entity is not allowed in filters":      func(r *admin.ResourceListRequest) { r.Filters = "eq(workflow.name,1)" },
		"invalid value for filters":                 func(r *admin.ResourceListRequest) { r.Filters = "name=1" },
		"unrecognized filter function: like":        func(r *admin.ResourceListRequest) { r.Filters = "like(name,1)" },
		"invalid sort key 'nope'":                   func(r *admin.ResourceListRequest) { r.SortBy = &admin.Sort{Key: "nope"} },
	} {
		r := asked(1)
		change(r)
		is(t, create(t, s.ListTasks, r), codes.InvalidArgument, text)
	}
}

func TestListsOfWorkflowsHaveNoClosure(t *testing.T) {
	s := registration(Options{})
	must(t, s.CreateTask, aTask("t"))
	must(t, s.CreateWorkflow, aWorkflow("w", 3))
	for _, w := range must(t, s.ListWorkflows, asked(10)).GetWorkflows() {
		if n := len(w.GetClosure().GetCompiledWorkflow().GetPrimary().GetTemplate().GetNodes()); n != 0 {
			t.Errorf("%d nodes", n)
		}
	}
}

func TestNamesAreListedOnce(t *testing.T) {
	s := five(t)
	for v := range 3 {
		again := aTask("a")
		again.Id.Version = fmt.Sprint(v)
		must(t, s.CreateTask, again)
	}
	r := &admin.NamedEntityIdentifierListRequest{Project: "p", Domain: "development", Limit: 10}
	if n := len(must(t, s.ListTaskIds, r).GetEntities()); n != 5 {
		t.Errorf("%d names", n)
	}
}

func TestProjectsAreListedByIdentifierWithoutArchivedOnes(t *testing.T) {
	s := New(NewStore("b", "a", "c"), NoExecutions{}, Options{}).Registration
	must(t, s.UpdateProject, &admin.Project{Id: "b", State: admin.Project_ARCHIVED})
	names := func(filters string) (out string) {
		for _, p := range must(t, s.ListProjects, &admin.ProjectListRequest{Filters: filters}).GetProjects() {
			out += p.GetId()
		}
		return out
	}
	if got := names(""); got != "ac" {
		t.Errorf("%q", got)
	}
	if got := names("eq(state,1)"); got != "b" {
		t.Errorf("%q", got)
	}
}
