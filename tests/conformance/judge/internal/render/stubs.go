package render

import (
	"context"
	"strings"

	idl "github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"github.com/flyteorg/flyte/flyteplugins/go/tasks/pluginmachinery/core"
	"github.com/flyteorg/flyte/flyteplugins/go/tasks/pluginmachinery/io"
	"github.com/flyteorg/flyte/flytestdlib/storage"
)

// Each stand-in embeds the interface it plays and answers only what the
// renderer asks; any other question panics on the nil inside.

type metadata struct {
	core.TaskExecutionMetadata
	s Surroundings
}

func (m metadata) GetTaskExecutionID() core.TaskExecutionID { return execution{name: m.s.UniqueKey} }
func (m metadata) GetNamespace() string                     { return m.s.Namespace }

type execution struct {
	core.TaskExecutionID
	name string
}

func (e execution) GetGeneratedName() string { return e.name }

type reader struct {
	s      Surroundings
	inputs *idl.LiteralMap
}

var _ io.InputReader = reader{}

func (r reader) GetInputPath() storage.DataReference { return storage.DataReference(r.s.InputPath) }

func (r reader) GetInputPrefixPath() storage.DataReference {
	prefix := r.s.InputPrefix
	if prefix == "" {
		prefix = r.s.InputPath
		if i := strings.LastIndexByte(prefix, '/'); i >= 0 {
			prefix = prefix[:i]
		}
	}
	return storage.DataReference(prefix)
}

func (r reader) Get(context.Context) (*idl.LiteralMap, error) { return r.inputs, nil }

type outputs struct {
	io.OutputFilePaths
	s Surroundings
}

func (o outputs) GetOutputPrefixPath() storage.DataReference {
	return storage.DataReference(o.s.OutputPrefix)
}

func (o outputs) GetRawOutputPrefix() storage.DataReference {
	return storage.DataReference(o.s.RawPrefix)
}

func (o outputs) GetCheckpointPrefix() storage.DataReference {
	return storage.DataReference(o.s.Checkpoint)
}

func (o outputs) GetPreviousCheckpointsPrefix() storage.DataReference {
	return storage.DataReference(o.s.PrevCheckpoint)
}

type taskPath string

func (p taskPath) Path(context.Context) (storage.DataReference, error) {
	return storage.DataReference(p), nil
}
