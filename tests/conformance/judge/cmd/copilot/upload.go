package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/flyteorg/flyte/flyteidl/clients/go/coreutils"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"github.com/flyteorg/flyte/flytestdlib/storage"
	"google.golang.org/protobuf/proto"
)

const (
	largestValue = 1 << 10
	largestError = 1 << 20
)

// upload waits for SIGTERM, which says that the containers have ended, and makes outputs of the files that they wrote.
func (o *options) upload(ctx context.Context, store *storage.DataStore) error {
	iface := &core.TypedInterface{}
	if err := proto.Unmarshal(o.iface, iface); err != nil {
		return err
	}
	outputs := iface.GetOutputs().GetVariables()
	if len(outputs) == 0 {
		return nil
	}
	ended := make(chan os.Signal, 1)
	signal.Notify(ended, syscall.SIGTERM)
	<-ended
	ctx, cancel := context.WithTimeout(ctx, o.timeout)
	defer cancel()
	if err := leftError(filepath.Join(o.from, "_ERROR")); err != nil {
		return err
	}
	literals := &core.LiteralMap{Literals: map[string]*core.Literal{}}
	for name, variable := range outputs {
		path, info, err := find(filepath.Join(o.from, name))
		if err != nil {
			return err
		}
		switch variable.GetType().GetType().(type) {
		case *core.LiteralType_Simple:
			literals.Literals[name], err = simple(variable.GetType().GetSimple(), path, info)
		case *core.LiteralType_Blob:
			var to storage.DataReference
			if to, err = store.ConstructReference(ctx, storage.DataReference(o.raw), name); err == nil {
				literals.Literals[name] = coreutils.MakeLiteralForBlob(to, info.IsDir(), "")
				err = put(ctx, store, path, info, to)
			}
		default:
			err = fmt.Errorf("a %T can't be read from files", variable.GetType().GetType())
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	to, err := store.ConstructReference(ctx, storage.DataReference(o.outputs), "outputs.pb")
	if err != nil {
		return err
	}
	return store.WriteProtobuf(ctx, to, storage.Options{}, literals)
}

// leftError returns the error that a container wrote to the file, if any.
func leftError(file string) error {
	info, err := os.Stat(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if info.IsDir() || info.Size() > largestError {
		return fmt.Errorf("%s is no file of up to %d bytes", file, largestError)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	return fmt.Errorf("User Error: %s", text)
}

// find returns the only file with an extension, unless it is a directory, if the file itself is missing.
func find(path string) (string, os.FileInfo, error) {
	info, err := os.Stat(path)
	if named, _ := filepath.Glob(path + ".*"); errors.Is(err, fs.ErrNotExist) && len(named) == 1 {
		if other, err := os.Stat(named[0]); err == nil && !other.IsDir() {
			return named[0], other, nil
		}
	}
	return path, info, err
}

func simple(kind core.SimpleType, path string, info os.FileInfo) (*core.Literal, error) {
	if info.IsDir() || info.Size() > largestValue {
		return nil, fmt.Errorf("%s is no file of up to %d bytes", path, largestValue)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return coreutils.MakeLiteralForSimpleType(kind, string(text))
}

// put uploads a file, or all files below a directory side by side.
func put(ctx context.Context, store *storage.DataStore, path string, info os.FileInfo, to storage.DataReference) error {
	if !info.IsDir() {
		return file(ctx, store, path, info, to)
	}
	return filepath.Walk(path, func(path string, info os.FileInfo, err error) error {
		if err != nil || info.IsDir() {
			return err
		}
		at, err := store.ConstructReference(ctx, to, info.Name())
		if err != nil {
			return err
		}
		return file(ctx, store, path, info, at)
	})
}

func file(ctx context.Context, store *storage.DataStore, path string, info os.FileInfo, to storage.DataReference) error {
	reader, err := os.Open(path)
	if err != nil {
		return err
	}
	defer reader.Close()
	return store.WriteRaw(ctx, to, info.Size(), storage.Options{}, reader)
}
