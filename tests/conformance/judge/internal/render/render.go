// Package render runs the template renderer of Flyte's plugins.
package render

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/admin"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"github.com/flyteorg/flyte/flyteplugins/go/tasks/pluginmachinery/core/template"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
)

// Surroundings is what the platform tells a task about its attempt.
type Surroundings struct {
	InputPath        string `json:"input_path"`
	InputPrefix      string `json:"input_prefix"` // blank: input_path less its last part
	OutputPrefix     string `json:"output_prefix"`
	RawPrefix        string `json:"raw_prefix"`
	Checkpoint       string `json:"checkpoint"`
	PrevCheckpoint   string `json:"prev_checkpoint"`
	UniqueKey        string `json:"unique_key"` // the generated pod name, before Flyte makes it an identifier
	TaskTemplatePath string `json:"task_template_path"`
	Namespace        string `json:"namespace"`
}

func (s Surroundings) render(args []string, inputs *core.LiteralMap) ([]string, error) {
	return template.Render(context.Background(), args, template.Parameters{
		TaskExecMetadata: metadata{s: s},
		Inputs:           reader{s: s, inputs: inputs},
		OutputPath:       outputs{s: s},
		Task:             taskPath(s.TaskTemplatePath),
	})
}

// Rendered is one container after rendering.
type Rendered struct {
	Name    string   `json:"name,omitempty"`
	Command []string `json:"command"`
	Args    []string `json:"args"`
}

// Failure is the reason why nothing could be rendered.
type Failure struct {
	Error string `json:"error"`
}

// ParseTask tells the two messages apart by the identifier, which only one of
// the readings finds.
func ParseTask(raw []byte) (*core.TaskTemplate, error) {
	spec := &admin.TaskSpec{}
	if err := proto.Unmarshal(raw, spec); err == nil && spec.GetTemplate().GetId().GetName() != "" {
		return spec.GetTemplate(), nil
	}
	t := &core.TaskTemplate{}
	if err := proto.Unmarshal(raw, t); err != nil {
		return nil, err
	}
	if t.GetId().GetName() == "" {
		return nil, errors.New("neither a TaskSpec nor a TaskTemplate with a named id")
	}
	return t, nil
}

// Task renders whatever the task runs: a container, the containers of a pod, or
// a statement.
func Task(t *core.TaskTemplate, s Surroundings, inputs *core.LiteralMap) any {
	var out []Rendered
	one := func(name string, command, args []string) error {
		c, err := s.render(command, inputs)
		if err != nil {
			return fmt.Errorf("command: %w", err)
		}
		a, err := s.render(args, inputs)
		if err != nil {
			return fmt.Errorf("args: %w", err)
		}
		out = append(out, Rendered{Name: name, Command: c, Args: a})
		return nil
	}
	switch {
	case t.GetContainer() != nil:
		if err := one("", t.GetContainer().GetCommand(), t.GetContainer().GetArgs()); err != nil {
			return Failure{err.Error()}
		}
		return out[0]
	case t.GetK8SPod() != nil:
		var pod struct{ InitContainers, Containers []Rendered }
		text, err := t.GetK8SPod().GetPodSpec().MarshalJSON()
		if err == nil {
			err = json.Unmarshal(text, &pod)
		}
		if err != nil {
			return Failure{err.Error()}
		}
		for _, c := range append(pod.InitContainers, pod.Containers...) {
			if err := one(c.Name, c.Command, c.Args); err != nil {
				return Failure{err.Error()}
			}
		}
		return map[string]any{"containers": out}
	case t.GetSql() != nil:
		text, err := s.render([]string{t.GetSql().GetStatement()}, inputs)
		if err != nil {
			return Failure{err.Error()}
		}
		return map[string]any{"statement": text[0]}
	}
	return Failure{"the task has no container, pod or statement"}
}

// Case is one question of a batch; Interface is only checked to be one, since
// this version of the renderer does not look at it.
type Case struct {
	Surroundings
	Args      []string        `json:"args"`
	Inputs    json.RawMessage `json:"inputs"`
	InputsB64 []byte          `json:"inputs_b64"` // the serialized map; wins over inputs
	Interface json.RawMessage `json:"interface"`
}

// Answer holds either what was rendered or why not.
type Answer struct {
	Args  []string `json:"args,omitempty"`
	Error string   `json:"error,omitempty"`
}

// Answer renders one case, so many times; an error is the caller's, not Flyte's.
func (c Case) Answer(times int) (Answer, error) {
	if given(c.Interface) {
		if err := protojson.Unmarshal(c.Interface, &core.TypedInterface{}); err != nil {
			return Answer{}, fmt.Errorf("interface: %w", err)
		}
	}
	var inputs *core.LiteralMap
	if c.InputsB64 != nil {
		inputs = &core.LiteralMap{}
		if err := proto.Unmarshal(c.InputsB64, inputs); err != nil {
			return Answer{}, fmt.Errorf("inputs_b64: %w", err)
		}
	} else if given(c.Inputs) {
		inputs = &core.LiteralMap{}
		if err := protojson.Unmarshal(c.Inputs, inputs); err != nil {
			return Answer{}, fmt.Errorf("inputs: %w", err)
		}
	}
	var answer Answer
	for range times {
		args, err := c.render(c.Args, inputs)
		if err != nil {
			return Answer{Error: err.Error()}, nil
		}
		answer.Args = args
	}
	return answer, nil
}

func given(raw json.RawMessage) bool { return len(raw) > 0 && string(raw) != "null" }
