package run

import (
	"context"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/admin"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"github.com/flyteorg/flyte/flytepropeller/pkg/compiler/validators"

	"aileron.test/judge/internal/query"
	"aileron.test/judge/internal/requests"
)

func signalKey(id *core.SignalIdentifier) string {
	return key(executionKey(id.GetExecutionId()), id.GetSignalId())
}

func checkSignal(id *core.SignalIdentifier) error {
	switch {
	case id == nil:
		return requests.Missing("id")
	case id.GetExecutionId() == nil:
		return requests.Missing("execution_id")
	case id.GetSignalId() == "":
		return requests.Missing("signal_id")
	}
	return checkExecution(id.GetExecutionId())
}

// GetOrCreateSignal is how propeller asks for the answer to a gate; until there is one, it asks again.
func (x *Executions) GetOrCreateSignal(_ context.Context, r *admin.SignalGetOrCreateRequest) (*admin.Signal, error) {
	if err := checkSignal(r.GetId()); err != nil {
		return nil, err
	}
	if r.GetType() == nil {
		return nil, requests.Missing("type")
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	k := signalKey(r.GetId())
	s := x.signals[k]
	if s == nil {
		s = &admin.Signal{Id: clone(r.GetId()), Type: clone(r.GetType())}
		if x.o.Answer != nil {
			v, err := x.o.Answer(r.GetId(), r.GetType())
			if err != nil {
				return nil, requests.Refuse("%s", err)
			}
			s.Value = v
		}
		x.signals[k] = s
		x.asked = append(x.asked, s)
	}
	return clone(s), nil
}

// SetSignal answers a gate that propeller has come to. An answer can be replaced until propeller has seen it.
func (x *Executions) SetSignal(_ context.Context, r *admin.SignalSetRequest) (*admin.SignalSetResponse, error) {
	if err := checkSignal(r.GetId()); err != nil {
		return nil, err
	}
	if r.GetValue() == nil {
		return nil, requests.Missing("value")
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	s := x.signals[signalKey(r.GetId())]
	if s == nil {
		id := r.GetId().GetExecutionId()
		return nil, requests.Refuse("failed to validate that signal [{{%s %s %s} %s}] exists, err: [signal does not exist]",
			id.GetProject(), id.GetDomain(), id.GetName(), r.GetId().GetSignalId())
	}
	t := validators.LiteralTypeForLiteral(r.GetValue())
	if err := validators.ValidateLiteralType(t); err != nil {
		return nil, requests.BadLiteral("", err)
	}
	if !validators.AreTypesCastable(s.GetType(), t) {
		return nil, requests.Refuse("requested signal value [%v] is not castable to existing signal type [%v]", r.GetValue(), s.GetType())
	}
	s.Value = clone(r.GetValue())
	return &admin.SignalSetResponse{}, nil
}

// ListSignals lists the gates of an execution that propeller has come to.
func (x *Executions) ListSignals(_ context.Context, r *admin.SignalListRequest) (*admin.SignalList, error) {
	if checkExecution(r.GetWorkflowExecutionId()) != nil {
		return nil, requests.Missing("execution_id")
	}
	if err := checkLimit(r.GetLimit()); err != nil {
		return nil, err
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	var all []*admin.Signal
	for _, s := range x.asked {
		if executionKey(s.GetId().GetExecutionId()) == executionKey(r.GetWorkflowExecutionId()) {
			all = append(all, s)
		}
	}
	page, next, err := signalTable.Page(all, query.Ask{Call: "ListSignals",
		Filters: r.GetFilters(), Sort: r.GetSortBy(), Token: r.GetToken(), Limit: r.GetLimit()})
	if err != nil {
		return nil, err
	}
	list := &admin.SignalList{Token: next}
	for _, s := range page {
		list.Signals = append(list.Signals, clone(s))
	}
	return list, nil
}
