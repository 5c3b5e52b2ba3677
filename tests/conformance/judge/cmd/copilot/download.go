package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"github.com/flyteorg/flyte/flytestdlib/storage"
	"github.com/ghodss/yaml"
	"google.golang.org/protobuf/proto"
)

// loader writes values to files.
type loader struct {
	ctx   context.Context
	store *storage.DataStore
}

// download writes a file for each input, and the files of all inputs.
func (o *options) download(ctx context.Context, store *storage.DataStore) error {
	ctx, cancel := context.WithTimeout(ctx, o.timeout)
	defer cancel()
	if err := os.MkdirAll(o.to, 0o777); err != nil {
		return err
	}
	inputs := &core.LiteralMap{}
	if err := store.ReadProtobuf(ctx, storage.DataReference(o.inputs), inputs); err != nil {
		return err
	}
	values, literals, err := (&loader{ctx, store}).named(inputs, o.to)
	if err != nil {
		return err
	}
	raw, err := proto.Marshal(literals)
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(o.to, "inputs.pb"), raw, 0o777); err != nil {
		return err
	}
	print, extension := json.Marshal, ".json"
	switch o.format {
	case "PROTO":
		return nil
	case "YAML":
		print, extension = yaml.Marshal, ".yaml"
	}
	if raw, err = print(values); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(o.to, "inputs"+extension), raw, 0o777)
}

