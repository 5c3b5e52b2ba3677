package run

import (
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/admin"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/wrapperspb"
)

// settings are what both an execution and its launch plan can say about how it runs.
type settings interface {
	GetMaxParallelism() int32
	GetSecurityContext() *core.SecurityContext
	GetRawOutputDataConfig() *admin.RawOutputDataConfig
	GetLabels() *admin.Labels
	GetAnnotations() *admin.Annotations
	GetInterruptible() *wrapperspb.BoolValue
	GetOverwriteCache() bool
	GetEnvs() *admin.Envs
	GetAuthRole() *admin.AuthRole
}

// config joins the settings of an execution, of its launch plan (nil for a task) and of admin. The first that has a
// setting wins whole: the labels of an execution replace those of its launch plan, all of them.
func config(spec *admin.ExecutionSpec, plan *admin.LaunchPlanSpec) *admin.WorkflowExecutionConfig {
	c := &admin.WorkflowExecutionConfig{}
	from := []settings{spec}
	if plan != nil {
		from = append(from, plan)
	}
	for _, s := range from {
		merge(c, s)
	}
	if c.SecurityContext == nil { // the older way to say it
		for _, s := range from {
			if role := s.GetAuthRole(); role != nil {
				c.SecurityContext = &core.SecurityContext{RunAs: &core.Identity{IamRole: role.GetAssumableIamRole(), K8SServiceAccount: role.GetKubernetesServiceAccount()}}
				break
			}
		}
	}
	if c.MaxParallelism == 0 {
		c.MaxParallelism = parallelism
	}
	if c.SecurityContext == nil {
		c.SecurityContext = &core.SecurityContext{}
	}
	if c.SecurityContext.RunAs == nil {
		c.SecurityContext.RunAs = &core.Identity{}
	}
	return proto.Clone(c).(*admin.WorkflowExecutionConfig)
}

// merge fills the settings that are still open. Clients send empty messages for what they leave open.
func merge(c *admin.WorkflowExecutionConfig, s settings) {
	if c.MaxParallelism == 0 {
		c.MaxParallelism = max(s.GetMaxParallelism(), 0)
	}
	if as := s.GetSecurityContext().GetRunAs(); c.SecurityContext == nil &&
		(as.GetK8SServiceAccount() != "" || as.GetIamRole() != "" || as.GetExecutionIdentity() != "") {
		c.SecurityContext = s.GetSecurityContext()
	}
	if c.RawOutputDataConfig == nil && s.GetRawOutputDataConfig().GetOutputLocationPrefix() != "" {
		c.RawOutputDataConfig = s.GetRawOutputDataConfig()
	}
	if c.Labels == nil && len(s.GetLabels().GetValues()) > 0 {
		c.Labels = s.GetLabels()
	}
	if c.Annotations == nil && len(s.GetAnnotations().GetValues()) > 0 {
		c.Annotations = s.GetAnnotations()
	}
	if c.Interruptible == nil {
		c.Interruptible = s.GetInterruptible()
	}
	c.OverwriteCache = c.OverwriteCache || s.GetOverwriteCache()
	if c.Envs == nil && len(s.GetEnvs().GetValues()) > 0 {
		c.Envs = s.GetEnvs()
	}
}
