package run_test

import (
	"bytes"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"google.golang.org/protobuf/proto"

	"aileron.test/judge/internal/cluster"
	"aileron.test/judge/internal/node"
	"aileron.test/judge/internal/propeller"
	"aileron.test/judge/internal/run"
)

// program is the name of the program in the tasks' containers: this test itself.
const program = "task-of-a-test"

var (
	entities   = newStore()
	executions *run.Executions
	pods       string // the folder with a folder for each pod
)

func TestMain(m *testing.M) {
	if filepath.Base(os.Args[0]) == program {
		if err := work(os.Args[1:]); err != nil {
			log.Fatal(err)
		}
		return
	}
	work, err := os.MkdirTemp("", "executions")
	if err != nil {
		log.Fatal(err)
	}
	status, err := withCluster(work, m.Run)
	if err != nil {
		log.Fatal(err)
	}
	if status == 0 {
		os.RemoveAll(work)
	} else {
		fmt.Fprintln(os.Stderr, "pods and logs are in", work)
	}
	os.Exit(status)
}

// withCluster runs the tests with the one cluster that a process can have.
func withCluster(work string, tests func() int) (status int, err error) {
	self, err := os.Executable()
	if err != nil {
		return 0, err
	}
	bin := filepath.Join(work, "bin")
	pods = filepath.Join(work, "pods")
	if err := os.Mkdir(bin, 0o755); err != nil {
		return 0, err
	}
	if err := os.Symlink(self, filepath.Join(bin, program)); err != nil {
		return 0, err
	}
	c, err := cluster.New(cluster.Options{Work: work, Cache: filepath.Join(work, "cache"), Grace: time.Second, Logs: true,
		Node:      node.Options{Programs: []string{bin}, Slots: 4},
		Propeller: propeller.Options{Reeval: 200 * time.Millisecond, PullGrace: time.Second, LogLevel: 4}})
	if err != nil {
		return 0, err
	}
	defer c.Stop()
	executions = run.New(c.API, c.Objects, entities, run.Options{})
	if err := c.Start(executions.Serve); err != nil {
		return 0, err
	}
	return tests(), nil
}

// work is the body of every task: what it does, the address of its inputs, the prefix of its outputs, and the attempt.
func work(args []string) error {
	what, from, to := args[0], args[1], args[2]
	raw, err := object(http.MethodGet, from, nil)
	if err != nil {
		return err
	}
	inputs := &core.LiteralMap{}
	if err := proto.Unmarshal(raw, inputs); err != nil {
		return err
	}
	x := inputs.GetLiterals()["x"].GetScalar().GetPrimitive().GetInteger()
	switch what {
	case "sleep":
		time.Sleep(time.Minute)
	case "fail":
		return fmt.Errorf("this task fails on purpose")
	case "blocked": // until the file exists
		if _, err := os.Stat(os.Getenv("UNBLOCKED")); err != nil {
			return err
		}
	}
	raw, err = proto.Marshal(&core.LiteralMap{Literals: map[string]*core.Literal{"o0": integer(2 * x)}})
	if err != nil {
		return err
	}
	_, err = object(http.MethodPut, to+"/outputs.pb", raw)
	return err
}

// object reads or writes an object.
func object(method, uri string, body []byte) ([]byte, error) {
	url := os.Getenv("FLYTE_AWS_ENDPOINT") + "/" + strings.TrimPrefix(uri, "s3://")
	r, err := http.NewRequest(method, url, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s %s: %s", method, url, answer.Status)
	}
	return io.ReadAll(answer.Body)
}

func integer(v int64) *core.Literal {
	return &core.Literal{Value: &core.Literal_Scalar{Scalar: &core.Scalar{Value: &core.Scalar_Primitive{
		Primitive: &core.Primitive{Value: &core.Primitive_Integer{Integer: v}}}}}}
}