// named writes each value to the file of its name.
func (l *loader) named(m *core.LiteralMap, folder string) (map[string]any, *core.LiteralMap, error) {
	values, written := map[string]any{}, &core.LiteralMap{Literals: map[string]*core.Literal{}}
	for name, literal := range m.GetLiterals() {
		if apart := literal.GetOffloadedMetadata(); apart != nil {
			if err := l.store.ReadProtobuf(l.ctx, storage.DataReference(apart.GetUri()), literal); err != nil {
				return nil, nil, err
			}
		}
		var err error
		if values[name], written.Literals[name], err = l.literal(literal, filepath.Join(folder, name)); err != nil {
			return nil, nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return values, written, nil
}

// literal writes a value to a file, or to files in a folder. It returns its form in the file of all inputs, and the value
// with the addresses that it has in the container.
func (l *loader) literal(in *core.Literal, path string) (value any, out *core.Literal, err error) {
	switch in.GetValue().(type) {
	case *core.Literal_Scalar:
		scalar := &core.Scalar{}
		value, scalar, err = l.scalar(in.GetScalar(), path)
		return value, &core.Literal{Value: &core.Literal_Scalar{Scalar: scalar}}, err
	case *core.Literal_Collection:
		items, written := []any{}, &core.LiteralCollection{}
		err = os.MkdirAll(path, 0o777)
		for i, item := range in.GetCollection().GetLiterals() {
			if err != nil {
				break
			}
			value, out, err = l.literal(item, filepath.Join(path, strconv.Itoa(i)))
			items, written.Literals = append(items, value), append(written.Literals, out)
		}
		return items, &core.Literal{Value: &core.Literal_Collection{Collection: written}}, err
	case *core.Literal_Map:
		if err = os.MkdirAll(path, 0o777); err != nil {
			return nil, nil, err
		}
		values, written, err := l.named(in.GetMap(), path)
		return values, &core.Literal{Value: &core.Literal_Map{Map: written}}, err
	}
	return nil, nil, fmt.Errorf("a %T can't be written to a file", in.GetValue())
}

func (l *loader) scalar(in *core.Scalar, path string) (value any, out *core.Scalar, err error) {
	text := ""
	switch in.GetValue().(type) {
	case *core.Scalar_Primitive:
		value, text, err = primitive(in.GetPrimitive())
	case *core.Scalar_NoneType:
		text = "null"
	case *core.Scalar_Error:
		text = in.GetError().GetMessage()
		value = text
	case *core.Scalar_Binary:
		value, text = in.GetBinary().GetValue(), string(in.GetBinary().GetValue())
	case *core.Scalar_Generic:
		raw, err := json.Marshal(in.GetGeneric().AsMap())
		if err == nil {
			err = os.WriteFile(path, raw, 0o666)
		}
		return in.GetGeneric(), in, err
	case *core.Scalar_Union:
		value, inner, err := l.literal(in.GetUnion().GetValue(), path)
		return value, &core.Scalar{Value: &core.Scalar_Union{Union: &core.Union{Type: in.GetUnion().GetType(), Value: inner}}}, err
	case *core.Scalar_Blob:
		metadata := in.GetBlob().GetMetadata()
		value, err = l.blob(in.GetBlob().GetUri(), metadata.GetType().GetDimensionality(), path)
		return value, &core.Scalar{Value: &core.Scalar_Blob{Blob: &core.Blob{Metadata: metadata, Uri: path}}}, err
	case *core.Scalar_Schema:
		value, err = l.blob(in.GetSchema().GetUri(), core.BlobType_MULTIPART, path)
		return value, &core.Scalar{Value: &core.Scalar_Schema{Schema: &core.Schema{Type: in.GetSchema().GetType(), Uri: path}}}, err
	default:
		return nil, nil, fmt.Errorf("a %T can't be written to a file", in.GetValue())
	}
	if err == nil {
		err = os.WriteFile(path, []byte(text), 0o777)
	}
	return value, in, err
}

func primitive(in *core.Primitive) (value any, text string, err error) {
	switch in.GetValue().(type) {
	case *core.Primitive_Integer:
		return in.GetInteger(), strconv.FormatInt(in.GetInteger(), 10), nil
	case *core.Primitive_FloatValue:
		return in.GetFloatValue(), strconv.FormatFloat(in.GetFloatValue(), 'f', -1, 64), nil
	case *core.Primitive_Boolean:
		return in.GetBoolean(), strconv.FormatBool(in.GetBoolean()), nil
	case *core.Primitive_StringValue:
		return in.GetStringValue(), in.GetStringValue(), nil
	case *core.Primitive_Datetime:
		at := in.GetDatetime().AsTime()
		return at, at.Format("2006-01-02T15:04:05.999999999Z07:00"), in.GetDatetime().CheckValid()
	case *core.Primitive_Duration:
		// The file of all inputs lacks them: Flyte's co-pilot forgets them.
		return nil, in.GetDuration().AsDuration().String(), in.GetDuration().CheckValid()
	}
	return nil, "null", nil
}

// blob copies a file, or all files of a directory; an empty directory is not created.
func (l *loader) blob(uri string, kind core.BlobType_BlobDimensionality, path string) (any, error) {
	at := storage.DataReference(uri)
	if kind == core.BlobType_SINGLE {
		return path, l.file(at, path)
	}
	_, _, prefix, err := at.Split()
	if err != nil {
		return nil, err
	}
	var files []storage.DataReference
	for cursor := storage.NewCursorAtStart(); !storage.IsCursorEnd(cursor); {
		var some []storage.DataReference
		if some, cursor, err = l.store.List(l.ctx, at, 100, cursor); err != nil || len(some) == 0 {
			return nil, err
		}
		files = append(files, some...)
	}
	for _, file := range files {
		_, _, key, err := file.Split()
		if err != nil {
			return nil, err
		}
		to := filepath.Join(path, strings.TrimPrefix(key, prefix))
		if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
			return nil, err
		}
		if err := l.file(file, to); err != nil {
			return nil, err
		}
	}
	return path, nil
}

func (l *loader) file(from storage.DataReference, path string) error {
	reader, err := l.open(from)
	if err != nil {
		return err
	}
	defer reader.Close()
	writer, err := os.Create(path)
	if err != nil {
		return err
	}
	if _, err = io.Copy(writer, reader); err != nil {
		writer.Close()
		return err
	}
	return writer.Close()
}

func (l *loader) open(from storage.DataReference) (io.ReadCloser, error) {
	if !strings.HasPrefix(from.String(), "http") {
		return l.store.ReadRaw(l.ctx, from)
	}
	request, err := http.NewRequestWithContext(l.ctx, http.MethodGet, from.String(), nil)
	if err != nil {
		return nil, err
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	return answer.Body, nil
}
