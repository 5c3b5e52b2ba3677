// Copilot loads data for containers that know nothing of Flyte. It replaces Flyte's own co-pilot, which is not in the
// module proxy: it takes the arguments that propeller passes to that program, and writes the same files and objects.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"github.com/flyteorg/flyte/flytestdlib/config"
	"github.com/flyteorg/flyte/flytestdlib/config/viper"
	"github.com/flyteorg/flyte/flytestdlib/contextutils"
	"github.com/flyteorg/flyte/flytestdlib/promutils"
	"github.com/flyteorg/flyte/flytestdlib/promutils/labeled"
	"github.com/flyteorg/flyte/flytestdlib/storage"
	"github.com/spf13/pflag"
)

// options are the options of both verbs.
type options struct {
	inputs, outputs, raw, to, from, format string
	iface                                  []byte
	timeout                                time.Duration
}

func main() {
	if err := run(context.Background(), os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "copilot:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	o, f := options{}, pflag.NewFlagSet("copilot", pflag.ContinueOnError)
	f.StringVar(&o.outputs, "to-output-prefix", "", "where the container's outputs, or the error, belong")
	f.DurationVar(&o.timeout, "timeout", time.Hour, "how long the loading may take")
	f.StringVar(&o.inputs, "from-remote", "", "download: the inputs, a LiteralMap")
	f.StringVar(&o.to, "to-local-dir", "", "download: the folder for the inputs' files")
	f.StringVar(&o.format, "format", "JSON", "download: format of the file of all inputs (JSON, YAML; PROTO: only inputs.pb)")
	_ = f.BytesBase64("input-interface", nil, "download: not needed")
	f.StringVar(&o.raw, "to-raw-output", "", "sidecar: where files and directories belong")
	f.StringVar(&o.from, "from-local-dir", "", "sidecar: the folder of the outputs' files")
	f.BytesBase64Var(&o.iface, "interface", nil, "sidecar: the task's TypedInterface")
	accessor := viper.NewAccessor(config.Options{StrictMode: true})
	accessor.InitializePflags(f)
	if err := f.Parse(args); err != nil {
		return err
	}
	if err := accessor.UpdateConfig(ctx); err != nil {
		return err
	}
	labeled.SetMetricKeys(contextutils.TaskIDKey)
	store, err := storage.NewDataStore(storage.GetConfig(), promutils.NewScope("copilot"))
	if err != nil {
		return err
	}
	switch f.Arg(0) {
	case "download":
		return o.report(ctx, store, "InputDownloadFailed", o.download(ctx, store))
	case "sidecar":
		return o.report(ctx, store, "OutputUploadFailed", o.upload(ctx, store))
	}
	return errors.New("expected the verb download or sidecar")
}

// report writes an error as Flyte's co-pilot does: under a name that nobody reads (propeller reads error.pb), and with an
// exit status of success.
func (o *options) report(ctx context.Context, store *storage.DataStore, code string, failed error) error {
	if failed == nil {
		return nil
	}
	fmt.Fprintln(os.Stderr, "copilot:", failed)
	at, err := store.ConstructReference(ctx, storage.DataReference(o.outputs), "errors.pb")
	if err != nil {
		return err
	}
	return store.WriteProtobuf(ctx, at, storage.Options{}, &core.ErrorDocument{Error: &core.ContainerError{
		Code: code, Message: failed.Error(), Kind: core.ContainerError_RECOVERABLE}})
}
