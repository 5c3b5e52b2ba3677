package run

import (
	"slices"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/event"
	"google.golang.org/protobuf/types/known/structpb"
)

// Each event of an attempt says only what is new; these join it with what was said before.

// joinLogs keeps the logs whose address and name the new ones do not have. The new ones come first.
func joinLogs(old, latest []*core.TaskLog) []*core.TaskLog {
	if len(latest) == 0 {
		return old
	}
	all := slices.Clone(latest)
	for _, log := range old {
		if !slices.ContainsFunc(latest, func(l *core.TaskLog) bool {
			return l.GetUri() == log.GetUri() || l.GetName() != "" && l.GetName() == log.GetName()
		}) {
			all = append(all, log)
		}
	}
	return all
}

// visible are the logs that are shown in a phase.
func visible(logs []*core.TaskLog, phase core.TaskExecution_Phase) []*core.TaskLog {
	pending := phase == core.TaskExecution_QUEUED || phase == core.TaskExecution_INITIALIZING
	return slices.DeleteFunc(slices.Clone(logs), func(l *core.TaskLog) bool {
		return taskOver(phase) && l.GetHideOnceFinished() || pending && !l.GetShowWhilePending()
	})
}

// joinCustom joins a plugin's own information: JSON objects, of which the later wins field by field.
func joinCustom(old, latest *structpb.Struct) *structpb.Struct {
	if old == nil {
		return latest
	}
	for name, v := range latest.GetFields() {
		switch before := old.GetFields()[name].GetStructValue(); {
		case v.GetStructValue() != nil && before != nil:
			old.Fields[name] = structpb.NewStructValue(joinCustom(before, v.GetStructValue()))
		default:
			if old.Fields == nil {
				old.Fields = map[string]*structpb.Value{}
			}
			old.Fields[name] = v
		}
	}
	return old
}

func joinMetadata(old, latest *event.TaskExecutionMetadata) *event.TaskExecutionMetadata {
	if latest == nil {
		return old
	}
	if old == nil {
		old = &event.TaskExecutionMetadata{}
	}
	if latest.GetGeneratedName() != "" {
		old.GeneratedName = latest.GetGeneratedName()
	}
	for _, resource := range latest.GetExternalResources() {
		old.ExternalResources = joinResource(old.GetExternalResources(), resource)
	}
	old.ResourcePoolInfo = latest.GetResourcePoolInfo()
	if latest.GetPluginIdentifier() != "" {
		old.PluginIdentifier = latest.GetPluginIdentifier()
	}
	if latest.GetInstanceClass() != event.TaskExecutionMetadata_DEFAULT {
		old.InstanceClass = latest.GetInstanceClass()
	}
	return old
}

// joinResource puts an entry of a map, or another thing that an attempt began, in its place by index and attempt.
func joinResource(all []*event.ExternalResourceInfo, one *event.ExternalResourceInfo) []*event.ExternalResourceInfo {
	at, found := slices.BinarySearchFunc(all, one, func(a, b *event.ExternalResourceInfo) int {
		if a.GetIndex() != b.GetIndex() {
			return int(a.GetIndex()) - int(b.GetIndex())
		}
		return int(a.GetRetryAttempt()) - int(b.GetRetryAttempt())
	})
	if !found {
		return slices.Insert(all, at, one)
	}
	old := all[at]
	if one.GetExternalId() != "" {
		old.ExternalId = one.GetExternalId()
	}
	old.Phase = one.GetPhase()
	if one.GetCacheStatus() != core.CatalogCacheStatus_CACHE_DISABLED {
		old.CacheStatus = one.GetCacheStatus()
	}
	old.Logs = joinLogs(old.GetLogs(), one.GetLogs())
	if one.GetCustomInfo() != nil {
		old.CustomInfo = one.GetCustomInfo()
	}
	return all
}
