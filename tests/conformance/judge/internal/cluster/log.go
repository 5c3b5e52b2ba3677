package cluster

import (
	"flag"
	"io"
	"net/http"
	"os"
	"path/filepath"

	"github.com/sirupsen/logrus"
	"k8s.io/klog/v2"
)

// logTo sends the logs of propeller and its libraries to a file. They go on
// logging after the run, so the file is closed to them first.
func logTo(file string) (done func(), err error) {
	log, err := os.Create(file)
	if err != nil {
		return nil, err
	}
	logrus.SetOutput(log)
	quiet := flag.NewFlagSet("klog", flag.PanicOnError)
	klog.InitFlags(quiet)
	_ = quiet.Parse([]string{"-logtostderr=false", "-stderrthreshold=4"})
	klog.SetOutput(log)
	return func() { logrus.SetOutput(io.Discard); klog.SetOutput(io.Discard); log.Close() }, nil
}

// logs serves what the containers of pods have printed, at /POD/CONTAINER.
func logs(folder string) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{pod}/{container}", func(w http.ResponseWriter, r *http.Request) {
		name := filepath.Join(filepath.Base(r.PathValue("pod")), filepath.Base(r.PathValue("container"))+".log")
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		http.ServeFile(w, r, filepath.Join(folder, name))
	})
	return mux
}
