package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"google.golang.org/protobuf/proto"

	"aileron.test/judge/internal/render"
)

func renderTask(args []string) (any, error) {
	fs := flag.NewFlagSet("render", flag.ContinueOnError)
	taskFile := fs.String("task", "", "admin.TaskSpec or core.TaskTemplate (required)")
	inputsFile := fs.String("inputs", "", "core.LiteralMap; without it the task has no inputs")
	var s render.Surroundings
	bind(fs, &s)
	if _, err := parse(fs, args, 0); err != nil {
		return nil, err
	}
	if *taskFile == "" {
		return nil, errors.New("render: --task is required")
	}
	raw, err := os.ReadFile(*taskFile)
	if err != nil {
		return nil, err
	}
	task, err := render.ParseTask(raw)
	if err != nil {
		return render.Failure{Error: err.Error()}, nil
	}
	var inputs *core.LiteralMap
	if *inputsFile != "" {
		if raw, err = os.ReadFile(*inputsFile); err != nil {
			return nil, err
		}
		inputs = &core.LiteralMap{}
		if err := proto.Unmarshal(raw, inputs); err != nil {
			return render.Failure{Error: err.Error()}, nil
		}
	}
	return render.Task(task, s, inputs), nil
}

func bind(fs *flag.FlagSet, s *render.Surroundings) {
	fs.StringVar(&s.InputPath, "input-path", "s3://bucket/data/n0/inputs.pb", "{{.input}}")
	fs.StringVar(&s.InputPrefix, "input-prefix", "", "{{.inputPrefix}}; default: the input path less its last part")
	fs.StringVar(&s.OutputPrefix, "output-prefix", "s3://bucket/data/n0/0", "{{.outputPrefix}}")
	fs.StringVar(&s.RawPrefix, "raw-prefix", "s3://bucket/raw/ab/exec-n0-0", "{{.rawOutputDataPrefix}}")
	fs.StringVar(&s.Checkpoint, "checkpoint", "s3://bucket/raw/ab/exec-n0-0/_flytecheckpoints", "{{.checkpointOutputPrefix}}")
	fs.StringVar(&s.PrevCheckpoint, "prev-checkpoint", "", "{{.prevCheckpointPrefix}}")
	fs.StringVar(&s.UniqueKey, "unique-key", "exec-n0-0", "the generated name behind {{.perRetryUniqueKey}}")
	fs.StringVar(&s.TaskTemplatePath, "task-template-path", "s3://bucket/data/n0/0/task.pb", "{{.taskTemplatePath}}")
	fs.StringVar(&s.Namespace, "namespace", "flytesnacks-development", "{{.namespace}}")
}

func renderBatch(args []string) (any, error) {
	fs := flag.NewFlagSet("render-batch", flag.ContinueOnError)
	times := fs.Int("times", 1, "how often each case is rendered, for a measurement")
	rest, err := parse(fs, args, 1)
	if err != nil {
		return nil, err
	}
	text, err := os.ReadFile(rest[0])
	if err != nil {
		return nil, err
	}
	var cases []render.Case
	if err := json.Unmarshal(text, &cases); err != nil {
		return nil, err
	}
	answers := make([]render.Answer, 0, len(cases))
	for i, c := range cases {
		a, err := c.Answer(*times)
		if err != nil {
			return nil, fmt.Errorf("case %d: %w", i, err)
		}
		answers = append(answers, a)
	}
	return answers, nil
}
