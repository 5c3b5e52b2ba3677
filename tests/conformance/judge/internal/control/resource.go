package control

import (
	"encoding/json"
	"maps"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/admin"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"github.com/flyteorg/flyte/flytepropeller/pkg/apis/flyteworkflow/v1alpha1"
	"github.com/flyteorg/flyte/flytepropeller/pkg/compiler/transformers/k8s"
	"github.com/flyteorg/flyte/flytepropeller/pkg/controller"
	quantity "k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	kubejson "k8s.io/apimachinery/pkg/util/json"
)

// parallelism is how many nodes admin lets run at once by default.
const parallelism = 25

func namespace(id *core.WorkflowExecutionIdentifier) string {
	return id.GetProject() + "-" + id.GetDomain()
}

// resource is the object that admin creates in Kubernetes: the compiled workflow with all settings of the launch plan and
// of the execution.
func (b *Backend) resource(p *admin.LaunchPlan, id *core.WorkflowExecutionIdentifier, closure *core.CompiledWorkflowClosure,
	in *core.LiteralMap, spec *admin.ExecutionSpec) (*unstructured.Unstructured, error) {
	w, err := k8s.BuildFlyteWorkflow(closure, in, id, namespace(id))
	if err != nil {
		return nil, err
	}
	now := metav1.Now()
	w.ExecutionID = v1alpha1.WorkflowExecutionIdentifier{WorkflowExecutionIdentifier: id}
	w.AcceptedAt = &now
	w.Finalizers = []string{controller.Finalizer}
	w.WorkflowMeta = &v1alpha1.WorkflowMeta{EventVersion: v1alpha1.EventVersion2}
	w.Annotations = map[string]string{}
	maps.Copy(w.Annotations, p.GetSpec().GetAnnotations().GetValues())
	maps.Copy(w.Annotations, spec.GetAnnotations().GetValues())
	maps.Copy(w.Labels, p.GetSpec().GetLabels().GetValues())
	maps.Copy(w.Labels, spec.GetLabels().GetValues())
	w.ExecutionConfig = b.config(p, spec)
	raw := &admin.RawOutputDataConfig{}
	for _, c := range []*admin.RawOutputDataConfig{p.GetSpec().GetRawOutputDataConfig(), spec.GetRawOutputDataConfig()} {
		if c.GetOutputLocationPrefix() != "" {
			raw = c
		}
	}
	w.RawOutputDataConfig = v1alpha1.RawOutputDataConfig{RawOutputDataConfig: raw}
	body, err := json.Marshal(w)
	if err != nil {
		return nil, err
	}
	o := &unstructured.Unstructured{}
	return o, kubejson.Unmarshal(body, &o.Object)
}

func (b *Backend) config(p *admin.LaunchPlan, spec *admin.ExecutionSpec) v1alpha1.ExecutionConfig {
	c := v1alpha1.ExecutionConfig{TaskPluginImpls: map[string]v1alpha1.TaskPluginOverride{}, MaxParallelism: parallelism,
		OverwriteCache: b.o.OverwriteCache || spec.GetOverwriteCache() || p.GetSpec().GetOverwriteCache(), EnvironmentVariables: map[string]string{}}
	if n := p.GetSpec().GetMaxParallelism(); n > 0 {
		c.MaxParallelism = uint32(n)
	}
	// Admin's own defaults. Its limits are raised, as every installation does: otherwise it would refuse larger requests.
	of := quantity.MustParse
	c.TaskResources = v1alpha1.TaskResources{
		Requests: v1alpha1.TaskResourceSpec{CPU: of("2"), Memory: of("200Mi")},
		Limits:   v1alpha1.TaskResourceSpec{CPU: of("64"), Memory: of("512Gi"), GPU: of("8")}}
	maps.Copy(c.EnvironmentVariables, b.o.Env)
	for _, vars := range [][]*core.KeyValuePair{p.GetSpec().GetEnvs().GetValues(), spec.GetEnvs().GetValues()} {
		for _, kv := range vars {
			c.EnvironmentVariables[kv.GetKey()] = kv.GetValue()
		}
	}
	if i := p.GetSpec().GetInterruptible(); i != nil {
		c.Interruptible = &i.Value
	}
	return c
}
