package run

import (
	"encoding/json"
	"fmt"
	"maps"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/admin"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"github.com/flyteorg/flyte/flytepropeller/pkg/apis/flyteworkflow/v1alpha1"
	"github.com/flyteorg/flyte/flytepropeller/pkg/compiler/transformers/k8s"
	"github.com/flyteorg/flyte/flytepropeller/pkg/controller"
	"google.golang.org/protobuf/proto"
	quantity "k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	kubejson "k8s.io/apimachinery/pkg/util/json"
)

// parallelism is how many nodes admin lets run at once by default.
const parallelism = 25

// roleAnnotation tells a cluster's role manager which role the pods take, as admin's default configuration names it.
const roleAnnotation = "iam.amazonaws.com/role"

// namespace is where an execution's objects are in Kubernetes.
func namespace(id *core.WorkflowExecutionIdentifier) string {
	return id.GetProject() + "-" + id.GetDomain()
}

// launch is all that an execution's object in Kubernetes is made of.
type launch struct {
	ID       *core.WorkflowExecutionIdentifier
	Workflow *core.CompiledWorkflowClosure
	Inputs   *core.LiteralMap
	Config   *admin.WorkflowExecutionConfig
	Recovers *core.WorkflowExecutionIdentifier // the execution whose finished nodes are taken over, or nil
}

// resource is the object that admin creates in Kubernetes: the compiled workflow with all settings of the execution.
func (l *launch) resource() (o *unstructured.Unstructured, err error) {
	defer func() {
		if r := recover(); r != nil { // Flyte's code panics on some workflows
			err = fmt.Errorf("%v", r)
		}
	}()
	closure := proto.Clone(l.Workflow).(*core.CompiledWorkflowClosure) // building strips the types in place
	w, err := k8s.BuildFlyteWorkflow(closure, l.Inputs, l.ID, namespace(l.ID))
	if err != nil {
		return nil, err
	}
	now := metav1.Now()
	w.ExecutionID = v1alpha1.WorkflowExecutionIdentifier{WorkflowExecutionIdentifier: l.ID}
	w.AcceptedAt = &now
	w.Finalizers = []string{controller.Finalizer}
	w.WorkflowMeta = &v1alpha1.WorkflowMeta{EventVersion: v1alpha1.EventVersion2}
	w.Annotations = map[string]string{}
	if l.Config.GetSecurityContext().GetRunAs() != nil {
		proto.Merge(&w.SecurityContext, l.Config.GetSecurityContext())
		w.ServiceAccountName = w.SecurityContext.GetRunAs().GetK8SServiceAccount()
		if role := w.SecurityContext.GetRunAs().GetIamRole(); role != "" {
			w.Annotations[roleAnnotation] = role
		}
	}
	maps.Copy(w.Annotations, l.Config.GetAnnotations().GetValues())
	maps.Copy(w.Labels, l.Config.GetLabels().GetValues())
	w.ExecutionConfig = l.config()
	raw := l.Config.GetRawOutputDataConfig()
	if raw == nil {
		raw = &admin.RawOutputDataConfig{}
	}
	w.RawOutputDataConfig = v1alpha1.RawOutputDataConfig{RawOutputDataConfig: raw}
	body, err := json.Marshal(w)
	if err != nil {
		return nil, err
	}
	o = &unstructured.Unstructured{}
	return o, kubejson.Unmarshal(body, &o.Object)
}

func (l *launch) config() v1alpha1.ExecutionConfig {
	c := v1alpha1.ExecutionConfig{TaskPluginImpls: map[string]v1alpha1.TaskPluginOverride{}, MaxParallelism: uint32(l.Config.GetMaxParallelism()),
		OverwriteCache: l.Config.GetOverwriteCache(), EnvironmentVariables: map[string]string{},
		RecoveryExecution: v1alpha1.WorkflowExecutionIdentifier{WorkflowExecutionIdentifier: l.Recovers}}
	// Admin's own defaults. Its limits are raised, as every installation does: otherwise it would refuse larger requests.
	of := quantity.MustParse
	c.TaskResources = v1alpha1.TaskResources{
		Requests: v1alpha1.TaskResourceSpec{CPU: of("2"), Memory: of("200Mi")},
		Limits:   v1alpha1.TaskResourceSpec{CPU: of("64"), Memory: of("512Gi"), GPU: of("8")}}
	for _, kv := range l.Config.GetEnvs().GetValues() {
		c.EnvironmentVariables[kv.GetKey()] = kv.GetValue()
	}
	if i := l.Config.GetInterruptible(); i != nil {
		c.Interruptible = &i.Value
	}
	return c
}
