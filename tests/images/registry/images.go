package main

import (
	"archive/tar"
	"bytes"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
	"github.com/google/go-containerregistry/pkg/v1/types"
	"github.com/google/go-containerregistry/pkg/v1/validate"
)

// base pushes an image whose one layer is what is in a folder.
func base(arguments []string) error {
	flags := flag.NewFlagSet("base", flag.ExitOnError)
	to := flags.String("to", "", "its reference")
	files := flags.String("files", "", "the folder")
	docker := flags.Bool("docker", false, "write Docker's own types, not those of OCI")
	index := flags.Bool("index", false, "put it into an index")
	_ = flags.Parse(arguments)
	packed, err := pack(*files)
	if err != nil {
		return err
	}
	kind, manifest, config := types.OCILayer, types.OCIManifestSchema1, types.OCIConfigJSON
	if *docker {
		kind, manifest, config = types.DockerLayer, types.DockerManifestSchema2, types.DockerConfigJSON
	}
	open := func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(packed)), nil }
	layer, err := tarball.LayerFromOpener(open, tarball.WithMediaType(kind))
	if err != nil {
		return err
	}
	image := mutate.ConfigMediaType(mutate.MediaType(empty.Image, manifest), config)
	image, err = mutate.Append(image, mutate.Addendum{Layer: layer, MediaType: kind, History: v1.History{CreatedBy: "the tests"}})
	if err != nil {
		return err
	}
	file, err := image.ConfigFile()
	if err != nil {
		return err
	}
	file = file.DeepCopy()
	file.OS, file.Architecture = "linux", "amd64"
	file.Config.Env = []string{"PATH=/bin", "GREETING=of the base"}
	file.Config.Labels = map[string]string{"base": "yes"}
	if image, err = mutate.ConfigFile(image, file); err != nil {
		return err
	}
	reference, err := name.ParseReference(*to, name.Insecure)
	if err != nil {
		return err
	}
	if !*index {
		return remote.Write(reference, image)
	}
	platform := &v1.Platform{OS: "linux", Architecture: "amd64"}
	all := mutate.AppendManifests(empty.Index, mutate.IndexAddendum{Add: image, Descriptor: v1.Descriptor{Platform: platform}})
	return remote.WriteIndex(reference, all)
}

// pack writes what is in a folder as a tar archive.
func pack(folder string) ([]byte, error) {
	var packed bytes.Buffer
	archive := tar.NewWriter(&packed)
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || path == folder {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		link := ""
		if info.Mode()&fs.ModeSymlink != 0 {
			if link, err = os.Readlink(path); err != nil {
				return err
			}
		}
		header, err := tar.FileInfoHeader(info, link)
		if err != nil {
			return err
		}
		if header.Name, err = filepath.Rel(folder, path); err != nil {
			return err
		}
		if err := archive.WriteHeader(header); err != nil || !info.Mode().IsRegular() {
			return err
		}
		bytes, err := os.ReadFile(path)
		if err == nil {
			_, err = archive.Write(bytes)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	err = archive.Close()
	return packed.Bytes(), err
}

// validated checks every digest, size and layer of an image, as `crane validate` does.
func validated(arguments []string) error {
	if len(arguments) != 1 {
		return fmt.Errorf("one reference")
	}
	reference, err := name.ParseReference(arguments[0], name.Insecure)
	if err != nil {
		return err
	}
	found, err := remote.Get(reference)
	if err != nil {
		return err
	}
	if found.MediaType.IsIndex() {
		index, err := found.ImageIndex()
		if err != nil {
			return err
		}
		return validate.Index(index)
	}
	image, err := found.Image()
	if err != nil {
		return err
	}
	return validate.Image(image)
}
