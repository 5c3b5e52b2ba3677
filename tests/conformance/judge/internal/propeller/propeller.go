// Package propeller starts flytepropeller as its own command starts it: configuration from a file, the Kubernetes
// manager, then the controller. Everything that differs from a deployment's configuration is in the file written here.
package propeller

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"sigs.k8s.io/controller-runtime/pkg/cache"
	"sigs.k8s.io/controller-runtime/pkg/manager"
	metricsserver "sigs.k8s.io/controller-runtime/pkg/metrics/server"

	_ "github.com/flyteorg/flyte/flyteplugins/go/tasks/plugins/k8s/pod" // the only plugin: every task type becomes a pod
	"github.com/flyteorg/flyte/flytepropeller/pkg/controller"
	propellerconfig "github.com/flyteorg/flyte/flytepropeller/pkg/controller/config"
	"github.com/flyteorg/flyte/flytepropeller/pkg/controller/executors"
	"github.com/flyteorg/flyte/flytestdlib/config"
	"github.com/flyteorg/flyte/flytestdlib/config/viper"
	"github.com/flyteorg/flyte/flytestdlib/contextutils"
	"github.com/flyteorg/flyte/flytestdlib/promutils"
	"github.com/flyteorg/flyte/flytestdlib/promutils/labeled"
)

const kubeconfigTemplate = `apiVersion: v1
kind: Config
clusters: [{name: judge, cluster: {server: "http://%s"}}]
users: [{name: judge, user: {}}]
contexts: [{name: judge, context: {cluster: judge, user: judge}}]
current-context: judge
`

// The intervals are shortened: a cluster re-evaluates every 10 s and batches updates for 1 s. The variables are those a
// sandbox cluster gives every container.
const configTemplate = `propeller:
  kube-config: %[1]s
  metadata-prefix: metadata/propeller
  rawoutput-prefix: s3://%[2]s/raw
  workers: 4
  workflow-reeval-duration: %[4]s
  downstream-eval-duration: 30s
  kube-client-config: {qps: 1000, burst: 1000, timeout: 0s}
  queue:
    type: batch
    batching-interval: 50ms
    queue: {type: bucket, rate: 1000, capacity: 10000}
    sub-queue: {type: bucket, rate: 1000, capacity: 10000}
  admin-launcher: {tps: 1000, burst: 1000, cacheSize: 1000, workers: 2, cache-resync-duration: 500ms}
  literal-offloading-config: {Enabled: %[6]t, min-size-in-mb-for-offloading: 1, max-size-in-mb-for-offloading: 50}
admin: {endpoint: "dns:///%[5]s", insecure: true, maxRetries: 0}
event: {type: admin, rate: 10000, capacity: 10000}
catalog-cache: {type: datacatalog, endpoint: "%[5]s", insecure: true}
storage:
  type: stow
  container: %[2]s
  enable-multicontainer: true
  stow:
    kind: s3
    config: {auth_type: accesskey, access_key_id: judge, secret_key: judgejudge, region: us-east-1, disable_ssl: "true", endpoint: "%[3]s"}
tasks:
  task-plugins: {enabled-plugins: [container, sidecar]}
  backoff: {base-second: 1}
plugins:
  k8s:
    image-pull-backoff-grace-period: %[7]s
    default-env-vars:
      - FLYTE_AWS_ENDPOINT: "%[3]s"
      - FLYTE_AWS_ACCESS_KEY_ID: judge
      - FLYTE_AWS_SECRET_ACCESS_KEY: judgejudge
logger: {level: %[8]d}
`

// logsTemplate is for a second file, since the first leaves Flyte's own default: a console on a port of this machine.
const logsTemplate = `plugins: {logs: {kubernetes-template-uri: "http://%s/{{ .podName }}/{{ .containerName }}"}}
`

// Bucket holds everything of a run.
const Bucket = "flyte"

// Addresses are where the services listen.
type Addresses struct{ Kubernetes, Control, Objects string }

// Options are what a run may have otherwise.
type Options struct {
	Folder            string // for the configuration
	Reeval, PullGrace time.Duration
	Offload           bool
	LogLevel          int
	Logs              string // the address where logs can be read; empty: their links lead nowhere
	Config            string // a further configuration file, wins over the built-in one
}

// Start starts propeller; the channel receives the reason why it stopped.
func Start(ctx context.Context, at Addresses, o Options) (failed <-chan error, err error) {
	kubeconfig := filepath.Join(o.Folder, "kubeconfig")
	if err := os.WriteFile(kubeconfig, fmt.Appendf(nil, kubeconfigTemplate, at.Kubernetes), 0o600); err != nil {
		return nil, err
	}
	file := filepath.Join(o.Folder, "propeller.yaml")
	body := fmt.Sprintf(configTemplate, kubeconfig, Bucket, "http://"+at.Objects, o.Reeval, at.Control, o.Offload, o.PullGrace, o.LogLevel)
	if err := os.WriteFile(file, []byte(body), 0o644); err != nil {
		return nil, err
	}
	files := []string{file}
	if o.Logs != "" {
		links := filepath.Join(o.Folder, "logs.yaml")
		if err := os.WriteFile(links, fmt.Appendf(nil, logsTemplate, o.Logs), 0o644); err != nil {
			return nil, err
		}
		files = append(files, links)
	}
	if o.Config != "" {
		files = append(files, o.Config)
	}
	if err := viper.NewAccessor(config.Options{SearchPaths: files}).UpdateConfig(ctx); err != nil {
		return nil, err
	}
	cfg := propellerconfig.GetConfig()
	labeled.SetMetricKeys(contextutils.MetricKeysFromStrings(cfg.MetricKeys)...)
	scope := promutils.NewScope("judge").NewSubScope("propeller")
	mgr, err := controller.CreateControllerManager(ctx, cfg, manager.Options{
		Cache:     cache.Options{SyncPeriod: &cfg.DownstreamEval.Duration},
		NewCache:  executors.NewCache,
		NewClient: executors.BuildNewClientFunc(scope),
		Metrics:   metricsserver.Options{BindAddress: "0"},
	})
	if err != nil {
		return nil, err
	}
	out := make(chan error, 2)
	go func() { out <- controller.StartControllerManager(ctx, mgr) }()
	go func() { out <- controller.StartController(ctx, cfg, "all", mgr, &scope) }()
	return out, nil
}
