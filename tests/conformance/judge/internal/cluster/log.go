package cluster

import (
	"flag"
	"io"
	"os"

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
