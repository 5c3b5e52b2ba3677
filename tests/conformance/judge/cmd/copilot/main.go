// Copilot loads data for containers that know nothing of Flyte. It stands in for Flyte's own co-pilot, which the module
// proxy doesn't have: it takes the arguments that propeller gives to that, and leaves the files and objects that it
// leaves.
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

// options are those of both verbs.
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
	f.StringVar(&o.format, "format", "JSON", "download: of the file of all inputs (JSON, YAML, PROTO: none but inputs.pb)")
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
		return o.tell(ctx, store, "InputDownloadFailed", o.download(ctx, store))
	case "sidecar":
		return o.tell(ctx, store, "OutputUploadFailed", o.upload(ctx, store))
	}
	return errors.New("the verbs are download and sidecar")
}

// tell leaves an error as Flyte's co-pilot does: under a name at which nobody looks (propeller reads error.pb), and with
// an exit status of success.
func (o *options) tell(ctx context.Context, store *storage.DataStore, code string, failed error) error {
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
